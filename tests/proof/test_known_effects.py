"""Effects that can be worked out by hand, and truths that a simulated panel must show."""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from tests.cli.test_commands import clearspan

from clearspan.proof.choices import Adjustment, Base, Choices, Comparison
from clearspan.proof.effect import Design, effect_of
from clearspan.proof.estimators import cuped, difference_in_means
from clearspan.proof.panel import Columns, Panel
from clearspan.proof.panel_table import panel_of

BEFORE = {"a": 5.0, "b": 4.0, "c": 4.0, "d": 3.0}
AFTER = {"a": 8.0, "b": 6.0, "c": 5.0, "d": 3.5}


def _two_periods() -> Panel:
    units = list("abcd") * 2
    outcome = [*BEFORE.values(), *AFTER.values()]
    return panel_of([units, [1] * 4 + [2] * 4, [2, 2, 0, 0] * 2, outcome])


def test_two_cohorts_and_two_periods_are_a_difference_of_differences() -> None:
    """Changes are 3 and 2 against 1 and 0.5: the effect is 2.5 - 0.75, its variance the sum over arms of (0.5² + 0.5²)/4 and
    (0.25² + 0.25²)/4."""
    effect = effect_of(_two_periods(), Design.STAGGERED, Choices())
    assert effect.estimate.effect == pytest.approx(1.75)
    assert effect.estimate.error == pytest.approx(np.sqrt(0.125 + 0.03125))
    assert effect.naive == pytest.approx(2.5)
    assert effect.tables is not None and effect.tables.pretest is None


def test_a_draw_of_few_groups_is_compared_with_every_other_draw() -> None:
    """After the start, 8 and 6 against 5 and 3.5: of the six ways to choose two, none but this and its mirror reach 2.75."""
    found = difference_in_means.ESTIMATOR.estimate(_two_periods(), Choices())
    values = np.array(list(AFTER.values()))
    differences = [abs(values[list(two)].sum() - values.sum() / 2) for two in combinations(range(4), 2)]
    assert found.effect == pytest.approx(2.75)
    assert found.randomised is not None and found.randomised.exact and found.randomised.draws == 6
    assert found.randomised.p == pytest.approx(np.mean(np.array(differences) >= abs(values[:2].sum() - values.sum() / 2)))
    assert any("could have been below" in warning for warning in found.warnings)
    assert found.error == pytest.approx(np.sqrt(4 / 2 * (2 * 1.0 + 2 * 0.5625) / 4))


def _teams(
    seed: int, effect: float, teams: int = 30, members: int = 6, periods: int = 8, starts: tuple[int, ...] = (4,)
) -> Panel:
    """Teams with levels and drifts of their own; all but one share of them begin, and gain `effect` for each period since."""
    random = np.random.default_rng(seed)
    start = random.permuted(np.resize([*starts, 0], teams))
    team = np.repeat(np.arange(teams), members)
    person, period = (grid.ravel() for grid in np.meshgrid(np.arange(len(team)), np.arange(1, periods + 1), indexing="ij"))
    begun = (start[team[person]] > 0) & (period >= start[team[person]])
    shared = np.cumsum(random.normal(0, 0.3, (teams, periods)), axis=1)
    outcome = random.normal(0, 1, len(team))[person] + shared[team[person], period - 1] + 0.1 * period
    outcome = outcome + effect * begun + random.normal(0, 0.5, len(person))
    return panel_of([person, period, start[team[person]], outcome, team[person]], Columns(cluster="team"))


@pytest.mark.parametrize("starts", [(4,), (3, 5, 7)], ids=["together", "staggered"])
def test_a_planted_effect_is_inside_the_interval_and_the_draw_agrees_with_the_errors(starts: tuple[int, ...]) -> None:
    """Over 40 panels, 95% intervals hold the truth in 38 on average; fewer than 33 come about once in 1,000."""
    held, decided = 0, 0
    for seed in range(40):
        effect = effect_of(_teams(seed, 1.0, starts=starts), Design.RANDOMISED, Choices(Comparison.NEVER, draws=199))
        held += effect.estimate.low <= 1.0 <= effect.estimate.high
        decided += effect.decided.low <= 1.0 <= effect.decided.high
    assert held >= 33 and decided >= 33


def test_adjusting_for_before_narrows_the_interval() -> None:
    panel = _teams(3, 1.0)
    plain, adjusted = (each.ESTIMATOR.estimate(panel, Choices()) for each in (difference_in_means, cuped))
    assert adjusted.error < plain.error
    assert adjusted.low <= 1.0 <= adjusted.high


