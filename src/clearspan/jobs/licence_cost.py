"""What the licences of a tool cost that some people hold over a time."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from clearspan.diagnosis.loading import Fetch
from clearspan.errors import CannotTell

DAYS_A_MONTH = Decimal("30.4")
FIVES = 5


class Priced(Protocol):
    """Facts that hold prices and licences."""

    @property
    def price(self) -> Any: ...

    @property
    def licence(self) -> Any: ...


@dataclass(frozen=True)
class Holding:
    """A tool, the person numbers of those who may hold it, the first and the last day of the time, and the currency wanted."""

    tool: str
    people: npt.NDArray[np.int64]
    first: int
    last: int
    currency: str


def licence_cost(facts: Priced, fetch: Fetch, held: Holding) -> Decimal:
    """What the licences cost, at the latest price of the time; holders are counted in fives, so that the cost tells of nobody.
    Raises CannotTell where no price is known, or one in another currency."""
    price, licence = facts.price, facts.licence
    within = (price.from_day <= held.last) & (price.to_day.isnull() | (price.to_day >= held.first))
    prices = fetch(price.filter((price.tool == held.tool) & within).select("monthly", "currency", "from_day")).to_pylist()
    if not prices:
        raise CannotTell("no price of the tool is known")
    if any(row["currency"] != held.currency for row in prices):
        raise CannotTell("the price of the tool and the cost of the programme are in two currencies")
    during = (licence.from_day <= held.last) & (licence.to_day.isnull() | (licence.to_day >= held.first))
    holders = fetch(licence.filter((licence.tool == held.tool) & during).select("person").distinct())["person"].to_numpy()
    counted = FIVES * round(int(np.isin(held.people, holders).sum()) / FIVES)
    monthly = Decimal(max(prices, key=lambda row: row["from_day"])["monthly"])
    return (monthly * counted * (held.last - held.first + 1) / DAYS_A_MONTH).quantize(Decimal("0.01"))
