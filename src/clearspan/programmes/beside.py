"""An effect that stands beside that of the offer: told in steps, with its interval, so that no single person decides it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clearspan.errors import CannotTell
from clearspan.programmes.read_out import BY_ONE, ONE, Measured
from clearspan.proof.estimate import Estimate

ROUNDING = 1e-9
WIDEST = 6
"""Times the smallest change that matters, from which on an interval that takes in nothing says too little to be told."""


@dataclass(frozen=True)
class Beside:
    """What is said of it: the `sentence` with its interval, the `estimand` (whose effect, against whom), and `why` it cannot be
    told (else empty). Figures are in the outcome's told unit, in steps. `shares` are bounds by what they are of."""

    name: str
    sentence: str
    estimand: str
    why: str = ""
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    shares: tuple[tuple[str, float, float], ...] = ()

    def row(self) -> dict[str, Any]:
        """It as plain values."""
        shares = {
            f"{what}_{end}": bound for what, *bounds in self.shares for end, bound in zip(("low", "high"), bounds, strict=True)
        }
        plain = ("name", "sentence", "estimand", "why", "effect", "low", "high", "unit")
        return {**{name: getattr(self, name) for name in plain}, **shares}


def untold(name: str, estimand: str, why: str) -> Beside:
    """What is said where it cannot be told."""
    return Beside(name, f"It cannot be told: {why}.", estimand, why)


@dataclass(frozen=True)
class Bounds:
    """An effect and its interval, as it was found."""

    effect: float
    low: float
    high: float

    @property
    def side(self) -> int:
        """1 above nothing, -1 below, 0 where neither is ruled out."""
        return (self.low > 0) - (self.high < 0)


def bounds_of(estimate: Estimate, scale: float) -> Bounds:
    """The bounds of an estimate in the told unit: by drawing the lot again, where one was drawn."""
    drawn = estimate.randomised
    low, high = (estimate.low, estimate.high) if drawn is None else (drawn.low, drawn.high)
    return Bounds(estimate.effect * scale, low * scale, high * scale)


def in_steps(whole: Bounds, without: Sequence[Bounds], step: float) -> Bounds | None:
    """The bounds in steps: moved as far as leaving one person out moves the effect, and rounded outwards; None where a single
    person would turn them. Raises CannotTell where so few assignments were possible that an end has no limit."""
    if not all(math.isfinite(end) for end in (whole.low, whole.high)):
        raise CannotTell("so few assignments were possible that nothing bounds it")
    if any(each.side != whole.side for each in without):
        return None
    apart = [each.effect - whole.effect for each in without]
    down, up = min([*apart, 0.0]), max([*apart, 0.0])
    low = math.floor((whole.low + down) / step + ROUNDING) * step
    high = math.ceil((whole.high + up) / step - ROUNDING) * step
    return Bounds(round(round(whole.effect / step) * step, 6) + 0.0, round(low, 6) + 0.0, round(high, 6) + 0.0)


def spoken_beside(name: str, estimand: str, start: str, told: Bounds | None, outcome: Measured, level: float) -> Beside:
    """What is said of bounds in steps; `start` begins the sentence."""
    if told is None:
        return Beside(name, BY_ONE, estimand, ONE)
    words = outcome.words
    unit = f" {words.unit}" if words.unit else ""
    what = words.name[:1].lower() + words.name[1:]
    if not told.side and told.high - told.low > WIDEST * (words.smallest or 5 * outcome.step):
        return untold(name, estimand, f"anything from {told.low:g} to {told.high:g}{unit} fits the data")
    interval = f"{100 * level:.4g}% interval {told.low:g} to {told.high:g}{unit}"
    if told.side:
        moved = "rose" if told.side > 0 else "fell"
        sentence = f"{start}, {what} {moved} by {abs(told.effect):g}{unit} ({interval})."
    else:
        sentence = f"{start}, no change of {what} could be seen: anything in the {interval} fits the data."
    return Beside(name, sentence, estimand, "", told.effect, told.low, told.high, words.unit)
