"""Jira Cloud: issues with their changelog, as the search answers them, JSON."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import one_page
from clearspan.sources.pulling.paging import by_cursor_in_body
from clearspan.sources.pulling.sign import Basic
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_or_json import OfRecords, OfTable, read_csv_or_json
from clearspan.sources.reading.csv_rows import CsvRows
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.json_rows import JsonRows
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import days, moments, numbers, texts
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.work.histories import DOING, DONE, WAITING, History, Moves, days_of, history
from clearspan.sources.work.item_rows import Times, item_facts
from clearspan.sources.work.labels import marks_of, no_marks
from clearspan.sources.work.listed import listed, listed_below
from clearspan.sources.work.owners import BOT, NOBODY, owner
from clearspan.sources.work.state_words import learnt, state_codes
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.period import day_number

_ISSUES = "issues"
_POINTS = "storyPoints"
_USUAL_POINTS = "customfield_10016"
_CATEGORIES = {"new": WAITING, "indeterminate": DOING, "done": DONE}
_GIVEN_UP = pa.array(["won't do", "won't fix", "duplicate", "cannot reproduce", "declined", "cancelled", "canceled", "invalid"])
_EARLIEST = day_number(date(2000, 1, 1))

_KEEPS = (
    KeptField("id", FieldRole.IDENTIFIER, "item, as a keyed token", required=True),
    KeptField("fields.assignee.emailAddress", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField(
        "fields.assignee.accountId",
        FieldRole.IDENTIFIER,
        "alias; identifier where the address is hidden",
        identifier=IdentifierKind.JIRA_ACCOUNT,
    ),
    KeptField("fields.assignee.accountType", FieldRole.CATEGORY, "which accounts are people"),
    KeptField("fields.created", FieldRole.TIME, "created_day", required=True),
    KeptField("fields.updated", FieldRole.TIME, "as_of"),
    KeptField("fields.resolutiondate", FieldRole.TIME, "finished_day where the changelog does not tell"),
    KeptField("fields.resolution.name", FieldRole.CATEGORY, "which issues were given up"),
    KeptField("fields.status.name", FieldRole.CATEGORY, "what the changelog's names mean"),
    KeptField("fields.status.statusCategory.key", FieldRole.CATEGORY, "what the changelog's names mean"),
    KeptField("fields.labels[]", FieldRole.CATEGORY, "task, learner_grade, ai_assisted"),
    KeptField(f"fields.{_POINTS}", FieldRole.MEASURE, "difficulty"),
    KeptField(f"fields.{_USUAL_POINTS}", FieldRole.MEASURE, "difficulty"),
    KeptField("changelog.histories[].created", FieldRole.TIME, "started_day, finished_day, reopened"),
    KeptField("changelog.histories[].items[].field", FieldRole.CATEGORY, "which changes are of the status"),
    KeptField("changelog.histories[].items[].fromString", FieldRole.CATEGORY, "started_day, finished_day, reopened"),
    KeptField("changelog.histories[].items[].toString", FieldRole.CATEGORY, "started_day, finished_day, reopened"),
    KeptField("changelog.histories[].items[].fromCategory", FieldRole.CATEGORY, "started_day, finished_day, reopened"),
    KeptField("changelog.histories[].items[].toCategory", FieldRole.CATEGORY, "started_day, finished_day, reopened"),
)
_CSV_KEEPS = (
    KeptField("Issue id", FieldRole.IDENTIFIER, "item, as a keyed token", required=True),
    KeptField("Assignee Id", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.JIRA_ACCOUNT),
    KeptField("Created", FieldRole.TIME, "created_day", required=True),
    KeptField("Updated", FieldRole.TIME, "as_of"),
    KeptField("Resolved", FieldRole.TIME, "finished_day", required=True),
    KeptField("Resolution", FieldRole.CATEGORY, "which issues were given up"),
    KeptField("Custom field (Story Points)", FieldRole.MEASURE, "difficulty", aliases=("Custom field (Story point estimate)",)),
)
_CSV_DATES = ("%d/%b/%y %I:%M %p", "%d/%b/%y %H:%M", "%d/%b/%Y %I:%M %p", "%Y-%m-%d %H:%M")
_DECLARED = declared_type(_KEEPS)


def _recognise(sample: Sample) -> str | None:
    if sample.header is not None:
        return header_why(sample, ("Issue id", "Issue key", "Assignee Id", "Created", "Resolved"))
    record = first_record(sample.first_json, _ISSUES)
    if record is None or not isinstance(record.get("fields"), dict) or not {"id", "key"} & record.keys():
        return None
    telling = [name for name in ("issuetype", "statusCategory", "status", "created") if name in record["fields"]]
    return f"its first record has fields.{telling[0]}" if telling else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    return read_csv_or_json(arrived, OfTable(_CSV_KEEPS, _facts_of_export), OfRecords(_DECLARED, paged(under=_ISSUES), _facts))


def _facts(batch: JsonRows) -> dict[str, pa.Table]:
    rows, sieve = batch.rows, batch.sieve
    account = texts(leaf(rows, "fields.assignee.accountId"))
    who = owner(texts(leaf(rows, "fields.assignee.emailAddress")), account, IdentifierKind.JIRA_ACCOUNT)
    kind = texts(leaf(rows, "fields.assignee.accountType"))
    sieve.drop(pc.is_null(who.identifier), NOBODY)
    sieve.drop(pc.equal(kind, "app"), BOT)
    category = texts(leaf(rows, "fields.status.statusCategory.key"))
    state = pc.index_in(category, value_set=pa.array(list(_CATEGORIES)))
    told = _history(rows, state, sieve)
    labels = listed(rows, "fields.labels[]")
    points = [numbers(leaf(rows, f"fields.{name}"), name, sieve, least=0) for name in (_POINTS, _USUAL_POINTS)]
    columns = {
        "item": texts(leaf(rows, "id")),
        "kind": "ticket",
        "system": "jira",
        "difficulty": pc.coalesce(*points),
        "reopened": pc.if_else(pa.array(told.moved), told.reopened, pc.if_else(_has_changelog(rows), 0, None).cast(pa.int32())),
    }
    times = Times(
        days_of(moments(leaf(rows, "fields.created"), "fields.created", sieve, _EARLIEST)),
        days_of(told.started),
        days_of(_finished(rows, told, state, sieve)),
        days_of(moments(leaf(rows, "fields.updated"), "fields.updated", sieve, _EARLIEST)),
    )
    return item_facts(sieve, who, times, marks_of(labels, texts(labels.items), len(rows)), columns)


def _facts_of_export(rows: CsvRows) -> dict[str, pa.Table]:
    """The issues of a search's CSV, which has no changelog; its labels stand in several columns of one name and are not read."""
    sieve = rows.sieve
    who = owner(pa.nulls(len(rows), pa.string()), rows.column("Assignee Id"), IdentifierKind.JIRA_ACCOUNT)
    sieve.drop(pc.is_null(who.identifier), NOBODY)
    created, updated, resolved = (
        days(rows.column(name), name, sieve, _CSV_DATES, _EARLIEST) for name in ("Created", "Updated", "Resolved")
    )
    given_up = pc.is_in(pc.utf8_lower(rows.column("Resolution")), value_set=_GIVEN_UP)
    points = "Custom field (Story Points)"
    columns = {
        "item": rows.column("Issue id"),
        "kind": "ticket",
        "system": "jira",
        "difficulty": numbers(rows.column(points), points, sieve, least=0),
    }
    times = Times(created, None, pc.if_else(given_up, pa.scalar(None, pa.int32()), resolved), updated)
    return item_facts(sieve, who, times, no_marks(len(rows)), columns)


