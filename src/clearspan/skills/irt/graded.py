"""The graded response model (Samejima 1969); with two categories it is the two-parameter logistic model.

An answer is a category 0 ... K. Somebody at `theta` answers category k or above with the probability logistic(slope * theta +
intercept_k), where the intercepts fall. The difficulty of a step is -intercept_k / slope.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_LEAST = 1e-12


@dataclass(frozen=True)
class ItemCurve:
    """One item: its slope (how well it tells people apart) and its falling intercepts, one for each step between categories."""

    slope: float
    intercepts: tuple[float, ...]

    @property
    def difficulties(self) -> tuple[float, ...]:
        """The ability at which each step is as likely taken as not."""
        return tuple(-each / self.slope for each in self.intercepts)

    @property
    def highest(self) -> int:
        """The highest category."""
        return len(self.intercepts)


def two_parameter(slope: float, difficulty: float) -> ItemCurve:
    """An item that is answered right or wrong."""
    return ItemCurve(slope, (-slope * difficulty,))


def reaching(curve: ItemCurve, theta: Floats) -> Floats:
    """(nodes, K) the probability of each category from 1 on, or above."""
    return expit(curve.slope * theta[:, None] + np.asarray(curve.intercepts)[None, :])


def categories(curve: ItemCurve, theta: Floats) -> Floats:
    """(nodes, K + 1) the probability of each category."""
    above = reaching(curve, theta)
    ends = np.ones((len(theta), 1)), np.zeros((len(theta), 1))
    return np.maximum(np.hstack([ends[0], above]) - np.hstack([above, ends[1]]), _LEAST)


def derivatives(curve: ItemCurve, theta: Floats) -> Floats:
    """(nodes, K + 1, 1 + K) the derivative of each category's probability by slope and intercepts."""
    above = reaching(curve, theta)
    steep = above * (1 - above)
    steps = steep.shape[1]
    by_step = np.zeros((len(theta), steps + 2, 1 + steps))
    by_step[:, 1:-1, 0] = steep * theta[:, None]
    for step in range(steps):
        by_step[:, step + 1, 1 + step] = steep[:, step]
    return by_step[:, :-1, :] - by_step[:, 1:, :]


def information(curve: ItemCurve, theta: Floats) -> Floats:
    """(nodes,) what one answer to the item tells of somebody at each ability (Fisher information; Samejima 1969)."""
    by_ability = derivatives(curve, theta)[:, :, 1:].sum(axis=2) * curve.slope
    return (by_ability**2 / categories(curve, theta)).sum(axis=1)
