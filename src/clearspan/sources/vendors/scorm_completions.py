"""SCORM: registrations and completions as an engine exports them, JSON of SCORM Cloud or CSV with the data model's names."""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.learning.durations import minutes_spent
from clearspan.sources.learning.learners import completed, learners, said_on
from clearspan.sources.learning.subjects import about_ai
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import joined
from clearspan.sources.pulling.paging import by_cursor
from clearspan.sources.pulling.sign import Basic
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_or_json import OfRecords, OfTable, read_csv_or_json
from clearspan.sources.reading.csv_rows import CsvRows
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.header import plain_name
from clearspan.sources.reading.json_rows import JsonRows
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import days, numbers, texts, whole_numbers
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.vocabulary.identifier import IdentifierKind

_UNDER = "registrations"
_ID, _TEXT, _TIME, _COUNT = FieldRole.IDENTIFIER, FieldRole.CATEGORY, FieldRole.TIME, FieldRole.MEASURE

_JSON = (
    KeptField("learner.email", _ID, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField("learner.id", _ID, "alias; identifier where there is no address", identifier=IdentifierKind.LEARNER_ID),
    KeptField("course.id", _TEXT, "course"),
    KeptField("course.title", _TEXT, "about_ai, by its words; the title is not kept"),
    KeptField("instance", _COUNT, "attempt, counted from 1"),
    KeptField("registrationCompletion", _TEXT, "completed"),
    KeptField("registrationSuccess", _TEXT, "completed, where the engine does not know whether it was completed"),
    KeptField("totalSecondsTracked", _COUNT, "minutes"),
    KeptField("createdDate", _TIME, "assigned_day"),
    KeptField("firstAccessDate", _TIME, "started_day"),
    KeptField("completedDate", _TIME, "completed_day"),
)
_LEARNER = ("cmi.learner_id", "cmi.core.student_id")
_CSV = (
    KeptField("learner_email", _ID, "identifier", ("email",), identifier=IdentifierKind.EMAIL),
    KeptField("learner_id", _ID, "alias; identifier where there is no address", _LEARNER, identifier=IdentifierKind.LEARNER_ID),
    KeptField("course_id", _TEXT, "course", required=True),
    KeptField("course_title", _TEXT, "about_ai, by its words; the title is not kept"),
    KeptField("registration_instance", _COUNT, "attempt, counted from 1", ("attempt_instance",)),
    KeptField("completion_status", _TEXT, "completed", ("cmi.completion_status", "lesson_status", "cmi.core.lesson_status")),
    KeptField("success_status", _TEXT, "completed, where no completion is stated", ("cmi.success_status",)),
    KeptField("total_time", _TEXT, "minutes", ("cmi.total_time", "cmi.core.total_time")),
    KeptField("registered_date", _TIME, "assigned_day", ("created_date",)),
    KeptField("first_access_date", _TIME, "started_day", ("started_date",)),
    KeptField("completed_date", _TIME, "completed_day", ("completion_date",)),
)  # fmt: skip
_DECLARED = declared_type(_JSON)
_FROM_JSON = dict(zip((item.name for item in _CSV), (item.name for item in _JSON), strict=True))
_UNKNOWN = pa.array(["unknown", "unknown "])


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json, _UNDER)
    if record is not None:
        known = "learner" in record and "registrationCompletion" in record
        return "its first record has learner and registrationCompletion" if known else None
    names = {plain_name(name) for name in sample.header or ()}
    course, status = ({plain_name(name) for name in (item.name, *item.aliases)} & names for item in (_CSV[2], _CSV[5]))
    learner = {plain_name(name) for item in _CSV[:2] for name in (item.name, *item.aliases)} & names
    return "its header has a course_id, a learner and a completion or lesson status" if course and status and learner else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    def of_table(rows: CsvRows) -> dict[str, pa.Table]:
        columns = {item.name: rows.column(item.name) for item in _CSV}
        return _facts(rows.sieve, columns, {item.name: item.name for item in _CSV}, arrived.name)

    def of_records(found: JsonRows) -> dict[str, pa.Table]:
        columns = {name: leaf(found.rows, path) for name, path in _FROM_JSON.items()}
        columns = {name: column if pa.types.is_floating(column.type) else texts(column) for name, column in columns.items()}
        return _facts(found.sieve, columns, _FROM_JSON, arrived.name)

    return read_csv_or_json(arrived, OfTable(_CSV, of_table), OfRecords(_DECLARED, paged(under=_UNDER), of_records))


