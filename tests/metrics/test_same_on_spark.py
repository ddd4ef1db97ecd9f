"""Every metric gives the same rows on DuckDB and on a real Spark server, for an organisation that has all there is to have."""

import random
from collections.abc import Iterator
from functools import partial

import pyarrow as pa
import pytest
from tests.metrics.metric_world import METRICS, MONDAY, World, arrow_table, week

from clearspan.metrics.facts import Facts, load_facts
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.store import Store
from clearspan.warehouse.tables import Tables, fetch, materialise

WEEKS = 58
PEOPLE = range(1, 41)
COMPUTED = [name for name, metric in METRICS.items() if metric.contributions is not None]


def organisation() -> World:
    """Forty people over 58 weeks: joiners, leavers, movers; feeds by day, week and month with nulls and gaps."""
    chance = random.Random(7)
    world = World()
    world.price("claude", "30.25")
    world.price("chatgpt", "60", currency="EUR")
    for person in PEOPLE:
        moved = week(chance.randrange(5, 40))
        world.person(person, since=0 if person % 5 else week(person % 20), until=moved - 1, role=f"r{person % 3}")
        world.person(person, since=moved, until=None if person % 7 else week(45) + 3, hired_day=0 if person % 5 else None)
        if person % 2:
            world.licence(person, week(person % 30), None, granted=int(person % 3 == 0))
            world.licence(person, week(person % 25), week(50), tool="chatgpt", granted=1)
        begins, liking = chance.randrange(0, 30), chance.random()
        for number in range(WEEKS):
            used = number >= begins and chance.random() < liking
            days = chance.randrange(1, 6) if used else 0
            if number != 50:
                world.week_of_use(person, number, days, actions=chance.randrange(0, 90) if used else 0)
            world.use(person, week(number), surface=f"s{chance.randrange(4)}", active=int(used))
            count = chance.choice([None, 3, 40])
            world.use(person, week(number) - 1, tool="chatgpt", grain="week", active=chance.choice([None, 0, 1]), actions=count)
        world.use(person, week(4) - 1, tool="gemini", grain="month", end_day=week(8) - 2, active=person % 2, actions=person)
    return world


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
