"""One run of effects over a panel in memory: `python -m bench.proof_case ours|diff_diff|two_way UNITS [CSV]`.

The first two are group-time effects, the third is the regression on unit and week, in seconds of the processor; the panel is then
written to a CSV file for its peer.
"""

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from bench.measure import report
from clearspan.proof.aggregate import simple
from clearspan.proof.choices import Choices, Comparison
from clearspan.proof.group_time import group_time
from clearspan.proof.panel import Columns
from clearspan.proof.panel_table import PanelTable

PERIODS = 20
STARTS = np.array([0, 5, 8, 11, 14, 17])
TURNS = 2
"""Runs in one process; the faster counts, so that neither side pays for what it loads once."""


def table(units: int) -> pd.DataFrame:
    """A panel of units over 20 weeks, five of six cohorts of which begin, with an effect of 0.2."""
    random = np.random.default_rng(1)
    start = STARTS[random.integers(0, len(STARTS), units)]
    unit, week = np.repeat(np.arange(units), PERIODS), np.tile(np.arange(1, PERIODS + 1), units)
    began = start[unit]
    outcome = random.normal(size=units)[unit] + 0.1 * week + 0.2 * ((began > 0) & (week >= began)) + random.normal(size=len(unit))
    return pd.DataFrame({"unit": unit, "week": week, "start": began, "outcome": outcome})


def _ours(data: pd.DataFrame) -> tuple[float, float]:
    """The overall effect and its error; the table's records are coded and checked in the time that counts."""
    columns = Columns("unit", "week", "start", "outcome")
    panel = PanelTable(pa.Table.from_pandas(data, preserve_index=False), columns, "bench").panel()
    overall = simple(group_time(panel, Choices(Comparison.NOT_YET)))
    return overall.effect, overall.error


def _diff_diff(data: pd.DataFrame) -> tuple[float, float]:
    from diff_diff import CallawaySantAnna

    found = CallawaySantAnna(control_group="not_yet_treated").fit(data, "outcome", "unit", "week", "start")
    return float(found.overall_att), float(found.overall_se)


def _two_way(data: pd.DataFrame) -> tuple[float, float]:
    from clearspan.proof.estimators.two_way_fixed_effects import ESTIMATOR

    columns = Columns("unit", "week", "start", "outcome")
    found = ESTIMATOR.estimate(PanelTable(pa.Table.from_pandas(data, preserve_index=False), columns, "bench").panel(), Choices())
    return found.effect, found.error


def _case() -> dict[str, float]:
    run, data = {"ours": _ours, "diff_diff": _diff_diff, "two_way": _two_way}[sys.argv[1]], table(int(sys.argv[2]))
    clock, turns = (time.process_time, 2 * TURNS) if run is _two_way else (time.perf_counter, TURNS)
    seconds = []
    effect, error = 0.0, 0.0
    for _ in range(turns):
        begin = clock()
        effect, error = run(data)
        seconds.append(clock() - begin)
    if len(sys.argv) > 3:
        data.to_csv(Path(sys.argv[3]), index=False)
    return {"seconds": min(seconds), "effect": effect, "error": error}


if __name__ == "__main__":
    report(_case)
