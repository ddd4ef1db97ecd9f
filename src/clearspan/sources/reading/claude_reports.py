"""What the per-user reports and exports of Claude Enterprise have in common: who, which product, and which days.

None of them says of a record which days it is about: the answer's own question does, or the file's name.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.arrived import Arrived
from clearspan.sources.reading.declared_type import leaf
from clearspan.sources.reading.distinct import by_distinct
from clearspan.sources.reading.json_rows import JsonRows
from clearspan.sources.reading.named_days import needed_named_days
from clearspan.sources.reading.pages import paged
from clearspan.sources.reading.spans import span_grains
from clearspan.sources.reading.typed import days, moments, texts
from clearspan.sources.reading.who import who
from clearspan.sources.source import FieldRole, KeptField
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind

PAGE_FIELDS = ("starting_at", "ending_at", "data_refreshed_at")
"""Fields that a saved page may have for all of its records; the first two are those of the question."""

OPENED = paged(*PAGE_FIELDS)
"""Takes a page apart."""

REPORT_KEEPS = (
    KeptField("actor.user_id", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.CLAUDE_ID),
    KeptField("actor.email", FieldRole.IDENTIFIER, "alias; identifier where user_id is empty", identifier=IdentifierKind.EMAIL),
    KeptField("product", FieldRole.CATEGORY, "tool, surface", required=True),
    KeptField("starting_at", FieldRole.TIME, "start_day"),
    KeptField("ending_at", FieldRole.TIME, "end_day, the day before"),
    KeptField("data_refreshed_at", FieldRole.TIME, "as_of"),
)
"""Fields of both reports."""

REPORT_DIMENSIONS = ("model", "context_window", "inference_geo", "speed")
"""Fields by which records of one person and product differ; read to know a repeated record, and not stored."""

_CODE = "claude_code"
_SURFACES = {
    "chat": "chat",
    "cowork": "cowork",
    "office": "office",
    "office_agent": "office",
    "claude_in_chrome": "chrome",
    "claude_design": "design",
}
_DAY_SECONDS = 86_400


def product_tools(product: pa.Array) -> pa.Array:
    """claude_code for Claude Code, however it is written, claude for every other product."""
    return pc.if_else(pc.equal(_plain(product), _CODE), _CODE, "claude")


def product_surfaces(product: pa.Array) -> pa.Array:
    """The surface of a product: 'code' for Claude Code, which is a tool of its own, 'other' for one that is not known."""
    known = {**_SURFACES, _CODE: "code"}
    at = pc.index_in(_plain(product), value_set=pa.array(list(known)))
    return pc.fill_null(pa.array(list(known.values())).take(at), "other")


def report_columns(arrived: Arrived, batch: JsonRows) -> dict[str, pa.Array]:
    """identifier, identifier_kind, tool, start_day, end_day, grain, zone and as_of of the records of a report.

    The vendor's id is taken before the address, which the vendor no longer tells of a user who was deleted: the same days asked
    again stay the same person's. Raises UnreadableFile where neither the page nor the file's name says which days it is about.
    """
    rows, sieve = batch.rows, batch.sieve
    email, user = _people(rows)
    named = who(sieve, (IdentifierKind.CLAUDE_ID, "actor.user_id", user), (IdentifierKind.EMAIL, "actor.email", email))
    product = texts(leaf(rows, "product"))
    sieve.reject(pc.is_null(product), "product", "is missing")
    first = _day(moments(leaf(rows, "starting_at"), "starting_at", sieve), 0)
    last = _day(moments(leaf(rows, "ending_at"), "ending_at", sieve), 1)
    sieve.reject(pc.less(last, first), "ending_at", "is not after starting_at")
    unsaid = pc.or_(pc.is_null(first), pc.is_null(last))
    if (np.asarray(unsaid) & sieve.open).any():
        start, end = file_days(arrived)
        first, last = (pc.if_else(unsaid, pa.scalar(day, pa.int32()), column) for day, column in ((start, first), (end, last)))
    refreshed = days(leaf(rows, "data_refreshed_at"), "data_refreshed_at", sieve)
    return {**named, "tool": product_tools(product), **span_columns(first, last, refreshed)}


def report_pairs(batch: JsonRows) -> pa.Table:
    """Alias rows of the kept records that tell both an address and the vendor's id."""
    email, user = _people(batch.rows)
    return stated_pairs(batch.sieve, email, IdentifierKind.CLAUDE_ID, user)


def file_days(arrived: Arrived) -> tuple[int, int]:
    """The days that the file's name says. Raises UnreadableFile where it does not."""
    return needed_named_days(arrived.name, "claude-2026-08-01-to-2026-08-31")


def span_columns(first: pa.Array, last: pa.Array, as_of: pa.Array | None = None) -> dict[str, Any]:
    """start_day, end_day, grain, zone and as_of of spans of UTC days; as_of is the day after where nothing else is said."""
    following = pc.add(last, pa.scalar(1, pa.int32()))
    return {
        "start_day": first,
        "end_day": last,
        "grain": span_grains(np.asarray(first.fill_null(0)), np.asarray(last.fill_null(0))),
        "zone": "UTC",
        "as_of": following if as_of is None else pc.coalesce(as_of, following),
    }


def _people(rows: pa.StructArray) -> tuple[pa.Array, pa.Array]:
    """The addresses and the vendor's ids."""
    return texts(leaf(rows, "actor.email")), texts(leaf(rows, "actor.user_id"))


def _day(seconds: pa.Array, earlier: int) -> pa.Array:
    """The UTC day of a moment, or of the second before."""
    moment = pc.subtract(seconds, pa.scalar(earlier, pa.int64()))
    return pc.divide(moment, pa.scalar(_DAY_SECONDS, pa.int64())).cast(pa.int32())


def _plain(product: pa.Array) -> pa.Array:
    return by_distinct(product, lambda texts: pc.replace_substring_regex(pc.utf8_lower(texts), r"[\s-]+", "_"))
