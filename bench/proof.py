"""Group-time effects against diff-diff, in one run, with equal answers."""

from collections.abc import Iterator
from pathlib import Path

from bench.measure import Measured, fastest, measure
from bench.proof_case import PERIODS
from bench.row import Row, against
from bench.sizes import Sizes

MOST = 1.1
MOST_MB = 5_000
TOLERANCE = 1e-9


def rows(sizes: Sizes, _work: Path) -> Iterator[Row]:
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
