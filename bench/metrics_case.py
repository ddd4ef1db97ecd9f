"""All metrics over one warehouse: `python -m bench.metrics_case ours|sql DIR FIRST_DAY LAST_DAY ANSWERS`.

Notes: `warm` seconds of the second run, `fetch` seconds of fetching every row of every metric once more.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from bench.measure import report

SQL = Path(__file__).parent / "sql"
MEMORY = "3GB"
GROUPS = ("tool", "kind", "start", "category")

Runs = Iterator[tuple[str, pa.Table]]


def ours(directory: Path, first_day: int, last_day: int) -> tuple[Callable[[], Runs], Callable[[], int]]:
    """What `clearspan run` computes: the shared tables of facts, then each metric on the shelf."""
    import clearspan.metrics.definitions
    from clearspan.metrics.facts import Facts, load_facts
    from clearspan.metrics.metric import Metric
    from clearspan.shelf import read_shelf
    from clearspan.warehouse.store import Store
    from clearspan.warehouse.tables import fetch, materialise

    tables = Store.open(directory).facts(memory=MEMORY)
    loaded: list[Facts] = []

    def rows(facts: Facts) -> dict[str, Any]:
        found = {"members": facts.members.select("kind", "start", tool=facts.members.organisation, category=facts.members.team)}
        found["members"] = found["members"].mutate(tool=found["members"].tool.replace("everyone", "any"), value=1.0, weight=1.0)
        for metric in read_shelf(clearspan.metrics.definitions, Metric).values():
            if metric.contributions:
                found[metric.name] = metric.contributions(facts)
        return found

    def run() -> Runs:
        facts = load_facts(tables, first_day, last_day, materialise=lambda found, name: materialise(tables, found, name))
        loaded[:] = [facts]
        for name, found in rows(facts).items():
            summed = found.group_by(*GROUPS).aggregate(rows=found.count(), value=found.value.sum(), weight=found.weight.sum())
            yield name, fetch(tables, summed)

    return run, lambda: sum(fetch(tables, found).num_rows for found in rows(loaded[0]).values())


def sql(directory: Path, first_day: int, last_day: int) -> tuple[Callable[[], Runs], Callable[[], int]]:
    """The same answers in hand-written SQL."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(directory / "spill")})
    connection.execute("SET preserve_insertion_order = false")
    for table in ("usage", "licence", "price", "person_spell"):
        files = f"{directory}/warehouse/facts/{table}/**/*.parquet"
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{files}', hive_partitioning = false)")
    connection.execute(f"SET VARIABLE first_day = {first_day}; SET VARIABLE last_day = {last_day}")
    metrics = {path.stem: path.read_text() for path in sorted((SQL / "metrics").glob("*.sql"))}

    def run() -> Runs:
        for path in sorted((SQL / "shared").glob("*.sql")):
            connection.execute(path.read_text())
        for name, query in metrics.items():
            counted = "count(*) AS rows, sum(value) AS value, sum(weight) AS weight"
            found = connection.sql(f"SELECT {', '.join(GROUPS)}, {counted} FROM ({query}) GROUP BY ALL")
            yield name, found.to_arrow_table()

    return run, lambda: sum(connection.sql(query).to_arrow_table().num_rows for query in metrics.values())


def main(case: str, directory: Path, first_day: int, last_day: int, answers: Path) -> dict[str, float]:
    """The notes of the case; the answers of the first run are written to `answers`."""
    begin = time.perf_counter()
    run, fetch_all = {"ours": ours, "sql": sql}[case](directory, first_day, last_day)
    found = dict(run())
    cold = time.perf_counter() - begin
    begin = time.perf_counter()
    for _ in run():
        pass
    warm = time.perf_counter() - begin
    begin = time.perf_counter()
    rows = fetch_all()
    fetched = time.perf_counter() - begin
    pq.write_table(_together(found), answers)
    return {"seconds": cold, "warm": warm, "fetch": fetched, "rows": rows}


def _together(found: dict[str, pa.Table]) -> pa.Table:
    """The answers of all metrics, in one order."""
    types = {"tool": "string", "kind": "string", "start": "int32", "category": "string"}
    types |= {"rows": "int64", "value": "double", "weight": "double"}
    schema = pa.schema([(name, pa.type_for_alias(kind)) for name, kind in types.items()])
    parts = []
    for name, rows in found.items():
        part = rows.select(schema.names).cast(schema)
        parts.append(part.append_column("metric", pa.repeat(pa.scalar(name), part.num_rows)))
    return pa.concat_tables(parts).sort_by([(name, "ascending") for name in ("metric", *GROUPS)])


def forget_cached(directory: Path) -> None:
    """Nothing; asks the operating system to drop its copies of the files, so that the first run reads the disk."""
    for path in directory.rglob("*.parquet"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


if __name__ == "__main__":
    chosen, folder, first, last, out = sys.argv[1:]
    forget_cached(Path(folder))
    report(lambda: main(chosen, Path(folder), int(first), int(last), Path(out)))
