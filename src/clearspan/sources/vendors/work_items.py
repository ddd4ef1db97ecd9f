"""Work items CSV: pieces of work, whose they are, and how they went; numbers become keyed tokens, titles are not kept."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.needed import needed, needed_days
from clearspan.sources.reading.typed import days, flags, numbers, whole_numbers
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

_KEEPS = (
    KeptField("item_id", FieldRole.IDENTIFIER, "item, as a keyed token", required=True),
    KeptField("kind", FieldRole.CATEGORY, "kind", required=True),
    KeptField("owner_email", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.EMAIL),
    KeptField("job_family", FieldRole.CATEGORY, "role"),
    KeptField("task", FieldRole.CATEGORY, "task"),
    KeptField("difficulty", FieldRole.MEASURE, "difficulty"),
    KeptField("learner_grade", FieldRole.MEASURE, "learner_grade"),
    KeptField("created", FieldRole.TIME, "created_day, as_of", required=True),
    KeptField("started", FieldRole.TIME, "started_day"),
    KeptField("finished", FieldRole.TIME, "finished_day"),
    KeptField("reopened", FieldRole.MEASURE, "reopened"),
    KeptField("quality", FieldRole.MEASURE, "quality"),
    KeptField("ai_assisted", FieldRole.MEASURE, "ai_assisted"),
)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, ("item_id", "owner_email", "created"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch({"work_item": _items(rows)})


def _items(rows: CsvRows) -> pa.Table:
    sieve = rows.sieve
    item, kind = needed(rows, "item_id"), needed(rows, "kind")
    sieve.drop(pc.is_null(rows.column("owner_email")), "nobody owns the item")
    created = needed_days(rows, "created")
    started, finished = (days(rows.column(name), name, sieve) for name in ("started", "finished"))
    sieve.reject(pc.less(finished, pc.coalesce(started, created)), "finished", "is before the work began")
    quality = numbers(rows.column("quality"), "quality", sieve, least=0)
    sieve.reject(pc.greater(quality, 1), "quality", "is above 1")
    return kept_rows(
        "work_item",
        sieve,
        {
            "identifier": rows.column("owner_email"),
            "identifier_kind": IdentifierKind.EMAIL.value,
            "item": item,
            "kind": pc.utf8_lower(kind),
            "role": rows.column("job_family"),
            "task": rows.column("task"),
            "difficulty": numbers(rows.column("difficulty"), "difficulty", sieve, least=0),
            "learner_grade": flags(rows.column("learner_grade"), "learner_grade", sieve),
            "created_day": created,
            "started_day": started,
            "finished_day": finished,
            "reopened": whole_numbers(rows.column("reopened"), "reopened", sieve),
            "quality": quality,
            "ai_assisted": flags(rows.column("ai_assisted"), "ai_assisted", sieve),
            "as_of": created,
        },
    )


SOURCE = Source(
    name="work_items",
    title="Work items CSV",
    kind="work",
    version=1,
    tools=(),
    tables=("work_item",),
    about=(
        "One row is a piece of work: a ticket, a pull request, a deal. Its number becomes a keyed token; a title is not kept. "
        "job_family is the family whose work it is, task a name from a short list, difficulty a size as the system counts it, "
        "learner_grade whether it suits a learner, quality from 0 to 1, ai_assisted empty where unknown. Days are in UTC. An "
        "item that comes again replaces what was known of it."
    ),
    where_found="Export it from the ticket system with these column names. See docs/formats/neutral.md.",
    permission="Whoever may export items of all teams.",
    grain="an item",
    zone="UTC",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
)
