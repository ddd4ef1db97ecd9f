"""Beside the effect of the offer a read-out tells the effect on those who took part, and what spills over; or why it cannot."""

from dataclasses import replace

import numpy as np
import pytest
from tests.programmes.test_read_out import FIRST, LAST_LOOK, WEEKS, WORDS, trial

from clearspan.programmes.assignment import Arm, Place
from clearspan.programmes.beside import Bounds, in_steps
from clearspan.programmes.outcome_panel import Ints, Outcome, People, Trial
from clearspan.programmes.programme import Design
from clearspan.programmes.read_out import Measured
from clearspan.programmes.spill_over import Ties, exposure_of, spill_over
from clearspan.programmes.taking_part import Took, taking_part
from clearspan.proof.panel import NEVER

BY = "a course of its own"


def taken(one: Trial, seed: int = 5) -> tuple[Trial, Ints, float]:
    """A trial in which six in ten of those offered took part when they were, and one in twenty of the others; it makes somebody
    begin in four of ten weeks in which they would not have. With the gain of those who took part because of the offer."""
    random = np.random.default_rng(seed)
    chance, willing = random.random(len(one.people.person)), one.treated[one.people.team]
    starts = np.where(one.starts == NEVER, FIRST, one.starts)[one.people.team]
    took = chance < np.where(willing, 0.6, 0.05)
    after = starts[:, None] <= WEEKS
    begun = took[:, None] & after & (random.random(one.outcome.value.shape) < 0.4)
    value = np.maximum(one.outcome.value, begun)
    because = took & willing & (chance >= 0.05)
    gain = 100 * float((value - one.outcome.value)[because][after[because]].mean())
    return replace(one, outcome=replace(one.outcome, value=value)), np.where(took, starts, NEVER), gain


def test_the_effect_on_those_who_took_part_is_told_and_holds_whoever_is_left_out() -> None:
    """The gain of some 20 points is a third larger than the offer's; the interval of the last look holds it."""
    one, took, gain = taken(trial(0.0, seed=3))
    found = taking_part(Design.WAITLIST, Measured(one, WORDS), Took(took, BY), LAST_LOOK)
    assert not found.why and found.effect is not None and found.low is not None and found.high is not None
    assert 0 < found.low <= gain <= found.high and found.high - found.low < 30
    assert (
        "shown by a course of its own" in found.estimand
        and "because it was offered to them" in found.sentence
        and "rose by" in found.sentence
    )
    shares = {what: (low, high) for what, low, high in found.shares}
    assert shares["offered"][0] <= 0.6 <= shares["offered"][1] and shares["others"][1] <= 0.15
    for place in range(0, len(took), 72):
        rest, others = one.leaving_out(place), np.delete(took, place)
        other = taking_part(Design.WAITLIST, Measured(rest, WORDS), Took(others, BY), LAST_LOOK)
        assert other.effect is not None and found.low <= other.effect <= found.high


def test_taking_part_is_told_of_waves_too() -> None:
    one, took, gain = taken(trial(0.0, seed=3, waves=3))
    found = taking_part(Design.STEPPED_WEDGE, Measured(one, WORDS), Took(took, BY), LAST_LOOK)
    assert found.low is not None and found.high is not None and 0 < found.low <= gain <= found.high < 60
    around = spill_over(Design.STEPPED_WEDGE, Measured(one, WORDS), None, LAST_LOOK)
    assert [each.why for each in around] == ["teams start in waves, and it is told where all start at once"]


@pytest.mark.parametrize(
    ("why", "given"),
    [
        ("no record", {"took": None}),
        ("too few more took it up", {"took": "anyone"}),
        ("not drawn by lot", {"design": Design.MATCHED}),
        ("fewer than 400 people", {"fewest": 400}),
    ],
)
def test_what_cannot_be_told_of_taking_part_is_said_and_why(why: str, given: dict[str, object]) -> None:
    one, took, _ = taken(trial(0.0))
    who = {"anyone": np.where(np.arange(len(took)) % 2 == 0, FIRST, NEVER), "None": None}.get(str(given.get("took", "")), took)
    outcome = Measured(one, WORDS, fewest=int(str(given.get("fewest", 8))))
    known = None if who is None else Took(who, BY)
    found = taking_part(Design(given.get("design", Design.WAITLIST)), outcome, known, LAST_LOOK)
    assert why in found.why and found.effect is None and found.sentence.startswith("It cannot be told")


