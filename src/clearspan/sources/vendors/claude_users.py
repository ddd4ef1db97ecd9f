"""Claude Enterprise: the Analytics API's answer for /users, JSON, a user and a UTC day."""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.errors import UnreadableFile
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.figures import any_positive, is_positive, total
from clearspan.sources.reading.json_rows import JsonRows, plain, read_json
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import days, texts, whole_numbers
from clearspan.sources.reading.usage_rows import Part, usage_rows, whole
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.period import day_of

_OFFICE = ("excel", "powerpoint", "word", "outlook")
_EDITS = ("edit_tool", "multi_edit_tool", "write_tool", "notebook_edit_tool")
_CODE = "claude_code_metrics"

_MESSAGES = {
    "chat": ("chat_metrics.message_count",),
    "claude_code": (),
    "office": tuple(f"office_metrics.{app}.message_count" for app in _OFFICE),
    "cowork": ("cowork_metrics.message_count",),
    "design": ("design_metrics.message_count",),
    "science": ("science_metrics.message_count",),
}
_SESSIONS = {
    "chat": ("chat_metrics.distinct_conversation_count",),
    "claude_code": (f"{_CODE}.core_metrics.distinct_session_count",),
    "office": tuple(f"office_metrics.{app}.distinct_session_count" for app in _OFFICE),
    "cowork": ("cowork_metrics.distinct_session_count",),
    "design": ("design_metrics.distinct_session_count",),
    "science": ("science_metrics.distinct_session_count",),
}
_EVIDENCE = {
    "claude_code": (f"{_CODE}.core_metrics.commit_count", f"{_CODE}.core_metrics.pull_request_count"),
    "cowork": ("cowork_metrics.action_count",),
}
_ACCEPTED = tuple(f"{_CODE}.tool_actions.{tool}.accepted_count" for tool in _EDITS)
_REJECTED = tuple(f"{_CODE}.tool_actions.{tool}.rejected_count" for tool in _EDITS)


def _measures(names: dict[str, tuple[str, ...]], becomes: str) -> list[KeptField]:
    return [KeptField(name, FieldRole.MEASURE, f"{becomes} of {surface}") for surface, fields in names.items() for name in fields]


