"""Templates of programmes: TOML files, each refused as a whole where something in it does not do."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from clearspan.errors import ShelfError, UsageError
from clearspan.programmes.programme import Design, Population, Programme
from clearspan.programmes.target import Target

OWN_FOLDER = "programmes"
"""Folder of a data directory in which an organisation keeps templates of its own."""

_FIELDS = frozenset(
    {"name", "title", "about", "why", "design", "outcome", "counter_outcome", "length_days", "checkpoints", "messy_days",
     "causes", "target", "pod"}
)  # fmt: skip
_REQUIRED = ("name", "title", "about", "why", "design", "outcome", "counter_outcome", "length_days", "checkpoints", "target")


@dataclass(frozen=True)
class PodRule:
    """How pods of a programme are made up: smallest and largest size, how many of them lead (champions or a coach), how many new
    behaviours each member is to try, for how many weeks, and how many pods one person may lead."""

    smallest: int
    largest: int
    leading: int = 1
    behaviours: int = 3
    weeks: int = 10
    load: int = 1
    role_share: float = 1.0
    """The largest share of a pod that one job family may be (1: no bound)."""

    def __post_init__(self) -> None:
        if not 1 <= self.leading < self.smallest <= self.largest <= 20 or min(self.behaviours, self.weeks, self.load) < 1:
            raise ValueError("a pod has 2 to 20 people, fewer of whom lead, and at least one behaviour, week and pod a leader")


@dataclass(frozen=True)
class Template:
    """A template: what it is, why it is done so, for which reasons of a diagnosis, and what it proposes."""

    name: str
    title: str
    about: str
    why: str
    design: Design
    outcome: str
    counter_outcome: str
    length_days: int
    checkpoints: tuple[int, ...]
    target: Target
    messy_days: int = 0
    causes: tuple[str, ...] = ()
    pod: PodRule | None = None

    def programme(self, name: str, title: str, population: Population, owner: str, sponsor: str) -> Programme:
        """The programme that the template proposes."""
        return Programme(
            name=name,
            title=title or self.title,
            template=self.name,
            population=population,
            design=self.design,
            outcome=self.outcome,
            counter_outcome=self.counter_outcome,
            target=self.target,
            length_days=self.length_days,
            checkpoints=self.checkpoints,
            owner=owner,
            sponsor=sponsor,
            messy_days=self.messy_days,
        )


@cache
def templates() -> dict[str, Template]:
    """The templates that come with Clearspan, by name."""
    with as_file(files("clearspan") / "content" / "programmes") as folder:
        return read_templates([folder])


def templates_of(directory: Path) -> dict[str, Template]:
    """The templates that come with Clearspan and an organisation's own, by name."""
    own = directory / OWN_FOLDER
    return templates() | (read_templates([own]) if own.is_dir() else {})


def template_named(found: Mapping[str, Template], name: str) -> Template:
    """The template of that name. Raises UsageError where there is none."""
    if name not in found:
        raise UsageError("there is no such template", where=name, remedy=f"Use one of {', '.join(sorted(found))}.")
    return found[name]


def read_templates(folders: list[Path]) -> dict[str, Template]:
    """The templates of some folders, by name. Raises ShelfError, naming the file, for the first that does not do."""
    found = [read_template(path) for folder in folders for path in sorted(folder.glob("*.toml"))]
    return {each.name: each for each in found}


def read_template(path: Path) -> Template:
    """The template in a file. Raises ShelfError, naming the file."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        return _template(path, written)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError, TypeError, KeyError, UsageError) as error:
        raise ShelfError(f"is no template: {error}", where=path.name) from error


def _template(path: Path, written: dict[str, Any]) -> Template:
    if unknown := set(written) - _FIELDS:
        raise ValueError(f"it has fields that no template has: {', '.join(sorted(unknown))}")
    if missing := [name for name in _REQUIRED if name not in written]:
        raise ValueError(f"it does not say its {missing[0]}")
    if written["name"] != path.stem:
        raise ValueError(f"it declares {written['name']!r}")
    made = Template(
        **{
            **written,
            "design": Design(written["design"]),
            "checkpoints": tuple(written["checkpoints"]),
            "causes": tuple(written.get("causes", ())),
            "target": Target(**written["target"]),
            "pod": PodRule(**written["pod"]) if "pod" in written else None,
        }
    )
    replace(made).programme("trial", "", Population(), "a unit", "a unit")
    return made
