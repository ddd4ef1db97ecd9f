"""Rows of the usage table: one for the whole tool, and one for each part of it in which a record reports use."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from clearspan.sources.reading.kept_rows import kept_rows
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
    return pa.concat_tables(
        [kept_rows("usage", sieve, {"surface": part.surface, **common, **part.figures}, part.present) for part in parts]
    )


def licence_rows(sieve: Sieve, columns: dict[str, Any], held: pa.Array | None = None) -> pa.Table:
    """The licence rows of the records that the sieve keeps and, where given, that hold one."""
    return kept_rows("licence", sieve, columns, held)
