"""Asana: tasks with their stories as the API answers them, JSON, or a project's export as CSV."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import one_page
from clearspan.sources.pulling.paging import by_cursor
from clearspan.sources.pulling.sign import Bearer
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
from clearspan.sources.work.listed import Listed, listed
from clearspan.sources.work.owners import NOBODY, owner
from clearspan.sources.work.state_words import state_codes
from clearspan.vocabulary.identifier import IdentifierKind

_POINTS = pa.array(["story points", "points", "estimate", "effort", "size"])
_COMPLETED = {"marked_complete": DONE, "marked_incomplete": WAITING}

_KEEPS = (
    KeptField("gid", FieldRole.IDENTIFIER, "item, as a keyed token", required=True),
    KeptField("assignee.email", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField(
        "assignee.gid", FieldRole.IDENTIFIER, "alias; identifier where the address is missing", identifier=IdentifierKind.ASANA_ID
    ),
    KeptField("resource_subtype", FieldRole.CATEGORY, "which records are tasks"),
    KeptField("created_at", FieldRole.TIME, "created_day", required=True),
    KeptField("modified_at", FieldRole.TIME, "as_of"),
    KeptField("start_on", FieldRole.TIME, "started_day where no section tells"),
    KeptField("completed", FieldRole.CATEGORY, "finished_day"),
    KeptField("completed_at", FieldRole.TIME, "finished_day"),
    KeptField("tags[].name", FieldRole.CATEGORY, "task, learner_grade, ai_assisted"),
    KeptField("custom_fields[].name", FieldRole.CATEGORY, "which field is the size"),
    KeptField("custom_fields[].number_value", FieldRole.MEASURE, "difficulty"),
    KeptField("stories[].resource_subtype", FieldRole.CATEGORY, "started_day, reopened"),
    KeptField("stories[].created_at", FieldRole.TIME, "started_day, reopened"),
    KeptField("stories[].new_section.name", FieldRole.CATEGORY, "started_day"),
)
_CSV_KEEPS = (
    KeptField("Task ID", FieldRole.IDENTIFIER, "item, as a keyed token", required=True),
    KeptField("Assignee Email", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.EMAIL),
    KeptField("Created At", FieldRole.TIME, "created_day", required=True),
    KeptField("Completed At", FieldRole.TIME, "finished_day", required=True),
    KeptField("Last Modified", FieldRole.TIME, "as_of"),
    KeptField("Start Date", FieldRole.TIME, "started_day"),
    KeptField("Tags", FieldRole.CATEGORY, "task, learner_grade, ai_assisted"),
)
_DECLARED = declared_type(_KEEPS, ("completed",))


def _recognise(sample: Sample) -> str | None:
    if sample.header is not None:
        return header_why(sample, ("Task ID", "Created At", "Completed At", "Assignee Email"))
    record = first_record(sample.first_json)
    known = record is not None and {"gid", "completed", "assignee"} <= record.keys()
    return "its first record has gid, completed, assignee" if known else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    return read_csv_or_json(arrived, OfTable(_CSV_KEEPS, _facts_of_export), OfRecords(_DECLARED, paged(), _facts))


def _facts(batch: JsonRows) -> dict[str, pa.Table]:
    rows, sieve = batch.rows, batch.sieve
    who = owner(texts(leaf(rows, "assignee.email")), texts(leaf(rows, "assignee.gid")), IdentifierKind.ASANA_ID)
    sieve.drop(pc.equal(texts(leaf(rows, "resource_subtype")), "section"), "a section, not a task")
    sieve.drop(pc.is_null(who.identifier), NOBODY)
    stories = listed(rows, "stories[]")
    told = _history(stories, len(rows), sieve)
    tags = listed(rows, "tags[]")
    custom = listed(rows, "custom_fields[]")
    sized = custom.where(pc.is_in(pc.utf8_lower(custom.texts("name")), value_set=_POINTS))
    difficulty = sized.first(sized.read(numbers, "number_value", "custom_fields[].number_value", sieve), len(rows))
    with_stories = pc.is_valid(leaf(rows, "stories"))
    columns = {
        "item": texts(leaf(rows, "gid")),
        "kind": "task",
        "system": "asana",
        "difficulty": difficulty,
        "reopened": pc.if_else(with_stories, told.reopened, pa.scalar(None, pa.int32())),
    }
    done = pc.fill_null(leaf(rows, "completed"), False)
    completed = days_of(moments(leaf(rows, "completed_at"), "completed_at", sieve))
    finished = pc.if_else(done, completed, pa.scalar(None, pa.int32()))
    planned = days(leaf(rows, "start_on"), "start_on", sieve)
    changed = days_of(moments(leaf(rows, "modified_at"), "modified_at", sieve))
    started = _begun(pc.coalesce(days_of(told.started), planned), finished, changed)
    times = Times(days_of(moments(leaf(rows, "created_at"), "created_at", sieve)), started, finished, changed)
    return item_facts(sieve, who, times, marks_of(tags, tags.texts("name"), len(rows)), columns)


def _begun(started: pa.Array, end: pa.Array, changed: pa.Array) -> pa.Array:
    """The start, null where it lies after the end or after the last change: then it is no more than a plan."""
    planned = pc.greater(started, pc.coalesce(end, changed))
    return pc.if_else(pc.fill_null(planned, False), pa.scalar(None, pa.int32()), started)


def _history(stories: Listed, records: int, sieve: Sieve) -> History:
    """What the stories tell: completions and reopenings, and the first move into a section where work is done."""
    moment = stories.read(moments, "created_at", "stories[].created_at", sieve)
    kind = stories.texts("resource_subtype")
    stated = pc.index_in(kind, value_set=pa.array(list(_COMPLETED)))
    section = pc.equal(kind, "section_changed")
    known = pc.and_(pc.or_(pc.is_valid(stated), pc.fill_null(section, False)), pc.is_valid(moment))
    told = stories.where(known)
    codes = pc.coalesce(
        pa.array(list(_COMPLETED.values()), pa.int64()).take(stated.filter(known)),
        pa.array(state_codes(told.texts("new_section.name"), {}), pa.int64()),
    ).to_numpy()
    completing = pc.is_valid(stated.filter(known)).to_numpy(zero_copy_only=False)
    before = np.where(completing & (codes == WAITING), DONE, WAITING)
    after = np.where(completing | (codes == DOING), codes, WAITING)
    seconds = moment.filter(known).to_numpy()
    return history(Moves(told.record, seconds, before, after), records)


def _facts_of_export(rows: CsvRows) -> dict[str, pa.Table]:
    """The tasks of a project's CSV, which has no stories."""
    sieve = rows.sieve
    email = rows.column("Assignee Email")
    sieve.drop(pc.is_null(email), NOBODY)
    who = owner(email, pa.nulls(len(rows), pa.string()), IdentifierKind.ASANA_ID)
    found = {name: days(rows.column(name), name, sieve) for name in ("Created At", "Start Date", "Completed At", "Last Modified")}
    split = pc.split_pattern(rows.column("Tags"), ",")
    tags = listed(pa.StructArray.from_arrays([split], ["tags"]), "tags[]")
    marks = marks_of(tags, texts(tags.items), len(rows)) if len(tags) else no_marks(len(rows))
    finished = found["Completed At"]
    started = _begun(found["Start Date"], finished, found["Last Modified"])
    times = Times(found["Created At"], started, finished, found["Last Modified"])
    columns = {"item": rows.column("Task ID"), "kind": "task", "system": "asana"}
    return item_facts(sieve, who, times, marks, columns)


