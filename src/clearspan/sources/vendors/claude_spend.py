"""Claude Team and Enterprise: the spend report that analytics exports as CSV, a user, product and model over a span of days."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.added_up import added_up, drop_told_twice
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.claude_reports import file_days, product_tools, span_columns
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.needed import needed
from clearspan.sources.reading.seen import Seen
from clearspan.sources.reading.typed import money
from clearspan.sources.reading.who import who
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.tool import SPEND

_SPENT = "total_net_spend_usd"

_KEEPS = (
    KeptField("account_uuid", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.CLAUDE_ID),
    KeptField(
        "user_email", FieldRole.IDENTIFIER, "alias; identifier where account_uuid is empty", identifier=IdentifierKind.EMAIL
    ),
    KeptField("product", FieldRole.CATEGORY, "tool", required=True),
    KeptField("model", FieldRole.CATEGORY, "tells rows apart; not stored"),
    KeptField("model_family", FieldRole.CATEGORY, "tells rows apart; not stored"),
    KeptField(_SPENT, FieldRole.MEASURE, "cost", required=True),
)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, ("product", _SPENT), ("user_email", "account_uuid"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    yield from added_up(_batches(arrived))


def _batches(arrived: Arrived) -> Iterator[Batch]:
    seen, span = Seen(), file_days(arrived)
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch(_facts(rows, seen, span))


def _facts(rows: CsvRows, seen: Seen, span: tuple[int, int]) -> dict[str, pa.Table]:
    sieve = rows.sieve
    email, account = rows.column("user_email"), rows.column("account_uuid")
    named = who(sieve, (IdentifierKind.CLAUDE_ID, "account_uuid", account), (IdentifierKind.EMAIL, "user_email", email))
    product = needed(rows, "product")
    cost = money(needed(rows, _SPENT), _SPENT, sieve)
    drop_told_twice(
        sieve, seen, [named["identifier"], *(rows.column(name) for name in ("product", "model", "model_family", _SPENT))]
    )
    first, last = (pa.array(np.full(len(rows), day, np.int32)) for day in span)
    columns = {**named, "tool": product_tools(product), "surface": SPEND, **span_columns(first, last)}
    spent = kept_rows("usage", sieve, {**columns, "cost": cost, "currency": pc.if_else(pc.is_valid(cost), "USD", None)})
    return {"usage": spent, ALIAS: stated_pairs(sieve, email, IdentifierKind.CLAUDE_ID, account)}


SOURCE = Source(
    name="claude_spend",
    title="Claude spend report CSV",
    kind="usage",
    version=2,
    tools=("claude", "claude_code"),
    tables=("usage",),
    about=(
        "One row is a user, a product and a model, added up over all the days of the export; products and models are added up to "
        "one row for Claude and one for Claude Code. No column says which days: the file's name has to. Cost is the net spend "
        "in dollars. It says nothing about activity: its rows stand under the surface 'spend' and speak for no week. On plans "
        "by seat it is what was used beyond the seats. Of this file and the cost report of the API only one may be used for "
        "the same days: the report goes before. Files for a month and for its days overlap and are never added."
    ),
    where_found=(
        "Analytics, Spend, Export; choose days, and put them into the file's name: claude-spend-2026-08-01-to-2026-08-31.csv. "
        "One day an export gives days. There is no API for this file; the cost report is its like."
    ),
    permission="Owner or primary owner of the organisation, or a role that may see analytics and billing.",
    grain="day, week, month or window",
    zone="UTC",
    lag_days=2,
    restated_days=30,
    active_means="Says nothing about activity: null.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "In which time zone the days of the export begin; UTC is assumed, as in the API.",
        "Whether account_uuid is the id that the Analytics API calls user.id: they are joined by the address alone.",
    ),
)
