"""Amounts in hundredths of a currency as amounts in the currency."""

from decimal import Decimal

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed import money, numbers

_MOST = 10**13
_HUNDREDTH = pa.scalar(Decimal("0.01"), pa.decimal128(3, 2))


def cents(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    """Amounts of money as decimal(18, 6), from texts of cents; rejects as `money` does."""
    hundredths = pc.multiply(money(column, name, sieve), _HUNDREDTH)
    return pc.round(hundredths, 6).cast(pa.decimal128(18, 6))


def number_cents(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    """The same from numbers, as JSON writes them; for estimates, because a number of JSON is binary."""
    values = numbers(column, name, sieve, least=0)
    large = pc.greater(values, _MOST)
    sieve.reject(large, name, "is too large an amount")
    values = pc.if_else(large, pa.scalar(None, pa.float64()), values)
    return pc.round(pc.divide(values, 100.0), 6).cast(pa.decimal128(18, 6))
