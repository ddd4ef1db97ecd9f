"""Flat JSON records of HR reports, whose field names the administrator chose: read by the names that staff lists have."""

from typing import Any

import pyarrow as pa

from clearspan.sources.reading.arrived import Sample
from clearspan.sources.reading.csv_rows import CsvRows
from clearspan.sources.reading.field_names import FieldNames, written_names
from clearspan.sources.reading.header import plain_name
from clearspan.sources.reading.json_rows import JsonRows
from clearspan.sources.reading.pages import first_record
from clearspan.sources.staff.directory_rows import as_staff_columns
from clearspan.sources.staff.staff_columns import STAFF_FIELDS

FLAT = pa.struct([pa.field(item.name, pa.string()) for item in STAFF_FIELDS])
"""The declared type of such records, once they have the names of staff lists."""

_BY_PLAIN = {plain_name(name): item.name for item in STAFF_FIELDS for name in (item.name, *item.aliases)}
_KNOWN: dict[str, str] = {}
_REMEMBERED = 4096


def by_staff_names(record: Any) -> Any:
    """The record with the names of STAFF_FIELDS in place of its own; of two fields for one name the first that says something
    counts. Truth becomes text, a list of texts one text with `;` between them; what is no object stays as it is."""
    if not isinstance(record, dict):
        return record
    found: dict[str, Any] = {}
    for name, value in record.items():
        known = _known(name)
        if found.get(known) in (None, ""):
            found[known] = value if isinstance(value, str) else _plain(value)
    return found


def flat_names(sample: Sample, under: str) -> FieldNames:
    """How the file names the fields of staff lists, told from its first record."""
    return FieldNames(written_names(first_record(sample.first_json, under) or (), _known), by_staff_names, loose=True)


def flat_columns(rows: JsonRows) -> CsvRows:
    """The rows as columns of a staff list; fields that no record has are absent."""
    columns = {name: rows.rows.field(at) for at, name in enumerate(FLAT.names)}
    return as_staff_columns(rows, {name: column for name, column in columns.items() if column.null_count < len(column)})


def _known(name: str) -> str:
    known = _KNOWN.get(name)
    if known is None:
        known = _BY_PLAIN.get(plain_name(name), name)
        if len(_KNOWN) < _REMEMBERED:
            _KNOWN[name] = known
    return known


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ";".join(value)
    return value
