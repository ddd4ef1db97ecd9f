"""Claude Enterprise: the Analytics API's answer for /user_usage_report, JSON, a user, a span of days and a product."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.anthropic import daily_api
from clearspan.sources.pulling.api import Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.claude_days import report_pages
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.added_up import added_up, drop_told_twice
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.claude_reports import (
    OPENED,
    REPORT_DIMENSIONS,
    REPORT_KEEPS,
    product_surfaces,
    report_columns,
    report_pairs,
)
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.figures import is_positive
from clearspan.sources.reading.json_rows import read_json
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.pages import first_record
from clearspan.sources.reading.seen import Seen
from clearspan.sources.reading.typed import texts, whole_numbers
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS

_KEEPS = (
    *REPORT_KEEPS,
    KeptField("requests", FieldRole.MEASURE, "actions of the surface"),
    *(KeptField(name, FieldRole.CATEGORY, "tells records apart; not stored") for name in REPORT_DIMENSIONS),
)

_DECLARED = declared_type(_KEEPS)
_TOKENS = ("requests", "total_tokens", "output_tokens", "uncached_input_tokens")


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json)
    if record is None or not isinstance(record.get("actor"), dict) or "product" not in record or "amount" in record:
        return None
    telling = [name for name in _TOKENS if name in record]
    return f"its first record has actor, product, {telling[0]} and no amount" if telling else None


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    return report_pages(caller, window, "user_usage_report")


def _read(arrived: Arrived) -> Iterator[Batch]:
    yield from added_up(_batches(arrived))


def _batches(arrived: Arrived) -> Iterator[Batch]:
    seen = Seen()
    for batch in read_json(arrived, _DECLARED, OPENED):
        rows, sieve = batch.rows, batch.sieve
        requests = whole_numbers(leaf(rows, "requests"), "requests", sieve)
        columns = report_columns(arrived, batch)
        dimensions = [texts(leaf(rows, name)) for name in ("product", *REPORT_DIMENSIONS)]
        drop_told_twice(sieve, seen, [columns["identifier"], columns["start_day"], columns["end_day"], *dimensions])
        used = pc.if_else(is_positive(requests), 1, pa.scalar(None, pa.int8()))
        figures = {"surface": product_surfaces(dimensions[0]), "active": used, "actions": requests}
        used_rows = kept_rows("usage", sieve, {**columns, **figures})
        yield batch.batch({"usage": used_rows, ALIAS: report_pairs(batch)})


SOURCE = Source(
    name="claude_usage_report",
    title="Claude Enterprise Analytics, usage report by user",
    kind="usage",
    version=2,
    tools=("claude", "claude_code"),
    tables=("usage",),
    about=(
        "One record is a user, a span of days, a product and, where it was asked for, a model. Models of a product are added "
        "up. The answer does not name its days: they are taken from fields starting_at and ending_at of the page, else from "
        "the file's name. On plans by seat it counts only what went beyond the seats, so that 0 does not mean no use. "
        "Therefore it speaks for no week: it has rows for surfaces alone, never one for the whole tool, and cannot "
        "displace or add to the activity of /users. It shows surfaces that /users does not tell, such as Claude in Chrome. "
        "Actions are requests to a model."
    ),
    where_found=(
        "GET https://api.anthropic.com/v1/organizations/analytics/user_usage_report with starting_at and ending_at (RFC 3339, "
        "the end exclusive, at most 31 days apart) and group_by[]=product, all pages; the days in the file's name. One day a "
        "question gives days."
    ),
    permission="A key with the scope read:analytics, which the primary owner makes at claude.ai/analytics/api-keys.",
    grain="day, week, month or window",
    zone="UTC",
    lag_days=1,
    restated_days=30,
    active_means="At least one request to a model in the product; none is 'not reported', because seats cover most use.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=daily_api(_fetch),
    not_established=(
        "Whether requests count what a person asked or every call that an answer needed.",
        "Tokens are not kept.",
        "The product names are those of 2026; a new one is shown as 'other'.",
    ),
)
