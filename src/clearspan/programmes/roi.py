"""What a tool or a programme returns for its money: drawn many times from what is known, with its median, interval and
break-even."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from clearspan.errors import CannotTell
from clearspan.programmes.ledger import Ledger

Floats = npt.NDArray[np.float64]

DRAWS = 100_000
OUTSIDE = 0.05
MOST_BARS = 20
BAR_STEPS = tuple(scale * each for scale in (0.1, 1.0, 10.0, 100.0, 1000.0) for each in (1.0, 2.5, 5.0))
"""Probability on either side of the interval: 90% lie within."""


@dataclass(frozen=True)
class Uncertain:
    """A figure with its standard error: drawn as a normal figure, or from Student's t where `df` (degrees of freedom) is
    given."""

    middle: float
    error: float = 0.0
    df: float | None = None

    def drawn(self, random: np.random.Generator, draws: int) -> Floats:
        """Draws of the figure."""
        noise = random.standard_normal(draws) if self.df is None else random.standard_t(self.df, draws)
        return self.middle + self.error * noise


@dataclass(frozen=True)
class Costs:
    """What it costs over the whole time, in one currency: licences, the programme itself, and the time that people spend on
    it."""

    licences: Decimal
    programme: Decimal
    time: Decimal
    currency: str

    @property
    def total(self) -> Decimal:
        """Everything together."""
        return self.licences + self.programme + self.time


@dataclass(frozen=True)
class Gain:
    """What it brings: `minutes` a person and working day that were reinvested (net of checking, rework and learning, against the
    control), for how many `people` over how many working `days`, and what an hour of work costs. `ledger` is where the minutes
    come from: without it there is no return, because rework would be left out."""

    minutes: Uncertain
    people: int
    days: int
    hourly: Uncertain
    ledger: Ledger | None


@dataclass(frozen=True)
class Return:
    """The return on what was spent: (value - cost) / cost. `value` in the currency of the costs; `chance` that it is above
    nothing; `break_even_minutes` a person and day that would pay for it, and after how many working days what is measured pays
    for it (None: never)."""

    median: float
    low: float
    high: float
    chance: float
    value: tuple[float, float, float]
    cost: Decimal
    currency: str
    break_even_minutes: float
    break_even_days: int | None
    histogram: tuple[tuple[float, float, float], ...]
    """From, to, and the share of draws between them."""

    def sentence(self) -> str:
        """The return in words; a loss is told as plainly as a gain."""
        bounds = f"90% of draws lie between {self.low:+.0%} and {self.high:+.0%}"
        if self.low > 0:
            return f"It returned more than it cost: {self.median:+.0%}; {bounds}."
        if self.high < 0:
            return f"It cost more than it returned: {self.median:+.0%}; {bounds}."
        above = f"{self.chance:.0%} are above nothing"
        return f"Whether it returned more than it cost cannot be told: {self.median:+.0%}; {bounds}; {above}."


def value(gain: Gain, costs: Costs, seed: int, draws: int = DRAWS) -> Return:
    """The return. Raises CannotTell where no ledger with rework stands behind the minutes, or nothing was spent."""
    if gain.ledger is None:
        remedy = "Keep diaries in both groups: checking and rework are asked in them."
        raise CannotTell("no return leaves without rework in it, and none is known", where="return", remedy=remedy)
    if costs.total <= 0:
        raise CannotTell("nothing was spent, so that there is no return on it", where="return", remedy="State the costs.")
    random = np.random.default_rng(seed)
    minutes, hourly = gain.minutes.drawn(random, draws), np.maximum(gain.hourly.drawn(random, draws), 0.0)
    worth = minutes / 60 * gain.people * gain.days * hourly
    total = float(costs.total)
    found = worth / total - 1
    low, median, high = (float(each) for each in np.quantile(found, (OUTSIDE, 0.5, 1 - OUTSIDE)))
    worths = tuple(float(each) for each in np.quantile(worth, (OUTSIDE, 0.5, 1 - OUTSIDE)))
    paying = gain.people * gain.hourly.middle / 60
    a_day = paying * gain.minutes.middle
    bars = _bars(found)
    return Return(
        median,
        low,
        high,
        float((found > 0).mean()),
        (worths[0], worths[1], worths[2]),
        costs.total,
        costs.currency,
        total / (paying * gain.days) if paying > 0 else float("inf"),
        int(np.ceil(total / a_day)) if a_day > 0 else None,
        bars,
    )


def widened(one: Return, others: Sequence[Return]) -> Return:
    """A return whose interval holds whoever is left out: `others` are those without the people who move it most."""
    every = [one, *others]
    low, high = min(each.low for each in every), max(each.high for each in every)
    return replace(one, low=low, high=high, chance=one.chance if low <= 0 <= high else float(low > 0))


def _bars(found: Floats) -> tuple[tuple[float, float, float], ...]:
    """How many draws fell where, between round edges: from, to and share."""
    low, high = (float(each) for each in np.quantile(found, (0.005, 0.995)))
    step = next(each for each in BAR_STEPS if (high - low) / each <= MOST_BARS)
    edges = np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step
    counts, _ = np.histogram(np.clip(found, edges[0], edges[-1]), bins=edges)
    return tuple(
        (round(float(start), 2), round(float(end), 2), float(count) / len(found))
        for start, end, count in zip(edges, edges[1:], counts, strict=False)
    )
