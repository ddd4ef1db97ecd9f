"""Claude Code's own telemetry: OpenTelemetry metrics as JSON, data points of sessions, decisions, cost and the like."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.event_days import EventDays, Events
from clearspan.sources.reading.event_time import utc_days
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.otlp import METRICS, SERIES, TIME
from clearspan.sources.reading.otlp_metrics import DataPoints
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.terminals import actions_are_sessions, terminal_surfaces
from clearspan.sources.reading.typed import money, numbers, texts, whole_numbers
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind

_EMAIL, _ACCOUNT = "user.email", "user.account_uuid"

_KEEPS = (
    KeptField(_EMAIL, FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField(_ACCOUNT, FieldRole.IDENTIFIER, "identifier where the address is empty", identifier=IdentifierKind.CLAUDE_ID),
    KeptField(TIME, FieldRole.TIME, "start_day, end_day; from timeUnixNano"),
    KeptField("name", FieldRole.CATEGORY, "which figure the point is"),
    KeptField("value", FieldRole.CATEGORY, "active, accepted, rejected, cost"),
    KeptField("delta", FieldRole.CATEGORY, "whether the point counts since the one before"),
    KeptField(SERIES, FieldRole.CATEGORY, "tells points apart; not stored"),
    KeptField("session.id", FieldRole.CATEGORY, "sessions; not stored"),
    KeptField("decision", FieldRole.CATEGORY, "accepted, rejected"),
    KeptField("terminal.type", FieldRole.CATEGORY, "surface"),
)

_NAMES = tuple(item.name for item in _KEEPS)
_DECLARED = declared_type(_KEEPS, ("delta",))
_PREFIX = "claude_code."
_SESSION, _DECISION, _COST = "session.count", "code_edit_tool.decision", "cost.usage"
_SIGNS = (
    _SESSION,
    _DECISION,
    _COST,
    "token.usage",
    "commit.count",
    "pull_request.count",
    "lines_of_code.count",
    "active_time.total",
)


def _recognise(sample: Sample) -> str | None:
    value = sample.first_json
    if not isinstance(value, dict) or METRICS not in value or _PREFIX not in sample.head:
        return None
    return f"it has {METRICS}, and names claude_code"


def _read(arrived: Arrived) -> Iterator[Batch]:
    sums = EventDays("USD")
    for batch in read_json(arrived, _DECLARED, DataPoints(_NAMES)):
        yield batch.batch({ALIAS: _add(batch, sums)})
    for batch in sums.batches():
        batch.facts["usage"] = actions_are_sessions(batch.facts["usage"])
        yield batch


def _add(batch: JsonRows, sums: EventDays) -> pa.Table:
    """Alias rows; adds the data points of a batch."""
    rows, sieve = batch.rows, batch.sieve
    full = texts(leaf(rows, "name"))
    sieve.reject(pc.is_null(full), "name", "is missing")
    name = pc.replace_substring(full, _PREFIX, "")
    sieve.drop(pc.invert(pc.is_in(name, value_set=pa.array(_SIGNS))), "no sign of use")
    email, account = texts(leaf(rows, _EMAIL)), texts(leaf(rows, _ACCOUNT))
    sieve.drop(pc.and_(pc.is_null(email), pc.is_null(account)), "nobody is named: an API key or another cloud was used")
    delta = pc.fill_null(leaf(rows, "delta"), False)
    sieve.reject(
        pc.invert(delta), "aggregationTemporality", "is cumulative: set OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta"
    )
    day = utc_days(leaf(rows, TIME), "timeUnixNano", sieve)
    sieve.reject(pc.is_null(day), "timeUnixNano", "is missing")
    value, series = texts(leaf(rows, "value")), leaf(rows, SERIES)
    started = pc.if_else(pc.equal(name, _SESSION), series, pa.scalar(None, pa.string()))
    active = pc.greater(pc.fill_null(numbers(value, "value", sieve, least=0), 0), 0)
    session = pc.coalesce(texts(leaf(rows, "session.id")), started)
    events = Events(
        identifier=pc.coalesce(email, account),
        kind=pc.if_else(pc.is_valid(email), IdentifierKind.EMAIL.value, IdentifierKind.CLAUDE_ID.value),
        tool="claude_code",
        day=day,
        surface=terminal_surfaces(texts(leaf(rows, "terminal.type"))),
        event=series,
        session=pc.if_else(active, session, pa.scalar(None, pa.string())),
        active=active.cast(pa.int8()),
        figures=_figures(rows, name, value, sieve),
    )
    sums.add(sieve, events)
    return stated_pairs(sieve, email, IdentifierKind.CLAUDE_ID, account)


def _figures(rows: pa.StructArray, name: pa.Array, value: pa.Array, sieve: Sieve) -> dict[str, pa.Array]:
    decision = pc.utf8_lower(texts(leaf(rows, "decision")))
    judged = pc.equal(name, _DECISION)

    def only(which: pa.Array) -> pa.Array:
        return pc.if_else(pc.fill_null(which, False), value, pa.scalar(None, pa.string()))

    return {
        "accepted": whole_numbers(only(pc.and_(judged, pc.equal(decision, "accept"))), "value", sieve),
        "rejected": whole_numbers(only(pc.and_(judged, pc.equal(decision, "reject"))), "value", sieve),
        "cost": money(only(pc.equal(name, _COST)), "value", sieve),
    }


SOURCE = Source(
    name="claude_code_otel_metrics",
    title="Claude Code telemetry, metrics",
    kind="usage",
    version=1,
    tools=("claude_code",),
    tables=("usage",),
    about=(
        "One record is a data point that Claude Code sent to your own OpenTelemetry collector. Points are added up to a person "
        "and a UTC day, each once. A metric says no prompts; sessions are those named in the points of the day, and actions are "
        "sessions, as in the other feeds of Claude Code. Cost is Claude Code's estimate, in dollars; it is never added to a "
        "cost report. A file has to hold whole days, because a day that comes again replaces the day: let the collector begin a "
        "file a day, and let metrics and events go into files of their own. The events of the same telemetry tell more; where "
        "they, Claude Enterprise or the Admin API report the same weeks, one feed speaks for each week and nothing is added: "
        "the one that covers more weeks, then the one whose name comes first."
    ),
    where_found=(
        "Your OpenTelemetry collector: receive otlp, export with the file exporter (format json) from the pipeline for metrics. "
        "Claude Code sends there with CLAUDE_CODE_ENABLE_TELEMETRY=1, OTEL_METRICS_EXPORTER=otlp and "
        "OTEL_EXPORTER_OTLP_ENDPOINT, best set for everybody in managed-settings.json. There is no API: the data never leaves "
        "your house."
    ),
    permission="Whoever may change Claude Code's managed settings, and read the collector's files.",
    grain="event, stored as days",
    zone="UTC",
    lag_days=1,
    restated_days=1,
    active_means=(
        "At least one point above 0 on that day: a session begun, a decision, a commit, a pull request, changed lines, tokens, "
        "cost or active time."
    ),
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "People who use Claude Code with an API key, or through Bedrock or Vertex, are not named and are left out.",
        "Points that count from the start of the program (cumulative) are rejected: Claude Code sends differences by default.",
    ),
)
