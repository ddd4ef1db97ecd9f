"""Neutral ties CSV: how much two people worked together in a week."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.needed import needed
from clearspan.sources.reading.typed import numbers
from clearspan.sources.reading.weeks import weeks
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

_KEEPS = (
    KeptField("week", FieldRole.TIME, "week, as_of", required=True),
    KeptField("email", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.EMAIL),
    KeptField("other_email", FieldRole.IDENTIFIER, "other_identifier", required=True, identifier=IdentifierKind.EMAIL),
    KeptField("strength", FieldRole.MEASURE, "strength", required=True),
)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, ("week", "email", "other_email", "strength"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch({"tie": _ties(rows)})


def _ties(rows: CsvRows) -> pa.Table:
    sieve = rows.sieve
    email, other = needed(rows, "email"), needed(rows, "other_email")
    same = pc.equal(pc.utf8_lower(email), pc.utf8_lower(other))
    sieve.drop(same, "both are one person")
    week = weeks(needed(rows, "week"), "week", sieve)
    strength = numbers(needed(rows, "strength"), "strength", sieve, least=0)
    kind = IdentifierKind.EMAIL.value
    people = {"identifier": email, "identifier_kind": kind, "other_identifier": other, "other_identifier_kind": kind}
    as_of = pc.add(week, pa.scalar(6, pa.int32()))
    return kept_rows("tie", sieve, {**people, "week": week, "strength": strength, "as_of": as_of})


SOURCE = Source(
    name="neutral_ties",
    title="Neutral CSV: ties",
    kind="ties",
    version=1,
    tools=(),
    tables=("tie",),
    about=(
        "One row is two people and a week, with how often they worked together (meetings, reviews, chats: one unit for the whole "
        "file). The week is an ISO week (2026-W20) or any day in it. A pair is written once or in both directions."
    ),
    where_found="You write it yourself, from calendars, reviews or chats; counts alone. See docs/formats/neutral.md.",
    permission="Agree it with the works council: ties are optional.",
    grain="week",
    zone="not stated",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
)
