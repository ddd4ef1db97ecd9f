"""Claude Code analytics of the Admin API (Console organisations): JSON, an actor, a UTC day and a terminal."""

from collections.abc import Iterator

from clearspan.sources.pulling.anthropic import daily_api, pages
from clearspan.sources.pulling.api import Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import begins, joined
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.cents import number_cents
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.event_days import EventDays, Events
from clearspan.sources.reading.figures import any_positive, total
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.nested_money import item_sums
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.terminals import terminal_surfaces
from clearspan.sources.reading.typed import days, texts, whole_numbers
from clearspan.sources.reading.who import who
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

_EDITS = ("edit_tool", "multi_edit_tool", "write_tool", "notebook_edit_tool")
_SESSIONS = "core_metrics.num_sessions"
_DONE = ("core_metrics.commits_by_claude_code", "core_metrics.pull_requests_by_claude_code")
_ACCEPTED = tuple(f"tool_actions.{tool}.accepted" for tool in _EDITS)
_REJECTED = tuple(f"tool_actions.{tool}.rejected" for tool in _EDITS)
_COST = "model_breakdown[].estimated_cost.amount"

_KEEPS = (
    KeptField("actor.email_address", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField("actor.api_key_name", FieldRole.IDENTIFIER, "identifier of an API actor", identifier=IdentifierKind.API_KEY_NAME),
    KeptField("date", FieldRole.TIME, "start_day, end_day", required=True),
    KeptField("terminal_type", FieldRole.CATEGORY, "surface"),
    KeptField("customer_type", FieldRole.CATEGORY, "tells records apart; not stored"),
    KeptField("subscription_type", FieldRole.CATEGORY, "tells records apart; not stored"),
    KeptField(_SESSIONS, FieldRole.MEASURE, "sessions, actions"),
    *(KeptField(name, FieldRole.MEASURE, "active") for name in _DONE),
    *(KeptField(name, FieldRole.MEASURE, "accepted") for name in _ACCEPTED),
    *(KeptField(name, FieldRole.MEASURE, "rejected") for name in _REJECTED),
    KeptField(_COST, FieldRole.MEASURE, "cost, a hundredth of it"),
)

_DECLARED = declared_type(_KEEPS)


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json)
    if record is None or not isinstance(record.get("actor"), dict) or "core_metrics" not in record:
        return None
    telling = [name for name in ("terminal_type", "customer_type", "model_breakdown") if name in record]
    return f"its first record has actor, core_metrics, {telling[0]}" if telling else None


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """One page a day, because a person's records of a day may stand in two of the vendor's."""
    for day in map(str, window.days()):
        yield from joined(pages(caller, "usage_report/claude_code", {"starting_at": day}), "data", begins(day, "date"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    sums = EventDays("USD")
    for batch in read_json(arrived, _DECLARED, paged()):
        sums.add(batch.sieve, _events(batch))
        yield batch.batch({})
    yield from sums.batches()


def _events(batch: JsonRows) -> Events:
    rows, sieve = batch.rows, batch.sieve
    email, key = texts(leaf(rows, "actor.email_address")), texts(leaf(rows, "actor.api_key_name"))
    named = who(
        sieve, (IdentifierKind.EMAIL, "actor.email_address", email), (IdentifierKind.API_KEY_NAME, "actor.api_key_name", key)
    )
    day = days(leaf(rows, "date"), "date", sieve)
    terminal = texts(leaf(rows, "terminal_type"))
    (sessions, *done), accepted, rejected = (
        [whole_numbers(leaf(rows, name), name, sieve) for name in names] for names in ((_SESSIONS, *_DONE), _ACCEPTED, _REJECTED)
    )
    told_by = [terminal, *(texts(leaf(rows, name)) for name in ("customer_type", "subscription_type"))]
    figures = {"sessions": sessions, "actions": sessions, "accepted": total(accepted), "rejected": total(rejected)}
    return Events(
        identifier=named["identifier"],
        kind=named["identifier_kind"],
        tool="claude_code",
        day=day,
        surface=terminal_surfaces(terminal),
        event=(named["identifier"], day, *told_by),
        active=any_positive([sessions, *done, *accepted, *rejected]),
        figures={**figures, "cost": item_sums(rows, _COST, sieve, number_cents)},
    )


SOURCE = Source(
    name="claude_code_admin",
    title="Claude Code analytics, Admin API",
    kind="usage",
    version=1,
    tools=("claude_code",),
    tables=("usage",),
    about=(
        "One record is an actor, a UTC day, a terminal and a kind of customer; a person's records of a day are added up, each "
        "once. An actor is a person by address or an API key by name; a key is an identity of its own until a list says whose "
        "it is, and is often a program's. Surfaces are editors and terminals. Actions are sessions, as in the other feeds of "
        "Claude Code, so that a change of feed is no change of meaning. Cost is the vendor's estimate, in dollars; it is "
        "never added to a cost report. Where Claude Enterprise or the telemetry of Claude Code report the same weeks, one feed "
        "speaks for each week and nothing is added: the one that covers more weeks, then the one whose name comes first."
    ),
    where_found=(
        "GET https://api.anthropic.com/v1/organizations/usage_report/claude_code?starting_at=YYYY-MM-DD&limit=1000 (one day a "
        "question), all pages of a day in one file. In the browser: Console, Claude Code, shows the same without an export."
    ),
    permission="An Admin API key (sk-ant-admin...), which an administrator of the Console organisation makes.",
    grain="day",
    zone="UTC",
    lag_days=1,
    restated_days=2,
    active_means="At least one session, commit, pull request or judged edit on that day.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=daily_api(
        _fetch,
        key=Ask("key", "the Admin API key; it begins with sk-ant-admin", secret=True),
        clicks=(
            "As an administrator of the Console organisation, open console.anthropic.com, Settings, Admin keys.",
            "Choose Create Admin Key, give it a name, and copy it at once. An Admin key may do more than read: keep it here "
            "alone.",
        ),
    ),
    not_established=(
        "For how long late events change a day: two days are assumed.",
        "How far back the API answers: a year is asked.",
        "Use through Bedrock, Vertex or Foundry is not part of this feed.",
        "The list of terminal types: a name that holds an editor's name is an editor.",
        "A day that stands in two files is taken from the one that is read later, not added up.",
    ),
)
