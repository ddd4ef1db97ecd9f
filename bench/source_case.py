"""One source's reading of a file against its bare decoding: `python -m bench.source_case SOURCE FILE REPEATS`.

Both run in turn in one process, the first time to warm up, and look for no cycles among their objects, which would make the bare
decoding of a document several times slower. The notes are the fewest seconds of the processor that each took, and the records.
"""

import csv
import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import orjson
import pyarrow as pa
import pyarrow.csv as pacsv

import clearspan.sources.vendors
from bench.measure import report
from clearspan.shelf import read_shelf
from clearspan.sources.reading.arrived import Arrived, arrived
from clearspan.sources.reading.header import read_header
from clearspan.sources.recognise import recognise
from clearspan.sources.source import Source

LARGEST_DOCUMENT = 1 << 28
"""Bytes of a document that DuckDB is told to read whole."""


def main(name: str, path: Path, repeats: int) -> dict[str, float]:
    """The notes."""
    file = arrived(path)
    found = recognise(file, read_shelf(clearspan.sources.vendors, Source).values()).source
    assert found.name == name, f"{path} was taken for {found.name}"
    seen = {"records": 0, "kept": 0}

    def ours() -> None:
        seen.update(records=0, kept=0)
        for batch in found.read(file):
            seen["records"] += batch.records
            seen["kept"] += batch.records - sum(batch.dropped.values()) - len(batch.rejects)

    works = {"ours": ours, **_bare(path, file)}
    times: dict[str, list[float]] = {what: [] for what in works}
    gc.disable()
    for _ in range(repeats + 1):
        for what, work in works.items():
            times[what].append(_seconds(work))
    return {**{what: min(taken[1:]) for what, taken in times.items()}, **seen}


def _bare(path: Path, file: Arrived) -> dict[str, Callable[[], object]]:
    """DuckDB's reading of the file into a table, on one thread; and a bare decoding, orjson's of a document or of each line,
    Arrow's of a table as text."""
    kind = file.sample().format
    if kind != "csv":
        lines = kind == "ndjson"
        return {
            "bare": lambda: (
                [orjson.loads(line) and None for line in path.open("rb")] if lines else len(orjson.loads(path.read_bytes()))
            ),
            "duckdb": lambda: _by_duckdb(f"read_json('{path}', maximum_object_size = {LARGEST_DOCUMENT})"),
        }
    header = read_header(file.head())
    assert header is not None, f"{path} has no header"
    names = next(csv.reader([path.open(encoding="utf-8-sig", newline="").readline()], delimiter=header.delimiter))
    return {
        "bare": lambda: pacsv.read_csv(
            path,
            read_options=pacsv.ReadOptions(use_threads=False),
            parse_options=pacsv.ParseOptions(
                delimiter=header.delimiter, newlines_in_values=True, invalid_row_handler=lambda _row: "skip"
            ),
            convert_options=pacsv.ConvertOptions(column_types={name: pa.string() for name in names}),
        ),
        "duckdb": lambda: _by_duckdb(f"read_csv('{path}', all_varchar = true, strict_mode = false)"),
    }


def _by_duckdb(rows: str) -> None:
    duckdb.connect(config={"threads": 1}).execute(f"CREATE TABLE records AS SELECT * FROM {rows}").close()


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


if __name__ == "__main__":
    report(lambda: main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
