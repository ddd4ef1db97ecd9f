"""Claude Code's own telemetry: OpenTelemetry log events as JSON, each a prompt, a request to the model or a decision."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.event_days import EventDays, Events
from clearspan.sources.reading.event_time import utc_days
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.otlp import LOGS, TIME
from clearspan.sources.reading.otlp_logs import LogRecords
from clearspan.sources.reading.prompt_texts import tasks_in
from clearspan.sources.reading.sieve import as_mask
from clearspan.sources.reading.terminals import actions_are_sessions, terminal_surfaces
from clearspan.sources.reading.typed import money, texts
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind

_EMAIL, _ACCOUNT = "user.email", "user.account_uuid"

_KEEPS = (
    KeptField(_EMAIL, FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField(_ACCOUNT, FieldRole.IDENTIFIER, "identifier where the address is empty", identifier=IdentifierKind.CLAUDE_ID),
    KeptField("event.timestamp", FieldRole.TIME, "start_day, end_day"),
    KeptField(TIME, FieldRole.TIME, "the same, from timeUnixNano, where there is no event.timestamp"),
    KeptField("event.name", FieldRole.CATEGORY, "which figure the event is"),
    KeptField("event.sequence", FieldRole.CATEGORY, "tells events apart; not stored"),
    KeptField("session.id", FieldRole.CATEGORY, "sessions; not stored"),
    KeptField("tool_name", FieldRole.CATEGORY, "accepted, rejected: of edits alone"),
    KeptField("decision", FieldRole.CATEGORY, "accepted, rejected"),
    KeptField("cost_usd", FieldRole.CATEGORY, "cost"),
    KeptField("terminal.type", FieldRole.CATEGORY, "surface"),
    KeptField("prompt", FieldRole.CATEGORY, "task, by words of a short list; the text is not kept"),
)

_NAMES = tuple(item.name for item in _KEEPS)
_DECLARED = declared_type(_KEEPS)
_PREFIX = "claude_code."
_PROMPT, _REQUEST, _DECISION = "user_prompt", "api_request", "tool_decision"
_EDITS = pa.array(["edit", "multiedit", "write", "notebookedit"])
_MARK = "claude_code"


def _recognise(sample: Sample) -> str | None:
    value = sample.first_json
    if not isinstance(value, dict) or LOGS not in value or _MARK not in sample.head.replace("claude-code", _MARK):
        return None
    return f"it has {LOGS}, and names claude_code"


def _read(arrived: Arrived) -> Iterator[Batch]:
    sums = EventDays("USD")
    for batch in read_json(arrived, _DECLARED, LogRecords(_NAMES)):
        yield batch.batch({ALIAS: _add(batch, sums)})
    for batch in sums.batches():
        if "usage" in batch.facts:
            batch.facts["usage"] = actions_are_sessions(batch.facts["usage"])
        yield batch


def _add(batch: JsonRows, sums: EventDays) -> pa.Table:
    """Alias rows; adds the events of a batch."""
    rows, sieve = batch.rows, batch.sieve
    name = pc.replace_substring(texts(leaf(rows, "event.name")), _PREFIX, "")
    sieve.reject(pc.is_null(name), "event.name", "is missing")
    sieve.drop(pc.invert(pc.is_in(name, value_set=pa.array([_PROMPT, _REQUEST, _DECISION]))), "no prompt, request or decision")
    email, account = texts(leaf(rows, _EMAIL)), texts(leaf(rows, _ACCOUNT))
    sieve.drop(pc.and_(pc.is_null(email), pc.is_null(account)), "nobody is named: an API key or another cloud was used")
    moment = pc.coalesce(texts(leaf(rows, "event.timestamp")), texts(leaf(rows, TIME)))
    day = utc_days(moment, "event.timestamp", sieve)
    sieve.reject(pc.is_null(day), "event.timestamp", "is missing")
    session = texts(leaf(rows, "session.id"))
    cost = money(texts(leaf(rows, "cost_usd")), "cost_usd", sieve)
    events = Events(
        identifier=pc.coalesce(email, account),
        kind=pc.if_else(pc.is_valid(email), IdentifierKind.EMAIL.value, IdentifierKind.CLAUDE_ID.value),
        tool="claude_code",
        day=day,
        surface=terminal_surfaces(texts(leaf(rows, "terminal.type"))),
        event=(session, texts(leaf(rows, "event.sequence")), name, moment),
        session=session,
        figures={
            "prompts": _one(pc.equal(name, _PROMPT)),
            "cost": pc.if_else(pc.equal(name, _REQUEST), cost, pa.scalar(None, cost.type)),
            **_decisions(rows, name),
        },
    )
    sums.add(sieve, events)
    sums.add_tasks(sieve, events, tasks_in(leaf(rows, "prompt"), sieve.open & as_mask(pc.equal(name, _PROMPT))))
    return stated_pairs(sieve, email, IdentifierKind.CLAUDE_ID, account)


def _decisions(rows: pa.StructArray, name: pa.Array) -> dict[str, pa.Array]:
    edit = pc.is_in(pc.utf8_lower(texts(leaf(rows, "tool_name"))), value_set=_EDITS)
    judged = pc.and_(pc.equal(name, _DECISION), edit)
    decision = pc.utf8_lower(texts(leaf(rows, "decision")))
    said = (("accepted", "accept"), ("rejected", "reject"))
    return {column: _one(pc.and_(judged, pc.equal(decision, word))) for column, word in said}


def _one(rows: pa.Array) -> pa.Array:
    """1 where true, else null."""
    return pc.if_else(pc.fill_null(rows, False), pa.scalar(1, pa.int64()), pa.scalar(None, pa.int64()))


SOURCE = Source(
    name="claude_code_otel",
    title="Claude Code telemetry, events",
    kind="usage",
    version=1,
    tools=("claude_code",),
    tables=("usage", "task_use"),
    about=(
        "One record is an event that Claude Code sent to your own OpenTelemetry collector. Prompts, requests to the model and "
        "decisions on edits are added up to a person and a UTC day, each event once; other events are left out. If your settings "
        "let prompts be logged, their text is read in memory alone: by a short list of English, German and French words it is "
        "told which task they ask for, and it is gone. Actions are sessions, as in the other feeds of Claude Code. Cost is "
        "Claude Code's estimate, in dollars; it is never added to a cost report. A file has to hold whole days, because a day "
        "that comes again replaces the day: let the collector begin a file a day. The metrics of the same telemetry are a feed "
        "of their own; where it, Claude Enterprise or the Admin API report the same weeks, one feed speaks for each week and "
        "nothing is added: the one that covers more weeks, then the one whose name comes first."
    ),
    where_found=(
        "Your OpenTelemetry collector: receive otlp, export with the file exporter (format json) from the pipeline for logs. "
        "Claude Code sends there with CLAUDE_CODE_ENABLE_TELEMETRY=1, OTEL_LOGS_EXPORTER=otlp and OTEL_EXPORTER_OTLP_ENDPOINT, "
        "best set for everybody in managed-settings.json. There is no API: the data never leaves your house."
    ),
    permission="Whoever may change Claude Code's managed settings, and read the collector's files.",
    grain="event, stored as days",
    zone="UTC",
    lag_days=1,
    restated_days=1,
    active_means="At least one prompt, request to the model or decision on an edit on that day.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "Since which version events carry event.sequence; without it, equal events of one session and millisecond count once.",
        "People who use Claude Code with an API key, or through Bedrock or Vertex, are not named and are left out.",
    ),
)
