"""Answers of a pulse as rows: one file's columns are another's but for who answered."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.sources.reading.arrived import Arrived
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.needed import needed, needed_days
from clearspan.sources.reading.typed import numbers
from clearspan.sources.source import Batch, FieldRole, KeptField
from clearspan.vocabulary.identifier import IdentifierKind


def answer_fields(respondent: str, kind: IdentifierKind) -> tuple[KeptField, ...]:
    """The fields of a file of answers, in which `respondent` is the column that says who answered."""
    return (
        KeptField("wave", FieldRole.CATEGORY, "wave", required=True),
        KeptField("date", FieldRole.TIME, "day, as_of", required=True),
        KeptField(respondent, FieldRole.IDENTIFIER, "identifier", required=True, identifier=kind),
        KeptField("item", FieldRole.CATEGORY, "item", required=True),
        KeptField("value", FieldRole.MEASURE, "value", required=True),
    )


def read_answers(arrived: Arrived, fields: tuple[KeptField, ...]) -> Iterator[Batch]:
    """The answers of a file, whose fields are `answer_fields`."""
    for rows in read_csv(arrived, fields):
        yield rows.batch({"answer": _answers(rows, next(item for item in fields if item.identifier))})


def _answers(rows: CsvRows, who: KeptField) -> pa.Table:
    wave, respondent, item = (needed(rows, name) for name in ("wave", who.name, "item"))
    day = needed_days(rows, "date")
    return kept_rows(
        "answer",
        rows.sieve,
        {
            "identifier": respondent,
            "identifier_kind": who.identifier.value if who.identifier else None,
            "wave": wave,
            "item": item,
            "value": numbers(rows.column("value"), "value", rows.sieve),
            "day": day,
            "as_of": day,
        },
    )
