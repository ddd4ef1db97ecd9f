"""ChatGPT Enterprise and Edu: the Compliance Logs Platform's JSON lines, digested in memory to counts of a day and to tasks."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import orjson
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import records_of
from clearspan.sources.pulling.paging import by_cursor
from clearspan.sources.pulling.sign import Bearer
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.event_days import EventDays, Events
from clearspan.sources.reading.event_time import utc_days
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import first_record
from clearspan.sources.reading.prompt_texts import DIGESTED, marked, tasks_in
from clearspan.sources.reading.typed import texts
from clearspan.sources.reading.who import who
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind

_MESSAGE, _CODEX = "CONVERSATION_MESSAGE", "CODEX_LOG"
_PROMPT_SENT = "PROMPT_SENT"
_TEXTS = (("message", "content", "value"), ("message", "content", "parts"), ("event_details", "prompt_text"))

_KEEPS = (
    KeptField("actor.user_email", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField(
        "actor.user_id", FieldRole.IDENTIFIER, "identifier where the address is empty", identifier=IdentifierKind.CHATGPT_ID
    ),
    KeptField("timestamp", FieldRole.TIME, "start_day, end_day"),
    KeptField("type", FieldRole.CATEGORY, "tool"),
    KeptField("event_id", FieldRole.CATEGORY, "tells events apart; not stored"),
    KeptField("conversation.id", FieldRole.CATEGORY, "sessions; not stored"),
    KeptField("event_details.session_id", FieldRole.CATEGORY, "sessions; not stored"),
    KeptField("message.author.type", FieldRole.CATEGORY, "prompts: the user's messages alone"),
    KeptField("message.author.role", FieldRole.CATEGORY, "the same, as older records write it"),
    KeptField("event_type", FieldRole.CATEGORY, "prompts: prompts sent alone"),
    KeptField("event_details.detail_type", FieldRole.CATEGORY, "the same"),
    KeptField("client_id", FieldRole.CATEGORY, "surface of Codex"),
    KeptField("message.content.value", FieldRole.CATEGORY, "task, by words of a short list; the text is not kept"),
    KeptField("message.content.parts", FieldRole.CATEGORY, "the same"),
    KeptField("event_details.prompt_text", FieldRole.CATEGORY, "the same"),
)

_DECLARED = declared_type(_KEEPS, (DIGESTED,), map(".".join, _TEXTS))
_CLIENTS = {"cli": "cli", "web": "web", "cloud": "web", "ide": "ide", "vscode": "ide"}
_PAGE_SIZE = 100
_LATE = timedelta(hours=6)
"""How long after its day an event is looked for in the files."""


def _asks(record: dict[str, Any]) -> bool:
    """False where the text of an event is certainly not a person's."""
    message = record.get("message")
    author = message.get("author") if isinstance(message, dict) else None
    return not isinstance(author, dict) or str(author.get("type") or author.get("role")).lower() == "user"


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json)
    if record is None or not {"event_id", "type", "timestamp"} <= record.keys():
        return None
    telling = [name for name in ("principal", "actor") if isinstance(record.get(name), dict)]
    return f"its first record has event_id, type, timestamp, {telling[0]}" if telling else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    sums = EventDays()
    for batch in read_json(arrived, _DECLARED):
        yield batch.batch({ALIAS: _add(batch, sums)})
    yield from sums.batches()


def _add(batch: JsonRows, sums: EventDays) -> pa.Table:
    """Alias rows; adds the prompts of a batch."""
    rows, sieve = batch.rows, batch.sieve
    kind = texts(leaf(rows, "type"))
    codex = pc.fill_null(pc.equal(kind, _CODEX), False)
    author = pc.coalesce(texts(leaf(rows, "message.author.type")), texts(leaf(rows, "message.author.role")))
    said = pc.coalesce(texts(leaf(rows, "event_type")), texts(leaf(rows, "event_details.detail_type")))
    sieve.reject(pc.is_null(kind), "type", "is missing")
    message = pc.fill_null(pc.equal(kind, _MESSAGE), False)
    sieve.reject(pc.and_(message, pc.is_null(author)), "message.author.type", "is missing, and so is message.author.role")
    asked = pc.or_(
        pc.and_(message, pc.fill_null(pc.equal(pc.utf8_lower(author), "user"), False)),
        pc.and_(codex, pc.fill_null(pc.equal(said, _PROMPT_SENT), False)),
    )
    sieve.drop(pc.invert(asked), "no prompt of a person")
    email, user = texts(leaf(rows, "actor.user_email")), texts(leaf(rows, "actor.user_id"))
    named = who(sieve, (IdentifierKind.EMAIL, "actor.user_email", email), (IdentifierKind.CHATGPT_ID, "actor.user_id", user))
    day = utc_days(leaf(rows, "timestamp"), "timestamp", sieve)
    sieve.reject(pc.is_null(day), "timestamp", "is missing")
    events = Events(
        identifier=named["identifier"],
        kind=named["identifier_kind"],
        tool=pc.if_else(codex, "codex", "chatgpt"),
        day=day,
        surface=pc.if_else(codex, _clients(texts(leaf(rows, "client_id"))), pa.scalar(None, pa.string())),
        event=texts(leaf(rows, "event_id")),
        session=pc.coalesce(texts(leaf(rows, "conversation.id")), texts(leaf(rows, "event_details.session_id"))),
        figures={"prompts": 1, "actions": 1},
    )
    sums.add(sieve, events)
    found = [tasks_in(leaf(rows, ".".join(place)), sieve.open, leaf(rows, DIGESTED)) for place in _TEXTS]
    sums.add_tasks(sieve, events, pc.coalesce(*found))
    return stated_pairs(sieve, email, IdentifierKind.CHATGPT_ID, user)


