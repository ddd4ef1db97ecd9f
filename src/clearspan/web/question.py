"""Reads a question from an address: only the fixed grid's own parameters, each once, nothing else."""

from collections.abc import Iterable, Sequence

from clearspan.answers.evidence import Evidence
from clearspan.answers.question import Question
from clearspan.answers.show import dimension_of, period_of_text
from clearspan.errors import NotReleased, UsageError
from clearspan.vocabulary.tool import ANY_TOOL

LONGEST = 400
"""Characters in one value of an address; no name of a group is longer."""

MOST_PARTS = 10_000


def read_words(pairs: Iterable[tuple[str, str]], accepts: Sequence[str]) -> dict[str, str]:
    """The address's parameters by name. Raises UsageError for an unknown one, one given twice, or one too long."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if name not in accepts:
            exist = f"Use {', '.join(accepts)}." if accepts else "This address takes none."
            raise UsageError("the address has a parameter that does not exist", where="address", remedy=exist)
        if name in found:
            raise UsageError("a parameter is given twice", where=name, remedy="Ask for one value at a time.")
        if len(value) > LONGEST:
            raise UsageError("a value is too long", where=name)
        found[name] = value
    return {name: value for name, value in found.items() if value}


def read_question(words: dict[str, str], evidence: Evidence) -> Question:
    """The question that the parameters ask. Raises UsageError for what does not exist, NotReleased where nothing is released."""
    latest = evidence.latest()
    if latest is None:
        raise NotReleased(
            "nothing is released yet",
            remedy="A period is released once its sources no longer restate it; data health shows what has arrived.",
        )
    period = period_of_text(words["period"]) if "period" in words else latest
    if period not in evidence.released.periods():
        first, last = evidence.released.periods(latest.kind)[0], latest
        remedy = f"Released by {latest.kind.value} are {first.name} to {last.name}."
        raise NotReleased("that period is not released", where="period", remedy=remedy)
    tool = words.get("tool", ANY_TOOL)
    if tool not in {*evidence.released.tools("active_share"), ANY_TOOL}:
        raise UsageError("there is no such tool", where="tool", remedy="Choose one from the page's list.")
    dimension = dimension_of(words["dimension"]) if "dimension" in words else evidence.usual()
    return Question(period, dimension, tool, words.get("group"), _part(words.get("part", "1")))


def _part(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:6]) <= MOST_PARTS:
        raise UsageError("that is not a part of the list", where="part", remedy="Parts count from 1.")
    return int(text[:6])
