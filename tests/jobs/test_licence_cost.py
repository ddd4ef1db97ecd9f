"""What licences cost over a time is counted in fives of holders, at the latest price; without a price it cannot be told."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import ibis
import numpy as np
import pytest

from clearspan.errors import CannotTell
from clearspan.jobs.licence_cost import Holding, licence_cost

FIRST, LAST = 20000, 20075


def facts() -> SimpleNamespace:
    """Two prices of a tool, the later one 60 euros; licences of people 0 to 12, that of 12 over before the time."""
    prices = [
        {"tool": "claude", "from_day": FIRST - 400, "to_day": FIRST + 5, "monthly": Decimal("50"), "currency": "EUR"},
        {"tool": "claude", "from_day": FIRST + 6, "to_day": None, "monthly": Decimal("60"), "currency": "EUR"},
        {"tool": "cursor", "from_day": FIRST - 400, "to_day": FIRST - 1, "monthly": Decimal("20"), "currency": "EUR"},
    ]
    spells = [
        {"person": who, "tool": "claude", "from_day": FIRST - 9, "to_day": FIRST - 1 if who == 12 else None} for who in range(13)
    ]
    price = {"tool": "string", "from_day": "int32", "to_day": "int32", "monthly": "decimal(18, 2)", "currency": "string"}
    licence = {"person": "int32", "tool": "string", "from_day": "int32", "to_day": "int32"}
    return SimpleNamespace(
        price=ibis.memtable(prices, schema=ibis.schema(price)), licence=ibis.memtable(spells, schema=ibis.schema(licence))
    )


def cost(tool: str = "claude", currency: str = "EUR", people: int = 40) -> Decimal:
    """The cost for people 0 to so many over two and a half months."""
    fetch: Any = lambda expression: expression.to_pyarrow()  # noqa: E731
    return licence_cost(facts(), fetch, Holding(tool, np.arange(people), FIRST, LAST, currency))


def test_holders_are_counted_in_fives_at_the_latest_price() -> None:
    assert cost() == Decimal("60") * 10 * 76 / Decimal("30.4") == Decimal("1500.00")
    assert cost(people=8) == cost() and cost(people=7) == cost() / 2


def test_without_a_price_in_the_currency_it_cannot_be_told() -> None:
    with pytest.raises(CannotTell, match="no price"):
        cost("cursor")
    with pytest.raises(CannotTell, match="two currencies"):
        cost(currency="USD")
