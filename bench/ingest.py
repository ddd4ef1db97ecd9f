"""Ingest of nested Copilot records: `python -m bench.ingest ours|duckdb|dlt FILE OUT`."""

import sys
from pathlib import Path

from bench.measure import report


def ours(file: Path, out: Path) -> None:
    """Read, pseudonymise and commit, as `clearspan run` does."""
    from clearspan.jobs.collect import collect
    from clearspan.privacy.identities import Identities
    from clearspan.privacy.keyring import load_or_create
    from clearspan.sources.opening import LIMITS
    from clearspan.warehouse.store import Store

    with Identities(out / "identity", load_or_create("pseudonym")) as identities, Store.open(out).draft() as draft:
        collected = collect(file.parent, draft, identities, {}, LIMITS, lambda what, share: None)
        draft.commit()
    assert collected.reports[0].source == "github_copilot_users", collected.reports[0].why


def duckdb(file: Path, out: Path) -> None:
    """DuckDB's own reader of the same file into a table of a database file; nothing is pseudonymised."""
    import duckdb as engine

    out.mkdir(parents=True)
    with engine.connect(str(out / "bare.duckdb")) as connection:
        connection.execute(f"CREATE TABLE records AS SELECT * FROM read_json('{file}', format = 'newline_delimited')")


def dlt(file: Path, out: Path) -> None:
    """dlt's Parquet loader on the same work: the same fields kept, the login pseudonymised, nested parts as tables."""
    import hashlib
    import hmac

    import dlt as loader
    import orjson

    key = b"k" * 32
    kept = ("day", "user_id", "user_initiated_interaction_count", "code_generation_activity_count", "totals_by_feature")

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
    pipeline.run(records(), loader_file_format="parquet")


if __name__ == "__main__":
    case = {"ours": ours, "duckdb": duckdb, "dlt": dlt}[sys.argv[1]]
    report(lambda: case(Path(sys.argv[2]), Path(sys.argv[3])))