_KEEPS = (
    KeptField("user.email_address", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField("user.id", FieldRole.IDENTIFIER, "identifier where the address is empty", identifier=IdentifierKind.CLAUDE_ID),
    KeptField("date", FieldRole.TIME, "start_day, end_day"),
    KeptField("last_activity_date", FieldRole.TIME, "last_active_day"),
    *_measures(_MESSAGES, "prompts, actions"),
    *_measures(_SESSIONS, "sessions"),
    *_measures(_EVIDENCE, "active"),
    *(KeptField(name, FieldRole.MEASURE, "accepted") for name in _ACCEPTED),
    *(KeptField(name, FieldRole.MEASURE, "rejected") for name in _REJECTED),
    KeptField("web_search_count", FieldRole.MEASURE, "active"),
)

_COUNTS = tuple(item.name for item in _KEEPS if item.role is FieldRole.MEASURE)
_DECLARED = declared_type(_KEEPS)
_ISO_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


_EMPTY_PAGE = {"data", "next_page"}
"""What the API answers for a day on which nobody did anything."""


def _recognise(sample: Sample) -> str | None:
    value = sample.first_json
    if isinstance(value, dict) and value.keys() == _EMPTY_PAGE and value["data"] == []:
        return "it is a page of data without records, with next_page"
    while isinstance(value, list) or (isinstance(value, dict) and isinstance(value.get("data"), list)):
        inner = value if isinstance(value, list) else value["data"]
        value = inner[0] if inner else None
    if not isinstance(value, dict) or not isinstance(value.get("user"), dict):
        return None
    user = value["user"]
    telling = [name for name in value if name.endswith("_metrics") or name == "last_activity_date"]
    if not telling or not ("email_address" in user or "id" in user):
        return None
    return f"its first record has user, {telling[0]}"


def _opened(value: Any) -> list[Any]:
    """The records of a page, each with the page's date where it has none of its own."""
    if not isinstance(value, dict) or not isinstance(value.get("data"), list):
        return [record for item in value for record in _opened(item)] if isinstance(value, list) else plain(value)
    stated = value.get("date")
    if isinstance(stated, str):
        for record in value["data"]:
            if isinstance(record, dict):
                record.setdefault("date", stated)
    return value["data"]


def _read(arrived: Arrived) -> Iterator[Batch]:
    fallback: int | None = None
    for batch in read_json(arrived, _DECLARED, _opened):
        day = days(leaf(batch.rows, "date"), "date", batch.sieve)
        if fallback is None and (day.is_null().to_numpy(zero_copy_only=False) & batch.sieve.open).any():
            fallback = _day_of_file(arrived)
        facts = {"usage": _usage(batch, pc.fill_null(day, fallback) if fallback is not None else day)}
        yield Batch(facts, batch.records, batch.sieve.dropped, batch.sieve.rejects, batch.undeclared)


def _day_of_file(arrived: Arrived) -> int:
    """The day that the file's name says or, without one, the last activity of all active users where they agree."""
    named = set(_ISO_DAY.findall(arrived.name.rsplit("/", 1)[-1]))
    if len(named) == 1:
        sieve = Sieve(np.ones(1, dtype=np.int64))
        found = days(pa.array(sorted(named)), "file name", sieve)[0].as_py()
        if found is not None:
            return found
    last: set[int] = set()
    for batch in read_json(arrived, _DECLARED, _opened):
        parts, whole_figures = _figures(batch.rows, batch.sieve)
        del parts
        day = days(leaf(batch.rows, "last_activity_date"), "last_activity_date", batch.sieve)
        last |= set(day.filter(pc.fill_null(pc.equal(whole_figures["active"], 1), False)).drop_null().to_pylist())
    if len(last) == 1:
        return last.pop()
    seen = f"its active users were last active on {len(last)} different days" if last else "it shows no active user"
    example = day_of(20_685).isoformat()
    raise UnreadableFile(
        f"does not say which day it is about, and {seen}.",
        where=arrived.name,
        remedy=f"Put the day into the file's name, as in claude-users-{example}.json, or a field date into the page.",
    )


def _usage(batch: JsonRows, day: pa.Array) -> pa.Table:
    rows, sieve = batch.rows, batch.sieve
    email, user = texts(leaf(rows, "user.email_address")), texts(leaf(rows, "user.id"))
    identifier = pc.coalesce(email, user)
    sieve.reject(pc.is_null(identifier), "user.email_address", "is missing, and so is user.id")
    parts, figures = _figures(rows, sieve)
    last = days(leaf(rows, "last_activity_date"), "last_activity_date", sieve)
    common = {
        "identifier": identifier,
        "identifier_kind": pc.if_else(pc.is_valid(email), IdentifierKind.EMAIL.value, IdentifierKind.CLAUDE_ID.value),
        "tool": "claude",
        "grain": "day",
        "zone": "UTC",
        "start_day": day,
        "end_day": day,
        "as_of": pc.add(day, pa.scalar(1, day.type)),
    }
    return usage_rows(sieve, common, [whole({**figures, "last_active_day": last}), *parts])


def _figures(rows: pa.StructArray, sieve: Sieve) -> tuple[list[Part], dict[str, Any]]:
    """The parts, and the figures of the whole."""
    counts = {name: whole_numbers(leaf(rows, name), name, sieve) for name in _COUNTS}
    accepted = total([counts[name] for name in _ACCEPTED])
    rejected = total([counts[name] for name in _REJECTED])
    nothing = pa.nulls(len(rows), pa.int64())
    parts = []
    for surface, messages in _MESSAGES.items():
        prompts = total([counts[name] for name in messages]) if messages else nothing
        sessions = total([counts[name] for name in _SESSIONS[surface]])
        code = surface == "claude_code"
        evidence = [prompts, sessions, *(counts[name] for name in _EVIDENCE.get(surface, ()))]
        figures: dict[str, Any] = {
            "active": any_positive([*evidence, accepted, rejected] if code else evidence),
            "prompts": prompts,
            "sessions": sessions,
            "actions": sessions if code else prompts,
            "accepted": accepted if code else None,
            "rejected": rejected if code else None,
        }
        parts.append(Part(surface, is_positive(figures["active"]), figures))
    of_all = {
        "active": any_positive([*(part.figures["active"] for part in parts), counts["web_search_count"]]),
        "accepted": accepted,
        "rejected": rejected,
        **{name: total([part.figures[name] for part in parts]) for name in ("prompts", "sessions", "actions")},
    }
    return parts, of_all


SOURCE = Source(
    name="claude_users",
    title="Claude Enterprise Analytics, users",
    kind="usage",
    version=1,
    tools=("claude",),
    tables=("usage",),
    about=(
        "One record is a member and a UTC day. The answer itself does not name the day: it is taken from a field date, "
        "else from the file's name, else from the last activity of the active users where they all agree. Members with "
        "zeros are kept as idle. A row for a surface is there only on days when it was used. Actions are messages, and "
        "sessions of Claude Code, for which the feed counts no prompts."
    ),
    where_found=(
        "GET https://api.anthropic.com/v1/organizations/analytics/users?date=YYYY-MM-DD, all pages; one file a day, the "
        "day in its name. Pages may stand one a line in one file."
    ),
    permission="A key with the scope read:analytics, which the primary owner makes at claude.ai/analytics/api-keys.",
    grain="day",
    zone="UTC",
    lag_days=4,
    restated_days=0,
    active_means=(
        "At least one message in chat, Office, Cowork, Design or Science, one session, commit, pull request or judged edit "
        "in Claude Code, one action in Cowork, or one web search on that day."
    ),
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "Whether message_count counts the person's messages alone.",
        "Whether every listed member holds a seat: no licence is taken from this feed.",
        "Use of Claude Code through Bedrock, Vertex or a Console key is not part of this feed.",
        "Counts of distinct things cannot be added over days.",
    ),
)
