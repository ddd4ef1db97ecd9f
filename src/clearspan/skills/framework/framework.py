"""A framework of competencies: layers, levels that one can see, links to strategy, and what is expected by family and grade."""

from collections.abc import Mapping
from dataclasses import dataclass

LEVELS = 4

PERSONAL = ("fluency", "judgment", "redesign")
"""The three layers that are scored apart and never together."""


@dataclass(frozen=True)
class Strategy:
    """One thing that leaders want of AI: as they say it, and as it shows at a desk."""

    name: str
    leaders_say: str
    front_line: str


@dataclass(frozen=True)
class Layer:
    """A group of competencies. It is for everyone, or for the bands and families that are named with the level expected there."""

    name: str
    title: str
    meaning: str
    everyone: bool
    bands: Mapping[str, int]
    families: Mapping[str, int]


@dataclass(frozen=True)
class Competency:
    """One thing that people can do. `levels` say for each of the four what one sees somebody do; `strategy` names what of the
    leaders' aims it serves; `us_dol` are the areas of the US Department of Labor's AI Literacy Framework that it belongs to."""

    name: str
    title: str
    meaning: str
    levels: tuple[str, ...]
    evidence: tuple[str, ...]
    strategy: tuple[str, ...]
    us_dol: tuple[str, ...]

    @property
    def layer(self) -> str:
        """The name of its layer."""
        return self.name.partition(".")[0]


@dataclass(frozen=True)
class Band:
    """A stage of a career, with the grades of staff lists that fall into it."""

    name: str
    title: str
    grades: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """A job family: by which names staff lists call it, the level expected of each layer by band, the competencies in which one
    level more is expected, and why."""

    name: str
    title: str
    names: tuple[str, ...]
    expected: Mapping[str, Mapping[str, int]]
    one_higher: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Framework:
    """A framework, whole; everything by name, in the order of its file."""

    name: str
    title: str
    version: int
    source: str
    licence: str
    level_titles: tuple[str, ...]
    strategy: Mapping[str, Strategy]
    layers: Mapping[str, Layer]
    competencies: Mapping[str, Competency]
    bands: Mapping[str, Band]
    families: Mapping[str, Family]

    def of_layer(self, layer: str) -> tuple[Competency, ...]:
        """The competencies of a layer."""
        return tuple(each for each in self.competencies.values() if each.layer == layer)
