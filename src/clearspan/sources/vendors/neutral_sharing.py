"""Neutral CSV: who shared a use of AI, who took it up, and who still uses it; from people who agreed to that."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.needed import needed, needed_days
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

EVENTS = ("shared", "taken_up", "used")

_KEEPS = (
    KeptField("email", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.EMAIL),
    KeptField("use_case", FieldRole.CATEGORY, "use_case", required=True),
    KeptField("share_event", FieldRole.CATEGORY, "event", required=True),
    KeptField("day", FieldRole.TIME, "day, as_of", required=True),
)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, ("email", "use_case", "share_event", "day"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch({"sharing": _events(rows)})


def _events(rows: CsvRows) -> pa.Table:
    sieve = rows.sieve
    email, use_case, day = needed(rows, "email"), needed(rows, "use_case"), needed_days(rows, "day")
    event = pc.utf8_lower(needed(rows, "share_event"))
    sieve.reject(pc.invert(pc.is_in(event, value_set=pa.array(EVENTS))), "share_event", "is none of shared, taken_up, used")
    person = {"identifier": email, "identifier_kind": IdentifierKind.EMAIL.value}
    return kept_rows("sharing", sieve, {**person, "use_case": use_case, "event": event, "day": day, "as_of": day})


SOURCE = Source(
    name="neutral_sharing",
    title="Neutral CSV: sharing",
    kind="sharing",
    version=1,
    tools=(),
    tables=("sharing",),
    about=(
        "One row is a person, a shared use of AI and a day: shared it, taken_up (tried what somebody shared), or used (still, or "
        "again, later). use_case is a short key; what was written about it is not read. Only of people who agreed: who shares "
        "and who takes up is theirs to tell."
    ),
    where_found=(
        "You write it yourself, from the place where people share: a channel's reactions, a library's log. See "
        "docs/formats/neutral.md."
    ),
    permission="Each person's own agreement; agree the list with the works council.",
    grain="an event",
    zone="none: days of work",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
)