def near(spill: float, seed: int = 2) -> tuple[Trial, Ties]:
    """Thirty teams of ten: a third start and gain 20 points, a third work half with them and gain half of `spill` points, a third
    is near none. Every person of a near team has two ties, one of them to a team that starts."""
    random = np.random.default_rng(seed)
    team = np.repeat(np.arange(30), 10)
    gained = np.select([team < 10, team < 20], [0.2, spill / 200], 0.0)
    chance = 0.4 + 0.1 * random.random(30)[team][:, None] + gained[:, None] * (WEEKS >= FIRST)
    used = (random.random((300, len(WEEKS))) < chance).astype(float)
    places = tuple(
        Place(f"Team {at:02d}", Arm.TREATMENT, FIRST, "all") if at < 10 else Place(f"Team {at:02d}", Arm.CONTROL, None, "all")
        for at in range(30)
    )
    one = Trial(places, People(np.arange(300), team, np.ones(used.shape, bool)), Outcome(WEEKS, used, np.ones_like(used)))
    middle, away = np.arange(100, 200), np.arange(200, 300)
    pairs = np.concatenate([np.stack([middle, middle - 100]), np.stack([middle, away])], axis=1)
    first, second = np.concatenate([pairs, pairs[::-1]], axis=1)
    return one, Ties(first, second, np.ones(len(first)))


def test_what_spills_over_is_told_with_its_estimand_and_what_it_hid() -> None:
    one, ties = near(24.0)
    share = exposure_of(one, ties)
    assert share[:10].tolist() == [0.0] * 10 and share[10:20].tolist() == [0.5] * 10 and share[20:].tolist() == [0.0] * 10
    around, reached = spill_over(Design.WAITLIST, Measured(one, WORDS), ties, LAST_LOOK)
    assert around.low is not None and around.high is not None and 0 < around.low <= 24 <= around.high < 45
    assert reached.low is not None and reached.high is not None and 0 < reached.low <= 20 <= reached.high < 30
    assert "by ties" in around.estimand and "near none" in around.estimand and "none of it reached" in reached.sentence


def test_no_spill_over_is_not_called_one_and_too_little_is_said() -> None:
    one, ties = near(0.0)
    around, _ = spill_over(Design.WAITLIST, Measured(one, WORDS), ties, LAST_LOOK)
    assert around.low is not None and around.high is not None and around.low <= 0 <= around.high
    assert "no change" in around.sentence
    [untold] = spill_over(Design.WAITLIST, Measured(one, WORDS), None, LAST_LOOK)
    assert "neither ties nor managers" in untold.why
    few = Ties(ties.one[ties.one >= 280], ties.other[ties.one >= 280], ties.strength[ties.one >= 280])
    [untold] = spill_over(Design.WAITLIST, Measured(one, WORDS), few, LAST_LOOK)
    assert "near treated ones" in untold.why


def test_a_person_taken_out_moves_up_those_after_it() -> None:
    ties = Ties(np.array([0, 2, 3]), np.array([2, 0, -1]), np.array([1.0, 1.0, 2.0]))
    assert ties.without(1).one.tolist() == [0, 1, 2] and ties.without(1).other.tolist() == [1, 0, -1]
    assert ties.without(0).one.tolist() == [2] and ties.without(0).strength.tolist() == [2.0]


def test_bounds_are_told_outwards_and_a_single_person_turns_nothing() -> None:
    whole = Bounds(6.2, 1.4, 11.3)
    told = in_steps(whole, [Bounds(5.9, 1.1, 11.0)], 1.0)
    assert told == Bounds(6.0, 1.0, 12.0)
    assert in_steps(whole, [Bounds(5.6, -0.2, 10.0)], 1.0) is None
