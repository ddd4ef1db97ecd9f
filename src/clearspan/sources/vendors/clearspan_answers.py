"""Clearspan's own answers: what people answered by link, under the numbers that stand for them in one wave."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.needed import needed, needed_days
from clearspan.sources.reading.typed import numbers
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

_KEEPS = (
    KeptField("wave", FieldRole.CATEGORY, "wave", required=True),
    KeptField("date", FieldRole.TIME, "day, as_of", required=True),
    KeptField("respondent", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.PULSE_RESPONDENT),
    KeptField("item", FieldRole.CATEGORY, "item", required=True),
    KeptField("value", FieldRole.MEASURE, "value", required=True),
)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, ("wave", "date", "respondent", "item", "value"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch({"answer": _answers(rows)})


def _answers(rows: CsvRows) -> pa.Table:
    wave, respondent, item = (needed(rows, name) for name in ("wave", "respondent", "item"))
    day = needed_days(rows, "date")
    return kept_rows(
        "answer",
        rows.sieve,
        {
            "identifier": respondent,
            "identifier_kind": IdentifierKind.PULSE_RESPONDENT.value,
            "wave": wave,
            "item": item,
            "value": numbers(rows.column("value"), "value", rows.sieve),
            "day": day,
            "as_of": day,
        },
    )


SOURCE = Source(
    name="clearspan_answers",
    title="Answers by link",
    kind="pulse",
    version=1,
    tools=(),
    tables=("answer",),
    about=(
        "One row is an answer that somebody gave on Clearspan's own page: the wave, the question's name, and a number on the "
        "question's scale. The person stands in it as a keyed number that holds in one wave alone. Questions that were left open "
        "are absent."
    ),
    where_found="`clearspan pulse close` makes it from the application store, reads it, and deletes it.",
    permission="Whoever runs the pulse; the page on which people answer says what is stored and what becomes of it.",
    grain="an answer",
    zone="UTC",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
)
