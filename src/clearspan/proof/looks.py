"""When one may look: bounds for planned readings, and a sequence of intervals for a page that anyone may open any day.

Bounds: Lan and DeMets, Discrete sequential boundaries for clinical trials, Biometrika 70 (1983), spending as O'Brien and Fleming;
computed by recursive integration (Armitage, McPherson and Rowe 1969). Sequence: Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas,
Time-uniform central limit theory and asymptotic confidence sequences, Annals of Statistics 52 (2024), equation 9.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from scipy import special

from clearspan.proof.arrays import Floats
from clearspan.proof.choices import Choices

NODES = 200
HALVINGS = 60
WIDEST = 12.0
DRAWS_PER_ALPHA = 2
PLANNED = (1 / 3, 2 / 3, 1.0)
"""Shares of a programme at which it is read: days 30, 60 and 90 of 90."""


@dataclass(frozen=True)
class Look:
    """One planned reading: the `share` of all information that it has, the `bound` that a z value must pass, and the `alpha` of
    the two-sided interval that belongs to it."""

    share: float
    bound: float
    alpha: float


def spent(share: float, alpha: float = 0.05) -> float:
    """How much of alpha, half of it on either side, may be spent by when this share of the information is in."""
    return float(4 * special.ndtr(-special.ndtri(1 - alpha / 4) / math.sqrt(share)))


def bounds(shares: Sequence[float] = PLANNED, alpha: float = 0.05) -> tuple[Look, ...]:
    """The planned readings with their bounds; over all of them, chance alone passes one with probability alpha at most.

    `shares` rise, the last is 1 at most. Raises ValueError where they do not.
    """
    if not shares or shares[0] <= 0 or shares[-1] > 1 or any(a >= b for a, b in pairwise(shares)):
        raise ValueError("shares of information must rise, above 0 and up to 1")
    looks: list[Look] = []
    at, density = np.zeros(1), np.ones(1)
    before, already = 0.0, 0.0
    for share in shares:
        allowed = spent(share, alpha)
        step = math.sqrt(share - before)
        bound = _bound(at, density, step, share, allowed - already)
        looks.append(Look(share, bound, float(2 * special.ndtr(-bound))))
        nodes, weights = np.polynomial.legendre.leggauss(NODES)
        limit = bound * math.sqrt(share)
        reached = nodes * limit
        height = np.exp(-0.5 * ((reached[:, None] - at) / step) ** 2) / (step * math.sqrt(2 * math.pi))
        density = (height @ density) * weights * limit
        at, before, already = reached, share, allowed
    return tuple(looks)


def _bound(at: Floats, density: Floats, step: float, share: float, left: float) -> float:
    """The bound at which crossing for the first time has probability `left`."""
    low, high = 0.0, WIDEST
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        limit = middle * math.sqrt(share)
        crossed = float(density @ (special.ndtr((-limit - at) / step) + special.ndtr((at - limit) / step)))
        low, high = (middle, high) if crossed > left else (low, middle)
    return (low + high) / 2


def choices_at(look: Look, choices: Choices) -> Choices:
    """The choices for a planned reading: its alpha, and draws enough that an effect could pass it."""
    return replace(choices, level=1 - look.alpha, draws=max(choices.draws, math.ceil(DRAWS_PER_ALPHA / look.alpha)))


def any_day(effect: float, error: float, n: float, planned: float, alpha: float = 0.05) -> tuple[float, float]:
    """The interval of an effect on a page that may be opened any day: all of them together hold the truth with 1 - alpha.

    `n` counts the observations so far, of which `error` is the standard error of the mean; it is narrowest at `planned` of them.
    """
    spread = error * math.sqrt(n)
    tuned = (-2 * math.log(alpha) + math.log(-2 * math.log(alpha) + 1)) / planned
    grown = n * tuned + 1
    reach = spread * math.sqrt(2 * grown / (n**2 * tuned) * math.log(math.sqrt(grown) / alpha))
    return effect - reach, effect + reach
