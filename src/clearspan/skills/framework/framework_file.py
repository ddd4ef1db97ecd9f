"""Reads a framework from its file."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from clearspan.skills.framework.framework import LEVELS, Band, Competency, Family, Framework, Layer, Strategy
from clearspan.skills.item_files.facts_file import FactsFile
from clearspan.skills.item_files.fields import Fields
from clearspan.skills.item_files.trouble import Trouble
from clearspan.skills.shipped import refuse, shipped
from clearspan.vocabulary.licence import OPEN_LICENCES

OWN_FILE = "framework.toml"
"""An organisation's own framework, in its data directory."""

NAME = r"[a-z][a-z0-9_]{1,63}"
SKILL = rf"{NAME}\.{NAME}"
WORDS = r"[\s\S]{2,400}"


@cache
def framework() -> Framework:
    """The framework that comes with Clearspan. Raises ShelfError where its file does not do."""
    return shipped("frameworks", "clearspan.toml", read_framework)


def framework_of(directory: Path) -> Framework:
    """The framework of an organisation: its own one, DIRECTORY/framework.toml, where there is one. Raises ShelfError where that
    does not do."""
    own = directory / OWN_FILE
    return _own(own, own.stat().st_mtime_ns) if own.is_file() else framework()


@lru_cache(maxsize=8)
def _own(path: Path, _: int) -> Framework:
    """An own framework, read again when its file changes."""
    read, troubles = check_own(path)
    refuse(troubles)
    return read


def check_own(path: Path) -> tuple[Framework, tuple[Trouble, ...]]:
    """An own framework and everything that is wrong with it. It keeps every layer, competency and family that comes with
    Clearspan, which questions, drills and lessons refer to; words, levels and expectations are its own, and it may add more."""
    read, troubles = read_framework(path)
    shipped_one = framework()
    kept = (
        (shipped_one.layers, read.layers),
        (shipped_one.competencies, read.competencies),
        (shipped_one.families, read.families),
    )
    lost = [name for theirs, ours in kept for name in theirs if name not in ours]
    more = tuple(Trouble(path.name, 0, f"{name} is missing.", "Content refers to it: keep its `id`.") for name in lost)
    return read, (*troubles, *more)


def read_framework(path: Path) -> tuple[Framework, tuple[Trouble, ...]]:
    """The framework in a file, and everything that is wrong with it; it is whole only where nothing is."""
    file = FactsFile(path)
    fields = file.fields
    areas = set(fields.names("us_dol", WORDS, "Explore AI Uses", 0))
    bands = {each.name: each for each in map(_band, fields.each("band", 1))}
    written = fields.each("family", 1)
    named = [each.text("id") for each in written]
    read = Framework(
        name=fields.text("name"),
        title=fields.text("title"),
        version=fields.number("version", 1, 10_000),
        source=fields.text("source"),
        licence=fields.text("licence"),
        level_titles=_four(fields),
        strategy={each.name: each for each in map(_strategy, fields.each("strategy", 1))},
        layers={each.name: each for each in (_layer(one, bands, named) for one in fields.each("layer", 1))},
        competencies={},
        bands=bands,
        families={},
    )
    if read.licence not in OPEN_LICENCES:
        fields.note("licence", "The licence is not known to allow changes.", f"Known: {', '.join(sorted(OPEN_LICENCES))}.")
    competencies = {each.name: each for each in (_competency(one, read, areas) for one in fields.each("competency", 1))}
    families = {each.name: each for each in (_family(one, read, set(competencies)) for one in written)}
    whole = Framework(**{**vars(read), "competencies": competencies, "families": families})
    _note_gaps(fields, whole)
    return whole, file.troubles()


def _strategy(fields: Fields) -> Strategy:
    return Strategy(_name(fields), fields.text("leaders_say"), fields.text("front_line"))


def _layer(fields: Fields, bands: Iterable[str], families: Iterable[str]) -> Layer:
    of_bands, of_families = _levels(fields, "bands", bands), _levels(fields, "families", families)
    everyone = fields.yes("everyone")
    if everyone == bool(of_bands or of_families):
        fields.note("everyone", "A layer is for everyone, or for the `bands` or `families` that it names.")
    return Layer(_name(fields), fields.text("title"), fields.text("meaning"), everyone, of_bands, of_families)


def _competency(fields: Fields, read: Framework, areas: set[str]) -> Competency:
    found = Competency(
        name=_name(fields, SKILL, "fluency.knowing"),
        title=fields.text("title"),
        meaning=fields.text("meaning"),
        levels=_four(fields),
        evidence=fields.names("evidence", WORDS, "A canvas of a real process"),
        strategy=fields.names("strategy", NAME, "time_to_customers"),
        us_dol=fields.names("us_dol", WORDS, "Explore AI Uses", 0),
    )
    if found.name and found.layer not in read.layers:
        fields.note("id", f"There is no layer {found.layer}.")
    for name in set(found.strategy) - set(read.strategy):
        fields.note("strategy", f"There is no strategy {name}.")
    for name in set(found.us_dol) - areas:
        fields.note("us_dol", f"There is no area {name!r} in `us_dol` at the top.")
    return found


def _band(fields: Fields) -> Band:
    return Band(_name(fields), fields.text("title"), fields.names("grades", WORDS, "Senior"))


def _family(fields: Fields, read: Framework, competencies: set[str]) -> Family:
    everyone = [layer.name for layer in read.layers.values() if layer.everyone]
    expected: dict[str, dict[str, int]] = {}
    for band in read.bands:
        within = fields.within(band)
        expected[band] = {layer: within.number(layer, 1, LEVELS) if within else 1 for layer in everyone}
    family = Family(
        name=_name(fields),
        title=fields.text("title"),
        names=fields.names("names", WORDS, "Sales", 0),
        expected=expected,
        one_higher=fields.names("one_higher", SKILL, "judgment.verifying", 0),
        because=fields.text("because", ""),
    )
    for name in set(family.one_higher) - competencies:
        fields.note("one_higher", f"There is no competency {name}.")
    if family.one_higher and not family.because:
        fields.note("because", "Say why more is expected of this family.")
    return family


def _note_gaps(fields: Fields, read: Framework) -> None:
    """Note layers without competencies, and aims that nothing serves."""
    for layer in read.layers.values():
        if not read.of_layer(layer.name):
            fields.note("layer", f"No competency belongs to the layer {layer.name}.")
    served = {name for each in read.competencies.values() for name in each.strategy}
    for name in set(read.strategy) - served:
        fields.note("strategy", f"No competency serves {name}, so that nobody can see it at a desk.")


def _four(fields: Fields) -> tuple[str, ...]:
    levels = fields.names("levels", WORDS, "Says what is wrong with the answer", LEVELS)
    if len(levels) != LEVELS:
        fields.note("levels", f"There are {LEVELS} levels, not {len(levels)}.")
    return levels


def _levels(fields: Fields, name: str, known: Iterable[str]) -> dict[str, int]:
    within = fields.within(name, may_miss=True)
    levels = {each: within.number(each, 0, LEVELS, 0) for each in known} if within else {}
    return {each: level for each, level in levels.items() if level}


def _name(fields: Fields, form: str = NAME, example: str = "time_to_customers") -> str:
    name = fields.text("id")
    if name and not re.fullmatch(form, name):
        fields.note("id", f"`id` must be of the form {example}.")
    return name
