"""Neutral usage CSV: what people did with a tool in a period, for a tool that has no source of its own."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.distinct import by_distinct
from clearspan.sources.reading.figures import any_positive
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.needed import needed, needed_days, tool_names
from clearspan.sources.reading.spans import span_grains
from clearspan.sources.reading.typed import whole_numbers
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.tool import WHOLE_TOOL

_KEEPS = (
    KeptField("email", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.EMAIL),
    KeptField("tool", FieldRole.CATEGORY, "tool", required=True),
    KeptField("period_start", FieldRole.TIME, "start_day", required=True),
    KeptField("period_end", FieldRole.TIME, "end_day, as_of", required=True),
    KeptField("active_days", FieldRole.MEASURE, "active_days, active"),
    KeptField("actions", FieldRole.MEASURE, "actions, active"),
    KeptField("surface", FieldRole.CATEGORY, "surface"),
    KeptField("prompts", FieldRole.MEASURE, "prompts, active"),
    KeptField("sessions", FieldRole.MEASURE, "sessions, active"),
)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, ("email", "tool", "period_start", "period_end"), ("active_days", "actions"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch({"usage": _usage(rows)})


def _usage(rows: CsvRows) -> pa.Table:
    sieve = rows.sieve
    email, tool = needed(rows, "email"), tool_names(rows)
    start, end = needed_days(rows, "period_start"), needed_days(rows, "period_end")
    sieve.reject(pc.less(end, start), "period_end", "is before period_start")
    names = ("active_days", "actions", "prompts", "sessions")
    figures = {name: whole_numbers(rows.column(name), name, sieve) for name in names}
    length = pc.add(pc.subtract(end, start), 1)
    sieve.reject(pc.greater(figures["active_days"], length), "active_days", "is more than the period has days")
    return kept_rows(
        "usage",
        sieve,
        {
            "identifier": email,
            "identifier_kind": IdentifierKind.EMAIL.value,
            "tool": tool,
            "surface": pc.fill_null(by_distinct(rows.column("surface"), pc.utf8_lower), WHOLE_TOOL),
            "grain": span_grains(np.asarray(start.fill_null(0)), np.asarray(end.fill_null(0))),
            "start_day": start,
            "end_day": end,
            "zone": "not stated",
            "active": any_positive(list(figures.values())),
            **figures,
            "as_of": end,
        },
    )


SOURCE = Source(
    name="neutral_usage",
    title="Neutral CSV: usage",
    kind="usage",
    version=1,
    tools=(),
    tables=("usage",),
    about=(
        "One row is a person, a tool and a period, with what the person did. An empty figure is not reported; 0 is none. Without "
        "a surface a row is the total of the tool; rows with a surface are parts of it and are never added to it. Write a "
        "row of zeros for a licensed person who did nothing."
    ),
    where_found="You write it yourself, from whatever the tool shows. See docs/formats/neutral.md.",
    permission="None but yours.",
    grain="day, week, month or window, by the length of the period",
    zone="not stated",
    lag_days=0,
    restated_days=0,
    active_means="Any of active_days, actions, prompts, sessions is above 0.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
)
