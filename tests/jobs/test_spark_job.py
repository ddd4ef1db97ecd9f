"""A release made with Spark is the release made with DuckDB."""

import shutil
from pathlib import Path

import pyarrow as pa
import pytest
from tests.organisation import Job, silent

from clearspan.jobs.refresh import policy_of, refresh
from clearspan.settings import FILE_NAME, load_settings
from clearspan.warehouse.releases import EXPORT_SCHEMA, Releases

pytestmark = pytest.mark.xdist_group("organisation")


def test_spark_releases_the_same_cells(job: Job, spark_address: str, tmp_path: Path) -> None:
    directory = tmp_path / "out"
    shutil.copytree(job.directory, directory, ignore=shutil.ignore_patterns("release", "report"))
    (directory / FILE_NAME).write_text(f'engine = "spark"\nspark_address = "{spark_address}"\n')
    settings = load_settings(directory)
    refreshed = refresh(directory, settings, policy_of(settings), silent)
    assert refreshed.released > 0
    assert _cells(directory).equals(_cells(job.directory))


def _cells(directory: Path) -> pa.Table:
    cells = Releases(directory).cells().cast(EXPORT_SCHEMA).drop_columns(["released_at", "release"])
    order = ["metric", "tool", "dimension", "group", "kind", "period", "category"]
    return cells.sort_by([(name, "ascending") for name in order]).combine_chunks()
