"""One item of the library, to read on a phone or on paper."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from clearspan.answers.evidence import Evidence
from clearspan.answers.library import PATH, minutes_words
from clearspan.errors import NotReleased
from clearspan.practice.freshness import reasons_against
from clearspan.practice.industry import DESKLESS, Industry
from clearspan.practice.team_practice import EXERCISE_WORDS, TeamPractice
from clearspan.practice.track import Track
from clearspan.practice.use_case import UseCase
from clearspan.skills.framework.framework_file import framework
from clearspan.vocabulary.period import day_of

Parts = tuple[tuple[str, str], ...]
"""Heading and text (Markdown)."""


@dataclass(frozen=True)
class LibraryItem:
    """An item to read: what it is, what stands beside it in short, its parts, and what is needed to keep it right."""

    title: str
    kind: str
    lead: str
    facts: Parts
    parts: Parts
    prompt: str
    back: str
    upkeep: Parts
    held_back: tuple[str, ...]


def library_item(evidence: Evidence, name: str) -> LibraryItem:
    """The item of an address such as use_cases/sales/prepare_first_call. Raises NotReleased where there is none to read."""
    item = evidence.library.item(name)
    kind = next((kind for kind in _KINDS if isinstance(item, kind)), None)
    if item is None or kind is None:
        raise NotReleased("the library has nothing to read under this name", remedy="Go back to the library.")
    today = evidence.collecting.today
    facts, parts = _KINDS[kind](item, evidence)
    upkeep = item.upkeep
    return LibraryItem(
        title=item.title,
        kind=_CALLED[kind],
        lead=_lead(item),
        facts=facts,
        parts=parts,
        prompt=item.prompt if isinstance(item, UseCase) else "",
        back=PATH,
        upkeep=(
            ("Kept right by", upkeep.owner),
            ("Last reviewed", str(day_of(upkeep.reviewed))),
            ("To be reviewed by", str(day_of(upkeep.review_by))),
            ("From", f"{upkeep.source}, {upkeep.licence}"),
        ),
        held_back=reasons_against(upkeep, evidence.library.tool_facts, today) if today else (),
    )


def _lead(item: Any) -> str:
    if isinstance(item, UseCase):
        return f"With checking, {minutes_words(item)}."
    if isinstance(item, TeamPractice):
        return f"{item.least} to {item.most} people {EXERCISE_WORDS[item.exercise]} in 20 minutes."
    if isinstance(item, Track):
        return f"{item.weeks} weeks, at most {item.minutes_a_week} minutes a week."
    return item.barrier


def _use_case(item: UseCase, evidence: Evidence) -> tuple[Parts, Parts]:
    success = item.success
    facts = (
        ("For", ", ".join(item.roles)),
        ("Risk", item.risk.value),
        ("Data", f"{item.data_class.value} at most"),
        (
            "Taken up when",
            f"{success.share} percent of those it is for use it {success.times_a_week} times a week by day {success.by_day}",
        ),
        ("Trains", _skills(item.skills)),
        ("Drills", str(sum(name in evidence.library.drills for name in item.drills))),
    )
    went_in, came_back, changed = item.example
    parts = (
        ("When to use it", item.trigger),
        ("What you may put in", item.allowed),
        ("AI does", _points(item.ai_does)),
        ("AI assists, you decide", _points(item.ai_assists)),
        ("Not with AI", _points(item.not_with_ai)),
        ("Prompt", ""),
        (
            "Worked example",
            f"**What went in.** {went_in}\n\n**What came back.**\n\n{came_back}\n\n**What a person changed.** {changed}",
        ),
        (
            "Check before you use it",
            "\n".join(["| Claim | Where to check |", "|---|---|", *(f"| {a} | {b} |" for a, b in item.checks)]),
        ),
        ("How it goes wrong", _points(item.failures)),
        ("Practise", f"{item.practice_task}\n\n**Material, if you have none of your own.** {item.practice_material}"),
        ("Risk and escalation", item.escalation),
        ("Redesign question", item.redesign),
    )
    return facts, parts


def _team_practice(item: TeamPractice, _: Evidence) -> tuple[Parts, Parts]:
    steps = "\n".join(f"{place}. **{step.minutes} min.** {step.text}" for place, step in enumerate(item.steps, 1))
    parts = (
        ("What it is for", item.purpose),
        ("Bring", item.bring),
        ("Steps", steps),
        ("What the team changed", f"{_points(item.asks)}\n\nThe team answers as one. Who did what is not recorded."),
        ("How it goes wrong", _points(item.failures)),
        ("If you are few or far apart", item.apart),
    )
    return (("Trains", _skills(item.skills)),), parts


def _track(item: Track, evidence: Evidence) -> tuple[Parts, Parts]:
    steps = "\n".join(
        f"1. **Week {step.week}: {step.title}** ({step.minutes} minutes). {_links(evidence, step.do)} *Shown by:* {step.evidence}"
        for step in item.steps
    )
    parts = (
        ("Who it is for", item.who),
        ("What is different afterwards", item.outcome),
        ("Steps", steps),
        ("Protected work", item.protected),
        ("Sandbox", item.sandbox),
        ("Evidence", item.evidence),
        ("New work", item.new_work),
    )
    return (("Trains", _skills(item.skills)), ("Levels", ", ".join(item.levels) or "all")), parts


def _industry(item: Industry, evidence: Evidence) -> tuple[Parts, Parts]:
    messages = "\n".join(
        f"- **Day {each.day}.** {each.text}" + (f" *Then:* {each.reply}" if each.reply else "") for each in item.messages
    )
    parts = (
        ("What is different here", item.different),
        ("Begin with", f"{item.first}\n\n{_links(evidence, item.begin)}"),
        ("Rules to know", item.rules),
        ("How it goes wrong", _points(item.failures)),
        (DESKLESS, item.deskless),
        ("By text message", messages),
    )
    facts = (
        ("Gap", item.severity.value),
        ("Begins with", ", ".join(item.priorities)),
        ("Reached by", ", ".join(each.value.replace("_", " ") for each in item.channels)),
    )
    return facts, tuple((heading, text) for heading, text in parts if text)


def _points(points: Iterable[str]) -> str:
    return "\n".join(f"- {point}" for point in points)


def _skills(names: Iterable[str]) -> str:
    known = framework().competencies
    return ", ".join(known[name].title.lower() if name in known else name for name in names)


def _links(evidence: Evidence, links: Iterable[str]) -> str:
    """The items that are there, by title; those that can be read are linked."""
    found = [(link, evidence.library.item(link)) for link in links]
    told = [f"[{item.title}]({PATH}/{link})" if isinstance(item, tuple(_KINDS)) else item.title for link, item in found if item]
    return f"{'; '.join(told)}." if told else ""


_KINDS: dict[type[Any], Callable[[Any, Evidence], tuple[Parts, Parts]]] = {
    UseCase: _use_case,
    TeamPractice: _team_practice,
    Track: _track,
    Industry: _industry,
}
_CALLED: dict[type[Any], str] = {
    UseCase: "Use case",
    TeamPractice: "Team practice",
    Track: "Track",
    Industry: "Industry",
}
