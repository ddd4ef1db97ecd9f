"""Experience starvation: found where others take learners' work, silent where work or learners simply became fewer."""

import numpy as np
import pytest

from clearspan.diagnosis.banding import band
from clearspan.diagnosis.learner_work import LearnerWork, Span
from clearspan.diagnosis.learners import learners
from clearspan.diagnosis.panel import Groups
from clearspan.diagnosis.starvation import Outcome, find_starvation, starvation
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period, PeriodKind

GROUPS, SIZE = 6, 40
QUARTER = Period(20635, 20726, PeriodKind.QUARTER)


def _span(start: int, learners_rate: float, others_rate: float, keep: int = SIZE, seed: int = 0) -> Span:
    """A time in which learners (10 of 40) of the first department work at a rate of their own; `keep` of its people are there,
    learners being the first to be gone."""
    draws = np.random.default_rng(seed)
    group, place = np.repeat(np.arange(GROUPS), SIZE), np.tile(np.arange(SIZE), GROUPS)
    learner = place < 14
    rate = np.where(learner, 18.0, 5.0)
    rate = np.where(group == 0, np.where(learner, 18.0 * learners_rate, 5.0 * others_rate), rate)
    there = (group > 0) | (place >= SIZE - keep)
    names = tuple(f"division / department {number}" for number in range(GROUPS))
    done = draws.poisson(rate * np.exp(0.3 * draws.standard_normal(len(rate)))).astype(float)
    groups = {dimension: Groups(names, group[there]) for dimension in (Dimension.DEPARTMENT, Dimension.ROLE)}
    return Span(start, start + 90, np.arange(len(group))[there], learner[there], groups, done[there])


@pytest.mark.parametrize(
    ("now", "outcome"),
    [
        (_span(20635, 0.4, 1.8, seed=2), Outcome.STARVED),
        (_span(20635, 1.0, 1.0, seed=2), Outcome.STEADY),
        (_span(20635, 0.6, 0.6, seed=2), Outcome.STEADY),
        (_span(20635, 1.0, 1.0, keep=36, seed=2), Outcome.STEADY),
        (_span(20635, 0.4, 1.8, keep=30, seed=2), Outcome.TOO_FEW),
    ],
    ids=["taken by others", "as before", "less work for all", "fewer learners", "too few learners"],
)
def test_learners_are_starved_where_others_do_their_work_and_not_where_there_is_less_of_it(now: Span, outcome: Outcome) -> None:
    work = LearnerWork(QUARTER, _span(20471, 1.0, 1.0, seed=1), now, before_ai=True)
    found = {each.group: each for each in find_starvation(work, Dimension.DEPARTMENT)}
    first = found.pop("division / department 0")
    assert first.outcome is outcome
    assert {each.outcome for each in found.values()} <= {Outcome.STEADY, Outcome.CANNOT_TELL}
    if outcome is Outcome.STARVED:
        assert first.now[1] <= first.before[0]
        assert first.change[1] < 0 < first.protect[1]


def test_nothing_is_found_where_too_little_work_is_known() -> None:
    assert list(starvation(None)) == []


def test_learners_are_the_entry_level_of_a_family_or_those_who_are_new_where_it_names_none() -> None:
    role = ["Sales", "Sales", "Legal", "Legal", "Legal"]
    level = ["Junior", "Senior", "Counsel", "Counsel", None]
    tenure = ["over 5 years", "under 6 months", "6 to 24 months", "over 5 years", None]
    assert learners(role, level, tenure).tolist() == [True, False, True, False, False]


def test_a_band_holds_the_figure_whoever_is_left_out() -> None:
    assert band(np.array([41.0, 39.5, 44.0]), 10.0) == (30.0, 50.0)
    assert band(np.array([40.0, 40.0]), 10.0) == (40.0, 50.0)
