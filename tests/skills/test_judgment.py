"""Scores of judgment: against published numbers, planted abilities, and people who trust everything or nothing."""

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from tests.skills.drilled import PAYOFF, attempt, people

from clearspan.errors import UsageError
from clearspan.skills.drills.drill import Action
from clearspan.skills.interval import difference, share
from clearspan.skills.judgment.attempt import Attempt
from clearspan.skills.judgment.brier import brier
from clearspan.skills.judgment.discernment import area, area_interval, discernment, discernment_of
from clearspan.skills.judgment.judgment import ENOUGH_DRILLS, Purpose, Verdict, judge, judge_group
from clearspan.skills.judgment.regret import best_action, checking, regret
from clearspan.skills.judgment.reliance import TwoStep, over_trust, polish_susceptibility, switching, under_trust


def test_shares_differences_and_rates_are_the_published_ones() -> None:
    """Newcombe (1998a) table I, method 3; Newcombe (1998b) table II, method 10: 56/70 less 48/80; normal table: z(.78) is .7722,
    z(.42) is -.2019."""
    assert (share(81, 263).low, share(81, 263).high) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))
    found = difference(share(56, 70), share(48, 80))
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    d_prime, criterion = discernment(hits=19, seeded=24, false_alarms=10, clean=24)
    assert (19.5 / 25, 10.5 / 25) == (0.78, 0.42)
    assert d_prime.value == pytest.approx(0.7722 + 0.2019, abs=1e-4) and criterion.value == pytest.approx(-0.28515, abs=1e-4)
    perfect, middle = discernment(24, 24, 0, 24)
    assert math.isfinite(perfect.value) and middle.value == pytest.approx(0)
    assert not area([]).known and not discernment_of([])[0].known


def test_an_area_counts_pairs_and_its_interval_keeps_its_promise() -> None:
    steps = [(True, 5), (True, 3), (True, 2), (False, 3), (False, 0)]
    answers = [attempt(n, seeded=s, confidence=c, action=Action.VERIFY) for n, (s, c) in enumerate(steps)]
    assert area(answers).value == pytest.approx((2 + 1.5 + 1) / 6)
    assert area_interval(1.0, 12, 12)[0] < 0.9 and area_interval(1.0, 12, 12)[1] == 1.0
    assert area_interval(0.0, 12, 12)[0] == 0.0
    found = [area(each) for each in people(1.2, 0.0, 200, 48, seed=3)]
    truth = np.mean([each.value for each in people(1.2, 0.0, 300, 96, seed=4) for each in [area(each)]])
    assert np.mean([each.holds(float(truth)) for each in found]) > 0.91, "95% of 200, less chance of three errors"


def test_planted_abilities_are_recovered_within_their_intervals() -> None:
    """150 people at a time with 48 drills, a third of them seeded. Of 95% intervals, fewer than 135 of 150 hold once in a hundred
    such samples; the correction pulls the ablest a little towards the middle."""
    for d_prime, leaning in ((0.0, 0.0), (1.2, 0.0), (1.2, 0.5), (2.0, -0.4)):
        found = [discernment_of(each) for each in people(d_prime, leaning, 150, ENOUGH_DRILLS, seeded=1 / 3, seed=11)]
        assert 0.90 < np.mean([one.holds(d_prime) for one, _ in found]) <= 1
        assert 0.90 < np.mean([other.holds(leaning) for _, other in found]) <= 1
        assert np.mean([one.value for one, _ in found]) == pytest.approx(d_prime, abs=0.15)


def _always(confidence: int, action: Action) -> list[Attempt]:
    return [attempt(n, seeded=n % 2 == 0, confidence=confidence, action=action) for n in range(ENOUGH_DRILLS)]


def test_who_trusts_everything_and_who_trusts_nothing_are_told_apart_at_equal_accuracy() -> None:
    trusting, doubting = (judge(_always(*how), Purpose.PRACTICE) for how in ((0, Action.ACCEPT), (5, Action.OVERRIDE)))
    assert (trusting.verdict, doubting.verdict) == (Verdict.TRUSTS_TOO_MUCH, Verdict.TRUSTS_TOO_LITTLE)
    assert (trusting.over_trust.value, trusting.under_trust.value) == (1, 0)
    assert (doubting.over_trust.value, doubting.under_trust.value) == (0, 1)
    assert (
        trusting.d_prime.value == pytest.approx(doubting.d_prime.value, abs=1e-9)
        and trusting.area.value == doubting.area.value == 0.5
    )
    assert trusting.regret.minutes.value == trusting.regret.trusting > doubting.regret.minutes.value
    able = judge(people(2.0, 0.0, 1, 60, seed=2)[0], Purpose.PROFILE)
    assert able.verdict is Verdict.TELLS_APART and able.area.low > 0.7
    guessing = judge(people(0.0, 0.0, 1, 96, seed=5)[0], Purpose.PROFILE)
    assert guessing.verdict is Verdict.CANNOT_TELL


