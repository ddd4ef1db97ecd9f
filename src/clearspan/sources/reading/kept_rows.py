"""Rows of a fact table for the records that a sieve keeps."""

from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.fact_rows import RECORD, raw_rows
from clearspan.sources.reading.sieve import Sieve
from clearspan.vocabulary.tables import TABLES


def kept_rows(table: str, sieve: Sieve, columns: dict[str, Any], also: pa.Array | None = None) -> pa.Table:
    """The rows before the door, from columns as long as the sieve and single values; where `also` is given, only of the
    records for which it is true as well."""
    if any(column.name == "identity" for column in TABLES[table].columns):
        columns = {RECORD: pa.array(sieve.numbers), **columns}
    if also is None and sieve.all_kept():
        return raw_rows(table, len(sieve.numbers), columns)
    mask = sieve.kept() if also is None else pc.and_(sieve.kept(), pc.fill_null(also, False))
    filtered = {
        name: value.filter(mask) if isinstance(value, pa.Array | pa.ChunkedArray) else value for name, value in columns.items()
    }
    return raw_rows(table, pc.sum(mask.cast(pa.int64())).as_py() or 0, filtered)
