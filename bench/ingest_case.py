"""Ingest of nested Copilot records: `python -m bench.ingest_case ours|duckdb|dlt FILE OUT`.

Each case loads its modules and returns what is then timed.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from bench.measure import report


def ours(file: Path, out: Path) -> Callable[[], None]:
    """Read, pseudonymise and commit, as `clearspan run` does."""
    import numpy
    import pyarrow

    from clearspan.jobs.run import read_exports
    from clearspan.settings import load_settings

    pyarrow.array(numpy.zeros(1))  # loads pandas, where it is installed

    def ingest() -> None:
        out.mkdir(parents=True)
        reports = read_exports(file.parent, out, load_settings(out), lambda _what, _share: None)
        assert reports[0].source == "github_copilot_users", reports[0].why

    return ingest


def duckdb(file: Path, out: Path) -> Callable[[], None]:
    """DuckDB's own reader of the same file into a table of a database file; nothing is pseudonymised."""
    import duckdb as engine

    def ingest() -> None:
        out.mkdir(parents=True)
        with engine.connect(str(out / "bare.duckdb")) as connection:
            connection.execute(f"CREATE TABLE records AS SELECT * FROM read_json('{file}', format = 'newline_delimited')")

    return ingest


def dlt(file: Path, out: Path) -> Callable[[], None]:
    """dlt's Parquet loader on the same work: the same fields kept, the login pseudonymised, nested parts as tables."""
    import hashlib
    import hmac

    import dlt as loader
    import orjson

    key = b"k" * 32
    kept = (
        "day",
        "user_initiated_interaction_count",
        "code_generation_activity_count",
        "code_acceptance_activity_count",
        "used_chat",
        "used_agent",
        "used_cli",
        "totals_by_feature",
    )

    @loader.resource(name="records", write_disposition="append")
    def records():
        with file.open("rb") as lines:
            for line in lines:
                record = orjson.loads(line)
                token = hmac.digest(key, record["user_login"].encode(), hashlib.sha256).hex()
                yield {name: record[name] for name in kept} | {"person": token}

    pipeline = loader.pipeline(
        "bench",
        destination=loader.destinations.filesystem(bucket_url=(out / "lake").as_uri()),
        dataset_name="records",
        pipelines_dir=str(out / "pipelines"),
    )
    return lambda: pipeline.run(records(), loader_file_format="parquet") and None


if __name__ == "__main__":
    case = {"ours": ours, "duckdb": duckdb, "dlt": dlt}[sys.argv[1]]
    report(case(Path(sys.argv[2]), Path(sys.argv[3])))
