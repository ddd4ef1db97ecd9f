"""xAPI: statements of a learning record store about courses begun and completed (IEEE 9274.1.1)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import orjson
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.learning.durations import minutes_spent
from clearspan.sources.learning.statements import Statements
from clearspan.sources.learning.subjects import about_ai
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import records_of
from clearspan.sources.pulling.paging import by_next_url
from clearspan.sources.pulling.sign import Basic
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.typed import days, texts
from clearspan.sources.reading.who import who
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

_ID, _TEXT, _TIME = FieldRole.IDENTIFIER, FieldRole.CATEGORY, FieldRole.TIME

_KEEPS = (
    KeptField("id", _TEXT, "which statements are told twice or voided; it is not kept"),
    KeptField("actor.mbox", _ID, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField("actor.account.name", _ID, "identifier where there is no address", identifier=IdentifierKind.LEARNER_ID),
    KeptField("actor.objectType", _TEXT, "which statements are about a group"),
    KeptField("verb.id", _TEXT, "assigned_day, started_day, completed_day, completed"),
    KeptField("object.id", _TEXT, "course", required=True),
    KeptField("object.objectType", _TEXT, "which statements are about a course or void another one"),
    KeptField("object.definition.title", _TEXT, "about_ai, by its words in any language; the name is not kept"),
    KeptField("result.duration", _TEXT, "minutes"),
    KeptField("timestamp", _TIME, "the days", required=True),
)
_DECLARED = declared_type(_KEEPS)
_VERBS = {
    "assigned": ("registered", "enrolled", "assigned"),
    "started": ("initialized", "launched", "attempted", "started", "progressed", "resumed"),
    "completed": ("completed", "passed", "mastered"),
    "voided": ("voided",),
}
_MEANING = {verb: meaning for meaning, verbs in _VERBS.items() for verb in verbs}
_ASKED = tuple(f"http://adlnet.gov/expapi/verbs/{verb}" for verb in ("registered", "initialized", "completed", "passed"))


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json, "statements")
    if record is None or not {"actor", "verb", "object"} <= record.keys():
        return None
    return "its first record has actor, verb and object"


def _read(arrived: Arrived) -> Iterator[Batch]:
    """The batches of the statements, and at the end the courses that they tell of together."""
    told = Statements()
    opened = paged(under="statements")
    for rows in read_json(arrived, _DECLARED, lambda value: list(map(_with_title, opened(value)))):
        told.add(_columns(rows), rows.sieve)
        rows.undeclared -= {"object.definition.name"}
        yield rows.batch({})
    yield Batch({"training": told.training()}, 0)


def _with_title(statement: Any) -> Any:
    """The statement with the name of its object in all languages as one text."""
    about = statement.get("object") if isinstance(statement, dict) else None
    definition = about.get("definition") if isinstance(about, dict) else None
    names = definition.get("name") if isinstance(definition, dict) else None
    if isinstance(definition, dict) and isinstance(names, dict):
        definition["title"] = " / ".join(name for name in names.values() if isinstance(name, str))
    return statement


def _columns(found: JsonRows) -> dict[str, pa.Array]:
    rows, sieve = found.rows, found.sieve
    text = {item.name: texts(leaf(rows, item.name)) for item in _KEEPS}
    verb = pc.utf8_lower(pc.replace_substring_regex(text["verb.id"], r"^.*[/#]", ""))
    meaning = pa.array(list(_MEANING.values())).take(pc.index_in(verb, value_set=pa.array(list(_MEANING))))
    sieve.drop(pc.equal(text["actor.objectType"], "Group"), "about a group")
    sieve.drop(pc.is_null(meaning), "neither begun nor completed")
    of_course = pc.equal(pc.coalesce(text["object.objectType"], pa.scalar("Activity")), "Activity")
    voids = pc.fill_null(pc.equal(meaning, "voided"), False)
    sieve.drop(pc.and_not(pc.invert(of_course), voids), "not about a course")
    sieve.reject(pc.is_null(text["object.id"]), "object.id", "is missing")
    address = pc.replace_substring_regex(text["actor.mbox"], r"^(?i:mailto:)", "")
    name = text["actor.account.name"]
    is_address = pc.fill_null(pc.match_substring(name, "@"), False)
    nothing = pa.scalar(None, pa.string())
    address = pc.coalesce(address, pc.if_else(is_address, name, nothing))
    person = who(
        sieve,
        (IdentifierKind.EMAIL, "actor.mbox", pc.if_else(voids, pc.coalesce(address, text["id"]), address)),
        (IdentifierKind.LEARNER_ID, "actor.account.name", pc.if_else(is_address, nothing, name)),
    )
    day = days(text["timestamp"], "timestamp", sieve)
    sieve.reject(pc.is_null(day), "timestamp", "is missing")
    return {
        **person,
        "id": text["id"],
        "course": text["object.id"],
        "meaning": meaning,
        "day": day,
        "about_ai": about_ai(text["object.definition.title"]),
        "minutes": minutes_spent(text["result.duration"], "result.duration", sieve),
    }


def _fetch(caller: Caller, _window: Window) -> Iterator[Page]:
    """All statements with the verbs that count since the day asked for, as one page: what somebody began and completed in
    different years belongs together."""
    root = urlsplit(caller.asked["address"]).path.rstrip("/")
    lines: list[bytes] = []
    for verb in _ASKED:
        params = {"verb": verb, "since": f"{caller.asked['since']}T00:00:00Z", "ascending": "true", "limit": 500}
        for answer in by_next_url(caller, "statements", params, "more", root):
            lines += [orjson.dumps(statement) for statement in records_of(answer, "statements")]
    if lines:
        yield Page(b"\n".join(lines))


SOURCE = Source(
    name="xapi_statements",
    title="xAPI statements",
    kind="training",
    version=1,
    tools=(),
    tables=("training",),
    about=(
        "One record is a statement: somebody began or completed something. The statements of a file together become one row "
        "for each person and course: the first day of enrolment and of beginning, the first day of completion (completed, "
        "passed, mastered), and the time spent added up. A statement told twice counts once, and a voided one not at all. "
        "Other verbs are left out. Export all statements, not a part: a later file replaces what an earlier one said of a "
        "course. A course is about AI where a word of its name says so. Account names are kept as keyed codes of the kind "
        "learner_id; people who are known by a hash of their address alone cannot be joined."
    ),
    where_found=(
        "Learning record store: GET <address>/statements with the header X-Experience-API-Version: 1.0.3, every page (more), "
        "as JSON; or its export of statements as JSON."
    ),
    permission="A key of the learning record store that may read all statements.",
    grain="a person's course",
    zone="UTC",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "Which verbs a course sends: those of ADL and their namesakes in other vocabularies are understood.",
        "Whether result.duration of several statements overlaps: it is added up as it stands.",
    ),
    api=Api(
        base="{address}",
        asks=(
            Ask("address", "Address of the store, such as https://lrs.example.com/xapi (it ends before /statements)"),
            Ask("since", "First day of the statements that count, such as 2025-01-01", default="2025-01-01"),
            Ask("user", "User name or key of the store"),
            Ask("password", "Password or secret of that key", secret=True),
        ),
        sign=Basic(user_ask="user", password_ask="password"),
        window_days=0,
        history_days=0,
        fetch=_fetch,
        a_minute=120,
        headers={"X-Experience-API-Version": "1.0.3"},
        clicks=(
            "Open the learning record store's administration and look for its endpoint; copy the address before /statements.",
            "Make a client, key or credential that may read all statements (scope statements/read or all/read).",
            "Copy its user name (key) and password (secret).",
        ),
    ),
)