def test_nothing_is_said_of_one_person_before_48_drills_and_nothing_ever_for_hiring() -> None:
    answers = _always(0, Action.ACCEPT)
    assert judge(answers[:-1], Purpose.PROFILE).verdict is Verdict.TOO_FEW
    assert judge([*answers[:-1], replace(answers[0], day=99)], Purpose.PROFILE).drills == 47, "a drill counts once"
    sound = [replace(each, seeded=False) for each in answers]
    assert judge(sound, Purpose.PROFILE).verdict is Verdict.TOO_FEW, "and some of each kind"
    for wrong in ("hiring", None):
        with pytest.raises(UsageError, match="practice, profile and badge alone"):
            judge(answers, wrong)  # pyright: ignore[reportArgumentType]
    with pytest.raises(UsageError, match="not the drills of one person"):
        judge([answers[0], replace(answers[1], person=2)], Purpose.PRACTICE)
    with pytest.raises(UsageError, match="steps 0 to 5"):
        replace(answers[0], confidence=6)


def test_groups_are_told_earlier_and_polish_is_found_where_it_is_planted() -> None:
    drilled = people(1.2, 0.0, 40, 24, polish=1.0, seed=6)
    group = judge_group(dict(enumerate(drilled)))
    assert group.people == 40 and group.polish.low > 0
    truth = NormalDist().cdf(0.6) - NormalDist().cdf(-0.4)
    assert group.polish.holds(float(truth)) and group.area.low > 0.6
    none = judge_group(dict(enumerate(people(1.2, 0.0, 40, 24, polish=0.0, seed=7))))
    assert none.polish.holds(0.0)
    assert not judge_group(dict(enumerate(drilled[:9]))).area.known
    one = polish_susceptibility(drilled[0])
    assert one.high - one.low > 0.4, "one person's polish is known badly from twelve faulty outputs"


def test_the_brier_score_is_the_sum_of_its_parts_and_regret_of_its_two() -> None:
    answers = people(1.0, 0.3, 1, 60, seeded=0.4, seed=9)[0]
    parts = brier(answers)
    spread = sum((each.probability - each.seeded) ** 2 for each in answers) / len(answers)
    assert parts.score.value == pytest.approx(spread)
    assert parts.miscalibration - parts.resolution + parts.uncertainty == pytest.approx(spread)
    lost = regret(answers)
    assert lost.by_reliance + lost.by_discernment == pytest.approx(lost.minutes.value)
    knowing = [replace(a, action=Action.OVERRIDE if a.seeded else Action.ACCEPT) for a in answers]
    assert regret(knowing).minutes.value == 0
    assert [best_action(PAYOFF, p) for p in (0.0, 0.3, 0.98)] == [Action.ACCEPT, Action.VERIFY, Action.OVERRIDE]


def test_checking_trust_and_switching_are_counted_over_what_they_are_about() -> None:
    answers = [
        attempt(0, seeded=False, confidence=5, action=Action.VERIFY),
        attempt(1, seeded=True, confidence=2, action=Action.VERIFY),
        attempt(2, seeded=True, confidence=2, action=Action.ACCEPT),
        attempt(3, seeded=False, confidence=0, action=Action.ESCALATE),
        attempt(4, seeded=True, confidence=5, action=Action.OVERRIDE, located=True),
    ]
    found = checking(answers)
    assert (found.where_it_paid.value, found.where_it_paid.of) == (pytest.approx(1 / 3), 3)
    assert (found.where_it_did_not.value, found.where_it_did_not.of) == (0.5, 2)
    assert (over_trust(answers).value, under_trust(answers).value) == (pytest.approx(1 / 3), 0.5)
    steps = [TwoStep(False, True, True), TwoStep(False, True, False), TwoStep(True, False, True), TwoStep(True, True, True)]
    both = switching(steps)
    assert (both.to_ai.value, both.to_ai.of, both.to_self.value, both.to_self.of) == (0.5, 2, 1.0, 1)
