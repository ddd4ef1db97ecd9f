"""Neutral CSV: what an hour of work costs by grade and place, so that time saved can be told in money."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.needed import currency_codes, needed, needed_days
from clearspan.sources.reading.typed import days, money
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source

_ALL = "all"
"""Stands for every grade, or every place."""

_KEEPS = (
    KeptField("level", FieldRole.CATEGORY, "level; all where it is empty", aliases=("grade",)),
    KeptField("location", FieldRole.CATEGORY, "location; all where it is empty"),
    KeptField("cost_from", FieldRole.TIME, "from_day, as_of", required=True),
    KeptField("cost_to", FieldRole.TIME, "to_day"),
    KeptField("hourly_cost", FieldRole.MEASURE, "hourly", required=True),
    KeptField("currency", FieldRole.CATEGORY, "currency", required=True),
)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, ("hourly_cost", "currency", "cost_from"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch({"labour_cost": _one_a_day(_costs(rows))})


def _costs(rows: CsvRows) -> pa.Table:
    sieve = rows.sieve
    first = needed_days(rows, "cost_from")
    last = days(rows.column("cost_to"), "cost_to", sieve)
    sieve.reject(pc.less(last, first), "cost_to", "is before cost_from")
    hourly = money(needed(rows, "hourly_cost"), "hourly_cost", sieve)
    currency = currency_codes(needed(rows, "currency"), "currency", sieve)
    places = {name: pc.fill_null(rows.column(name), _ALL) for name in ("level", "location")}
    span = {"from_day": first, "to_day": last, "as_of": first}
    return kept_rows("labour_cost", sieve, {**places, **span, "hourly": hourly, "currency": currency})


def _one_a_day(costs: pa.Table) -> pa.Table:
    """One cost for each grade, place and first day: that of the last record."""
    rows = costs.append_column("at", pa.array(range(costs.num_rows), pa.int64()))
    last = rows.group_by(["level", "location", "from_day"]).aggregate([("at", "max")])["at_max"]
    return costs.take(last.combine_chunks().sort())


SOURCE = Source(
    name="neutral_labour_cost",
    title="Neutral CSV: labour cost",
    kind="labour_cost",
    version=1,
    tools=(),
    tables=("labour_cost",),
    about=(
        "One row is what an hour of work costs in a grade and a place, with the employer's share: an average of many people, "
        "never the pay of one. A cost holds until the next one of the same grade and place begins."
    ),
    where_found="You write it yourself, with the figures of the finance department. See docs/formats/neutral.md.",
    permission="None but yours.",
    grain="a cost from a day on",
    zone="none",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
)
