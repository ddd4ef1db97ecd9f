"""A small organisation made by hand: add people, use, licences and prices, then ask a metric for its rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from types import SimpleNamespace
from typing import Any

import duckdb
import ibis
import pyarrow as pa
from ibis.expr.operations import DatabaseTable

import clearspan.metrics.definitions
from clearspan.metrics.cutoffs import FIRST, Cutoffs
from clearspan.metrics.facts import Facts, load_facts
from clearspan.metrics.metric import Metric
from clearspan.shelf import read_shelf
from clearspan.vocabulary.column import ColumnType, Table
from clearspan.vocabulary.period import day_number, parse_period
from clearspan.vocabulary.tables import TABLES

METRICS = read_shelf(clearspan.metrics.definitions, Metric)
MONDAY = day_number(date(2026, 1, 5))
"""The Monday of 2026-W02, week 0 of most tests."""

ARROW = {
    ColumnType.INT8: pa.int8(),
    ColumnType.INT32: pa.int32(),
    ColumnType.INT64: pa.int64(),
    ColumnType.FLOAT: pa.float64(),
    ColumnType.TEXT: pa.string(),
    ColumnType.MONEY: pa.decimal128(18, 6),
}


def on(text: str) -> int:
    """The day number of an ISO date."""
    return day_number(date.fromisoformat(text))


def week(number: int) -> int:
    """The Monday `number` weeks after MONDAY."""
    return MONDAY + 7 * number


@dataclass
class World:
    """Rows of facts by table, and what they add up to."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in TABLES})

    def person(self, person: int, *, since: int = 0, until: int | None = None, **stated: Any) -> None:
        """Adds a spell of employment; hired long ago unless stated."""
        row = {"from_day": since, "to_day": until, "hired_day": since, "team": "t", "is_manager": 0} | stated
        self.add("person_spell", person=person, source="roster", **row)

    def people(self, *people: int) -> None:
        """Adds people who have always been employed."""
        for person in people:
            self.person(person)

    def use(self, person: int, start: int, *, tool: str = "claude", grain: str = "day", **stated: Any) -> None:
        """Adds a row of use: active, one day, in that day's file of the feed 'claude_day', unless stated."""
        days = {"day": 1, "week": 7}.get(grain, 0)
        row = {"surface": "all", "end_day": start + days - 1, "zone": "UTC", "active": 1, "source": f"{tool}_{grain}"}
        row["arrival"] = start
        self.add("usage", person=person, tool=tool, grain=grain, start_day=start, **(row | stated))

    def week_of_use(self, person: int, number: int, days: int = 5, *, actions: int | None = None, **stated: Any) -> None:
        """Adds use on the first `days` days of a week, or idle days where `days` is 0; actions are those of the week."""
        for day in range(5):
            used = int(day < days)
            acts = None if actions is None else (actions if day == 0 else 0)
            self.use(person, week(number) + day, active=used, actions=acts, **stated)

    def feed(self, weeks: Iterable[int], **stated: Any) -> None:
        """Adds a feed by day that reports these weeks through person 0, who is idle and not employed."""
        for number in weeks:
            self.week_of_use(0, number, 0, actions=0, **stated)

    def licence(self, person: int, since: int, until: int | None = None, *, tool: str = "claude", granted: int = 0) -> None:
        """Adds a licence."""
        self.add("licence", person=person, tool=tool, from_day=since, to_day=until, granted=granted, source="seats")

    def price(self, tool: str, monthly: str, since: int = 0, until: int | None = None, currency: str = "EUR") -> None:
        """Adds a price."""
        row = {"monthly": Decimal(monthly), "currency": currency}
        self.add("price", tool=tool, from_day=since, to_day=until, source="prices", **row)

    def tables(self) -> SimpleNamespace:
        """The facts as tables of a DuckDB database in memory."""
        connection = duckdb.connect(config={"threads": 1})
        for name, rows in self.rows.items():
            connection.register(name, arrow_table(TABLES[name], rows))
        backend = ibis.duckdb.from_connection(connection)
        return SimpleNamespace(backend=backend, **{name: _known(backend, name) for name in TABLES})

    def facts(self, first_day: int, last_day: int, *, cutoffs: Cutoffs = FIRST) -> Facts:
        """The facts between two days; nothing is computed before a metric asks for it."""
        return load_facts(self.tables(), first_day, last_day, cutoffs=cutoffs, materialise=lambda expression, _: expression)

    def add(self, table: str, **row: Any) -> None:
        """Adds a row of any table of facts."""
        whole = {"identity": row.get("person"), "as_of": 0, "arrival": 1} | row
        names = {column.name for column in TABLES[table].columns}
        unknown = set(row) - names
        assert not unknown, unknown
        self.rows[table].append({name: value for name, value in whole.items() if name in names})


@cache
def _schema(name: str) -> ibis.Schema:
    return ibis.Schema.from_pyarrow(arrow_table(TABLES[name], []).schema)


def _known(backend: ibis.BaseBackend, name: str) -> Any:
    """A table of the backend, whose columns are known without asking."""
    return DatabaseTable(name=name, schema=_schema(name), source=backend).to_expr()


def arrow_table(table: Table, rows: list[dict[str, Any]]) -> pa.Table:
    """The rows in the table's own columns and types."""
    columns = {c.name: pa.array([row.get(c.name) for row in rows], ARROW[c.type]) for c in table.columns}
    return pa.table(columns)


@cache
def contributions(facts: Facts, metric: str) -> list[dict[str, Any]]:
    """Every row that a metric returns."""
    compute: Callable[[Facts], Any] | None = METRICS[metric].contributions
    assert compute is not None
    return compute(facts).to_pyarrow().to_pylist()


def values(facts: Facts, metric: str, period: str, tool: str = "claude") -> dict[int, Any]:
    """person -> value (a distribution: category) of a metric in one period, for one tool."""
    at = parse_period(period)
    rows = contributions(facts, metric)
    found = [r for r in rows if r["kind"] == at.kind and r["start"] == at.start and r["tool"] == tool]
    assert len({r["person"] for r in found}) == len(found), "one row a person"
    return {r["person"]: r["category"] if r["category"] is not None else r["value"] for r in found}
