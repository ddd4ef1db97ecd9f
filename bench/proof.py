"""Group-time effects against diff-diff, and the usual regression against R's fixest, in one run, with equal answers."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Measured, fastest, measure
from bench.proof_case import PERIODS
from bench.row import Row, against
from bench.sizes import Sizes

MOST = 1.1
MOST_OF_FIXEST = 3.0
MOST_MB = 5_000
TOLERANCE = 1e-9


def rows(sizes: Sizes, work: Path) -> Iterator[Row]:
    """Rows on effects. Raises AssertionError where the two give different answers."""
    runs: dict[str, list[Measured]] = {"ours": [], "diff_diff": []}
    for _ in range(sizes.repeats):
        for case, found in runs.items():
            found.append(measure("proof_case", case, str(sizes.panel_units)))
    ours, peer = (fastest(found) for found in runs.values())
    for note in ("effect", "error"):
        assert abs(ours.notes[note] - peer.notes[note]) <= TOLERANCE, f"different answers: {ours.notes} and {peer.notes}"
    what = f"Group-time effects and their overall mean, {sizes.panel_units * PERIODS:,} unit-weeks"
    yield against(what, ours.seconds, peer.seconds, MOST)
    many = measure("proof_case", "ours", str(sizes.panel_units_many))
    what = f"The same, {sizes.panel_units_many * PERIODS:,} unit-weeks: peak memory, in {many.seconds:.1f} s"
    yield Row(what, f"{many.peak_mb:,.0f} MB", goal=f"at most {MOST_MB:,} MB", met=many.peak_mb <= MOST_MB)
    yield _two_way(sizes, work)


def _two_way(sizes: Sizes, work: Path) -> Row:
    """The row on two-way fixed effects; without a ratio where R or fixest is not installed."""
    panel = work / f"panel-{sizes.panel_units}.csv"
    ours = measure("proof_case", "two_way", str(sizes.panel_units), str(panel))
    what = f"Two-way fixed effects with the weights behind them, {sizes.panel_units * PERIODS:,} unit-weeks, CPU"
    command = ["Rscript", str(Path(__file__).with_name("fixest.R")), str(panel)]
    peer = subprocess.run(command, capture_output=True, text=True, check=False) if shutil.which("Rscript") else None
    if peer is None or peer.returncode:
        return Row(f"{what}; peer: R fixest, not installed", f"{ours.seconds:.2f} s")
    seconds, *told = map(float, peer.stdout.split())
    for mine, other in zip((ours.notes["effect"], ours.notes["error"]), told, strict=True):
        assert abs(mine - other) <= TOLERANCE, f"different answers: {ours.notes} and {told}"
    return against(f"{what}; peer: R fixest without them, one thread", ours.seconds, seconds, MOST_OF_FIXEST)
