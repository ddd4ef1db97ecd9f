"""When a recall question comes back: FSRS (the scheduler of the library fsrs), with work use counted as a review.

FSRS is validated on flashcards; here it schedules recall questions and drills, never procedures.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from fsrs import Card, Rating, Scheduler

RETENTION = 0.9
"""Chance of still knowing the answer at which a question comes back."""

LONGEST_DAYS = 180
"""A question comes back at least twice a year, because tools and rules change."""

_SCHEDULER = Scheduler(
    desired_retention=RETENTION, learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False
)


class Recalled(IntEnum):
    """How well somebody recalled an answer, as they say themselves."""

    FORGOT = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True)
class Schedule:
    """What is known of one question for one person, as text to store, and the moment at which it is due."""

    card: str
    due: datetime


def begin(now: datetime) -> Schedule:
    """The schedule of a question whose answer was just read: it comes back after some days."""
    return _reviewed(Card(card_id=0, due=now), Recalled.GOOD, now)


def reviewed(card: str, how: Recalled, now: datetime) -> Schedule:
    """The schedule after somebody tried to recall the answer."""
    return _reviewed(Card.from_json(card), how, now)


def used_at_work(card: str, now: datetime) -> Schedule:
    """The schedule after what a question is about was used at work: a good review, at most one a day."""
    known = Card.from_json(card)
    if known.last_review is not None and now - known.last_review < timedelta(days=1):
        return Schedule(card, known.due)
    return _reviewed(known, Recalled.GOOD, now)


def chance_known(card: str, now: datetime) -> float:
    """The chance from 0 to 1 that the answer is still known."""
    return float(_SCHEDULER.get_card_retrievability(Card.from_json(card), now))


def _reviewed(card: Card, how: Recalled, now: datetime) -> Schedule:
    after, _ = _SCHEDULER.review_card(card, Rating(int(how)), now)
    return Schedule(after.to_json(), after.due)
