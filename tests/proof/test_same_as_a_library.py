"""Group-time effects are those of diff-diff in every configuration, found by other code."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from clearspan.proof.aggregate import simple
from clearspan.proof.choices import Adjustment, Base, Choices, Comparison
from clearspan.proof.group_time import group_time
from clearspan.proof.panel import Columns
from clearspan.proof.panel_table import panel_of

CONTROL = {Comparison.NEVER: "never_treated", Comparison.NOT_YET: "not_yet_treated"}


def _table() -> pd.DataFrame:
    random = np.random.default_rng(11)
    units, periods = 240, 7
    team = random.integers(0, 40, units)
    control = random.normal(0, 1, units)
    start = np.array([0, 3, 4, 6])[(team + (control > 0)) % 4]
    unit, time = (grid.ravel() for grid in np.meshgrid(np.arange(units), np.arange(1, periods + 1), indexing="ij"))
    level = random.normal(0, 1, 40)[team[unit]] + random.normal(0, 1, (40, periods))[team[unit], time - 1]
    outcome = (
        level + 0.3 * control[unit] * time + 0.5 * ((start[unit] > 0) & (time >= start[unit])) + random.normal(0, 1, len(unit))
    )
    columns = {"unit": unit, "time": time, "start": start[unit], "outcome": outcome, "control": control[unit]}
    return pd.DataFrame(columns | {"team": team[unit]})


TABLE = _table()
CASES = [
    *product(Comparison, Base, [Adjustment.BOTH], [False], [False]),
    *product(Comparison, [Base.VARYING], Adjustment, [True], [False]),
    *product(Comparison, [Base.VARYING], [Adjustment.OUTCOME], [False, True], [True]),
]


@pytest.mark.parametrize(("comparison", "base", "adjustment", "held", "by_team"), CASES)
def test_group_time_effects_are_those_of_diff_diff(
    comparison: Comparison, base: Base, adjustment: Adjustment, held: bool, by_team: bool
) -> None:
    """To 1e-9; with controls to 2e-5, because diff-diff stops its logit earlier."""
    from diff_diff import CallawaySantAnna

    names = ["unit", "time", "start", "outcome", *(["team"] if by_team else []), *(["control"] if held else [])]
    columns = Columns(cluster="team" if by_team else "", controls=("control",) if held else ())
    panel = panel_of([TABLE[name].tolist() for name in names], columns)
    mine = group_time(panel, Choices(comparison, base, adjustment))
    theirs = CallawaySantAnna(
        control_group=CONTROL[comparison],
        base_period=base.value,
        estimation_method=adjustment.value,
        cluster="team" if by_team else None,
    ).fit(TABLE, "outcome", "unit", "time", "start", covariates=["control"] if held else None)
    within = 2e-5 if held else 1e-9
    compared = 0
    for group, time, effect, error in zip(mine.group, mine.time, mine.effect, mine.error, strict=True):
        cell = theirs.group_time_effects.get((group, time))
        if cell is None or np.isnan(error):
            continue
        assert (effect, error) == pytest.approx((cell["effect"], cell["se"]), abs=within)
        compared += 1
    assert compared >= 15
    overall = simple(mine)
    assert (overall.effect, overall.error) == pytest.approx((theirs.overall_att, theirs.overall_se), abs=within)
