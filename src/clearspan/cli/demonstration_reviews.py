"""The demo's people have work reviewed: pieces of drawn quality, rated by four people who agree well, and two that wait."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.application.store import Application
from clearspan.jobs.leaders import leaders_of
from clearspan.jobs.own_data import someone_today
from clearspan.practice.record import PracticeRecord
from clearspan.simulator.streams import Streams
from clearspan.skills.framework.framework import LEVELS
from clearspan.skills.interview.kit_file import work_review
from clearspan.skills.interview.review_record import ReviewRecord

PIECES, RATERS = 30, 4
"""Pieces that were rated twice, and people who rated them."""
FIRST_DAY, LAST_DAY = 140, 75
"""Days ago between which they were, so that most lie in a quarter that has closed."""
QUALITY, SPREAD, QUESTION_SPREAD, NOISE = 2.6, 0.9, 0.4, 0.35
"""The mean level of work, how far pieces lie apart, questions within a piece, and raters from the truth."""
PLACE = "Team drive, folder Reviews, file {number}"


def review_work(out: Path, store: Application, people: Sequence[dict[str, Any]], streams: Streams, today: int) -> int:
    """How many pieces were rated twice: of the largest job family, each by two who do not work in it. One more waits for whom the
    demo shows as an employee, and one for its manager."""
    families: dict[str, list[int]] = {}
    for row in people:
        families.setdefault(str(row["role"] or ""), []).append(row["person"])
    largest = max(families, key=lambda name: len(families[name]), default="")
    authors = families.get(largest, [])
    raters = [row["person"] for row in people if row["role"] != largest and row["level"] == "Senior"][:RATERS]
    if len(authors) < PIECES or len(raters) < RATERS:
        return 0
    record, questions = ReviewRecord(store), tuple(work_review().questions)
    truth = QUALITY + SPREAD * streams.normal(PIECES, "quality of work")
    asked = truth[:, None] + QUESTION_SPREAD * streams.normal((PIECES, len(questions)), "quality by question")
    heard = asked[:, None, :] + NOISE * streams.normal((PIECES, 2, len(questions)), "what raters see")
    levels = np.clip(np.rint(heard), 1, LEVELS).astype(int)
    days = np.sort(today - FIRST_DAY + (FIRST_DAY - LAST_DAY) * streams.uniform(PIECES, "days of reviews")).astype(int)
    for piece in range(PIECES):
        pair = [raters[(piece + at) % RATERS] for at in (0, 1 + piece % (RATERS - 1))]
        day = int(days[piece])
        number = record.hand_in(authors[piece], pair, PLACE.format(number=piece + 1), day - 5)
        for at, rater in enumerate(pair):
            record.keep(number, rater, dict(zip(questions, levels[piece, at].tolist(), strict=True)), day)
    _leave_waiting(out, store, authors[PIECES:], raters[0], today)
    return PIECES


def _leave_waiting(out: Path, store: Application, authors: Sequence[int], second: int, today: int) -> None:
    """Nothing; hands in a piece for each of those as whom the demo can be seen, of somebody whom they do not lead."""
    active = PracticeRecord(store).everyone((today + 1) * 86_400)
    for number, leads in enumerate((False, True), PIECES + 1):
        visitor = someone_today(out, leads, active)
        free = (each for each in authors if each != visitor and not leaders_of(out, each) & {visitor, second})
        author = next(free, None)
        if author is not None and visitor is not None:
            ReviewRecord(store).hand_in(author, (visitor, second), PLACE.format(number=number), today - 3)