def _has_changelog(rows: pa.StructArray) -> pa.Array:
    return pc.is_valid(leaf(rows, "changelog.histories"))


def _history(rows: pa.StructArray, state: pa.Array, sieve: Sieve) -> History:
    """What the changes of status tell."""
    changes = listed(rows, "changelog.histories[]")
    moment = changes.read(_early_moments, "created", "changelog.histories[].created", sieve)
    items, of = listed_below(changes, "items")
    moment = moment.take(pa.array(of))
    status = pc.and_(pc.equal(items.texts("field"), "status"), pc.is_valid(moment))
    known = learnt(texts(leaf(rows, "fields.status.name")), state)
    moves = items.where(status)
    sides = []
    for side in ("from", "to"):
        stated = pc.index_in(moves.texts(f"{side}Category"), value_set=pa.array(list(_CATEGORIES)))
        named = pa.array(state_codes(moves.texts(f"{side}String"), known), pa.int32())
        sides.append(pc.coalesce(stated, named).to_numpy().astype("int64"))
    seconds = pc.drop_null(moment.filter(status)).to_numpy() if len(moves) else moves.record
    return history(Moves(moves.record, seconds, *sides), len(rows))


def _early_moments(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    return moments(column, name, sieve, _EARLIEST)


def _finished(rows: pa.StructArray, told: History, state: pa.Array, sieve: Sieve) -> pa.Array:
    """When the issue was done, where it is done now and was not given up."""
    resolved = moments(leaf(rows, "fields.resolutiondate"), "fields.resolutiondate", sieve, _EARLIEST)
    resolution = pc.utf8_lower(texts(leaf(rows, "fields.resolution.name")))
    given_up = pc.is_in(resolution, value_set=_GIVEN_UP)
    not_done = pc.fill_null(pc.not_equal(state, DONE), False)
    return pc.if_else(pc.or_(given_up, not_done), pa.scalar(None, pa.int64()), pc.coalesce(told.finished, resolved))


_LARGEST_SECONDS = 10**11
_FIELDS = ("created", "updated", "resolutiondate", "resolution", "status", "assignee", "labels")


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """The pages of the issues that were changed in the window, each issue with all changes of its status."""
    points = caller.asked.get("story_points") or _USUAL_POINTS
    answer = caller.get("/rest/api/3/status", missing=True)
    categories = {item["id"]: item.get("statusCategory", {}).get("key") for item in (answer.json() if answer else ())}
    first, last = window.first - timedelta(days=1), window.last + timedelta(days=2)
    search = {
        "jql": f'updated >= "{first.isoformat()}" AND updated < "{last.isoformat()}" ORDER BY updated ASC',
        "fields": [*_FIELDS, points],
        "expand": "changelog",
        "maxResults": 100,
    }
    for found in by_cursor_in_body(caller, "/rest/api/3/search/jql", search, _next, "nextPageToken"):
        issues = [issue for issue in found.json().get("issues", ()) if isinstance(issue, dict)]
        changes = _rest_of_changelogs(caller, [issue["id"] for issue in issues if _cut_short(issue)])
        yield from one_page(_small(issue, points, changes.get(issue["id"]), categories) for issue in issues)


def _next(body: Any) -> str | None:
    return None if body.get("isLast") else body.get("nextPageToken")


def _cut_short(issue: dict[str, Any]) -> bool:
    """Whether the search gives only some of the issue's changes."""
    changelog = issue.get("changelog") or {}
    return changelog.get("total", 0) > len(changelog.get("histories") or ())


def _rest_of_changelogs(caller: Caller, issues: list[str]) -> dict[str, list[Any]]:
    """All changes of status of some issues."""
    found: dict[str, list[Any]] = {}
    if issues:
        body = {"issueIdsOrKeys": issues, "fieldIds": ["status"], "maxResults": 1000}
        path = "/rest/api/3/changelog/bulkfetch"
        for answer in by_cursor_in_body(caller, path, body, lambda page: page.get("nextPageToken"), "nextPageToken"):
            for changelog in answer.json().get("issueChangeLogs", ()):
                found.setdefault(changelog["issueId"], []).extend(changelog.get("changeHistories", ()))
    return found


def _small(issue: dict[str, Any], points: str, changes: list[Any] | None, categories: Mapping[str, str | None]) -> dict[str, Any]:
    """The issue with its changes of status alone, each with what the two statuses mean, and the story points under one name."""
    fields = {name: issue.get("fields", {}).get(name) for name in _FIELDS}
    histories = []
    for change in changes if changes is not None else (issue.get("changelog") or {}).get("histories") or ():
        moves = [
            {**item, "fromCategory": categories.get(str(item.get("from"))), "toCategory": categories.get(str(item.get("to")))}
            for item in change.get("items", ())
            if item.get("field") == "status"
        ]
        if moves:
            histories.append({"created": _written(change.get("created")), "items": moves})
    return {
        "id": issue.get("id"),
        "fields": {**fields, _POINTS: issue.get("fields", {}).get(points)},
        "changelog": {"histories": histories},
    }


def _written(moment: Any) -> Any:
    """The moment as ISO text; the bulk answer counts seconds or milliseconds since 1970."""
    if isinstance(moment, int):
        return datetime.fromtimestamp(moment / 1000 if moment > _LARGEST_SECONDS else moment, UTC).isoformat()
    return moment


SOURCE = Source(
    name="jira_issues",
    title="Jira issues",
    kind="work",
    version=1,
    tools=(),
    tables=("work_item", "task_use"),
    about=(
        "One record is an issue. Work starts with the first move into a status of the category In Progress, ends with the last "
        "move "
        "into Done while the issue is done, and an issue that leaves Done was reopened. A status of which the category is not "
        "known counts as in progress. An issue resolved as Won't Do, Duplicate or the like is not finished work. Difficulty is "
        "the story points. Labels say the rest: ai:TOOL, ai-assisted, no-ai, task:NAME, good-first-issue, learner. Issues "
        "without "
        "an assignee, or of an app, are left out. An issue that comes again replaces what was known. Summaries, descriptions and "
        "comments are never asked for."
    ),
    where_found=(
        "In a search: Export, CSV (all fields): no changelog, so when work began and reopenings are not told. API: POST "
        "https://SITE.atlassian.net/rest/api/3/search/jql with expand=changelog, all pages, one a line in one file."
    ),
    permission="Browse Projects in every project that is to be counted; an API token with read:jira-work.",
    grain="an item",
    zone="UTC",
    lag_days=1,
    restated_days=0,
    active_means="",
    keeps=(*_KEEPS, *_CSV_KEEPS),
    recognise=_recognise,
    read=_read,
    not_established=(
        "How many changes the search gives of an issue before it cuts them short: the rest is asked for where it says so.",
        "The number of the field for story points: it differs between sites and is asked for; customfield_10016 is the usual "
        "one.",
        "Most people hide their address: an account number is joined to a person by an upload of account numbers.",
        "Deleted issues are not told.",
        "How a site writes dates in its CSV: day, short month and year as in 09/Sep/26 3:59 PM is the usual way and is read, in "
        "the zone of whoever exported it.",
    ),
    api=Api(
        base="https://{site}.atlassian.net",
        asks=(
            Ask("site", "Name of the site: the part before .atlassian.net"),
            Ask("email", "Address of the account whose token it is"),
            Ask("token", "API token of that account", secret=True),
            Ask("story_points", "Number of the field for story points", default=_USUAL_POINTS),
        ),
        sign=Basic(user_ask="email", password_ask="token"),
        window_days=7,
        history_days=365,
        fetch=_fetch,
        a_minute=120,
        by_change=True,
        clicks=(
            "Make or choose an account that may browse every project to be counted, and sign in with it.",
            "Open https://id.atlassian.com/manage-profile/security/api-tokens, Create API token, and copy it.",
            "For story points: as administrator open Settings, Work items, Custom fields, the field's Edit details: the number "
            "at the "
            "end of the address is N in customfield_N.",
        ),
    ),
)
