"""Every metric gives the same rows on DuckDB and on a real Spark server, for an organisation that has all there is to have."""

from collections.abc import Iterator
from functools import partial

import pyarrow as pa
import pytest
from tests.metrics.metric_world import METRICS, MONDAY, arrow_table, week
from tests.metrics.small_organisation import WEEKS, organisation

from clearspan.metrics.facts import Facts, load_facts
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.store import Store
from clearspan.warehouse.tables import Tables, fetch, materialise

pytestmark = pytest.mark.xdist_group("spark")

COMPUTED = [name for name, metric in METRICS.items() if metric.contributions is not None]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.open(tmp_path_factory.mktemp("warehouse"))
    with store.draft() as draft:
        for name, rows in organisation().rows.items():
            if rows:
                draft.add(name, arrow_table(TABLES[name], rows))
        draft.commit()
    return store


def opened(tables: Tables) -> tuple[Tables, Facts]:
    return tables, load_facts(tables, MONDAY - 7, week(WEEKS) - 1, materialise=partial(materialise, tables))


@pytest.fixture(scope="module")
def on_duckdb(store: Store) -> Iterator[tuple[Tables, Facts]]:
    with store.facts("duckdb") as tables:
        yield opened(tables)


@pytest.fixture(scope="module")
def on_spark(store: Store, spark_address: str) -> Iterator[tuple[Tables, Facts]]:
    with store.facts("spark", spark_address) as tables:
        yield opened(tables)


def rows_of(engine: tuple[Tables, Facts], name: str) -> pa.Table:
    tables, facts = engine
    compute = METRICS[name].contributions
    assert compute is not None
    order = ["tool", "kind", "start", "person"]
    return fetch(tables, compute(facts)).sort_by([(column, "ascending") for column in order]).combine_chunks()


@pytest.mark.parametrize("name", COMPUTED)
def test_the_same_rows(name: str, on_duckdb: tuple[Tables, Facts], on_spark: tuple[Tables, Facts]) -> None:
    expected = rows_of(on_duckdb, name)
    assert expected.num_rows > 0
    assert rows_of(on_spark, name).equals(expected)
