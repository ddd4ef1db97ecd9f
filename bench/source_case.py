"""One source's reading of a file against its bare decoding: `python -m bench.source_case SOURCE FILE REPEATS`.

Both run in turn in one process, the first time to warm up. The notes are the fastest seconds of each, and the records.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import orjson

import clearspan.sources.vendors
from bench.measure import report
from clearspan.shelf import read_shelf
from clearspan.sources.reading.arrived import arrived
from clearspan.sources.recognise import recognise
from clearspan.sources.source import Source


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

    bare = _bare(path, file.sample().format)
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(repeats + 1):
        times["ours"].append(_seconds(ours))
        times["bare"].append(_seconds(bare))
    return {"ours": min(times["ours"][1:]), "bare": min(times["bare"][1:]), **seen}


def _bare(path: Path, kind: str) -> Callable[[], object]:
    """DuckDB's reading of a table as text, or orjson's of a document or of line after line; the result is let go."""
    if kind == "csv":
        query = f"CREATE TABLE records AS SELECT * FROM read_csv('{path}', all_varchar = true, strict_mode = false)"
        return lambda: duckdb.connect().execute(query).close()
    if kind == "ndjson":
        return lambda: [orjson.loads(line) and None for line in path.open("rb")]
    return lambda: len(orjson.loads(path.read_bytes()))


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    report(lambda: main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
