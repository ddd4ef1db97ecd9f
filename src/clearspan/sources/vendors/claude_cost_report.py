"""Claude Enterprise: the Analytics API's answer for /user_cost_report, JSON, a user, a span of days and what it cost."""

from collections.abc import Iterator

from clearspan.arrow import pc
from clearspan.sources.pulling.anthropic import daily_api
from clearspan.sources.pulling.api import Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.claude_days import report_pages
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.added_up import added_up, drop_told_twice
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.cents import cents
from clearspan.sources.reading.claude_reports import OPENED, REPORT_DIMENSIONS, REPORT_KEEPS, report_columns, report_pairs
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.json_rows import read_json
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.pages import first_record
from clearspan.sources.reading.seen import Seen
from clearspan.sources.reading.typed import texts
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.vocabulary.tool import SPEND

_DIMENSIONS = (*REPORT_DIMENSIONS, "cost_type", "token_type")

_KEEPS = (
    *REPORT_KEEPS,
    KeptField("amount", FieldRole.CATEGORY, "cost, a hundredth of it", required=True),
    KeptField("currency", FieldRole.CATEGORY, "currency", required=True),
    *(KeptField(name, FieldRole.CATEGORY, "tells records apart; not stored") for name in _DIMENSIONS),
)

_DECLARED = declared_type(_KEEPS)


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json)
    if record is None or not isinstance(record.get("actor"), dict) or not {"product", "amount"} <= record.keys():
        return None
    return "its first record has actor, product, amount"


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    return report_pages(caller, window, "user_cost_report")


def _read(arrived: Arrived) -> Iterator[Batch]:
    yield from added_up(_batches(arrived))


def _batches(arrived: Arrived) -> Iterator[Batch]:
    seen = Seen()
    for batch in read_json(arrived, _DECLARED, OPENED):
        rows, sieve = batch.rows, batch.sieve
        cost = cents(texts(leaf(rows, "amount")), "amount", sieve)
        sieve.reject(pc.is_null(cost), "amount", "is missing")
        currency = pc.utf8_upper(texts(leaf(rows, "currency")))
        sieve.reject(pc.is_null(currency), "currency", "is missing")
        sieve.reject(
            pc.not_equal(currency, "USD"),
            "currency",
            "is not USD, in which the vendor bills; amounts are not added over currencies",
        )
        columns = report_columns(arrived, batch)
        dimensions = [texts(leaf(rows, name)) for name in ("product", *_DIMENSIONS)]
        drop_told_twice(sieve, seen, [columns["identifier"], columns["start_day"], columns["end_day"], *dimensions])
        spent = kept_rows("usage", sieve, {**columns, "surface": SPEND, "cost": cost, "currency": "USD"})
        yield batch.batch({"usage": spent, ALIAS: report_pairs(batch)})


SOURCE = Source(
    name="claude_cost_report",
    title="Claude Enterprise Analytics, cost report by user",
    kind="usage",
    version=2,
    tools=("claude", "claude_code"),
    tables=("usage",),
    about=(
        "One record is a user, a span of days, a product and, where it was asked for, a model or a kind of cost; they are added "
        "up to one row for Claude and one for Claude Code. Amounts come in cents and are stored in dollars. The answer does "
        "not name its days: they are taken from fields starting_at and ending_at of the page, else from the file's name. It "
        "says nothing about activity: its rows stand under the surface 'spend' and speak for no week. On plans by seat "
        "it is what was used beyond the seats. Of this report and the spend CSV only one may be used for the same days: "
        "the report goes before; the estimates in feeds of Claude Code are never added to either."
    ),
    where_found=(
        "GET https://api.anthropic.com/v1/organizations/analytics/user_cost_report with starting_at and ending_at (RFC 3339, the "
        "end exclusive, at most 31 days apart) and group_by[]=product, all pages; the days in the file's name. One day a "
        "question gives days."
    ),
    permission="A key with the scope read:analytics, which the primary owner makes at claude.ai/analytics/api-keys.",
    grain="day, week, month or window",
    zone="UTC",
    lag_days=1,
    restated_days=30,
    active_means="Says nothing about activity: null.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=daily_api(_fetch),
    not_established=(
        "Whether an amount can be negative, as a correction: such a record is rejected.",
        "Whether list_amount, the price before discounts, is wanted: it is not kept.",
    ),
)
