"""What the rooms above ask of a query engine, whichever it is."""

from typing import Protocol

import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.sql import SQLBackend


class Engine(Protocol):
    """A query engine with the facts open in it."""

    @property
    def name(self) -> str:
        """duckdb or spark."""
        ...

    @property
    def backend(self) -> SQLBackend:
        """The Ibis backend, with one view a table of facts."""
        ...

    def materialise(self, expression: ir.Table, name: str) -> ir.Table:
        """A table of that name with the expression's rows, computed once; an earlier one of the name is replaced,
        and the expression must not read it."""
        ...

    def fetch(self, expression: ir.Table) -> pa.Table:
        """The expression's rows, with the expression's own types."""
        ...

    def close(self) -> None:
        """Nothing; gives back what the engine holds. May be called twice."""
        ...


def arrow_types(expression: ir.Table) -> pa.Schema:
    """The Arrow schema of an expression, the same on every engine."""
    return expression.schema().to_pyarrow()