def test_controls_take_out_what_they_cause() -> None:
    """The outcome grows by twice the control, and those with more of it begin more often: without it, the effect is far off."""
    random = np.random.default_rng(5)
    units = 3000
    control = random.normal(0, 1, units)
    start = np.where(random.random(units) < 1 / (1 + np.exp(-control / 2)), 3, 0)
    person, period = (grid.ravel() for grid in np.meshgrid(np.arange(units), np.arange(1, 5), indexing="ij"))
    begun = (start[person] > 0) & (period >= 3)
    outcome = 2 * control[person] * period + 0.5 * begun + random.normal(0, 1, len(person))
    columns = [person, period, start[person], outcome]
    plain = effect_of(panel_of(columns), Design.STAGGERED, Choices())
    assert plain.estimate.effect > 0.8
    assert plain.tables is not None and plain.tables.pretest is not None and plain.tables.pretest.p < 0.001
    for adjustment in Adjustment:
        panel = panel_of([*columns, control[person]], Columns(controls=("control",)))
        found = effect_of(panel, Design.STAGGERED, Choices(adjustment=adjustment)).estimate
        assert found.effect == pytest.approx(0.5, abs=4 * found.error) and found.error < 0.15


def test_the_order_of_rows_and_how_units_are_called_change_nothing() -> None:
    panel = _teams(4, 0.5, starts=(3, 5))
    order = np.random.default_rng(1).permutation(len(panel.unit))
    columns = (panel.unit * -7, panel.times[panel.time], np.where(panel.treated, panel.cohort, 0)[panel.unit], panel.outcome)
    named = [*(each[order] for each in columns), (panel.cluster[panel.unit] + 100)[order]]
    shuffled = panel_of(named, Columns(cluster="team"))
    for base in Base:
        choices = Choices(Comparison.NOT_YET, base)
        first, second = (effect_of(each, Design.STAGGERED, choices).estimate for each in (panel, shuffled))
        assert (first.effect, first.error) == pytest.approx((second.effect, second.error), rel=1e-12)


def test_absent_unit_periods_are_said_and_used_where_both_periods_are_there() -> None:
    panel = _teams(6, 1.0)
    kept = np.random.default_rng(2).random(len(panel.unit)) > 0.1
    start = np.where(panel.treated, panel.cohort, 0)[panel.unit]
    columns = (panel.unit, panel.times[panel.time], start, panel.outcome, panel.cluster[panel.unit])
    found = effect_of(panel_of([each[kept] for each in columns], Columns(cluster="team")), Design.STAGGERED, Choices())
    assert any("are absent" in warning for warning in found.warnings)
    assert found.estimate.low <= 1.0 <= found.estimate.high


@pytest.mark.parametrize("design", ["randomised", "staggered"])
def test_the_command_prints_the_promised_shape_and_plain_words(design: str, tmp_path: Path) -> None:
    panel = _teams(5, 1.0)
    start = np.where(panel.treated, panel.cohort, 0)
    lines = [
        f"{unit},{panel.times[time]},{start[unit]},{np.exp(outcome)},{panel.cluster[unit]}"
        for unit, time, outcome in zip(panel.unit, panel.time, panel.outcome, strict=True)
    ]
    file = tmp_path / "panel.csv"
    file.write_text("\n".join(["person,week,began,hours,team", *lines]))
    asked = ["effect", str(file), "--unit", "person", "--time", "week", "--treated-from", "began", "--outcome", "hours"]
    asked += ["--cluster", "team", "--log", "--design", design]
    told = json.loads(clearspan(*asked, "--json").stdout)
    names = "estimate se se_kind low high p percent n clusters groups aggregates pretest warnings beside"
    assert set(told) == set(names.split())
    assert set(told["aggregates"]) == {"simple", "group", "calendar", "dynamic"}
    assert set(told["groups"][0]) == {"group", "time", "estimate", "se"}
    assert told["low"] < 1.0 < told["high"] and told["clusters"] == 30
    assert told["percent"] == pytest.approx(100 * np.expm1(told["estimate"]))
    said = clearspan(*asked).stdout
    assert "hours rose by" in said and "prove nothing alone" in said and "would overturn it" in said
    refused = clearspan(*asked[:-2], "--design", "guessed")
    assert refused.returncode == 2 and "--design" in refused.stderr
