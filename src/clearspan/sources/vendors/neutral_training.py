"""Neutral CSV: who took part in which course or event, from any learning system."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.learning.learners import completed, said_on
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.distinct import by_distinct
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.needed import needed
from clearspan.sources.reading.typed import days, flags, numbers, whole_numbers
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

_KEEPS = (
    KeptField("email", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.EMAIL),
    KeptField("course", FieldRole.CATEGORY, "course", required=True),
    KeptField("attempt", FieldRole.MEASURE, "attempt; 1 where it is empty"),
    KeptField("kind", FieldRole.CATEGORY, "kind"),
    KeptField("channel", FieldRole.CATEGORY, "channel"),
    KeptField("about_ai", FieldRole.CATEGORY, "about_ai"),
    KeptField("assigned", FieldRole.TIME, "assigned_day"),
    KeptField("started", FieldRole.TIME, "started_day"),
    KeptField("completed", FieldRole.TIME, "completed_day, completed"),
    KeptField("status", FieldRole.CATEGORY, "completed, where no day of completion is stated"),
    KeptField("minutes", FieldRole.MEASURE, "minutes"),
)
_KINDS = pa.array(["role_specific", "generic"])


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, ("email", "course"), ("completed", "status", "started", "assigned"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch({"training": _training(rows, arrived.name)})


def _training(rows: CsvRows, file: str) -> pa.Table:
    sieve = rows.sieve
    email, course = needed(rows, "email"), needed(rows, "course")
    dates = {name: days(rows.column(name), name, sieve) for name in ("assigned", "started", "completed")}
    for earlier, later in (("started", "completed"), ("assigned", "completed")):
        sieve.reject(pc.less(dates["completed"], dates[earlier]), later, f"is before the day in {earlier}")
    kind = by_distinct(rows.column("kind"), lambda texts: pc.replace_substring_regex(pc.utf8_lower(texts), r"[\s-]+", "_"))
    sieve.reject(
        pc.and_(pc.is_valid(kind), pc.invert(pc.is_in(kind, value_set=_KINDS))), "kind", "is neither role_specific nor generic"
    )
    attempt = whole_numbers(rows.column("attempt"), "attempt", sieve)
    sieve.reject(pc.equal(attempt, 0), "attempt", "is below 1")
    return kept_rows(
        "training",
        sieve,
        {
            "identifier": email,
            "identifier_kind": IdentifierKind.EMAIL.value,
            "course": course,
            "attempt": pc.fill_null(attempt, 1).cast(pa.int32()),
            "kind": kind,
            "channel": by_distinct(rows.column("channel"), pc.utf8_lower),
            "about_ai": flags(rows.column("about_ai"), "about_ai", sieve),
            "assigned_day": dates["assigned"],
            "started_day": dates["started"],
            "completed_day": dates["completed"],
            "completed": completed(rows.column("status"), dates["completed"]),
            "minutes": numbers(rows.column("minutes"), "minutes", sieve, least=0),
            "as_of": said_on(file, *dates.values()),
        },
    )


SOURCE = Source(
    name="neutral_training",
    title="Neutral CSV: training",
    kind="training",
    version=1,
    tools=(),
    tables=("training",),
    about=(
        "One row is a person and a course, an event or a practice. kind says whether it was made for the person's role, "
        "about_ai whether it is about AI; both are empty where unknown. completed is the day of completion; without it, status "
        "says whether it was completed. A row for the same person, course and attempt replaces the earlier one."
    ),
    where_found="You write it yourself, from a report of the learning system. See docs/formats/neutral.md.",
    permission="None but yours.",
    grain="a registration for a course",
    zone="not stated",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
)
