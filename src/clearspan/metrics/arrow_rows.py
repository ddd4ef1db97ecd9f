"""The room's one door to Arrow, which carries no type stubs: small typed tables from lists."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import pyarrow  # pyright: ignore[reportMissingTypeStubs]

_arrow: Any = pyarrow

ArrowTable: TypeAlias = Any
"""A pyarrow.Table."""


def arrow_rows(columns: Mapping[str, tuple[str, Sequence[Any]]]) -> ArrowTable:
    """A table of the columns: name -> (Arrow's own alias of the type, values)."""
    return _arrow.table({name: _arrow.array(values, _arrow.type_for_alias(kind)) for name, (kind, values) in columns.items()})
