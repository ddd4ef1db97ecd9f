"""Microsoft Viva Learning: course activities of people, as Microsoft Graph answers them."""

from collections.abc import Iterator
from typing import Any

import orjson
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.learning.learners import completed, said_on
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import records_of
from clearspan.sources.pulling.paging import by_next_url
from clearspan.sources.pulling.sign import ClientCredentials
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.typed import days, texts
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

_KEEPS = (
    KeptField("learnerUserId", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.ENTRA_ID),
    KeptField("learningContentId", FieldRole.CATEGORY, "course", required=True),
    KeptField("status", FieldRole.CATEGORY, "completed"),
    KeptField("assignedDateTime", FieldRole.TIME, "assigned_day"),
    KeptField("startedDateTime", FieldRole.TIME, "started_day"),
    KeptField("completedDateTime", FieldRole.TIME, "completed_day"),
)
_DECLARED = declared_type(_KEEPS)
_DATES = {"assigned_day": "assignedDateTime", "started_day": "startedDateTime", "completed_day": "completedDateTime"}


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json, "value")
    known = record is not None and "learnerUserId" in record and "learningContentId" in record
    return "its first record has learnerUserId and learningContentId" if known else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_json(arrived, _DECLARED, paged(under="value")):
        yield rows.batch({"training": _training(rows, arrived.name)})


def _training(found: JsonRows, file: str) -> pa.Table:
    rows, sieve = found.rows, found.sieve
    needed = {name: texts(leaf(rows, name)) for name in ("learnerUserId", "learningContentId")}
    for name, column in needed.items():
        sieve.reject(pc.is_null(column), name, "is missing")
    dates = {name: days(leaf(rows, field), field, sieve) for name, field in _DATES.items()}
    return kept_rows(
        "training",
        sieve,
        {
            "identifier": needed["learnerUserId"],
            "identifier_kind": IdentifierKind.ENTRA_ID.value,
            "course": needed["learningContentId"],
            "attempt": 1,
            "channel": "course",
            **dates,
            "completed": completed(texts(leaf(rows, "status")), dates["completed_day"]),
            "as_of": said_on(file, *dates.values()),
        },
    )


def _fetch(caller: Caller, _window: Window) -> Iterator[Page]:
    """The activities of each user; somebody without any is no page."""
    for users in by_next_url(caller, "users", {"$select": "id", "$filter": "userType eq 'Member'", "$top": 999}):
        for user in records_of(users, "value"):
            found = list(_activities(caller, user))
            if found:
                yield Page(b"\n".join(found))


def _activities(caller: Caller, user: Any) -> Iterator[bytes]:
    if isinstance(user, dict) and isinstance(user.get("id"), str):
        for answer in by_next_url(caller, f"users/{user['id']}/employeeExperience/learningCourseActivities"):
            yield from map(orjson.dumps, records_of(answer, "value"))


SOURCE = Source(
    name="viva_learning",
    title="Microsoft Viva Learning course activities",
    kind="training",
    version=1,
    tools=(),
    tables=("training",),
    about=(
        "One record is a person's course in Viva Learning, assigned or begun by the person. People are known by their Entra id: "
        "connect Entra users as well, so that they find their team. A course is known by its number in the catalogue; notes and "
        "who assigned it are dropped."
    ),
    where_found="GET https://graph.microsoft.com/v1.0/users/{id}/employeeExperience/learningCourseActivities, for each user.",
    permission="An application with LearningAssignedCourse.Read.All, LearningSelfInitiatedCourse.Read.All and User.Read.All.",
    grain="a person's course",
    zone="UTC",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "Whether a course is about AI or made for a role: titles lie in the learning provider's content, which is not asked.",
        "How long somebody learned: Graph does not say.",
        "Whether an application may list a user's activities: Microsoft's page on the list names delegated permissions alone, "
        "its page on a single activity these application permissions too. `clearspan connect` tries it; where it is refused "
        "(403), only exports of the learning provider remain.",
        "Whether every learning provider writes its activities to Viva Learning.",
        "Whether a tenant without Viva Learning licences answers with an empty list or with an error.",
    ),
    api=Api(
        base="https://graph.microsoft.com/v1.0",
        asks=(
            Ask("tenant", "Directory (tenant) ID"),
            Ask("client_id", "Application (client) ID"),
            Ask("client_secret", "Client secret of the application", secret=True),
        ),
        sign=ClientCredentials(
            "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token", scope="https://graph.microsoft.com/.default"
        ),
        window_days=0,
        history_days=0,
        fetch=_fetch,
        a_minute=600,
        clicks=(
            "In the Entra admin centre open App registrations, New registration; give it a name and register it.",
            "Copy the Application (client) ID and the Directory (tenant) ID from its overview.",
            "Under API permissions add Microsoft Graph, Application permissions: LearningAssignedCourse.Read.All, "
            "LearningSelfInitiatedCourse.Read.All and User.Read.All; press Grant admin consent.",
            "Under Certificates & secrets make a new client secret and copy its value.",
        ),
    ),
)
