"""Rows of the usage table: one for the whole tool, and one for each part of it in which a record reports use."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.fact_rows import raw_rows
from clearspan.sources.reading.sieve import Sieve
from clearspan.vocabulary.tool import WHOLE_TOOL


@dataclass(frozen=True)
class Part:
    """A surface: for which records a row is made (None: for all), and its figures by column of the usage table."""

    surface: str
    present: pa.Array | None
    figures: dict[str, Any]


def whole(figures: dict[str, Any]) -> Part:
    """The row for the whole tool, which every record has."""
    return Part(WHOLE_TOOL, None, figures)


def usage_rows(sieve: Sieve, common: dict[str, Any], parts: Sequence[Part]) -> pa.Table:
    """The usage rows of the records that the sieve keeps. Arrays are as long as the sieve; single values stand for all rows."""
    kept = sieve.kept()
    tables = []
    for part in parts:
        mask = kept if part.present is None else pc.and_(kept, pc.fill_null(part.present, False))
        tables.append(_rows("usage", mask, {"surface": part.surface, **common, **part.figures}, sieve))
    return pa.concat_tables(tables)


def licence_rows(sieve: Sieve, columns: dict[str, Any], held: pa.Array | None = None) -> pa.Table:
    """The licence rows of the records that the sieve keeps and, where given, that hold one."""
    kept = sieve.kept()
    mask = kept if held is None else pc.and_(kept, pc.fill_null(held, False))
    return _rows("licence", mask, columns, sieve)


def _rows(table: str, mask: pa.Array, columns: dict[str, Any], sieve: Sieve) -> pa.Table:
    columns = {"record": pa.array(sieve.numbers), **columns}
    filtered = {
        name: value.filter(mask) if isinstance(value, pa.Array | pa.ChunkedArray) else value for name, value in columns.items()
    }
    return raw_rows(table, len(filtered["record"]), filtered)
