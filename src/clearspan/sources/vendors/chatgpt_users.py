"""ChatGPT Enterprise and Edu: the user report that workspace analytics exports as CSV, weekly, monthly or for a range of days."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.figures import any_positive, is_positive
from clearspan.sources.reading.spans import span_grains
from clearspan.sources.reading.typed import days, flags, whole_numbers
from clearspan.sources.reading.usage_rows import Part, licence_rows, usage_rows, whole
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind

_PARTS = {"gpt_messages": "gpts", "tool_messages": "tools", "project_messages": "projects"}

_KEEPS = (
    KeptField("email", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField("public_id", FieldRole.IDENTIFIER, "identifier where email is empty, alias", identifier=IdentifierKind.CHATGPT_ID),
    KeptField("cadence", FieldRole.CATEGORY, "grain"),
    KeptField("period_start", FieldRole.TIME, "start_day", required=True),
    KeptField("period_end", FieldRole.TIME, "end_day", required=True),
    KeptField("user_status", FieldRole.CATEGORY, "licence", aliases=("status",)),
    KeptField("created_or_invited_date", FieldRole.TIME, "from_day of a licence that begins in the period"),
    KeptField("is_active", FieldRole.MEASURE, "active"),
    KeptField("first_day_active_in_period", FieldRole.TIME, "first_active_day"),
    KeptField("last_day_active_in_period", FieldRole.TIME, "last_active_day"),
    KeptField("messages", FieldRole.MEASURE, "prompts, actions", required=True),
    *(KeptField(name, FieldRole.MEASURE, f"prompts, actions of {surface}") for name, surface in _PARTS.items()),
)

_CADENCES = {"daily": "day", "weekly": "week", "monthly": "month"}


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, ("period_start", "period_end", "messages"), ("public_id", "user_status", "is_active"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch(_facts(rows))


def _facts(rows: CsvRows) -> dict[str, pa.Table]:
    sieve = rows.sieve
    status = pc.utf8_lower(rows.column("user_status"))
    sieve.drop(pc.equal(status, "pending"), "pending, no usage reported")
    email, public_id = rows.column("email"), rows.column("public_id")
    identifier = pc.coalesce(email, public_id)
    sieve.reject(pc.is_null(identifier), "email", "is missing, and so is public_id")
    start = days(rows.column("period_start"), "period_start", sieve)
    end = days(rows.column("period_end"), "period_end", sieve)
    sieve.reject(pc.is_null(start), "period_start", "is missing")
    sieve.reject(pc.is_null(end), "period_end", "is missing")
    sieve.reject(pc.less(end, start), "period_end", "is before period_start")
    common = {
        "identifier": identifier,
        "identifier_kind": pc.if_else(pc.is_valid(email), IdentifierKind.EMAIL.value, IdentifierKind.CHATGPT_ID.value),
        "tool": "chatgpt",
        "as_of": pc.add(end, pa.scalar(1, pa.int32())),
    }
    figures = _figures(rows)
    grain = _grains(rows.column("cadence"), start, end)
    created = days(rows.column("created_or_invited_date"), "created_or_invited_date", sieve)
    span = {"start_day": start, "end_day": end, "grain": grain, "zone": "not stated"}
    began = pc.fill_null(pc.and_(pc.greater_equal(created, start), pc.less_equal(created, end)), False)
    licence = {
        "from_day": pc.if_else(began, created, start),
        "to_day": end,
        "granted": began.cast(pa.int8()),
    }
    return {
        "usage": usage_rows(sieve, {**common, **span}, figures),
        "licence": licence_rows(sieve, {**common, **licence}, pc.equal(status, "enabled")),
        ALIAS: stated_pairs(sieve, email, IdentifierKind.CHATGPT_ID, public_id),
    }


def _figures(rows: CsvRows) -> list[Part]:
    """The whole, and the parts: messages to GPTs, with tools, in projects; a message may be in several."""
    sieve = rows.sieve
    messages = whole_numbers(rows.column("messages"), "messages", sieve)
    parts = []
    for name, surface in _PARTS.items():
        count = whole_numbers(rows.column(name), name, sieve)
        parts.append(Part(surface, is_positive(count), {"active": 1, "prompts": count, "actions": count}))
    said = flags(rows.column("is_active"), "is_active", sieve)
    figures = {
        "active": pc.coalesce(said, any_positive([messages])),
        "prompts": messages,
        "actions": messages,
        "first_active_day": days(rows.column("first_day_active_in_period"), "first_day_active_in_period", sieve),
        "last_active_day": days(rows.column("last_day_active_in_period"), "last_day_active_in_period", sieve),
    }
    return [whole(figures), *parts]


def _grains(cadence: pa.Array, start: pa.Array, end: pa.Array) -> pa.Array:
    """day, week or month where the cadence says so; else by the length of the span."""
    names = pa.array(list(_CADENCES))
    at = pc.index_in(pc.utf8_lower(cadence), value_set=names)
    stated = pa.array(list(_CADENCES.values())).take(at)
    return pc.coalesce(stated, span_grains(np.asarray(start.fill_null(0)), np.asarray(end.fill_null(0))))


SOURCE = Source(
    name="chatgpt_users",
    title="ChatGPT workspace analytics, user report",
    kind="usage",
    version=1,
    tools=("chatgpt",),
    tables=("usage", "licence"),
    about=(
        "One row is a member and a week (Sunday to Saturday), a month or a range of days. Members who are invited but "
        "have not joined are left out. An empty count is not reported; 0 is none. Messages to GPTs, with tools and in "
        "projects are parts of the messages and may overlap; a row for a part is there only where it was used. "
        "Actions are messages. A month and its weeks, or an export that comes again, are never added: the weeks speak, and a "
        "month only where its weeks are not all there; where the compliance logs report a week by day, they speak for it."
    ),
    where_found="Workspace settings, Workspace analytics, Export, User report: weekly, monthly or a range of days. No API.",
    permission="Workspace owner, admin or analytics viewer.",
    grain="week, month or window",
    zone="not stated",
    lag_days=1,
    restated_days=7,
    active_means="is_active is 1; where the column is missing, at least one message in the period.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "For how long OpenAI restates a period: export the last week again.",
        "In which time zone a day begins.",
        "On how many days a member was active: only the first and the last day are told.",
        "What a credit costs: credits_used is not kept.",
        "Whether created_or_invited_date is the day of the invitation or of joining; it is taken as the start of the licence.",
        "Members who were deleted are missing from later exports.",
    ),
)
