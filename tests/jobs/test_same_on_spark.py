"""What is measured and released with a real Spark server is what is measured and released with DuckDB, row by row.

The organisation has all there is to have, so that every metric has rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pytest
from tests.metrics.metric_world import METRICS, arrow_table
from tests.metrics.small_organisation import organisation
from tests.organisation import silent

from clearspan.jobs import refresh as job
from clearspan.privacy.release.measure import ReleaseRequest
from clearspan.privacy.release.release import release
from clearspan.settings import FILE_NAME, load_settings
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.releases import EXPORT_SCHEMA, Releases
from clearspan.warehouse.store import Store

pytestmark = [
    pytest.mark.xdist_group("spark"),
    pytest.mark.thorough("Spark compiles and adapts each query, as it does unless told otherwise, in place of interpreting it"),
]

COMPUTED = [name for name, metric in METRICS.items() if metric.contributions is not None]
ROW = ("tool", "kind", "start", "person")
CELL = ("metric", "tool", "dimension", "group", "kind", "period", "category")


@dataclass(frozen=True)
class Made:
    """What a refresh made: what was asked of the release, each metric's rows, and the cells."""

    request: ReleaseRequest
    rows: dict[str, pa.Table]
    cells: pa.Table


def made(directory: Path, settings: str) -> Made:
    """What a refresh makes of the organisation, with these settings."""
    requests: list[ReleaseRequest] = []

    def kept(request: ReleaseRequest) -> object:
        requests.append(replace(request, measures=tuple(request.measures)))
        return release(requests[0])

    with Store.open(directory).draft() as draft:
        for name, rows in organisation().rows.items():
            if rows:
                draft.add(name, arrow_table(TABLES[name], rows))
        draft.commit()
    (directory / FILE_NAME).write_text(settings)
    loaded = load_settings(directory)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(job, "release", kept)
        assert job.refresh(directory, loaded, job.policy_of(loaded), silent).released > 0
    (request,) = requests
    rows = {measure.name: measure.contributions for measure in request.measures if measure.contributions is not None}
    return Made(request, rows, Releases(directory).cells().cast(EXPORT_SCHEMA).drop_columns(["released_at"]))


def in_order(rows: pa.Table, columns: Sequence[str]) -> pa.Table:
    return rows.sort_by([(name, "ascending") for name in columns]).combine_chunks()


@pytest.fixture(scope="module")
def on_duckdb(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("duckdb"), "")


@pytest.fixture(scope="module")
def on_spark(tmp_path_factory: pytest.TempPathFactory, spark_address: str) -> Iterator[Made]:
    yield made(tmp_path_factory.mktemp("spark"), f'engine = "spark"\nspark_address = "{spark_address}"\n')


@pytest.mark.parametrize("name", COMPUTED)
def test_a_metric_has_the_same_rows(name: str, on_duckdb: Made, on_spark: Made) -> None:
    expected = in_order(on_duckdb.rows[name], ROW)
    assert expected.num_rows > 0
    assert in_order(on_spark.rows[name], ROW).equals(expected)


def test_the_same_people_are_counted(on_duckdb: Made, on_spark: Made) -> None:
    assert on_duckdb.request.populations.keys() == on_spark.request.populations.keys() >= {"employed", "licensed:claude"}
    for name, people in on_duckdb.request.populations.items():
        order = people.column_names
        assert in_order(on_spark.request.populations[name], order).equals(in_order(people, order))
    order = on_duckdb.request.members.column_names
    assert in_order(on_spark.request.members, order).equals(in_order(on_duckdb.request.members, order))


def test_the_same_cells_are_released(on_duckdb: Made, on_spark: Made) -> None:
    assert on_duckdb.cells.num_rows > 50
    assert in_order(on_spark.cells, CELL).equals(in_order(on_duckdb.cells, CELL))
