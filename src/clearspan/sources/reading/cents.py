"""Amounts in hundredths of a currency as amounts in the currency."""

from decimal import Decimal

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import money

_HUNDREDTH = pa.scalar(Decimal("0.01"), pa.decimal128(3, 2))


def cents(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    """Amounts of money as decimal(18, 6), from texts of cents; rejects as `money` does."""
    hundredths = pc.multiply(money(column, name, sieve), _HUNDREDTH)
    return pc.round(hundredths, 6).cast(pa.decimal128(18, 6))
