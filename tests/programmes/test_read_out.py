"""A read-out says worked, no effect, only seemed to, or cannot be told, by what is in the data; no single person decides it."""

from dataclasses import replace

import numpy as np
import pytest

from clearspan.programmes.assignment import Arm, Place
from clearspan.programmes.outcome_panel import Outcome, People, Trial
from clearspan.programmes.programme import Design
from clearspan.programmes.read_out import APART, Label, Measured, ReadOut, read_out
from clearspan.proof.looks import bounds
from clearspan.proof.verdict import Words

WORDS = Words("The share of people who use AI", "points", None, 5.0)
FIRST = 20476
"""A Monday: the start; 28 weeks lie before it and 13 after."""
WEEKS = FIRST + 7 * np.arange(-28, 13)
LAST_LOOK = bounds((1 / 3, 2 / 3, 1.0))[-1]


def trial(effect: float, *, teams: int = 24, size: int = 12, seed: int = 1, picked: bool = False, waves: int = 1) -> Trial:
    """A made-up organisation that drifts upwards: half of its teams start, or the lowest third of the last four weeks before."""
    random = np.random.default_rng(seed)
    level, people = 0.4 + 0.1 * random.random(teams), teams * size
    team = np.repeat(np.arange(teams), size)
    mood = 0.14 * random.standard_normal((teams, len(WEEKS) // 4 + 1)).repeat(4, axis=1)[:, : len(WEEKS)]
    own = 0.15 * random.standard_normal(people)
    after = np.maximum((WEEKS - FIRST) // 7 + 1, 0)
    begins = np.argsort(random.random(teams))[: teams // 2]
    if picked:
        before = (level[:, None] + mood)[:, (WEEKS < FIRST) & (WEEKS >= FIRST - 28)].mean(axis=1)
        begins = np.argsort(before)[: teams // 3]
    start = np.full(teams, -1)
    start[begins] = FIRST + 21 * (np.arange(len(begins)) % waves)
    gained = effect * (1 - np.exp(-np.maximum((WEEKS[None, :] - start[:, None]) / 7 + 1, 0) / 3)) * (start[:, None] > 0)
    chance = (
        np.clip(level[:, None] + 0.3 * mood * (1 if not picked else 3) + 0.003 * after + gained, 0.02, 0.98)[team] + own[:, None]
    )
    used = (random.random(chance.shape) < chance).astype(float)
    places = tuple(
        Place(f"Team {at:02d}", Arm.TREATMENT if day > 0 else Arm.CONTROL, int(day) if day > 0 else None, "all")
        for at, day in enumerate(start)
    )
    everyone = People(np.arange(people), team, np.ones(used.shape, dtype=np.bool_))
    return Trial(places, everyone, Outcome(WEEKS, used, np.ones_like(used)), picked_weeks=4 if picked else 0)


def read(one: Trial, design: Design = Design.WAITLIST, **other: object) -> ReadOut:
    """The last read-out of a trial."""
    return read_out(design, replace(Measured(one, WORDS), **other), None, LAST_LOOK, messy=False)


def test_what_worked_is_told_in_steps_with_naive_beside_it() -> None:
    found = read(trial(0.25))
    assert found.label is Label.WORKED and found.verdict is not None
    assert found.effect is not None and found.low is not None and found.high is not None
    assert 12 <= found.effect <= 26 and 0 < found.low <= found.effect <= found.high
    assert all(float(figure).is_integer() for figure in (found.effect, found.low, found.high, found.naive or 0, found.drift or 0))
    assert found.naive is not None and found.drift is not None and abs(found.naive - found.effect - found.drift) <= 1
    assert (
        "95.37% interval" in found.sentence
        and "drawn by lot" in found.verdict.rests_on
        and "Before and after" in found.verdict.beside[0]
    )
    assert [wave.week for wave in found.waves][-3:] == [0, 4, 8] and found.waves[-1].low > 0


def test_what_was_long_before_moves_no_effect_and_is_named_where_the_arms_were_moving_apart() -> None:
    one = trial(0.25)
    used = one.outcome.value.copy()
    early = one.outcome.weeks < one.first - 7 * 12
    used[np.ix_(one.treated[one.people.team], early)] = 0.0
    steady, risen = read(one), read(replace(one, outcome=replace(one.outcome, value=used)))
    assert early.sum() >= 4 and (risen.effect, risen.low) == (steady.effect, steady.low)
    assert risen.verdict is not None and risen.verdict.overturned_by[0] == APART
    assert steady.verdict is not None and APART not in steady.verdict.overturned_by


def test_waves_are_read_wave_by_wave() -> None:
    one = trial(0.3, waves=3)
    assert one.step == 3 and not one.two_arms
    found = read(one, Design.STEPPED_WEDGE)
    assert found.label is Label.WORKED and {wave.week for wave in found.waves} >= {-3, 0, 3, 6}


@pytest.mark.parametrize("seed", range(2))
def test_nothing_is_not_called_something(seed: int) -> None:
    assert read(trial(0.0, seed=seed)).label in (Label.NO_EFFECT, Label.NOT_SEEN)


def test_what_was_picked_for_being_low_rises_by_itself_and_is_seen_through() -> None:
    one = trial(0.0, teams=60, picked=True, seed=4)
    found = read(one, Design.MATCHED)
    assert found.label is Label.SEEMED and found.dip is not None and found.dip >= 5
    assert found.naive is not None and found.effect is not None and found.naive > found.effect + 5
    fooled = read(replace(one, picked_weeks=0), Design.MATCHED)
    assert fooled.label is not Label.SEEMED


def test_what_cannot_be_told_is_said_and_why() -> None:
    few = read(trial(0.1, teams=4))
    assert few.label is Label.CANNOT_TELL
    small = read(trial(0.1, teams=24, size=2), fewest=40)
    assert small.label is Label.TOO_FEW and "fewer than 40" in small.why
    messy = replace(trial(0.2), messy_days=28)
    early = read(messy.until(FIRST + 29))
    assert early.label is Label.MESSY and early.effect is None
    assert read(messy).label is Label.WORKED


def test_no_single_person_turns_what_is_said() -> None:
    one = trial(0.2, seed=2, teams=20, size=8)
    found = read(one)
    assert found.label is Label.WORKED and found.low is not None and found.high is not None
    for place in range(0, len(one.people.person), 64):
        rest = [np.delete(each, place, axis=0) for each in (one.people.person, one.people.team, one.people.there)]
        values = [np.delete(each, place, axis=0) for each in (one.outcome.value, one.outcome.weight)]
        other = read(replace(one, people=People(*rest), outcome=Outcome(WEEKS, *values)))
        assert other.label in (found.label, Label.CANNOT_TELL)
        assert other.effect is not None and found.low <= other.effect <= found.high


def test_who_left_is_said_on_both_sides() -> None:
    one = trial(0.1)
    there = one.people.there.copy()
    there[:60, -1] = False
    assert sum(read(replace(one, people=replace(one.people, there=there))).left) > 0
