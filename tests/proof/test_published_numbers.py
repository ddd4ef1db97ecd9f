"""Numbers that others published, from the data that they used: to 1e-5, and to 5e-4 where the publication drew at random.

The data lie in packages that `make validate` puts into a folder of their own (tests/proof/published.txt); no code of theirs runs.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from clearspan.proof.aggregate import by_cohort, by_period, by_time_since, simple
from clearspan.proof.bands import pretest
from clearspan.proof.choices import Adjustment, Base, Choices, Comparison
from clearspan.proof.estimators import (
    difference_in_means,
    imputation,
    interaction_weighted,
    synthetic_comparison,
    synthetic_control,
    two_way_fixed_effects,
)
from clearspan.proof.group_time import GroupTime, group_time
from clearspan.proof.panel import Columns, Panel
from clearspan.proof.panel_table import panel_of
from clearspan.proof.violated_trends import Path as Trend
from clearspan.proof.violated_trends import relative_magnitudes, smoothness

PACKAGES = Path(__file__).parents[2] / ".validation"
NEVER, NOT_YET = Comparison.NEVER, Comparison.NOT_YET

pytestmark = [pytest.mark.thorough("the published data, which `make test` does not have"), pytest.mark.xdist_group("published")]


def _panel(table: pd.DataFrame, names: list[str], controls: tuple[str, ...] = ()) -> Panel:
    columns = [table[name].where(table[name].notna(), None).tolist() for name in [*names, *controls]]
    return panel_of(columns, Columns(controls=controls))


@cache
def mpdta(controls: tuple[str, ...] = ()) -> Panel:
    """Teenage employment in 500 counties, 2003 to 2007, and minimum wages (Callaway and Sant'Anna 2021)."""
    table = pd.read_pickle(PACKAGES / "moderndid/core/datasets/mpdta_long.pkl.gz")
    return _panel(table, ["countyreal", "year", "first.treat", "lemp"], controls)


@cache
def _ehec() -> pd.DataFrame:
    return pd.read_pickle(PACKAGES / "moderndid/core/datasets/ehec_data.pkl.gz")


def ehec() -> Panel:
    """Health insurance in 46 states, 2008 to 2019, and the expansion of Medicaid."""
    return _panel(_ehec(), ["stfips", "year", "yexp2", "dins"])


def _told(pair: tuple[float, float], expected: tuple[float, float], within: float = 1e-5) -> None:
    assert pair == pytest.approx(expected, abs=within)


def _drawn(found: GroupTime) -> dict[str, tuple[float, float]]:
    group, calendar, dynamic = (each(found).overall for each in (by_cohort, by_period, by_time_since))
    named = {"simple": simple(found), "group": group, "calendar": calendar, "dynamic": dynamic}
    return {name: (each.effect, each.error) for name, each in named.items()}


CELLS = """2004: -0.010503 0.023251; -0.070423 0.030985; -0.137259 0.036436; -0.100811 0.034359
2006: 0.006520 0.023327; -0.002751 0.019559; -0.004595 0.017755; -0.041224 0.020229
2007: 0.030507 0.015034; -0.002726 0.016396; -0.031087 0.017878; -0.026054 0.016655"""
SINCE = """.030507 .015034; -.000563 .013292; -.024459 .014236; -.019932 .011826; -.050957 .016893;
-.137259 .036436; -.100811 .034359"""


def _pairs(line: str) -> list[tuple[float, float]]:
    return [(float(a), float(b)) for a, b in (pair.split() for pair in line.split(";"))]


def test_every_effect_of_the_minimum_wage_by_cohort_and_year_is_as_published() -> None:
    found = group_time(mpdta())
    expected = [pair for line in CELLS.splitlines() for pair in _pairs(line.split(":")[1])]
    for mine, theirs in zip(zip(found.effect, found.error, strict=True), expected, strict=True):
        _told(mine, theirs)
    series = by_time_since(found)
    for part, theirs in zip(series.parts, _pairs(SINCE), strict=True):
        _told((part.effect, part.error), theirs)


AGGREGATES = {
    (NEVER, (), Adjustment.BOTH): {
        "simple": (-0.039951, 0.012034),
        "group": (-0.031018, 0.012446),
        "dynamic": (-0.077240, 0.019965),
        "calendar": (-0.041700, 0.015972),
        "pretest": (7.791237, 0.16812),
    },
    (NOT_YET, (), Adjustment.BOTH): {
        "simple": (-0.039764, 0.012052),
        "group": (-0.030462, 0.012575),
        "dynamic": (-0.077399, 0.019560),
        "calendar": (-0.044267, 0.015571),
    },
    (NEVER, ("lpop",), Adjustment.BOTH): {
        "simple": (-0.041752, 0.011503),
        "dynamic": (-0.080354, 0.018958),
        "pretest": (6.841825, 0.23267),
    },
    (NEVER, ("lpop",), Adjustment.OUTCOME): {"simple": (-0.041969, 0.011445)},
    (NEVER, ("lpop",), Adjustment.CHANCE): {"simple": (-0.041777, 0.011500)},
    (NOT_YET, ("lpop",), Adjustment.BOTH): {"simple": (-0.041352, 0.011428)},
}


@pytest.mark.parametrize("how", AGGREGATES, ids=lambda how: "-".join([how[0], *how[1], how[2]]))
def test_effects_of_the_minimum_wage_drawn_together_are_as_published(
    how: tuple[Comparison, tuple[str, ...], Adjustment],
) -> None:
    comparison, controls, adjustment = how
    found = group_time(mpdta(controls), Choices(comparison, adjustment=adjustment))
    drawn = _drawn(found)
    for name, expected in AGGREGATES[how].items():
        if name == "pretest":
            test = pretest(found)
            assert test is not None
            _told((test.w, test.p), expected)
        else:
            _told(drawn[name], expected)


def test_the_usual_regressions_on_the_minimum_wage_are_as_published() -> None:
    found = two_way_fixed_effects.ESTIMATOR.estimate(mpdta(), Choices())
    _told((found.effect, found.error), (-0.03654894, 0.01326516))
    assert imputation.ESTIMATOR.estimate(mpdta(), Choices()).effect == pytest.approx(-0.0477099, abs=1e-5)


SUN_ABRAHAM = """.003306 .024555; .025022 .018154; .024459 .014267; -.019932 .011858; -.050957 .016871; -.137259 .036589;
-.100811 .034504"""


def test_one_regression_with_a_course_for_each_cohort_is_as_published() -> None:
    found = interaction_weighted.ESTIMATOR.estimate(mpdta(), Choices())
    _told((found.effect, found.error), (-0.03995128, 0.01179628), 1e-7)
    for part, theirs in zip(found.parts, _pairs(SUN_ABRAHAM), strict=True):
        _told((part.effect, part.error), theirs)
    found = interaction_weighted.ESTIMATOR.estimate(ehec(), Choices())
    _told((found.effect, found.error), (0.06680193, 0.00865502), 1e-7)


def test_effects_of_medicaid_are_as_published() -> None:
    found = group_time(ehec(), Choices(NOT_YET))
    drawn = _drawn(found)
    _told(drawn["simple"], (0.06798326, 0.00783131))
    _told(drawn["group"], (0.0656911, 0.0070733))
    _told(drawn["dynamic"], (0.0688254, 0.0079722))
    _told(drawn["calendar"], (0.0671269, 0.0078117))
    first = (found.group == 2014) & (found.time == 2014)
    assert found.effect[first] == pytest.approx(0.04670243, abs=1e-6)
    treated = _ehec()[_ehec().yexp2.notna()]
    late = group_time(_panel(treated, ["stfips", "year", "yexp2", "dins"]), Choices(NOT_YET))
    assert simple(late).effect == pytest.approx(0.0728, abs=5e-5)


WEIGHTS = {
    "ehec": ((0.14911, 0.06983), (0.05827, 0.04486), (0.79262, 0.07228)),
    "castle": ((0.05976, -0.00554), (0.03190, 0.07032), (0.90834, 0.08796)),
}
REGRESSION = {"ehec": (0.070321, 0.007401), "castle": (0.08181162, 0.05887422)}


def castle() -> Panel:
    """Homicides in 50 states, 2000 to 2010, and laws on self-defence (Cheng and Hoekstra 2013): in force in the year before the
    first one that the data mark as whole."""
    table = pd.read_stata(PACKAGES / "causaldata/castle/castle.dta")
    table["start"] = table.sid.map(table[table.post > 0].groupby("sid").year.min() - 1)
    return _panel(table, ["sid", "year", "start", "l_homicide"])


@pytest.mark.parametrize("data", [ehec, castle], ids=lambda data: data.__name__)
def test_the_weights_of_the_usual_regression_are_as_published(data: object) -> None:
    found = two_way_fixed_effects.ESTIMATOR.estimate(data(), Choices())
    _told((found.effect, found.error), REGRESSION[data.__name__], 1e-6)
    told = [(float(part.label.rsplit(" ", 1)[1]), part.effect) for part in found.parts]
    for mine, theirs in zip(told, WEIGHTS[data.__name__], strict=True):
        _told(mine, theirs)


def _medicaid_2014() -> Trend:
    """The event study of the states that expanded in 2014 against those that had not by 2015, with the errors of a regression on
    state and year that is clustered by state."""
    table = _ehec()
    table = table[(table.year < 2016) & (table.yexp2.isna() | (table.yexp2 != 2015))].copy()
    table.loc[table.yexp2 > 2015, "yexp2"] = np.nan
    panel = _panel(table, ["stfips", "year", "yexp2", "dins"])
    found = group_time(panel, Choices(base=Base.UNIVERSAL))
    kept, rows = found.time != 2013, len(panel.outcome)
    counted = 2 * panel.periods - 1
    factor = panel.units / (panel.units - 1) * (rows - 1) / (rows - counted)
    covariance = factor * found.influence[:, kept].T @ found.influence[:, kept]
    return Trend(found.effect[kept], covariance, 5, np.array([1.0, 0.0]))


RELATIVE = {0.5: (0.0241, 0.0673), 1.0: (0.0171, 0.0720), 1.5: (0.00859, 0.0796), 2.0: (-0.00107, 0.0883)}
SMOOTH = {
    0.0: (0.0259, 0.0607),
    0.01: (0.0132, 0.0787),
    0.02: (0.00286, 0.0907),
    0.03: (-0.00714, 0.101),
    0.04: (-0.0171, 0.111),
    0.05: (-0.0271, 0.121),
}


def test_intervals_under_violated_trends_are_as_published() -> None:
    trend = _medicaid_2014()
    _told((trend.effects[5], float(np.sqrt(trend.covariance[5, 5]))), (0.0464468542, 0.009151868), 1e-8)
    _told((trend.effects[6], float(np.sqrt(trend.covariance[6, 6]))), (0.0692061755, 0.010350049), 1e-8)
    for size, expected in RELATIVE.items():
        _told(relative_magnitudes(trend, size), expected, 5e-4)
    for size, expected in SMOOTH.items():
        _told(smoothness(trend, size), expected, 5e-4)


def test_the_effect_of_a_tobacco_tax_is_as_published() -> None:
    table = pd.read_csv(PACKAGES / "causalpy/data/california_prop99.csv").melt("Year", var_name="state", value_name="packs")
    table["start"] = np.where(table.state == "California", 1989, 0)
    panel = _panel(table, ["state", "Year", "start", "packs"])
    assert synthetic_comparison.ESTIMATOR.estimate(panel, Choices()).effect == pytest.approx(-15.60383, abs=1e-5)
    assert two_way_fixed_effects.ESTIMATOR.estimate(panel, Choices()).effect == pytest.approx(-27.34911, abs=1e-5)
    control = synthetic_control.ESTIMATOR.estimate(panel, Choices())
    assert control.effect == pytest.approx(-19.61966, abs=1e-5)


def test_the_effect_of_a_drawn_lot_on_earnings_is_as_published() -> None:
    """The National Supported Work experiment as Dehejia and Wahba (1999) use it: 1,794 dollars more in 1978."""
    table = pd.read_stata(PACKAGES / "causaldata/nsw_mixtape/nsw_mixtape.dta")
    table = table.assign(person=range(len(table)), year=1978, start=np.where(table.treat == 1, 1976, 0))
    found = difference_in_means.ESTIMATOR.estimate(_panel(table, ["person", "year", "start", "re78"]), Choices())
    assert found.effect == pytest.approx(1794.342, abs=1e-3)
    assert found.error == pytest.approx(670.824, abs=1e-2)
    assert found.randomised is not None and found.randomised.p < 0.01
    assert replace(found, randomised=None).p == pytest.approx(0.0078, abs=1e-4)
