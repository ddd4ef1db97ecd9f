"""Whether choosing what people practise does better than an even draw, from what was offered and what came of it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from clearspan import clock
from clearspan.application.store import Application
from clearspan.application.tables import DRILL_ATTEMPT, PRACTICE_STEP
from clearspan.jobs.identify import renumbered
from clearspan.jobs.listen import open_application
from clearspan.practice.choice_value import ChoiceValue, Offer, choice_value
from clearspan.practice.choosing import KINDS, REASONS
from clearspan.practice.record import Step
from clearspan.settings import load_settings

WITHIN_DAYS = 3
"""Days within which an offer is taken up, or is not."""

SECONDS_A_DAY = 86_400
BEGUN, DONE = "begun", "done"


@dataclass(frozen=True)
class Judged:
    """What came of some offers: of all, of a kind of content, or of those made for a reason; begun, or done, in time."""

    what: str
    name: str
    outcome: str
    value: ChoiceValue


def judge_choices(directory: Path) -> tuple[Judged, ...]:
    """What came of all offers whose days are over, then by kind, then by reason; each as begun and as done."""
    with open_application(directory, load_settings(directory)) as store:
        offers = _offers(store, renumbered(directory), int(clock.now().timestamp()))
    groups = [("all", "everything", offers)]
    groups += [("kind", kind, [each for each in offers if each.kind == kind]) for kind in KINDS]
    groups += [("reason", reason, [each for each in offers if each.reason == reason]) for reason in REASONS]
    return tuple(
        Judged(what, name, outcome, choice_value(some, lambda offer, outcome=outcome: bool(getattr(offer, outcome))))
        for what, name, some in groups
        if some
        for outcome in (BEGUN, DONE)
    )


def _offers(store: Application, now_of: Mapping[int, int], now: int) -> list[Offer]:
    columns, drills = PRACTICE_STEP.c, DRILL_ATTEMPT.c
    shown = (columns.person, columns.item, columns.step, columns.at, columns.propensity, columns.among, columns.reason)
    with store.reading() as connection:
        steps = connection.execute(select(*shown).order_by(columns.at)).all()
        answers = connection.execute(select(drills.person, drills.item, drills.opened_at, drills.answered_at)).all()
    begun, done = defaultdict[tuple[int, str], list[int]](list), defaultdict[tuple[int, str], list[int]](list)
    for row in steps:
        if row.step != Step.OFFERED.value:
            begun[row.person, row.item].append(row.at)
        if row.step in {Step.TRIED.value, Step.DONE.value}:
            done[row.person, row.item].append(row.at)
    for row in answers:
        begun[row.person, row.item].append(row.opened_at)
        if row.answered_at is not None:
            done[row.person, row.item].append(row.answered_at)
    return [
        _offer(row, now_of.get(row.person, row.person), begun[row.person, row.item], done[row.person, row.item])
        for row in steps
        if row.step == Step.OFFERED.value and row.propensity and row.at + WITHIN_DAYS * SECONDS_A_DAY <= now
    ]


def _offer(row: Any, person: int, begun: list[int], done: list[int]) -> Offer:
    kind = row.item.partition("/")[0]
    in_time = [_falls_within(sorted(each), row.at) for each in (begun, done)]
    return Offer(person, row.at // SECONDS_A_DAY, kind, row.reason or "", row.propensity, row.among, *in_time)


def _falls_within(moments: list[int], begin: int) -> bool:
    place = bisect_left(moments, begin)
    return place < len(moments) and moments[place] <= begin + WITHIN_DAYS * SECONDS_A_DAY
