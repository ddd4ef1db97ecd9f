"""All metrics against hand-written SQL over the same Parquet files, with equal answers."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from bench.measure import Measured, fastest, least, measure
from bench.organisation import FIRST_DAY, Size, build
from bench.row import Row, against
from bench.sizes import Sizes

MOST = 1.3
TOLERANCE = 1e-9
KEY = ("metric", "tool", "kind", "start", "category")


def rows(sizes: Sizes, work: Path) -> Iterator[Row]:
    """Rows on the metrics. Raises AssertionError where the two give different answers."""
    directory = work / f"metrics-{sizes.metric_people}-{sizes.metric_years}"
    size = Size(sizes.metric_people, sizes.metric_years)
    if not directory.exists():
        build(directory, size)
    usage = sum(pq.ParquetFile(file).metadata.num_rows for file in (directory / "warehouse/facts/usage").rglob("*.parquet"))
    ours, sql = _measured(directory, size, sizes.repeats)
    checked = _compare(work / "ours.parquet", work / "sql.parquet")
    over = f"{size.people:,} people × {size.years} years, {usage / 1e6:.1f} million usage rows"
    yield against(f"All metrics, {over}: first run of a process, files not cached", *_both(ours, sql, fastest), MOST)
    yield against("The same, second run in the process", *_both(ours, sql, lambda runs: least(runs, "warm")), MOST)
    fetched = ours[0].notes["rows"]
    seconds = _both(ours, sql, lambda runs: least(runs, "fetch"))
    what = f"Every row of every metric handed to Python ({fetched / 1e6:.1f} million)"
    yield Row(what, f"{seconds[0]:.2f} s", f"{seconds[1]:.2f} s", f"{seconds[0] / seconds[1]:.2f}")
    yield Row("Answers compared, all equal", f"{checked:,}", f"{checked:,}")
    memory = [max(run.peak_mb for run in runs) for runs in (ours, sql)]
    yield Row("Peak memory with all rows fetched", f"{memory[0]:,.0f} MB", f"{memory[1]:,.0f} MB", f"{memory[0] / memory[1]:.2f}")


def _measured(directory: Path, size: Size, repeats: int) -> tuple[list[Measured], list[Measured]]:
    """Runs of both, in turn, so that both meet the same machine."""
    runs: dict[str, list[Measured]] = {"ours": [], "sql": []}
    for _ in range(repeats):
        for case, found in runs.items():
            answers = directory.parent / f"{case}.parquet"
            found.append(measure("metrics_case", case, str(directory), str(FIRST_DAY), str(size.last_day), str(answers)))
    return runs["ours"], runs["sql"]


def _both(ours: list[Measured], sql: list[Measured], best: object) -> tuple[float, float]:
    found = [best(runs) for runs in (ours, sql)]  # type: ignore[operator]
    first, second = (run.seconds if isinstance(run, Measured) else run for run in found)
    return first, second


def _compare(ours: Path, sql: Path) -> int:
    """How many answers were compared: of each metric, tool, period and category the rows, values and weights."""
    left, right = _answers(pq.read_table(ours)), _answers(pq.read_table(sql))
    assert left.keys() == right.keys(), f"answers on one side only: {sorted(map(str, left.keys() ^ right.keys()))[:5]}"
    for key, (count, *amounts) in left.items():
        counted, *expected = right[key]
        close = all(abs(a - b) <= TOLERANCE * max(abs(a), abs(b), 1) for a, b in zip(amounts, expected, strict=True))
        assert count == counted and close, f"different answers: {key}: {left[key]} and {right[key]}"
    return len(left)


def _answers(table: pa.Table) -> dict[tuple[object, ...], tuple[float, ...]]:
    keys = zip(*(table[name].to_pylist() for name in KEY), strict=True)
    return dict(zip(keys, zip(*(table[name].to_pylist() for name in ("rows", "value", "weight")), strict=True), strict=True))
