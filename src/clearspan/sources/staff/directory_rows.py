"""Records of a directory's JSON as columns of a staff list."""

from collections.abc import Mapping

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.csv_rows import CsvRows
from clearspan.sources.reading.json_rows import JsonRows
from clearspan.sources.reading.typed import texts


def as_staff_columns(rows: JsonRows, columns: Mapping[str, pa.Array]) -> CsvRows:
    """The rows with the columns given, by the names of STAFF_FIELDS; truth becomes text."""
    found = {name: texts(_text(column)) for name, column in columns.items()}
    return CsvRows(found, rows.sieve, rows.records, rows.undeclared)


def _text(column: pa.Array) -> pa.Array:
    if pa.types.is_boolean(column.type):
        return pc.if_else(column, "true", "false")
    return column
