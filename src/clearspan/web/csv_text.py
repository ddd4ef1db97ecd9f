"""Records as CSV for people's spreadsheets."""

import csv
import io
from collections.abc import Mapping, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(columns: Sequence[str], records: Sequence[Mapping[str, object]]) -> str:
    """The records as CSV with a header; a text that a spreadsheet would take for a formula gets a leading apostrophe."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(columns)
    for record in records:
        writer.writerow([_safe(record[name]) for name in columns])
    return target.getvalue()


def _safe(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