def _facts(sieve: Sieve, columns: Mapping[str, pa.Array], written: Mapping[str, str], file: str) -> dict[str, pa.Table]:
    """The facts of some registrations; `written` holds the file's own names, for what is rejected."""
    course = columns["course_id"]
    sieve.reject(pc.is_null(course), written["course_id"], "is missing")
    email, own = ((written[name], columns[name]) for name in ("learner_email", "learner_id"))
    person, aliases = learners(sieve, email, own)
    dates = {
        name: days(columns[name], written[name], sieve) for name in ("registered_date", "first_access_date", "completed_date")
    }
    instance = whole_numbers(columns["registration_instance"], written["registration_instance"], sieve)
    completion, success = columns["completion_status"], columns["success_status"]
    completion = pc.if_else(pc.is_in(pc.utf8_lower(completion), value_set=_UNKNOWN), pa.scalar(None, pa.string()), completion)
    row = {
        **person,
        "course": course,
        "attempt": pc.add(pc.fill_null(instance, 0), 1).cast(pa.int32()),
        "channel": "course",
        "about_ai": about_ai(columns["course_title"]),
        "assigned_day": dates["registered_date"],
        "started_day": dates["first_access_date"],
        "completed_day": dates["completed_date"],
        "completed": completed(pc.coalesce(completion, success), dates["completed_date"]),
        "minutes": _minutes(columns["total_time"], written["total_time"], sieve),
        "as_of": said_on(file, *dates.values()),
    }
    return {"training": kept_rows("training", sieve, row), ALIAS: aliases}


def _minutes(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    """Minutes, from seconds or from texts."""
    if not pa.types.is_floating(column.type):
        return minutes_spent(column, name, sieve)
    return pc.round(pc.divide(numbers(column, name, sieve, least=0), 60.0), 4)


def _more(body: object) -> str | None:
    return body.get("more") or None if isinstance(body, dict) else None


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """The registrations that changed in the window."""
    params = {
        "since": f"{window.first}T00:00:00Z",
        "until": f"{window.last}T23:59:59Z",
        "datetimeFilter": "updated",
    }
    yield from joined(by_cursor(caller, "registrations", params, _more, "more"), "registrations", may_lack=True)


SOURCE = Source(
    name="scorm_completions",
    title="SCORM completions",
    kind="training",
    version=1,
    tools=(),
    tables=("training",),
    about=(
        "One record is a learner's registration for a course, with what the engine knows of it. Completed counts where the "
        "engine says completed or passed, or states the day. Times are ISO 8601 durations, clocks as SCORM 1.2 writes them, or "
        "seconds. A course is about AI where a word of its title says so, else it is unknown; titles, scores and names are not "
        "kept. A learner's id that is no address is joined to a person by an identities file (kind learner_id)."
    ),
    where_found=(
        "SCORM Cloud: GET https://cloud.scorm.com/api/v2/registrations, every page, as JSON. Another engine or learning "
        "system: a report as CSV with learner_id or learner_email, course_id, completion_status (or lesson_status), "
        "success_status, total_time, first_access_date, completed_date."
    ),
    permission="SCORM Cloud: an application's id and secret key with the read permission. Elsewhere whoever may export reports.",
    grain="a registration for a course",
    zone="UTC",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=(*_JSON, *_CSV),
    recognise=_recognise,
    read=_read,
    not_established=(
        "Whether instance counts restarts from 0 in every engine: SCORM Cloud does.",
        "Whether a course was made for a role: no engine says so; use the neutral training file where it matters.",
    ),
    api=Api(
        base="https://cloud.scorm.com/api/v2",
        asks=(Ask("application", "Application ID"), Ask("key", "Secret key of the application", secret=True)),
        sign=Basic(user_ask="application", password_ask="key"),
        window_days=7,
        history_days=730,
        fetch=_fetch,
        a_minute=60,
        by_change=True,
        clicks=(
            "Sign in to https://cloud.scorm.com and open Apps / API in the menu.",
            "Choose the application (realm) whose courses count, and copy its Application ID.",
            "Under Secret Keys add a key with the permission read, and copy it.",
        ),
    ),
)
