"""BambooHR: approved time off, as the time off requests API answers it; never why somebody was away."""

from collections.abc import Iterator

import orjson
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.errors import BadAnswer
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.sign import Basic
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.pages import first_record
from clearspan.sources.reading.typed import days, numbers, texts
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

_HOURS_A_DAY = 8.0

_KEEPS = (
    KeptField("employeeId", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.BAMBOOHR_ID),
    KeptField("status.status", FieldRole.CATEGORY, "which requests count: approved"),
    KeptField("start", FieldRole.TIME, "from_day, as_of", required=True),
    KeptField("end", FieldRole.TIME, "to_day", required=True),
    KeptField("amount.unit", FieldRole.CATEGORY, "whether the amount is in days or hours"),
    KeptField("amount.amount", FieldRole.MEASURE, "part, of a single day"),
)
_DECLARED = declared_type(_KEEPS)


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json)
    if record is None or not {"employeeId", "start", "end"} <= record.keys() or not isinstance(record.get("status"), dict):
        return None
    return "its first record has employeeId, start, end and a status"


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_json(arrived, _DECLARED):
        yield rows.batch({"absence": _absences(rows)})


def _absences(found: JsonRows) -> pa.Table:
    rows, sieve = found.rows, found.sieve
    status = pc.utf8_lower(texts(leaf(rows, "status.status")))
    sieve.drop(pc.not_equal(pc.fill_null(status, "unknown"), "approved"), "not approved, or taken back")
    person = texts(leaf(rows, "employeeId"))
    sieve.reject(pc.is_null(person), "employeeId", "is missing")
    first, last = (days(leaf(rows, name), name, sieve) for name in ("start", "end"))
    for name, column in (("start", first), ("end", last)):
        sieve.reject(pc.is_null(column), name, "is missing")
    sieve.reject(pc.less(last, first), "end", "is before start")
    return kept_rows(
        "absence",
        sieve,
        {
            "identifier": person,
            "identifier_kind": IdentifierKind.BAMBOOHR_ID.value,
            "from_day": first,
            "to_day": last,
            "part": _part(found, pc.equal(first, last)),
            "as_of": first,
        },
    )


def _part(found: JsonRows, single: pa.Array) -> pa.Array:
    """The share of a single day; null for several days, for whole days, and where no amount is stated."""
    amount = numbers(leaf(found.rows, "amount.amount"), "amount.amount", found.sieve, least=0)
    hours = pc.equal(pc.utf8_lower(leaf(found.rows, "amount.unit")), "hours")
    share = pc.if_else(pc.fill_null(hours, False), pc.divide(amount, _HOURS_A_DAY), amount)
    partly = pc.and_(single, pc.and_(pc.greater(share, 0), pc.less(share, 1)))
    return pc.if_else(pc.fill_null(partly, False), share, pa.scalar(None, pa.float64()))


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """The requests that touch the window, those of them that begin in it: an absence belongs to one window."""
    params = {"start": window.first.isoformat(), "end": window.last.isoformat(), "status": "approved"}
    answer = caller.get("time_off/requests", params, missing=True)
    if answer is None:
        return
    requests = answer.json()
    if requests in ("", None):
        return
    if not isinstance(requests, list):
        raise BadAnswer("answers without a list of requests.", where=answer.where)
    mine = [each for each in requests if not isinstance(each, dict) or str(each.get("start") or "") >= params["start"]]
    if mine:
        yield Page(b"\n".join(orjson.dumps(each) for each in mine))


SOURCE = Source(
    name="bamboohr_time_off",
    title="BambooHR time off",
    kind="absence",
    version=1,
    tools=(),
    tables=("absence",),
    about=(
        "One record is a request for time off; only approved ones are kept, with the first and the last day, and the share of "
        "the day where it is a part of one. The type of time off, notes and names are dropped: why somebody was away is not "
        "kept."
    ),
    where_found="GET https://<company>.bamboohr.com/api/v1/time_off/requests?start=YYYY-MM-DD&end=YYYY-MM-DD&status=approved",
    permission="An API key of a user who may see the time off of all employees; agree it with the works council.",
    grain="an absence",
    zone="none: days of work",
    lag_days=0,
    restated_days=62,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "How many hours a working day has: a part of a day in hours is taken of 8.",
        "Time off that is taken back later than 62 days after its window stays.",
        "An absence begins in the window in which it is pulled: one from before the connection's first day is not known.",
    ),
    api=Api(
        base="https://{company}.bamboohr.com/api/v1",
        asks=(
            Ask("company", "Name of the company in its address, such as acme in acme.bamboohr.com"),
            Ask("key", "API key", secret=True),
        ),
        sign=Basic(user_ask="key", password="x"),
        window_days=31,
        history_days=1095,
        fetch=_fetch,
        a_minute=30,
        headers={"Accept": "application/json"},
        clicks=(
            "Sign in to BambooHR as a user who may see time off of all employees.",
            "Press your picture at the lower left, API Keys, Add New Key; give it a name and copy the key.",
            "The company's name is the first part of the address in the browser.",
        ),
    ),
)
