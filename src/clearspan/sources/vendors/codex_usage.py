"""OpenAI Codex: the Enterprise Analytics API's answer for /usage, JSON, a user and a day."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.paging import by_cursor
from clearspan.sources.pulling.seconds import second_span
from clearspan.sources.pulling.sign import Bearer
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.figures import any_positive, is_positive
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.nested import counts_by_family
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.spans import span_grains
from clearspan.sources.reading.typed import EARLIEST_DAY, LATEST_DAY, texts, whole_numbers
from clearspan.sources.reading.usage_rows import Part, usage_rows, whole
from clearspan.sources.reading.who import who
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind

_KEEPS = (
    KeptField("actor.email", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField("actor.user_id", FieldRole.IDENTIFIER, "identifier where email is empty", identifier=IdentifierKind.CHATGPT_ID),
    KeptField("user_id", FieldRole.IDENTIFIER, "the same, where there is no actor", identifier=IdentifierKind.CHATGPT_ID),
    KeptField("start_time", FieldRole.MEASURE, "start_day: seconds since 1970", required=True),
    KeptField("end_time", FieldRole.MEASURE, "end_day, the day before: seconds since 1970", required=True),
    KeptField("totals.turns", FieldRole.MEASURE, "prompts, actions"),
    KeptField("totals.threads", FieldRole.MEASURE, "sessions"),
    KeptField("clients[].client_id", FieldRole.CATEGORY, "surface"),
    KeptField("clients[].turns", FieldRole.MEASURE, "prompts, actions of the surface"),
    KeptField("clients[].threads", FieldRole.MEASURE, "sessions of the surface"),
)

_DECLARED = declared_type(_KEEPS)
_CLIENTS = {
    "CODEX_CLI": "cli",
    "CODEX_WEB": "web",
    "CODEX_CLOUD": "web",
    "CODEX_IDE": "ide",
    "CODEX_VSCODE": "ide",
    "CODEX_APP": "app",
    "CODEX_DESKTOP": "app",
}
_OTHER = "other"
_DAY_SECONDS = 86_400
_PAGE_SIZE = 100


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json)
    if record is None or not {"start_time", "end_time", "totals"} <= record.keys():
        return None
    telling = [name for name in ("clients", "code_attribution") if name in record]
    return f"its first record has start_time, end_time, totals, {telling[0]}" if telling else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    for batch in read_json(arrived, _DECLARED, paged()):
        yield batch.batch(_facts(batch))


def _facts(batch: JsonRows) -> dict[str, pa.Table]:
    rows, sieve = batch.rows, batch.sieve
    email = texts(leaf(rows, "actor.email"))
    user = pc.coalesce(texts(leaf(rows, "actor.user_id")), texts(leaf(rows, "user_id")))
    sieve.drop(pc.and_(pc.is_null(email), pc.is_null(user)), "the workspace's total, nobody's use")
    named = who(sieve, (IdentifierKind.EMAIL, "actor.email", email), (IdentifierKind.CHATGPT_ID, "actor.user_id", user))
    begin, end = (whole_numbers(leaf(rows, name), name, sieve) for name in ("start_time", "end_time"))
    sieve.reject(pc.is_null(begin), "start_time", "is missing")
    sieve.reject(pc.is_null(end), "end_time", "is missing")
    sieve.reject(pc.less_equal(end, begin), "end_time", "is not after start_time")
    first, last = _day(begin), _day(pc.subtract(end, pa.scalar(1, pa.int64())))
    outside = pc.or_(pc.less(first, EARLIEST_DAY), pc.greater(last, LATEST_DAY))
    sieve.reject(outside, "start_time", "lies outside 2015 to 2100")
    common = {
        **named,
        "tool": "codex",
        "grain": span_grains(np.asarray(first.fill_null(0)), np.asarray(last.fill_null(0))),
        "start_day": first,
        "end_day": last,
        "zone": "UTC",
        "as_of": pc.add(last, pa.scalar(1, pa.int32())),
    }
    usage = usage_rows(sieve, common, _parts(rows, batch))
    return {"usage": usage, ALIAS: stated_pairs(sieve, email, IdentifierKind.CHATGPT_ID, user)}


def _parts(rows: pa.StructArray, batch: JsonRows) -> list[Part]:
    """The whole, and a part for each family of clients in which there was a turn."""
    turns, threads = (whole_numbers(leaf(rows, name), name, batch.sieve) for name in ("totals.turns", "totals.threads"))
    families = counts_by_family(rows, "clients[].client_id", _CLIENTS, ("turns", "threads"), batch.sieve)
    families[_OTHER] = families.pop("")
    parts = [Part(surface, is_positive(found["turns"]), _figures(**found)) for surface, found in families.items()]
    return [whole(_figures(turns, threads)), *parts]


def _figures(turns: pa.Array, threads: pa.Array) -> dict[str, Any]:
    return {"active": any_positive([turns, threads]), "prompts": turns, "actions": turns, "sessions": threads}


def _day(seconds: pa.Array) -> pa.Array:
    """The UTC day, of moments far beyond any date the day after LATEST_DAY."""
    found = pc.min_element_wise(pc.divide(seconds, pa.scalar(_DAY_SECONDS, pa.int64())), pa.scalar(LATEST_DAY + 1, pa.int64()))
    return pc.if_else(pc.is_valid(seconds), found, pa.scalar(None, pa.int64())).cast(pa.int32())


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    begin, end = second_span(window)
    params = {"start_time": begin, "end_time": end, "limit": _PAGE_SIZE}
    for answer in by_cursor(caller, f"workspaces/{caller.asked['workspace']}/usage", params, _next, "page"):
        yield Page(answer.body)


def _next(body: Any) -> str | None:
    place = body.get("next_page") if isinstance(body, dict) and body.get("has_more") is not False else None
    return str(place) if place else None


SOURCE = Source(
    name="codex_usage",
    title="OpenAI Codex Enterprise Analytics, usage",
    kind="usage",
    version=1,
    tools=("codex",),
    tables=("usage",),
    about=(
        "One record is a user and a day. Prompts and actions are turns, sessions are threads; surfaces are families of clients, "
        "with a row only where there was a turn. Credits, tokens and lines of code are not kept: lines say nothing about how "
        "well somebody works. Where the compliance logs tell of Codex in the same weeks, one feed speaks for each week and "
        "nothing is added: the one that covers more weeks, then the one whose name comes first."
    ),
    where_found=(
        "GET https://api.chatgpt.com/v1/analytics/codex/workspaces/{workspace_id}/usage with start_time and end_time in "
        "seconds since 1970, all pages; pages may stand one a line in one file. In the browser, Codex settings, Analytics "
        "shows no users."
    ),
    permission=(
        "A Platform API key of the organisation that is tied to the workspace, with the scope codex.enterprise.analytics.read, "
        "which OpenAI's support grants."
    ),
    grain="day",
    zone="UTC",
    lag_days=1,
    restated_days=5,
    active_means="At least one turn or thread on that day. Credits or an entry alone are not activity.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=Api(
        base="https://api.chatgpt.com/v1/analytics/codex",
        asks=(
            Ask("workspace", "the id of the ChatGPT workspace"),
            Ask("token", "the Platform API key with the scope codex.enterprise.analytics.read", secret=True),
        ),
        sign=Bearer(),
        window_days=1,
        history_days=90,
        fetch=_fetch,
        a_minute=30,
        clicks=(
            "Open platform.openai.com in the organisation that is tied to the ChatGPT workspace, API keys, and create a key.",
            "Ask OpenAI's support to grant it the scope codex.enterprise.analytics.read, naming the workspace.",
            "Copy the workspace's id from Workspace settings, General.",
        ),
    ),
    not_established=(
        "How far back the API answers (90 days are asked) and how many calls it allows (30 a minute are made).",
        "How late rows come: one to five days were seen, so five days are asked again.",
        "That one call for one day gives one record a user: another length is stored as sent.",
        "The names of clients beyond CODEX_CLI and CODEX_WEB: one that is not known is 'other'.",
    ),
)
