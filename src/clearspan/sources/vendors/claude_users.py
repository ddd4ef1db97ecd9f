"""Claude Enterprise: the Analytics API's answer for /users, JSON, a user and a UTC day."""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import orjson
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.errors import UnreadableFile
from clearspan.sources.pulling.anthropic import daily_api, pages
from clearspan.sources.pulling.api import Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import records_of
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.figures import any_positive, is_positive, total
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import days, texts, whole_numbers
from clearspan.sources.reading.usage_rows import Part, usage_rows, whole
from clearspan.sources.reading.who import who
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.period import day_of
from clearspan.vocabulary.tool import WHOLE_TOOL

_OFFICE = ("excel", "powerpoint", "word", "outlook")
_EDITS = ("edit_tool", "multi_edit_tool", "write_tool", "notebook_edit_tool")
_CODE = "claude_code_metrics"

_MESSAGES = {
    "chat": ("chat_metrics.message_count",),
    "office": tuple(f"office_metrics.{app}.message_count" for app in _OFFICE),
    "cowork": ("cowork_metrics.message_count",),
    "design": ("design_metrics.message_count",),
    "science": ("science_metrics.message_count",),
}
_SESSIONS = {
    "chat": ("chat_metrics.distinct_conversation_count",),
    "office": tuple(f"office_metrics.{app}.distinct_session_count" for app in _OFFICE),
    "cowork": ("cowork_metrics.distinct_session_count",),
    "design": ("design_metrics.distinct_session_count",),
    "science": ("science_metrics.distinct_session_count",),
}
_EVIDENCE = {"cowork": ("cowork_metrics.action_count",)}
_CODE_SESSIONS = f"{_CODE}.core_metrics.distinct_session_count"
_CODE_EVIDENCE = (f"{_CODE}.core_metrics.commit_count", f"{_CODE}.core_metrics.pull_request_count")
_ACCEPTED = tuple(f"{_CODE}.tool_actions.{tool}.accepted_count" for tool in _EDITS)
_REJECTED = tuple(f"{_CODE}.tool_actions.{tool}.rejected_count" for tool in _EDITS)


def _measures(names: dict[str, tuple[str, ...]], becomes: str) -> list[KeptField]:
    return [KeptField(name, FieldRole.MEASURE, f"{becomes} of {surface}") for surface, fields in names.items() for name in fields]


