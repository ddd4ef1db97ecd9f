"""The shelf of estimators, and those on it for which a panel of a few numbers shows what they do."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path as FilePath

import numpy as np
import pytest

import clearspan.proof.estimators
from clearspan.errors import CannotTell
from clearspan.proof.aggregate import by_cohort
from clearspan.proof.choices import Base, Choices, Comparison
from clearspan.proof.effect import Design, effect_of
from clearspan.proof.estimator import Estimator
from clearspan.proof.estimators.trend_sensitivity import breakdown, path_of
from clearspan.proof.group_time import group_time
from clearspan.proof.panel import NEVER, Columns, Panel
from clearspan.proof.small_groups import pooled_effects
from clearspan.proof.violated_trends import Path, relative_magnitudes, smoothness, truncated_quantile
from clearspan.shelf import read_shelf

SHELF: Mapping[str, Estimator] = read_shelf(clearspan.proof.estimators, Estimator)


def _panel(outcome: np.ndarray, cohort: np.ndarray, cluster: np.ndarray | None = None) -> Panel:
    """A panel of outcomes (units, periods), counted from 0."""
    units, periods = outcome.shape
    unit, time = np.repeat(np.arange(units), periods), np.tile(np.arange(periods), units)
    own = np.arange(units) if cluster is None else cluster
    return Panel(unit, time, outcome.ravel(), cohort, own, np.arange(periods), columns=Columns(cluster="team"))


def _staggered(effect: float = 1.0, units: int = 40, seed: int = 2) -> Panel:
    random = np.random.default_rng(seed)
    cohort = np.resize([3, 5, NEVER, NEVER], units)
    begun = np.arange(8) >= cohort[:, None]
    return _panel(random.normal(0, 1, units)[:, None] + random.normal(0, 0.3, (units, 8)) + effect * begun, cohort)


def test_every_estimator_says_what_it_answers_and_when_it_holds() -> None:
    assert len(SHELF) == 12
    for estimator in SHELF.values():
        assert estimator.answers.endswith("?") and estimator.holds_if.endswith(".") and estimator.caution.endswith(".")
        assert estimator.title and any(digit.isdigit() for digit in estimator.source)


@pytest.mark.parametrize(
    "name",
    ["group_time_effects", "event_study", "imputation", "interaction_weighted", "two_way_fixed_effects", "trend_sensitivity"],
)
def test_estimators_of_a_staggered_start_agree_on_an_even_effect(name: str) -> None:
    found = SHELF[name].estimate(_staggered(), Choices())
    assert found.effect == pytest.approx(1.0, abs=4 * found.error)
    assert found.low < 1.0 < found.high and found.error < 0.2 and found.rests_on


def test_the_usual_regression_warns_where_it_compares_with_those_treated_already() -> None:
    """Effects grow by 1 each period, and nobody is never treated: the regression is far below the true mean of 2.6."""
    cohort = np.array([1, 1, 4, 4])
    since = np.arange(8) - cohort[:, None]
    panel = _panel(np.where(since >= 0, since + 1.0, 0.0) + np.random.default_rng(1).normal(0, 0.01, (4, 8)), cohort)
    found = SHELF["two_way_fixed_effects"].estimate(panel, Choices())
    assert found.effect < 1.0
    assert any("treated already: no verdict" in warning for warning in found.warnings)


def test_controls_are_held_constant_or_it_is_said_that_they_are_not() -> None:
    """The usual regression is the one with a dummy for each unit and period; what moves along with the start fools neither."""
    panel = _staggered()
    begun = (panel.times[panel.time] >= panel.cohort[panel.unit]).astype(np.float64)
    control = begun + np.random.default_rng(8).normal(0, 0.5, len(begun))
    held = replace(panel, outcome=panel.outcome + 3 * control, controls=control[:, None], columns=Columns(controls=("busy",)))
    columns = np.column_stack([begun, control, np.eye(panel.units)[panel.unit], np.eye(panel.periods)[panel.time]])
    by_dummies = np.linalg.lstsq(columns, held.outcome, rcond=None)[0][0]
    usual = SHELF["two_way_fixed_effects"].estimate(held, Choices())
    assert usual.effect == pytest.approx(by_dummies, abs=1e-8)
    for name in ("two_way_fixed_effects", "interaction_weighted"):
        assert SHELF[name].estimate(held, Choices()).effect == pytest.approx(1.0, abs=0.3), name
    found = effect_of(held, Design.STAGGERED, Choices(Comparison.NEVER), also=("imputation", "interaction_weighted"))
    assert [warning for warning in found.warnings if "takes no controls" in warning] == [
        f"{SHELF['imputation'].title}: takes no controls, so that busy is not held constant."
    ]


def test_the_effect_of_doing_it_is_that_of_the_offer_over_the_share_that_took_it_up() -> None:
    random = np.random.default_rng(3)
    units = 400
    offered = np.arange(units) % 2
    willing = random.random(units) < 0.4
    took = (offered * willing).astype(np.float64)
    outcome = np.stack([random.normal(0, 1, units), 2.0 * took + 0.5 * willing + random.normal(0, 1, units)], axis=1)
    panel = replace(_panel(outcome, np.where(offered == 1, 1, NEVER)), uptake=took)
    found = SHELF["complier_effect"].estimate(panel, Choices())
    assert found.effect == pytest.approx(found.seen["offered"] / took[offered == 1].mean())
    assert found.low < 2.0 < found.high
    with pytest.raises(CannotTell, match="took it up"):
        SHELF["complier_effect"].estimate(replace(panel, uptake=willing.astype(np.float64)), Choices())
    with pytest.raises(CannotTell, match="nobody said"):
        SHELF["complier_effect"].estimate(replace(panel, uptake=np.zeros(0)), Choices())


def test_the_lot_bounds_the_effect_of_doing_it_as_often_as_it_says() -> None:
    """150 runs of 24 units, half of them offered it: 95% intervals hold the truth, give or take 2.8 standard errors of 1.8
    points; what rules out an effect of the offer rules out one of doing it."""
    random = np.random.default_rng(8)
    offered, choices = np.repeat([1, 0], 12), Choices(draws=199)
    held = runs = 0
    for _ in range(150):
        took = offered * (random.random(24) < 0.8)
        panel = _panel((took * 1.5 + random.standard_t(5, 24))[:, None], np.where(offered == 1, 0, NEVER))
        try:
            found = SHELF["complier_effect"].estimate(replace(panel, uptake=took.astype(np.float64)), choices).randomised
        except CannotTell:
            continue
        offer = SHELF["difference_in_means"].estimate(panel, choices).randomised
        assert found is not None and offer is not None and found.p == offer.p
        held, runs = held + (found.low <= 1.5 <= found.high), runs + 1
    assert runs > 140 and 0.90 <= held / runs <= 0.995


def test_spill_over_is_told_apart_from_the_effect_and_hides_part_of_it_where_it_is_not() -> None:
    random = np.random.default_rng(6)
    teams, members = 60, 5
    team = np.repeat(np.arange(teams), members)
    treated = (np.arange(teams) % 3 == 0)[team]
    exposure = np.where((np.arange(teams) % 3 == 1)[team], 0.5, 0.0)
    gained = np.where(treated, 2.0, 1.0 * exposure)
    outcome = random.normal(0, 0.3, (len(team), 2))
    outcome[:, 1] += gained
    panel = replace(_panel(outcome, np.where(treated, 1, NEVER), team), exposure=exposure)
    found = SHELF["exposure"].estimate(panel, Choices())
    assert found.low < 2.0 < found.high
    assert found.parts[0].low < 1.0 < found.parts[0].high and found.parts[0].low > 0
    assert found.seen["without_spill_over"] == pytest.approx(1.75, abs=0.15)
    with pytest.raises(CannotTell, match="near treated ones"):
        SHELF["exposure"].estimate(replace(panel, exposure=np.zeros(panel.units)), Choices())


def test_a_single_treated_unit_is_compared_with_a_blend_of_others() -> None:
    random = np.random.default_rng(9)
    course = np.cumsum(random.normal(0, 1, (3, 20)), axis=1)
    shares = np.vstack([[0.5, 0.5, 0.0], random.dirichlet(np.ones(3), 14)])
    outcome = 10 + shares @ course + random.normal(0, 0.05, (15, 20))
    outcome[0, 14:] += 3
    panel = _panel(outcome, np.array([14, *[NEVER] * 14]))
    found = SHELF["synthetic_comparison"].estimate(panel, Choices())
    assert found.effect == pytest.approx(3.0, abs=0.5)
    with pytest.raises(CannotTell, match="only one cluster is treated"):
        SHELF["group_time_effects"].estimate(panel, Choices())


def test_a_synthetic_control_finds_the_effect_and_says_where_chance_could_bring_it() -> None:
    """The effect is 3, the noise of a mean of 6 periods about 0.05; with 14 others the largest gap is one of 15."""
    random = np.random.default_rng(4)
    course = np.cumsum(random.normal(0, 1, (3, 20)), axis=1)
    shares = np.vstack([[0.4, 0.3, 0.3], random.dirichlet(np.ones(3), 29)])
    outcome = 10 + shares @ course + random.normal(0, 0.05, (30, 20))
    outcome[0, 14:] += 3
    cohort = np.array([14, *[NEVER] * 29])
    found = SHELF["synthetic_control"].estimate(_panel(outcome, cohort), Choices())
    assert found.effect == pytest.approx(3.0, abs=0.25)
    assert found.low < 3.0 < found.high and found.low > 0
    assert found.seen["placebo_p"] == pytest.approx(1 / 30) and found.seen["miss_before"] < 0.2 and not found.warnings
    far = outcome.copy()
    far[0] += 40
    assert "No blend" in SHELF["synthetic_control"].estimate(_panel(far, cohort), Choices()).warnings[0]
    pair = SHELF["synthetic_control"].estimate(_panel(outcome, np.array([14, 14, *[NEVER] * 28])), Choices())
    assert pair.effect == pytest.approx(1.5, abs=0.5)
    with pytest.raises(CannotTell, match="only 14 placebos are possible"):
        SHELF["synthetic_control"].estimate(_panel(outcome[:15], cohort[:15]), Choices())


PATH = Path(np.array([0.1, -0.1, 1.0, 1.2]), np.diag([0.01, 0.01, 0.02, 0.02]), 2, np.array([0.5, 0.5]))


def test_intervals_widen_with_the_violation_that_is_allowed() -> None:
    for interval, sizes in ((relative_magnitudes, (0.0, 0.5, 1.0, 2.0)), (smoothness, (0.0, 0.05, 0.2, 0.5))):
        found = [interval(PATH, size) for size in sizes]
        for (low, high), (lower, higher) in pairwise(found):
            assert lower <= low < high <= higher
    low, high = relative_magnitudes(PATH, 0.0)
    assert low < PATH.wanted < high


def test_a_straight_trend_before_the_start_is_taken_out() -> None:
    """Effects on one line through the start are no effect at all, however steep it is."""
    line = Path(np.array([-3.0, -2.0, 1.0, 2.0]) * 0.5, np.diag(np.full(4, 1e-4)), 2, np.array([1.0, 0.0]))
    low, high = smoothness(replace(line, effects=np.array([-1.0, -0.5, 0.5, 1.0])), 0.0)
    assert low < 0 < high and high - low < 0.2


def test_the_quantile_between_two_values_is_exact_in_the_tails() -> None:
    between = truncated_quantile(0.5, np.array([-1.0, 8.0, -40.0]), np.array([1.0, 9.0, -8.0]))
    assert between == pytest.approx([0.0, 8.0855, -8.0855], abs=1e-3)


def test_the_trend_that_overturns_an_effect_is_larger_for_a_larger_effect() -> None:
    found = [breakdown(path_of(group_time(_staggered(effect), Choices(base=Base.UNIVERSAL)))) for effect in (0.0, 1.0)]
    assert found[0] == 0.0 < found[1]


def test_effects_of_small_cohorts_are_drawn_together() -> None:
    series = by_cohort(group_time(_staggered(units=24), Choices(Comparison.NOT_YET)))
    pooled = pooled_effects(series).pooled
    spread = abs(series.parts[0].effect - series.parts[1].effect)
    assert abs(pooled.middle[0] - pooled.middle[1]) < spread
    assert (pooled.low < pooled.middle).all() and (pooled.middle < pooled.high).all()


def test_the_page_on_effects_names_every_estimator() -> None:
    page = (FilePath(__file__).parents[2] / "docs" / "effects.md").read_text(encoding="utf-8")
    assert [name for name in SHELF if f"| `{name}` |" not in page] == []
