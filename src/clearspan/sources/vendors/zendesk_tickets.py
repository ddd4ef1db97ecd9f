"""Zendesk Support: tickets of the incremental export with metric sets and satisfaction, JSON."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.paging import by_cursor
from clearspan.sources.pulling.sign import Basic
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import plain
from clearspan.sources.reading.typed import moments, texts, whole_numbers
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.work.histories import days_of
from clearspan.sources.work.item_rows import Times, item_facts
from clearspan.sources.work.labels import marks_of
from clearspan.sources.work.listed import listed
from clearspan.sources.work.owners import NOBODY, owner
from clearspan.vocabulary.identifier import IdentifierKind

_ENDED = pa.array(["solved", "closed"])
_JUDGED = {"good": 1.0, "bad": 0.0}

_KEEPS = (
    KeptField("id", FieldRole.IDENTIFIER, "item, as a keyed token", required=True),
    KeptField("assignee.email", FieldRole.IDENTIFIER, "identifier, from the users of the page", identifier=IdentifierKind.EMAIL),
    KeptField(
        "assignee_id",
        FieldRole.IDENTIFIER,
        "alias; identifier where no user of the page has the number",
        identifier=IdentifierKind.ZENDESK_ID,
    ),
    KeptField("status", FieldRole.CATEGORY, "which tickets are solved or deleted"),
    KeptField("created_at", FieldRole.TIME, "created_day", required=True),
    KeptField("updated_at", FieldRole.TIME, "as_of"),
    KeptField("tags[]", FieldRole.CATEGORY, "task, learner_grade, ai_assisted"),
    KeptField("satisfaction_rating.score", FieldRole.CATEGORY, "quality"),
    KeptField("metric_set.initially_assigned_at", FieldRole.TIME, "started_day"),
    KeptField("metric_set.solved_at", FieldRole.TIME, "finished_day"),
    KeptField("metric_set.reopens", FieldRole.MEASURE, "reopened"),
)
_DECLARED = declared_type(_KEEPS)


def _recognise(sample: Sample) -> str | None:
    for record in _opened(sample.first_json)[:1]:
        if isinstance(record, dict) and {"id", "assignee_id", "status"} <= record.keys():
            telling = [name for name in ("requester_id", "satisfaction_rating", "metric_set") if name in record]
            return f"its first record has assignee_id, {telling[0]}" if telling else None
    return None


def _opened(value: Any) -> list[Any]:
    """The tickets of the pages of an answer, each with its assignee's address where the page has it."""
    if isinstance(value, dict) and isinstance(value.get("tickets"), list):
        addresses = _by_id(value.get("users"), "email")
        metrics = _by_id(value.get("metric_sets"), None, "ticket_id")
        for ticket in value["tickets"]:
            if isinstance(ticket, dict):
                for name in ("id", "assignee_id"):
                    if isinstance(ticket.get(name), int):
                        ticket[name] = _key(ticket[name])
                ticket["assignee"] = {"email": addresses.get(_key(ticket.get("assignee_id")))}
                ticket.setdefault("metric_set", metrics.get(_key(ticket.get("id"))))
        return value["tickets"]
    return [record for item in value for record in _opened(item)] if isinstance(value, list) else plain(value)


def _by_id(items: Any, field: str | None, number: str = "id") -> dict[str, Any]:
    """The items, or one field of each, by a number of theirs."""
    if not isinstance(items, list):
        return {}
    found = [item for item in items if isinstance(item, dict)]
    return {_key(item.get(number)): item.get(field) if field else item for item in found}


def _key(number: Any) -> str:
    return str(number)


def _read(arrived: Arrived) -> Iterator[Batch]:
    for batch in read_json(arrived, _DECLARED, _opened):
        yield batch.batch(_facts(batch))


