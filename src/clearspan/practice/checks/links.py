"""Checks that what items refer to is there, and refers back."""

from collections.abc import Iterator, Sequence
from typing import Any

import clearspan.diagnosis.causes
from clearspan.diagnosis.cause import Cause
from clearspan.practice.industry import Industry
from clearspan.practice.lesson import Lesson
from clearspan.practice.shelves import Shelved
from clearspan.practice.team_practice import TeamPractice
from clearspan.practice.track import Track
from clearspan.practice.use_case import UseCase
from clearspan.shelf import read_shelf
from clearspan.skills.drills.decision import Decision
from clearspan.skills.drills.drill import Drill
from clearspan.skills.framework.framework import Framework
from clearspan.skills.item_files.trouble import Trouble

_BACK = "A link goes both ways: add it in the other file, or take it out here."


def broken_links(opened: Sequence[Shelved], framework: Framework) -> list[Trouble]:
    """References to what is not there, or does not refer back, by file and line."""
    items = {shelved.link: shelved.item for shelved in opened}
    causes = set(read_shelf(clearspan.diagnosis.causes, Cause))
    found: list[Trouble] = []
    for shelved in opened:
        item = shelved.item
        if item is None:
            continue
        found += _missing(shelved, items)
        found += _not_back(shelved, items)
        for skill in getattr(item, "skills", ()):
            if skill not in framework.competencies:
                found.append(
                    _trouble(shelved, "skills", f"The framework has no {skill}.", f"It has: {', '.join(framework.competencies)}.")
                )
        if isinstance(item, TeamPractice):
            unknown = [cause for cause in item.causes if cause not in causes]
            found += [_trouble(shelved, "causes", f"The diagnosis has no cause {cause}.") for cause in unknown]
        named = (
            item.families
            if isinstance(item, Industry)
            else (item.family,)
            if isinstance(item, UseCase | Drill | Decision)
            else ()
        )
        known = ", ".join(framework.families)
        for family in named:
            if family not in framework.families:
                found.append(_trouble(shelved, "families", f"There is no job family {family}.", f"There are: {known}."))
    return found


def _missing(shelved: Shelved, items: dict[str, Any]) -> Iterator[Trouble]:
    for fact, link in _references(shelved.item):
        if link not in items:
            yield _trouble(shelved, fact, f"There is no {link}.", "Mend the name, or write that item.")


def _references(item: Any) -> Iterator[tuple[str, str]]:
    """The fact that holds a reference, and the reference."""
    if isinstance(item, UseCase | Lesson):
        yield from (("drills", f"drills/{name}") for name in item.drills)
    if isinstance(item, Lesson | Drill | Decision):
        yield from (("use_cases", f"use_cases/{name}") for name in item.use_cases)
    if isinstance(item, Track):
        yield from (("step", link) for step in item.steps for link in step.do)
    if isinstance(item, Industry):
        yield from (("begin", link) for link in item.begin)
    if upkeep := getattr(item, "upkeep", None):
        yield from (("tool_facts", f"tool_facts/{name}") for name in upkeep.tool_facts)


def _not_back(shelved: Shelved, items: dict[str, Any]) -> Iterator[Trouble]:
    item = shelved.item
    if isinstance(item, UseCase):
        for name in item.drills:
            drill = items.get(f"drills/{name}")
            if isinstance(drill, Drill) and item.name not in drill.use_cases:
                yield _trouble(shelved, "drills", f"drills/{name} does not name this use case.", _BACK)
    if isinstance(item, Drill):
        for name in item.use_cases:
            use_case = items.get(f"use_cases/{name}")
            if isinstance(use_case, UseCase) and item.name not in use_case.drills:
                yield _trouble(shelved, "use_cases", f"use_cases/{name} does not name this drill.", _BACK)


def _trouble(shelved: Shelved, fact: str, what: str, remedy: str = "") -> Trouble:
    return Trouble(shelved.file.shown, shelved.file.fields.line(fact), what, remedy)
