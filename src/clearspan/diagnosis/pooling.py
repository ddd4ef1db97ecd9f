"""Partial pooling: a group's figure drawn towards those of like groups, as far as the data say that they are alike.

How much groups differ is not known, so that it is integrated over a grid and not put in as one best number: intervals with one
best number are too narrow (they cover 84 of 100 where 95 are promised). Gelman et al., Bayesian Data Analysis (2013), chapter 5.
"""

from dataclasses import dataclass

import numpy as np

from clearspan.diagnosis.normal import cumulative
from clearspan.diagnosis.panel import Bools, Floats

TAU_STEPS = 60
"""Steps of the grid of differences between groups."""
MEANS, SIZES, POINTS = 24, 16, 400
"""Steps of the grids of the mean share, of how alike groups are (in people), and of a group's share."""
LARGEST_SIZE = 400.0
"""People that likeness may count for at most, in shares."""
OUTSIDE = 0.025
"""Probability on either side of an interval."""
HALVINGS = 50


@dataclass(frozen=True)
class Pooled:
    """By group: the figure drawn towards its like, and its 95% interval. `tau` is how much groups differ, as a rule (the
    middle of what the data allow); of shares, the standard deviation between them."""

    middle: Floats
    low: Floats
    high: Floats
    tau: float

    def tells(self, widest: float) -> Bools:
        """Where the interval is no wider than is of use; elsewhere one cannot tell."""
        return self.high - self.low <= widest


def pool_means(figure: Floats, error: Floats) -> Pooled:
    """Group figures with their standard errors, pooled: normal within groups, normal between them, and a flat prior for the mean
    and for the deviation between groups. Groups with NaN are given the figure of a further group of which nothing is known.

    Raises ValueError where fewer than two groups are known: there is nothing to pool with.
    """
    known = ~(np.isnan(figure) | np.isnan(error))
    if known.sum() < 2:
        raise ValueError("fewer than two groups are known")
    y, variance = figure[known], np.maximum(error[known], 1e-9) ** 2
    tau = np.linspace(0, 3 * max(float(np.std(y)), float(np.sqrt(variance.mean()))), TAU_STEPS)
    total = variance + tau[:, None] ** 2
    precision = (1 / total).sum(axis=1)
    mean = (y / total).sum(axis=1) / precision
    fit = 0.5 * (np.log(total) + (y - mean[:, None]) ** 2 / total).sum(axis=1)
    weight = _normalised(-0.5 * np.log(precision) - fit)
    all_variance = np.where(known, np.where(known, error, 1.0) ** 2, np.inf)
    own = tau[:, None] ** 2 / (tau[:, None] ** 2 + np.maximum(all_variance, 1e-18))
    own = np.where(known, own, 0.0)
    centre = own * np.where(known, figure, 0.0) + (1 - own) * mean[:, None]
    between = np.where(known, own * np.where(known, all_variance, 0.0), tau[:, None] ** 2)
    spread = np.sqrt(between + (1 - own) ** 2 / precision[:, None])
    return Pooled(
        weight @ centre,
        _quantile(weight, centre, spread, OUTSIDE),
        _quantile(weight, centre, spread, 1 - OUTSIDE),
        float(np.interp(0.5, np.cumsum(weight), tau)),
    )


def pool_shares(hits: Floats, of: Floats) -> Pooled:
    """Shares of groups from whole counts, pooled: binomial within groups, beta between them; flat in the mean share, and in the
    standard deviation that its size stands for. A group of nobody is given the share of a further group."""
    mean, size = (grid.ravel() for grid in np.meshgrid(_middles(MEANS), _sizes()))
    above, below = mean * size, (1 - mean) * size
    most = int(of.max(initial=0))
    steps = np.arange(float(most))
    rising_hits, rising_misses, rising = (_rising(first, steps) for first in (above, below, size))
    x, n = hits.astype(np.int64), of.astype(np.int64)
    fit = (rising_hits[:, x] + rising_misses[:, n - x] - rising[:, n]).sum(axis=1)
    weight = _normalised(fit)
    share = _middles(POINTS)
    found = np.array([_share_of(weight, above + a, below + b, share) for a, b in zip(x, n - x, strict=True)]).reshape(-1, 3)
    deviation = np.sqrt(mean * (1 - mean) / (size + 1))
    return Pooled(found[:, 0], found[:, 1], found[:, 2], float(weight @ deviation))


def _middles(count: int) -> Floats:
    return (np.arange(count) + 0.5) / count


def _sizes() -> Floats:
    """Sizes of which equal steps are equal steps of 1/sqrt(1 + size): of the deviation between groups."""
    least = 1 / np.sqrt(1 + LARGEST_SIZE)
    return 1 / np.linspace(least, 0.75, SIZES) ** 2 - 1


def _rising(first: Floats, steps: Floats) -> Floats:
    """The logarithm of first x (first + 1) x ... of 0, 1, 2 ... factors."""
    sums = np.cumsum(np.log(first[:, None] + steps), axis=1)
    return np.concatenate([np.zeros((len(first), 1)), sums], axis=1)


def _share_of(weight: Floats, above: Floats, below: Floats, share: Floats) -> tuple[float, float, float]:
    """The mean and the interval of one group's share: beta distributions, weighted."""
    likely = weight > weight.max() * 1e-6
    heights = (above[likely, None] - 1) * np.log(share) + (below[likely, None] - 1) * np.log1p(-share)
    heights = np.exp(heights - heights.max(axis=1, keepdims=True))
    density = weight[likely] @ (heights / heights.sum(axis=1, keepdims=True))
    reached = np.cumsum(density) / density.sum()
    low, high = np.interp((OUTSIDE, 1 - OUTSIDE), reached, share)
    return float(density @ share / density.sum()), float(low), float(high)


def _normalised(log_weight: Floats) -> Floats:
    weight = np.exp(log_weight - log_weight.max())
    return weight / weight.sum()


def _quantile(weight: Floats, centre: Floats, spread: Floats, share: float) -> Floats:
    """The quantile of mixtures of normal distributions, by group, by halving."""
    low, high = (centre - 12 * spread).min(axis=0), (centre + 12 * spread).max(axis=0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        below = weight @ cumulative((middle - centre) / spread) < share
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return (low + high) / 2
