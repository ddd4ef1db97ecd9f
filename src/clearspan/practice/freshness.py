"""Which content may be offered: what is reviewed in time and rests on nothing that changed since."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from clearspan.practice.library import Library
from clearspan.practice.shelves import SHELVES
from clearspan.practice.tool_fact import ToolFact
from clearspan.skills.item_files.upkeep import Upkeep
from clearspan.vocabulary.period import day_of


@dataclass(frozen=True)
class Stale:
    """An item that is not offered: its link, its title, its owner, and each reason in plain words."""

    link: str
    title: str
    owner: str
    reasons: tuple[str, ...]


def dependants(library: Library, fact: str) -> tuple[str, ...]:
    """The links of exactly those items that say that they depend on a tool fact."""
    return tuple(link for link, item in _kept_up(library) if fact in item.upkeep.tool_facts)


def stale_items(library: Library, day: int) -> tuple[Stale, ...]:
    """The items that are not offered on a day (number), by link."""
    found = [(link, item, reasons_against(item.upkeep, library.tool_facts, day)) for link, item in _kept_up(library)]
    return tuple(Stale(link, item.title, item.upkeep.owner, reasons) for link, item, reasons in found if reasons)


def reasons_against(upkeep: Upkeep, facts: Mapping[str, ToolFact], day: int) -> tuple[str, ...]:
    """Why an item is not offered on a day (number); none where it may be."""
    reasons: list[str] = []
    if day > upkeep.review_by:
        reasons.append(f"It was to be reviewed by {day_of(upkeep.review_by)}.")
    for name in upkeep.tool_facts:
        fact = facts.get(name)
        if fact is None:
            reasons.append(f"The tool fact {name}, on which it rests, is not there.")
        elif fact.changed > upkeep.reviewed:
            reasons.append(
                f"The tool fact {name} changed on {day_of(fact.changed)}, after its review on {day_of(upkeep.reviewed)}."
            )
        elif day > fact.check_by:
            reasons.append(f"Whether the tool fact {name} still holds was to be checked by {day_of(fact.check_by)}.")
    return tuple(reasons)


def offered(library: Library, day: int) -> Library:
    """The library with only what may be offered on a day (number). Tool facts and families stay."""
    gone = {stale.link for stale in stale_items(library, day)}
    if not gone:
        return library
    kept = {
        folder: {name: item for name, item in library.shelf(folder).items() if f"{folder}/{name}" not in gone}
        for folder in SHELVES
    }
    sets = {
        family: replace(each, drills=tuple(drill for drill in each.drills if drill.name in kept["drills"]))
        for family, each in library.drill_sets.items()
    }
    return replace(library, **kept, drill_sets=sets)


def _kept_up(library: Library) -> list[tuple[str, Any]]:
    """Every item with an upkeep, by its link."""
    return [
        (f"{folder}/{name}", item)
        for folder in SHELVES
        for name, item in library.shelf(folder).items()
        if hasattr(item, "upkeep")
    ]