_FIELDS = (
    "gid,resource_subtype,created_at,modified_at,completed,completed_at,start_on,assignee.gid,assignee.email,tags.name,"
    "custom_fields.name,custom_fields.number_value"
)
_STORY_FIELDS = "resource_subtype,created_at,new_section.name"
_STORIES = frozenset({*_COMPLETED, "section_changed"})


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """A page for each page of a project's tasks that were changed in the window, each task with its stories."""
    since = datetime.combine(window.first, time()).isoformat() + "Z"
    projects = {"workspace": caller.asked["workspace"], "archived": "false", "limit": 100, "opt_fields": "gid,modified_at"}
    for project in _all(caller, "/projects", projects):
        params = {"project": project["gid"], "modified_since": since, "limit": 100, "opt_fields": _FIELDS}
        for answer in by_cursor(caller, "/tasks", params, _next, "offset"):
            tasks = [
                task for task in answer.json().get("data", ()) if str(task.get("modified_at"))[:10] <= window.last.isoformat()
            ]
            for task in tasks:
                asked = {"limit": 100, "opt_fields": _STORY_FIELDS}
                stories = _all(caller, f"/tasks/{task['gid']}/stories", asked)
                task["stories"] = [story for story in stories if story.get("resource_subtype") in _STORIES]
            yield from one_page(tasks)


def _all(caller: Caller, path: str, params: dict[str, str | int]) -> Iterator[dict[str, Any]]:
    for answer in by_cursor(caller, path, params, _next, "offset"):
        yield from answer.json().get("data", ())


def _next(body: Any) -> str | None:
    return (body.get("next_page") or {}).get("offset")


SOURCE = Source(
    name="asana_tasks",
    title="Asana tasks",
    kind="work",
    version=1,
    tools=(),
    tables=("work_item", "task_use"),
    about=(
        "One record is a task. Work starts with the first move into a section whose name is not one for waiting or done, else "
        "on the "
        "planned start; it ends when the task was completed and stays so; marking it incomplete reopens it. A plan that lies "
        "after the end or the last change is not kept. Difficulty is a custom number called Story points, Points, Estimate, "
        "Effort or Size. Tags "
        "say "
        "the rest: ai:TOOL, ai-assisted, no-ai, task:NAME, learner. Tasks without an assignee are left out. A task that comes "
        "again "
        "replaces what was known. Names, notes and comments are not asked for; those of an export are not kept."
    ),
    where_found=(
        "In a project: the arrow beside its name, Export/Print, CSV (no reopenings). API: GET "
        "https://app.asana.com/api/1.0/tasks?"
        "project=...&opt_fields=..., and each task's stories in a list stories; one task a line."
    ),
    permission="A service account or a member who sees every project that is to be counted.",
    grain="an item",
    zone="UTC",
    lag_days=1,
    restated_days=0,
    active_means="",
    keeps=(*_KEEPS, *_CSV_KEEPS),
    recognise=_recognise,
    read=_read,
    not_established=(
        "Whether new_section is told for every section_changed story: where it is not, the planned start stands.",
        "Which assignees are programs: Asana does not say; a service account owns no tasks.",
        "Tasks in no project, and tasks of private projects the account does not see, are not told.",
        "In which zone the days of the CSV are.",
    ),
    api=Api(
        base="https://app.asana.com/api/1.0",
        asks=(
            Ask("workspace", "Number of the workspace or organisation"),
            Ask("token", "Token of the service account, or a personal access token", secret=True),
        ),
        sign=Bearer(),
        window_days=7,
        history_days=365,
        fetch=_fetch,
        a_minute=150,
        by_change=True,
        clicks=(
            "As a super admin open the Admin console, Apps, Service accounts, Add service account; give it read access and "
            "copy the "
            "token. Without that plan: https://app.asana.com/0/my-apps, Create new token.",
            "Open https://app.asana.com/api/1.0/workspaces in the same browser and copy the gid of the organisation.",
        ),
    ),
)
