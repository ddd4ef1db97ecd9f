"""What makes rows of lines at once, where an object for each record would take most of the time."""

from collections.abc import Iterable
from typing import Any, Protocol, runtime_checkable

import pyarrow as pa


@runtime_checkable
class Columnar(Protocol):
    """Takes parsed values apart into records, and whole lines into rows of the declared type."""

    def __call__(self, value: Any, /) -> list[Any]:
        """The records of one parsed value."""
        ...

    def rows_of_lines(self, lines: bytes, declared: pa.StructType, /) -> tuple[pa.StructArray, Iterable[str]] | None:
        """The rows of lines, and the names in them that are not declared; None where they are to be read value by value."""
        ...
