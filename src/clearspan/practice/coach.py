"""Feedback on an exercise by rule: what a request to an assistant holds and lacks, against the use case that is practised.

It names what is there and what to try next. It gives no score, and nothing of it is kept.
"""

import re
from collections import Counter
from dataclasses import dataclass

from clearspan.practice.use_case import DataClass, UseCase
from clearspan.skills.item_files.plain import plain, words

FEWEST_WORDS = 12
"""A request of fewer words leaves the assistant to guess what it is for."""

MATERIAL_WORDS = 40
"""So many words beyond the pattern's own are taken as material that the assistant is to work from."""

_GAP = re.compile(r"\[[^\]\n]{2,80}\]")
_LIMIT = re.compile(r"\b(?:only|nothing but|do not use|don't use|no other)\b", re.IGNORECASE)
_WAY_OUT = re.compile(
    r"\b(?:missing|unclear|not sure|do(?:es)? not (?:say|tell)|say so|cannot tell|unknown|contradict)", re.IGNORECASE
)
_FORM = re.compile(
    r"\b(?:at most|no more than|up to|\d+ (?:points|lines|words|sentences|bullets)|table|list|one page|sentences?)\b",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\b(?:source|quote|cite|where it (?:stands|says)|after each|name the (?:text|document|page|row))", re.IGNORECASE
)
_PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+|(?<!\w)(?:\+|00)\d[\d ()/-]{7,}\d|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}|\b(?:\d[ -]?){13,16}\b"
)


@dataclass(frozen=True)
class Point:
    """One thing that was looked for: whether it is there, and a sentence to the person."""

    there: bool
    said: str


def feedback(use_case: UseCase, request: str) -> tuple[Point, ...]:
    """What a request for a use case holds and lacks, the most useful first. Nothing where nothing was written."""
    if not request.strip():
        return ()
    found = (
        *_private(use_case, request),
        _whole(request),
        _point(not _GAP.search(request), "Every gap of the pattern is filled.", "Some gaps in [brackets] are still open."),
        _material(use_case, request),
        _point(
            _LIMIT.search(request),
            "You say what it may rest on.",
            "Say what it may rest on, for example: use only the text below.",
        ),
        _point(
            _SOURCE.search(request),
            "You ask where each point stands.",
            "Ask for the place of each point, so that you check in seconds.",
        ),
        _point(
            _WAY_OUT.search(request),
            "You leave it a way to say that something is missing.",
            "Leave it a way out: let it list what the material does not tell.",
        ),
        _point(_FORM.search(request), "You say how long and in what form.", "Say how long it may be and in what form."),
    )
    return tuple(sorted(found, key=lambda point: point.there))


def rubric(use_case: UseCase) -> str:
    """What a model is asked to look at: the task, the pattern, and what a person checks afterwards."""
    checks = "\n".join(f"- {plain(claim)} ({plain(where)})" for claim, where in use_case.checks)
    never = "\n".join(f"- {plain(each)}" for each in use_case.not_with_ai)
    return f"Task: {use_case.title}\n\nPattern:\n{use_case.prompt}\n\nChecked afterwards:\n{checks}\n\nNot with AI:\n{never}"


def _whole(request: str) -> Point:
    count = len(words(request))
    return _point(
        count >= FEWEST_WORDS, "You say what it is for.", f"{count} words leave much to guess: say who it is for, and why."
    )


def _material(use_case: UseCase, request: str) -> Point:
    own = (Counter(words(request)) - Counter(words(use_case.prompt))).total()
    return _point(own >= MATERIAL_WORDS, "You give it something to work from.", "Put in the material that it is to work from.")


def _private(use_case: UseCase, request: str) -> tuple[Point, ...]:
    if use_case.data_class is DataClass.PERSONAL or not _PERSONAL.search(request):
        return ()
    return (
        Point(False, "There is an address, a number or an account of somebody in it. Take it out: this use case needs none."),
    )


def _point(there: object, yes: str, no: str) -> Point:
    return Point(bool(there), yes if there else no)