def _clients(client: pa.Array) -> pa.Array:
    """The surface of a Codex client: cli, web, ide, or other."""
    plain_name = pc.replace_substring_regex(pc.utf8_lower(client), r"^codex[_-]?", "")
    at = pc.index_in(plain_name, value_set=pa.array(list(_CLIENTS)))
    return pc.fill_null(pa.array(list(_CLIENTS.values())).take(at), "other")


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """One page with the events of the day in which people wrote, their texts digested."""
    place = f"{caller.asked['scope'].strip('/')}/logs"
    for kind in (_MESSAGE, _CODEX):
        lines = [
            line for number in _files(caller, place, kind, window) for line in _lines(caller, f"{place}/{number}", window.first)
        ]
        if lines:
            yield Page(b"\n".join(lines) + b"\n")


def _files(caller: Caller, place: str, kind: str, window: Window) -> Iterator[str]:
    """The numbers of the files that may hold events of the window."""
    begin = f"{window.first.isoformat()}T00:00:00Z"
    enough = f"{(window.last + timedelta(days=1)).isoformat()}T{int(_LATE.total_seconds()) // 3600:02}:00:00Z"

    def following(body: Any) -> str | None:
        reached = body.get("last_end_time") if isinstance(body, dict) and body.get("has_more") is True else None
        return reached if isinstance(reached, str) and reached < enough else None

    for answer in by_cursor(caller, place, {"event_type": kind, "limit": _PAGE_SIZE, "after": begin}, following, "after"):
        for file in records_of(answer, "data"):
            if isinstance(file, dict) and file.get("id"):
                yield str(file["id"])


def _lines(caller: Caller, place: str, day: date) -> Iterator[bytes]:
    """The events of the day in a file, one a line; what is no JSON is passed on, so that it is counted."""
    for line in (caller.redirected(place, missing=True) or b"").splitlines():
        try:
            event = orjson.loads(line)
        except orjson.JSONDecodeError:
            yield b"{" if line.strip() else b""
            continue
        if isinstance(event, dict) and str(event.get("timestamp")).startswith(day.isoformat()):
            yield orjson.dumps(marked(event, _TEXTS, _asks))


SOURCE = Source(
    name="chatgpt_compliance_logs",
    title="ChatGPT compliance logs",
    kind="usage",
    version=1,
    tools=("chatgpt", "codex"),
    tables=("usage", "task_use"),
    about=(
        "One record is an event. Messages that a person wrote, and prompts sent to Codex, are counted by person and UTC day, "
        "each event once; answers, system messages, sign-ins and everything else are left out. The text is read in memory alone: "
        "by a short list of English, German and French words it is told which task it asks for, and it is gone; titles and "
        "names of files are not looked at. Sessions are conversations. A file has to hold whole days, because a day that "
        "comes again replaces the day: put the files of a day into one. Where the user report or Codex analytics tell of the "
        "same weeks, one feed speaks for each week and nothing is added: one by day before one by week, then the one that "
        "covers more weeks."
    ),
    where_found=(
        "GET https://api.chatgpt.com/v1/compliance/workspaces/{id}/logs?event_type=CONVERSATION_MESSAGE&after=..., then "
        "/logs/{id} for each file; the vendor's download script writes the same lines. The workspace has no button for it."
    ),
    permission=(
        "A compliance API key, which OpenAI enables for the workspace on request of its owner; Enterprise, Edu, Teachers. It can "
        "read everything that was written: agree with the works council first, and prefer the user report where tasks and days "
        "are not needed."
    ),
    grain="event, stored as days",
    zone="UTC",
    lag_days=1,
    restated_days=2,
    active_means="At least one message or Codex prompt that the person wrote on that day.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=Api(
        base="https://api.chatgpt.com/v1/compliance",
        asks=(
            Ask("scope", "workspaces/ID of the ChatGPT workspace, or organizations/ID of the platform organisation"),
            Ask("token", "the compliance API key", secret=True),
        ),
        sign=Bearer(),
        window_days=1,
        history_days=30,
        fetch=_fetch,
        clicks=(
            "As the owner of the workspace, ask OpenAI's support or your account team to enable the Compliance API.",
            "Open platform.openai.com in the organisation tied to the workspace, API keys, and create a key for this alone.",
            "Send the key's last four characters, its name and the wanted scope (read) to OpenAI, who grant it.",
            "Copy the workspace's id from Workspace settings, General.",
        ),
    ),
    not_established=(
        "For how long OpenAI keeps the files: 30 days are assumed, so connect early.",
        "How long after an event its file is finished: files up to six hours into the next day are looked at.",
        "In which of two fields a message names its author: either is read; a message without one is rejected.",
        "Whether messages that a GPT or an agent sends in a person's name are told apart.",
        "The names of Codex clients beyond CLI, web and IDE: others are 'other'.",
    ),
)
