"""Neutral CSV: who was away from when to when; never why."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.needed import needed, needed_days
from clearspan.sources.reading.typed import days, numbers
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

_KEEPS = (
    KeptField("email", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.EMAIL),
    KeptField("absent_from", FieldRole.TIME, "from_day, as_of", required=True),
    KeptField("absent_to", FieldRole.TIME, "to_day"),
    KeptField("part", FieldRole.MEASURE, "part"),
)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, ("email", "absent_from"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch({"absence": _absences(rows)})


def _absences(rows: CsvRows) -> pa.Table:
    sieve = rows.sieve
    email, first = needed(rows, "email"), needed_days(rows, "absent_from")
    last = days(rows.column("absent_to"), "absent_to", sieve)
    sieve.reject(pc.less(last, first), "absent_to", "is before absent_from")
    part = numbers(rows.column("part"), "part", sieve, least=0)
    sieve.reject(pc.or_(pc.equal(part, 0), pc.greater(part, 1)), "part", "is not above 0 and at most 1")
    person = {"identifier": email, "identifier_kind": IdentifierKind.EMAIL.value}
    return kept_rows("absence", sieve, {**person, "from_day": first, "to_day": last, "part": part, "as_of": first})


SOURCE = Source(
    name="neutral_absences",
    title="Neutral CSV: absences",
    kind="absence",
    version=1,
    tools=(),
    tables=("absence",),
    about=(
        "One row is a person's days away, so that a holiday is not taken for a drop in use. Why somebody was away is not read, "
        "whatever the file says. absent_to is empty while it lasts; part is the share of each day, empty for whole days."
    ),
    where_found="You write it yourself, from the list of approved leave. See docs/formats/neutral.md.",
    permission="None but yours; agree it with the works council.",
    grain="an absence",
    zone="none: days of work",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
)
