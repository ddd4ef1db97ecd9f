"""The facts as Ibis tables, open in one query engine."""

from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.sql import SQLBackend

from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.engine import Engine


@dataclass(frozen=True)
class Tables:
    """Every table of facts of one generation; a table in which nothing arrived is empty and typed.

    It stays readable until the second commit after `generation`, and no longer than until an erasure.
    """

    engine: Engine
    generation: int
    person_spell: ir.Table
    staff_statement: ir.Table
    staff_identifier: ir.Table
    usage: ir.Table
    licence: ir.Table
    price: ir.Table
    work_item: ir.Table
    answer: ir.Table
    tie: ir.Table
    task_use: ir.Table
    activity: ir.Table
    training: ir.Table
    sharing: ir.Table
    absence: ir.Table
    labour_cost: ir.Table
    series_break: ir.Table
    arrival: ir.Table

    @property
    def backend(self) -> SQLBackend:
        """The Ibis backend that runs the expressions."""
        return self.engine.backend

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Nothing; closes the engine."""
        self.engine.close()


def tables_in(engine: Engine, generation: int) -> Tables:
    """The tables that are open in an engine."""
    return Tables(engine, generation, **{name: engine.backend.table(name) for name in TABLES})


def materialise(tables: Tables, expression: Any, name: str) -> Any:
    """A table (Ibis) of that name with the rows of an Ibis expression, computed once; an earlier one of the name is replaced, and
    the expression must not read it."""
    return tables.engine.materialise(expression, name)


def fetch(tables: Tables, expression: Any) -> pa.Table:
    """The rows of an Ibis expression, with the expression's own types on every engine."""
    return tables.engine.fetch(expression)
