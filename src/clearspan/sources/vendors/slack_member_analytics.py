"""Slack: member analytics of an Enterprise organisation, a member and a UTC day, newline-delimited JSON in gzip."""

from collections.abc import Iterator

import orjson
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.errors import BadAnswer, VendorRefused
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.sign import Bearer
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.typed import days, flags, texts, whole_numbers
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.work.activity_rows import activity_rows
from clearspan.sources.work.owners import BOT, owner
from clearspan.vocabulary.identifier import IdentifierKind

_COUNTS = {
    "messages_posted_count": "messages",
    "channel_messages_posted_count": "channel_messages",
    "reactions_added_count": "reactions",
    "files_added_count": "files",
    "total_calls_count": "calls",
    "slack_huddles_count": "huddles",
    "search_count": "searches",
}
_FLAGS = {"is_active": "active", "is_active_workflows": "active_workflows", "is_active_apps": "active_apps"}
_SLACKBOT = "USLACKBOT"

_KEEPS = (
    KeptField("email_address", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.EMAIL),
    KeptField(
        "user_id", FieldRole.IDENTIFIER, "alias; identifier where the address is empty", identifier=IdentifierKind.SLACK_ID
    ),
    KeptField("date", FieldRole.TIME, "start_day, end_day, as_of", required=True),
    *(KeptField(name, FieldRole.CATEGORY, f"amount of {kind}") for name, kind in _FLAGS.items()),
    *(KeptField(name, FieldRole.MEASURE, f"amount of {kind}") for name, kind in _COUNTS.items()),
)
_DECLARED = declared_type(_KEEPS, _FLAGS)


def _recognise(sample: Sample) -> str | None:
    value = sample.first_json
    record = value[0] if isinstance(value, list) and value else value
    if not isinstance(record, dict) or not {"date", "user_id"} <= record.keys():
        return None
    telling = [name for name in (*_COUNTS, "is_billable_seat") if name in record]
    return f"its first record has date, user_id, {telling[0]}" if telling and "channel_id" not in record else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    for batch in read_json(arrived, _DECLARED):
        yield batch.batch(_facts(batch))


def _facts(batch: JsonRows) -> dict[str, pa.Table]:
    rows, sieve = batch.rows, batch.sieve
    user = texts(leaf(rows, "user_id"))
    who = owner(texts(leaf(rows, "email_address")), user, IdentifierKind.SLACK_ID)
    sieve.drop(pc.equal(user, _SLACKBOT), BOT)
    sieve.reject(pc.is_null(who.identifier), "email_address", "is missing, and so is user_id")
    day = days(leaf(rows, "date"), "date", sieve)
    sieve.reject(pc.is_null(day), "date", "is missing")
    amounts = {kind: flags(leaf(rows, name), name, sieve) for name, kind in _FLAGS.items()}
    amounts |= {kind: whole_numbers(leaf(rows, name), name, sieve) for name, kind in _COUNTS.items()}
    common = {
        "identifier": who.identifier,
        "identifier_kind": who.kind,
        "system": "slack",
        "grain": "day",
        "start_day": day,
        "end_day": day,
        "zone": "UTC",
        "as_of": day,
    }
    return {"activity": activity_rows(sieve, common, amounts), ALIAS: who.aliases(sieve)}


_NOT_YET = frozenset({"file_not_yet_available", "file_not_found", "data_not_available"})
_NO_RIGHT = frozenset(
    {"not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "missing_scope", "not_an_enterprise",
     "not_allowed_token_type", "no_permission", "feature_not_enabled", "not_allowed", "org_login_required"}
)  # fmt: skip


_START = 40
"""Bytes of an answer in which an error shows itself; a file is packed, or begins with a member."""


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """A page for each day of which Slack has made the file."""
    for day in window.days():
        params = {"type": "member", "date": day.isoformat()}
        answer = caller.get("admin.analytics.getFile", params, missing=True)
        if answer is None:
            continue
        if b'"ok"' not in answer.body[:_START]:
            yield Page(answer.body)
            continue
        error = str(orjson.loads(answer.body).get("error"))
        if error in _NO_RIGHT:
            raise VendorRefused(
                f"refuses the request ({error}).",
                where=answer.where,
                remedy="Install the app on the organisation with the user scope admin.analytics:read, and give its user token.",
            )
        if error not in _NOT_YET:
            raise BadAnswer("reports an error instead of a file.", where=answer.where)


SOURCE = Source(
    name="slack_member_analytics",
    title="Slack member analytics",
    kind="activity",
    version=1,
    tools=(),
    tables=("activity",),
    about=(
        "One record is a member and a UTC day. Each count becomes a row of activity; a count that is absent makes none, 0 is "
        "kept as 0. channel_messages are a part of messages, huddles of calls: parts are never added to the whole. A "
        "member's address and Slack number are noted as one person's. What was written, and where, is not in the file."
    ),
    where_found=(
        "GET https://slack.com/api/admin.analytics.getFile?type=member&date=YYYY-MM-DD, one gzip file a day; give the files as "
        "they are. The export under Tools, Analytics, Members does not state its days and is not read."
    ),
    permission="A user token of an organisation owner or administrator with the scope admin.analytics:read; Enterprise plan.",
    grain="day",
    zone="UTC",
    lag_days=2,
    restated_days=0,
    active_means="is_active: the member posted or read something on that day. is_active false is a day without use.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "Whether a member of several workspaces ever stands twice in a day's file: the later record would replace the earlier.",
        "Use of Slack AI is not in this file: it has an export of its own, by hand, of 7, 28 and 90 days.",
        "When a day's file is ready: it is asked for again until it is.",
    ),
    api=Api(
        base="https://slack.com/api",
        asks=(Ask("token", "User token of the app (begins with xoxp-)", secret=True),),
        sign=Bearer(),
        window_days=1,
        history_days=395,
        fetch=_fetch,
        a_minute=20,
        clicks=(
            "As an organisation owner open https://api.slack.com/apps, press Create New App, From scratch, and choose a "
            "workspace of the organisation.",
            "Under OAuth & Permissions, User Token Scopes, add admin.analytics:read.",
            "Under Manage Distribution switch on distribution, then open the sharable link and install the app on the "
            "organisation, not on one workspace.",
            "Copy the User OAuth Token that begins with xoxp-.",
        ),
    ),
)
