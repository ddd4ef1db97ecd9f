"""Pulse answers CSV: what people answered to the questions of a wave."""

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
    KeptField("respondent_email", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.EMAIL),
    KeptField("item", FieldRole.CATEGORY, "item", required=True),
    KeptField("value", FieldRole.MEASURE, "value", required=True),
)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, ("wave", "respondent_email", "item", "value"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch({"answer": _answers(rows)})


def _answers(rows: CsvRows) -> pa.Table:
    wave, respondent, item = (needed(rows, name) for name in ("wave", "respondent_email", "item"))
    day = needed_days(rows, "date")
    return kept_rows(
        "answer",
        rows.sieve,
        {
            "identifier": respondent,
            "identifier_kind": IdentifierKind.EMAIL.value,
            "wave": wave,
            "item": item,
            "value": numbers(rows.column("value"), "value", rows.sieve),
            "day": day,
            "as_of": day,
        },
    )


SOURCE = Source(
    name="pulse_answers",
    title="Pulse answers CSV",
    kind="pulse",
    version=1,
    tools=(),
    tables=("answer",),
    about=(
        "One row is an answer: the wave, the question's name, and a number on the question's scale, empty where the person "
        "skipped the question. A later answer of a person to the same question of a wave replaces the earlier one. Free text is "
        "not kept."
    ),
    where_found="Export it from the survey tool with these column names. See docs/formats/neutral.md.",
    permission="Whoever runs the survey; tell people that answers are counted in groups of at least ten.",
    grain="an answer",
    zone="not stated",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
)
