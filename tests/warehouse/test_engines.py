"""The same facts and the same expressions give the same rows on DuckDB and on a real Spark server."""

import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import ibis
import pyarrow as pa
import pytest
from tests.warehouse.rows import FEBRUARY, JANUARY, people, rows_of, usage

from clearspan.errors import StoreError, UsageError
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.schema import arrow_schema
from clearspan.warehouse.store import Store
from clearspan.warehouse.tables import Tables, fetch, materialise

pytestmark = pytest.mark.xdist_group("spark")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.open(tmp_path_factory.mktemp("a 'quoted' folder"))
    with store.draft() as draft:
        draft.add("usage", usage(tool="claude", actions=3, cost=Decimal("1.250000"), currency="EUR", active=1))
        draft.add("usage", people(2, 3, start_day=FEBRUARY, tool="chatgpt", actions=None, active=0))
        draft.add("usage", people(4, start_day=FEBRUARY, source="other", tool="claude", actions=0))
        draft.add(
            "price", rows_of("price", {"tool": "claude", "from_day": JANUARY, "monthly": Decimal("12.5"), "currency": "EUR"})
        )
        draft.commit()
    return store


@pytest.fixture(scope="module", params=["duckdb", "spark"])
def facts(request: pytest.FixtureRequest, store: Store) -> Iterator[Tables]:
    address = request.getfixturevalue("spark_address") if request.param == "spark" else None
    with store.facts(request.param, address) as opened:
        yield opened


def rows(table: pa.Table) -> list[dict[str, object]]:
    return sorted(table.to_pylist(), key=str)


def test_every_table_is_there_with_its_columns_and_types(facts: Tables) -> None:
    for name, table in TABLES.items():
        found = fetch(facts, getattr(facts, name))
        assert [(field.name, field.type) for field in found.schema] == [(f.name, f.type) for f in arrow_schema(table)]


def test_rows_come_out_as_they_went_in(facts: Tables, store: Store) -> None:
    for name in TABLES:
        assert rows(fetch(facts, getattr(facts, name))) == rows(store.rows(name))
    assert facts.generation == store.generation().number


def test_null_and_zero_stay_apart(facts: Tables) -> None:
    found = fetch(facts, facts.usage.select("person", "actions"))
    assert rows(found) == rows(
        pa.table({"person": pa.array([1, 2, 3, 4], pa.int32()), "actions": pa.array([3, None, None, 0], pa.int64())})
    )


def test_an_aggregate_over_a_join_is_the_same(facts: Tables) -> None:
    joined = facts.usage.left_join(facts.price, facts.usage.tool == facts.price.tool)
    by_tool = joined.group_by("tool").agg(people=joined.person.nunique(), monthly=joined.monthly.max(), cost=joined.cost.sum())
    assert rows(fetch(facts, by_tool.cast({"cost": "decimal(18, 6)"}))) == [
        {"tool": "chatgpt", "people": 2, "monthly": None, "cost": None},
        {"tool": "claude", "people": 2, "monthly": Decimal("12.5"), "cost": Decimal("1.25")},
    ]


def test_a_derived_table_is_computed_once_and_can_be_replaced(facts: Tables) -> None:
    for wanted in (1, 2):
        derived = materialise(facts, facts.usage.filter(facts.usage.person == wanted).select("person"), "derived")
        assert fetch(facts, derived).column("person").to_pylist() == [wanted]
        assert derived.get_name().endswith("derived")


def test_a_small_table_from_memory_joins_the_facts(facts: Tables) -> None:
    chosen = ibis.memtable(pa.table({"person": pa.array([2, 4], pa.int32()), "label": ["b", "d"]}))
    found = facts.usage.join(chosen, "person").select("person", "label")
    assert rows(fetch(facts, materialise(facts, found, "labelled"))) == [{"person": 2, "label": "b"}, {"person": 4, "label": "d"}]
    assert rows(found.to_pyarrow()) == rows(fetch(facts, found))


def test_spark_opens_in_a_program_that_is_no_file(store: Store, spark_address: str) -> None:
    program = (
        "import pathlib, sys; from clearspan.warehouse.store import Store\n"
        "with Store.open(pathlib.Path(sys.argv[1])).facts('spark', sys.argv[2]) as facts: print(facts.backend.name)"
    )
    command = [sys.executable, "-c", program, str(store.layout.root.parent), spark_address]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "pyspark\n"


def test_an_empty_store_has_every_table(tmp_path: Path, spark_address: str) -> None:
    for engine in ("duckdb", "spark"):
        with Store.open(tmp_path).facts(engine, spark_address) as empty:
            assert fetch(empty, empty.usage).num_rows == 0
            assert fetch(empty, empty.licence).schema.field("granted").type == pa.int8()


def test_a_question_that_outgrows_memory_spills_and_leaves_nothing_behind(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    with store.facts(memory="40MB") as facts:
        numbers = ibis.range(0, 3_000_000).unnest().name("a").as_table()
        many = materialise(facts, numbers.mutate(b=numbers.a.hash(), c=(numbers.a + 1).hash()), "many")
        assert many.count().execute() == 3_000_000
        assert any(store.layout.spill.rglob("*.tmp"))
    assert not any(store.layout.spill.rglob("*"))


@pytest.mark.parametrize(
    ("engine", "address", "error", "says"),
    [
        ("oracle", None, UsageError, "duckdb and spark"),
        ("spark", None, UsageError, "sc://127.0.0.1:15002"),
        ("spark", "127.0.0.1:15002", StoreError, "sc://host:port"),
        ("spark", "sc://127.0.0.1:9", StoreError, "no Spark Connect server answers"),
    ],
)
def test_a_wrong_setting_is_refused_in_plain_words(
    tmp_path: Path, engine: str, address: str | None, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        Store.open(tmp_path).facts(engine, address)


def test_the_tables_bundle_names_every_table_of_the_vocabulary() -> None:
    assert set(Tables.__dataclass_fields__) - {"engine", "generation"} == set(TABLES)