_KEEPS = (
    KeptField("user.email_address", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField("user.id", FieldRole.IDENTIFIER, "identifier where the address is empty", identifier=IdentifierKind.CLAUDE_ID),
    KeptField("date", FieldRole.TIME, "start_day, end_day"),
    KeptField("last_activity_date", FieldRole.TIME, "start_day, end_day where nothing else says the day"),
    *_measures(_MESSAGES, "prompts, actions"),
    *_measures(_SESSIONS, "sessions"),
    *_measures(_EVIDENCE, "active"),
    KeptField(_CODE_SESSIONS, FieldRole.MEASURE, "sessions, actions of claude_code"),
    *(KeptField(name, FieldRole.MEASURE, "active of claude_code") for name in _CODE_EVIDENCE),
    *(KeptField(name, FieldRole.MEASURE, "accepted of claude_code") for name in _ACCEPTED),
    *(KeptField(name, FieldRole.MEASURE, "rejected of claude_code") for name in _REJECTED),
    KeptField("web_search_count", FieldRole.MEASURE, "active"),
)

_DECLARED = declared_type(_KEEPS)
_OPENED = paged("date")
_ISO_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


_EMPTY_PAGE = {"data", "next_page"}
"""What the API answers for a day on which nobody did anything."""


def _recognise(sample: Sample) -> str | None:
    value = sample.first_json
    if isinstance(value, dict) and value.keys() == _EMPTY_PAGE and value["data"] == []:
        return "it is a page of data without records, with next_page"
    value = first_record(value)
    if value is None or not isinstance(value.get("user"), dict):
        return None
    user = value["user"]
    telling = [name for name in value if name.endswith("_metrics") or name == "last_activity_date"]
    if not telling or not ("email_address" in user or "id" in user):
        return None
    return f"its first record has user, {telling[0]}"


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    for day in map(str, window.days()):
        for answer in pages(caller, "analytics/users", {"date": day}):
            yield Page(orjson.dumps({"date": day, "data": records_of(answer, "data")}))


def _read(arrived: Arrived) -> Iterator[Batch]:
    fallback: int | None = None
    for batch in read_json(arrived, _DECLARED, _OPENED):
        day = days(leaf(batch.rows, "date"), "date", batch.sieve)
        if fallback is None and (day.is_null().to_numpy(zero_copy_only=False) & batch.sieve.open).any():
            fallback = _day_of_file(arrived)
        yield batch.batch(_facts(batch, pc.fill_null(day, fallback) if fallback is not None else day))


def _day_of_file(arrived: Arrived) -> int:
    """The day that the file's name says or, without one, the last activity of all active users where they agree."""
    named = set(_ISO_DAY.findall(arrived.name.rsplit("/", 1)[-1]))
    if len(named) == 1:
        sieve = Sieve(np.ones(1, dtype=np.int64))
        found = days(pa.array(sorted(named)), "file name", sieve)[0].as_py()
        if found is not None:
            return found
    last: set[int] = set()
    for batch in read_json(arrived, _DECLARED, _OPENED):
        _, figures = _figures(batch.rows, batch.sieve)
        active = any_positive([figures["active"], _code(batch.rows, batch.sieve).figures["active"]])
        day = days(leaf(batch.rows, "last_activity_date"), "last_activity_date", batch.sieve)
        last |= set(day.filter(is_positive(active)).drop_null().to_pylist())
    if len(last) == 1:
        return last.pop()
    seen = f"its active users were last active on {len(last)} different days" if last else "it shows no active user"
    example = day_of(20_685).isoformat()
    raise UnreadableFile(
        f"does not say which day it is about, and {seen}.",
        where=arrived.name,
        remedy=f"Put the day into the file's name, as in claude-users-{example}.json, or a field date into the page.",
    )


def _facts(batch: JsonRows, day: pa.Array) -> dict[str, pa.Table]:
    rows, sieve = batch.rows, batch.sieve
    email, user = texts(leaf(rows, "user.email_address")), texts(leaf(rows, "user.id"))
    parts, figures = _figures(rows, sieve)
    code = _code(rows, sieve)
    common = {
        **who(sieve, (IdentifierKind.EMAIL, "user.email_address", email), (IdentifierKind.CLAUDE_ID, "user.id", user)),
        "grain": "day",
        "zone": "UTC",
        "start_day": day,
        "end_day": day,
        "as_of": pc.add(day, pa.scalar(1, day.type)),
    }
    chat = usage_rows(sieve, {**common, "tool": "claude"}, [whole(figures), *parts])
    coding = usage_rows(sieve, {**common, "tool": "claude_code"}, [code])
    pairs = stated_pairs(sieve, email, IdentifierKind.CLAUDE_ID, user)
    return {"usage": pa.concat_tables([chat, coding]), ALIAS: pairs}


def _figures(rows: pa.StructArray, sieve: Sieve) -> tuple[list[Part], dict[str, Any]]:
    """The parts of Claude without Claude Code, and the figures of its whole."""
    parts = []
    for surface, messages in _MESSAGES.items():
        prompts, sessions = (total(_counts(rows, names, sieve)) for names in (messages, _SESSIONS[surface]))
        evidence = [prompts, sessions, *_counts(rows, _EVIDENCE.get(surface, ()), sieve)]
        figures = {"active": any_positive(evidence), "prompts": prompts, "sessions": sessions, "actions": prompts}
        parts.append(Part(surface, is_positive(figures["active"]), figures))
    of_all = {
        "active": any_positive([*(part.figures["active"] for part in parts), *_counts(rows, ("web_search_count",), sieve)]),
        **{name: total([part.figures[name] for part in parts]) for name in ("prompts", "sessions", "actions")},
    }
    return parts, of_all


def _code(rows: pa.StructArray, sieve: Sieve) -> Part:
    """Claude Code as a tool of its own, with a row for each record that reports it, idle or not."""
    (sessions,) = _counts(rows, (_CODE_SESSIONS,), sieve)
    accepted, rejected = (total(_counts(rows, names, sieve)) for names in (_ACCEPTED, _REJECTED))
    active = any_positive([sessions, accepted, rejected, *_counts(rows, _CODE_EVIDENCE, sieve)])
    figures = {"active": active, "sessions": sessions, "actions": sessions, "accepted": accepted, "rejected": rejected}
    return Part(WHOLE_TOOL, pc.is_valid(active), figures)


def _counts(rows: pa.StructArray, names: tuple[str, ...], sieve: Sieve) -> list[pa.Array]:
    return [whole_numbers(leaf(rows, name), name, sieve) for name in names]


SOURCE = Source(
    name="claude_users",
    title="Claude Enterprise Analytics, users",
    kind="usage",
    version=2,
    tools=("claude", "claude_code"),
    tables=("usage",),
    about=(
        "One record is a member and a UTC day. The answer itself does not name the day: it is taken from a field date, "
        "else from the file's name, else from the last activity of the active users where they all agree. Members with "
        "zeros are kept as idle. A row for a surface is there only on days when it was used. Claude Code is a tool of its "
        "own, so that an act in it is not counted for Claude as well: Claude's figures are chat, Office, Cowork, Design and "
        "Science. Actions are messages; of Claude Code, for which the feed counts no prompts, sessions. Where the Claude "
        "Code analytics or the telemetry of Claude Code report the same weeks, one feed speaks for each week and their "
        "figures are not added: the one that covers more weeks, then the one whose name comes first."
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
        "Claude: at least one message or session in chat, Office, Cowork, Design or Science, one action in Cowork, or one "
        "web search on that day. Claude Code: at least one session, commit, pull request or judged edit."
    ),
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=daily_api(_fetch, history_days=90),
    not_established=(
        "Whether message_count counts the person's messages alone.",
        "Whether every listed member holds a seat: no licence is taken from this feed.",
        "Use of Claude Code through Bedrock, Vertex or a Console key is not part of this feed.",
        "Counts of distinct things cannot be added over days.",
    ),
)
