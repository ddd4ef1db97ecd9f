"""An amount of money with its currency."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from clearspan.errors import UsageError

_WRITTEN = re.compile(r"\s*([0-9][0-9_,]*(?:\.[0-9]+)?)\s*([A-Za-z]{3})\s*")


@dataclass(frozen=True)
class Money:
    """A decimal amount and the three letters of its currency (ISO 4217)."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


def read_money(text: str) -> Money:
    """The money that a text such as '12500 EUR' names. Raises UsageError for anything else."""
    match = _WRITTEN.fullmatch(text)
    try:
        return Money(Decimal(match[1].replace(",", "").replace("_", "")), match[2].upper())  # type: ignore[index]
    except (TypeError, InvalidOperation):
        remedy = "Write an amount and a currency: 12500 EUR."
        raise UsageError("is no amount of money", where="cost", remedy=remedy) from None