def _facts(batch: JsonRows) -> dict[str, pa.Table]:
    rows, sieve = batch.rows, batch.sieve
    status = texts(leaf(rows, "status"))
    sieve.drop(pc.equal(status, "deleted"), "deleted")
    who = owner(texts(leaf(rows, "assignee.email")), texts(leaf(rows, "assignee_id")), IdentifierKind.ZENDESK_ID)
    sieve.drop(pc.is_null(who.identifier), NOBODY)
    score = pc.utf8_lower(texts(leaf(rows, "satisfaction_rating.score")))
    judged = pa.array(list(_JUDGED.values())).take(pc.index_in(score, value_set=pa.array(list(_JUDGED))))
    tags = listed(rows, "tags[]")
    columns = {
        "item": texts(leaf(rows, "id")),
        "kind": "ticket",
        "system": "zendesk",
        "reopened": whole_numbers(leaf(rows, "metric_set.reopens"), "metric_set.reopens", sieve).cast(pa.int32()),
        "quality": judged,
    }
    moment = {
        name: moments(leaf(rows, name), name, sieve)
        for name in ("created_at", "updated_at", "metric_set.initially_assigned_at", "metric_set.solved_at")
    }
    ended = pc.fill_null(pc.is_in(status, value_set=_ENDED), False)
    solved = pc.if_else(ended, moment["metric_set.solved_at"], pa.scalar(None, pa.int64()))
    assigned = moment["metric_set.initially_assigned_at"]
    times = Times(
        days_of(moment["created_at"]),
        days_of(pc.if_else(pc.fill_null(pc.greater(assigned, solved), False), moment["created_at"], assigned)),
        days_of(solved),
        days_of(moment["updated_at"]),
    )
    return item_facts(sieve, who, times, marks_of(tags, texts(tags.items), len(rows)), columns)


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """The pages of the tickets that were changed in the window."""
    start = int(datetime.combine(window.first, time(), UTC).timestamp())
    params = {"start_time": start, "include": "users,metric_sets", "per_page": 1000}
    end = datetime.combine(window.last, time.max, UTC)

    def following(body: Any) -> str | None:
        return None if body.get("end_of_stream") or _all_after(body, end) else body.get("after_cursor")

    for answer in by_cursor(caller, "/api/v2/incremental/tickets/cursor.json", params, following, "cursor"):
        yield Page(answer.body)


def _all_after(body: Any, end: datetime) -> bool:
    """Whether every ticket of the page was changed after the window: the export goes on to the present."""
    changed = [ticket.get("generated_timestamp") for ticket in body.get("tickets", ())]
    return bool(changed) and all(isinstance(moment, int) and moment > end.timestamp() for moment in changed)


SOURCE = Source(
    name="zendesk_tickets",
    title="Zendesk tickets",
    kind="work",
    version=1,
    tools=(),
    tables=("work_item", "task_use"),
    about=(
        "One record is a ticket. Work starts with the first assignment and ends with the last solution while the ticket is "
        "solved or "
        "closed; how often it was reopened is the vendor's count. Quality is what the customer answered: good is 1, bad is 0, "
        "offered or not offered is not judged. Tags say the rest: ai:TOOL, ai_assisted, no_ai, task:NAME, learner. Deleted "
        "tickets and tickets without an assignee are left out. A ticket that comes again replaces what was known. Subjects, "
        "comments and requesters are not kept."
    ),
    where_found=(
        "GET "
        "https://SUBDOMAIN.zendesk.com/api/v2/incremental/tickets/cursor.json?start_time=SECONDS&include=users,metric_sets, all "
        "pages; pages may stand one a line in one file. The CSV of a view has no metrics and is not read."
    ),
    permission="An administrator's API token, or an agent who may see all tickets.",
    grain="an item",
    zone="UTC",
    lag_days=1,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "Which assignees are programs: an AI agent that owns tickets stands under a number of its own, joined to nobody.",
        "Answers to the newer customer surveys, which are an API of their own: only satisfaction_rating is read.",
        "A colon in a tag: where the site does not allow it, task and tool cannot be told by tags.",
        "How hard a ticket is: the system does not say.",
    ),
    api=Api(
        base="https://{subdomain}.zendesk.com",
        asks=(
            Ask("subdomain", "Name of the account: the part before .zendesk.com"),
            Ask("user", "Address of the administrator, followed by /token"),
            Ask("token", "API token", secret=True),
        ),
        sign=Basic(user_ask="user", password_ask="token"),
        window_days=7,
        history_days=365,
        fetch=_fetch,
        a_minute=10,
        by_change=True,
        clicks=(
            "In the Admin Center open Apps and integrations, APIs, API tokens, and press Add API token; copy it.",
            "The user name is the administrator's address followed by /token, as in name@example.com/token.",
        ),
    ),
)
