"""The ledger balances and takes rework in; returns lose as readily as they win; upskill or hire turns with each input."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from clearspan.errors import CannotTell, UnreadableFile
from clearspan.programmes.hire import Measured, compare, read_measured
from clearspan.programmes.ledger import DiaryDay, Fate, Ledger, add_up, against, rounded
from clearspan.programmes.roi import Costs, Gain, Uncertain, value

STEPS = some.sampled_from([0, 5, 15, 30, 60, 120])
DAYS = some.lists(
    some.builds(DiaryDay, person=some.integers(1, 40), saved=STEPS, checking=STEPS, redoing=STEPS, fate=some.sampled_from(Fate)),
    min_size=24,
    max_size=30,
).filter(lambda days: len({day.person for day in days}) >= 10)


def diary(saved: int = 30, checking: int = 5, redoing: int = 5, people: int = 20) -> list[DiaryDay]:
    """Equal days; every second one is reinvested, every fourth returned."""
    fates = (Fate.REINVESTED, Fate.RETURNED, Fate.REINVESTED, Fate.EVAPORATED)
    return [DiaryDay(number, saved, checking, redoing, fates[number % 4]) for number in range(people)]


@settings(max_examples=15, deadline=None)
@given(DAYS, DAYS, some.fractions(-1, 1), some.fractions(0, 30))
def test_the_ledger_balances_to_the_last_fraction(
    mine: list[DiaryDay], theirs: list[DiaryDay], back: Fraction, learn: Fraction
) -> None:
    one, other = add_up(mine, back, learn), add_up(theirs, None, learn)
    for ledger in (one, other, against(one, other)):
        assert ledger.gross - ledger.checking - ledger.rework - ledger.learning == ledger.net
        assert ledger.reinvested + ledger.returned + ledger.evaporated == ledger.net
        told = rounded(ledger)
        assert told["gross"] - told["checking"] - told["rework"] - told["learning"] == told["net"]
        assert told["reinvested"] + told["returned"] + told["evaporated"] == told["net"]


def test_rework_is_what_the_worse_of_two_witnesses_says() -> None:
    assert add_up(diary(), Fraction(1, 10), Fraction(0)).rework == 5
    worse = add_up(diary(), Fraction(1, 2), Fraction(0))
    assert worse.rework == 15 and worse.rework_from == "work items" and worse.net == 10
    lost = add_up(diary(saved=5, checking=15), None, Fraction(2))
    assert lost.net < 0 and lost.evaporated == lost.net
    with pytest.raises(CannotTell, match="9 people kept a diary"):
        add_up(diary(people=9), None, Fraction(0))
    with pytest.raises(CannotTell, match="time that learning takes"):
        add_up(diary(), None, None)


def test_a_loss_is_told_as_plainly_as_a_gain_and_nothing_without_rework() -> None:
    ledger: Ledger = add_up(diary(), None, Fraction(2))
    costs = Costs(Decimal(6000), Decimal(9000), Decimal(3000), "EUR")
    gain = Gain(Uncertain(9.0, 1.5, 12), 60, 60, Uncertain(55.0, 2.0), ledger)
    won = value(gain, costs, 1)
    expected = 9 / 60 * 60 * 60 * 55 / 18000 - 1
    assert won.median == pytest.approx(expected, abs=0.02) and won.low < won.median < won.high
    assert won.sentence().startswith("It returned more than it cost")
    assert won.break_even_minutes == pytest.approx(18000 / (60 * 60 * 55 / 60)) and won.break_even_days == 37
    lost = value(replace(gain, minutes=Uncertain(1.0, 0.5, 12)), costs, 1)
    assert lost.high < 0 and lost.sentence().startswith("It cost more than it returned") and lost.chance < 0.01
    unsure = value(replace(gain, minutes=Uncertain(6.0, 4.0, 12)), costs, 1)
    assert "cannot be told" in unsure.sentence() and sum(bar[2] for bar in unsure.histogram) == pytest.approx(1)
    assert value(replace(gain, minutes=Uncertain(-3.0)), costs, 1).break_even_days is None
    with pytest.raises(CannotTell, match="no return leaves without rework"):
        value(replace(gain, ledger=None), costs, 1)


MEASURED = Measured(
    to_proficiency=Uncertain(5, 0.5), reach_it=Uncertain(0.7, 0.02), to_fill=Uncertain(3, 0.3), ramp=Uncertain(4, 0.4),
    leaves_a_year=Uncertain(0.1, 0.01), hired_leave_a_year=Uncertain(0.15, 0.01), redesign=Uncertain(0.8, 0.05),
    training_cost=Uncertain(3000, 200), hiring_cost=Uncertain(15000, 500),
    extra_pay=Uncertain(300, 50), worth=Uncertain(2500, 100),
)  # fmt: skip


def test_figures_for_hiring_are_read_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text("ramp = { middle = 4, error = 0.5 }\n", encoding="utf-8")
    assert read_measured(path) == Measured(ramp=Uncertain(4, 0.5))
    path.write_text("salary = { middle = 4 }\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="there is no figure salary"):
        read_measured(path)


def test_upskill_or_hire_says_insufficient_data_and_turns_with_each_input() -> None:
    with pytest.raises(CannotTell, match=r"insufficient data.*ramp, redesign"):
        compare(replace(MEASURED, ramp=None, redesign=None), 12, 1)
    usual = compare(MEASURED, 24, 1, 4000)
    assert usual.median > 0
    for change in (
        {"to_proficiency": Uncertain(20, 1)},
        {"reach_it": Uncertain(0.3, 0.02)},
        {"to_fill": Uncertain(0.5, 0.1)},
        {"ramp": Uncertain(0.5, 0.1)},
        {"leaves_a_year": Uncertain(0.4, 0.02)},
        {"hired_leave_a_year": Uncertain(0.02, 0.01)},
        {"training_cost": Uncertain(9000, 200)},
        {"hiring_cost": Uncertain(5000, 200)},
        {"extra_pay": Uncertain(0, 10)},
    ):
        assert compare(replace(MEASURED, **change), 24, 1, 4000).median < usual.median, change
    slow = replace(MEASURED, reach_it=Uncertain(0.4, 0.02), extra_pay=Uncertain(100, 10))
    crossing = [compare(replace(slow, hiring_cost=Uncertain(cost, 100)), 24, 1, 4000).crossover for cost in (8000, 12000, 16000)]
    assert None not in crossing and crossing == sorted(crossing) and len(set(crossing)) == 3
    less = compare(replace(slow, redesign=Uncertain(0.4, 0.02)), 24, 1, 4000).crossover
    assert less is None or less > crossing[-1]  # type: ignore[operator]
