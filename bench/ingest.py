"""Ingest of nested Copilot records against DuckDB's bare reader and against dlt."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.copilot_file import write
from bench.measure import Measured, fastest, measure
from bench.row import Row, against
from bench.sizes import Sizes

MOST_OF_DUCKDB = 3.0
LEAST_OF_DLT = 5.0


def rows(sizes: Sizes, work: Path) -> Iterator[Row]:
    """Rows on the ingest."""
    many = _file(work, sizes.records)
    ours, duckdb = _measured(work, many, ("ours", "duckdb"), sizes.repeats)
    megabytes = many.stat().st_size / 1e6
    what = f"Ingest of {sizes.records:,} nested records ({megabytes:,.0f} MB), pseudonymised, into the warehouse"
    yield against(f"{what}; peer: DuckDB read_json into a table", ours.seconds, duckdb.seconds, MOST_OF_DUCKDB)
    yield Row(
        "Peak memory of that", f"{ours.peak_mb:,.0f} MB", f"{duckdb.peak_mb:,.0f} MB", f"{ours.peak_mb / duckdb.peak_mb:.2f}"
    )
    few = _file(work, sizes.dlt_records)
    ours, dlt = _measured(work, few, ("ours", "dlt"), 1)
    ratio = dlt.seconds / ours.seconds
    what = f"The same of {sizes.dlt_records:,} records; peer: dlt 1.31, Parquet loader"
    goal = f"at least {LEAST_OF_DLT:g} times as fast"
    yield Row(what, f"{ours.seconds:.2f} s", f"{dlt.seconds:.2f} s", f"{ratio:.1f} times as fast", goal, ratio >= LEAST_OF_DLT)


def _file(work: Path, records: int) -> Path:
    path = work / f"copilot-{records}" / "users-1-day.ndjson"
    if not path.exists():
        path.parent.mkdir(parents=True)
        write(path, records)
    return path


def _measured(work: Path, file: Path, cases: tuple[str, ...], repeats: int) -> list[Measured]:
    runs: dict[str, list[Measured]] = {case: [] for case in cases}
    for _ in range(repeats):
        for case, found in runs.items():
            out = work / "ingested"
            shutil.rmtree(out, ignore_errors=True)
            found.append(measure("ingest_case", case, str(file), str(out)))
    return [fastest(found) for found in runs.values()]
