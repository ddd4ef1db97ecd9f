"""Neutral licences CSV: who holds a licence of which tool from when to when, and what it costs a month."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.needed import currency_codes, needed, needed_days, tool_names
from clearspan.sources.reading.typed import days, money
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.vocabulary.identifier import IdentifierKind

_KEEPS = (
    KeptField("email", FieldRole.IDENTIFIER, "identifier", required=True, identifier=IdentifierKind.EMAIL),
    KeptField("tool", FieldRole.CATEGORY, "tool", required=True),
    KeptField("licence_from", FieldRole.TIME, "from_day, as_of", aliases=("license_from",), required=True),
    KeptField("licence_to", FieldRole.TIME, "to_day", aliases=("license_to",)),
    KeptField("monthly_price", FieldRole.MEASURE, "monthly of the price"),
    KeptField("currency", FieldRole.CATEGORY, "currency of the price"),
)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, ("email", "tool"), ("licence_from", "license_from"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch(_facts(rows))


def _facts(rows: CsvRows) -> dict[str, pa.Table]:
    sieve = rows.sieve
    email, tool = needed(rows, "email"), tool_names(rows)
    begins = needed_days(rows, "licence_from")
    ends = days(rows.column("licence_to"), "licence_to", sieve)
    sieve.reject(pc.less(ends, begins), "licence_to", "is before licence_from")
    price = money(rows.column("monthly_price"), "monthly_price", sieve)
    sieve.reject(pc.and_(pc.is_valid(price), pc.is_null(rows.column("currency"))), "currency", "is missing beside a price")
    currency = currency_codes(rows.column("currency"), "currency", sieve)
    span = {"tool": tool, "from_day": begins, "as_of": begins}
    person = {"identifier": email, "identifier_kind": IdentifierKind.EMAIL.value}
    prices = kept_rows("price", sieve, {**span, "monthly": price, "currency": currency}, pc.is_valid(price))
    return {
        "licence": kept_rows("licence", sieve, {**person, **span, "to_day": ends, "granted": 1}),
        "price": _one_a_day(prices),
    }


def _one_a_day(prices: pa.Table) -> pa.Table:
    """One price for each tool and first day: that of the last record."""
    rows = prices.append_column("at", pa.array(range(prices.num_rows), pa.int64()))
    last = rows.group_by(["tool", "from_day"]).aggregate([("at", "max")])["at_max"]
    return prices.take(last.combine_chunks().sort())


SOURCE = Source(
    name="neutral_licences",
    title="Neutral CSV: licences and prices",
    kind="licence",
    version=1,
    tools=(),
    tables=("licence", "price"),
    about=(
        "One row is a person, a tool and the days of a licence; licence_to is empty while it lasts. The price is that of "
        "one licence for a month from licence_from on; of several prices of a tool from one day, the last in the file holds, and "
        "a price holds until the next one begins."
    ),
    where_found="You write it yourself, from the tool's list of seats. See docs/formats/neutral.md.",
    permission="None but yours.",
    grain="a licence",
    zone="not stated",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
)
