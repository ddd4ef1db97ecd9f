"""Rows of activity: one for each kind of activity of which a record reports an amount."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.kept_rows import kept_rows
from clearspan.sources.reading.sieve import Sieve


def activity_rows(sieve: Sieve, common: dict[str, Any], amounts: Mapping[str, pa.Array]) -> pa.Table:
    """The rows of the records that the sieve keeps, by kind of activity; an amount that is null makes no row.

    `common` holds the columns that all kinds share: who, system, grain, days, zone, as_of. Arrays are as long as the sieve.
    """
    tables = [
        kept_rows("activity", sieve, {**common, "kind": kind, "amount": amount.cast(pa.float64())}, pc.is_valid(amount))
        for kind, amount in amounts.items()
    ]
    return pa.concat_tables(tables)
