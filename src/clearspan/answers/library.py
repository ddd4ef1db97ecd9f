"""The library as pages show it: by job family. Lessons are listed and not shown, drills not even listed: they are done."""

from dataclasses import dataclass

from clearspan.answers.evidence import Evidence
from clearspan.practice.freshness import Stale, offered, stale_items
from clearspan.practice.library import Library
from clearspan.practice.use_case import UseCase
from clearspan.skills.framework.framework_file import framework
from clearspan.skills.item_files.trouble import Trouble

PATH = "/library"


@dataclass(frozen=True)
class Entry:
    """An item in a list: its title, its address (nothing where it is not shown), and a few words beside it."""

    title: str
    href: str
    beside: str


@dataclass(frozen=True)
class FamilyShelf:
    """A job family's part of the library."""

    name: str
    title: str
    summary: str
    use_cases: tuple[Entry, ...]
    lessons: tuple[Entry, ...]
    beside: str


@dataclass(frozen=True)
class LibraryPage:
    """What may be practised today, what is held back and why, and which own files are left out."""

    title: str
    lead: str
    families: tuple[FamilyShelf, ...]
    judgment: tuple[Entry, ...]
    team_practice: tuple[Entry, ...]
    tracks: tuple[Entry, ...]
    industries: tuple[Entry, ...]
    stale: tuple[Stale, ...]
    unusable: tuple[Trouble, ...]


def library_page(evidence: Evidence) -> LibraryPage:
    """The library as it may be offered today."""
    today = evidence.collecting.today
    library = offered(evidence.library, today) if today else evidence.library
    families = tuple(_family(library, name, title) for name, title in _titles().items() if name in library.families)
    shown = tuple(family for family in families if family.use_cases or family.lessons)
    return LibraryPage(
        title="Library",
        lead=_lead(library, shown),
        families=shown,
        judgment=_lessons(library, "judgment"),
        team_practice=tuple(
            Entry(item.title, f"{PATH}/team_practice/{name}", f"20 minutes, {item.least} to {item.most} people")
            for name, item in library.team_practice.items()
        ),
        tracks=tuple(
            Entry(item.title, f"{PATH}/tracks/{name}", f"{item.weeks} weeks, {item.minutes_a_week} minutes a week")
            for name, item in library.tracks.items()
        ),
        industries=tuple(
            Entry(item.title, f"{PATH}/industries/{name}", item.barrier) for name, item in library.industries.items()
        ),
        stale=stale_items(evidence.library, today) if today else (),
        unusable=evidence.library.unusable,
    )


def minutes_words(use_case: UseCase) -> str:
    """What a use case is worth, with its checking: 45 minutes become 18, of which 7 are checking."""
    return f"{use_case.minutes_before} minutes become {use_case.minutes_after}, of which {use_case.minutes_checking} are checking"


def _lead(library: Library, families: tuple[FamilyShelf, ...]) -> str:
    cases = sum(len(family.use_cases) for family in families)
    return (
        f"{_count(cases, 'use case')} for {_count(len(families), 'job famil', 'y', 'ies')}. Each says when to use AI and when "
        "not, how to ask, how to check, and what it saves once checking is counted. "
        f"{_count(len(library.lessons), 'lesson')} and {_count(len(library.drills), 'drill')} go with them; they come to you one "
        "at a time."
    )


def _family(library: Library, name: str, title: str) -> FamilyShelf:
    cases = sorted((case for case in library.use_cases.values() if case.family == name), key=lambda case: case.title)
    return FamilyShelf(
        name=name,
        title=title,
        summary=library.families[name].summary,
        use_cases=tuple(Entry(case.title, f"{PATH}/use_cases/{case.name}", minutes_words(case)) for case in cases),
        lessons=_lessons(library, name),
        beside=" and ".join(
            (
                _count(len(_lessons(library, name)), "lesson"),
                _count(sum(drill.family == name for drill in library.drills.values()), "drill"),
            )
        ),
    )


def _lessons(library: Library, family: str) -> tuple[Entry, ...]:
    return tuple(Entry(each.title, "", f"{each.minutes} minutes") for each in library.lessons.values() if each.family == family)


def _titles() -> dict[str, str]:
    return {name: family.title for name, family in framework().families.items()}


def _count(number: int, noun: str, one: str = "", many: str = "s") -> str:
    return f"{number} {noun}{one if number == 1 else many}"
