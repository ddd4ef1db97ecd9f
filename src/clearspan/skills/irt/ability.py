"""What somebody's answers say of their ability."""

from dataclasses import dataclass

import numpy as np

from clearspan.skills.interval import Estimate
from clearspan.skills.irt.answers import posterior
from clearspan.skills.irt.graded import ItemCurve
from clearspan.skills.irt.quadrature import normal_grid

LOW, HIGH = 0.025, 0.975


@dataclass(frozen=True)
class Ability:
    """Somebody's ability in units of the spread among people: the mean of what is likely after the answers (EAP; Bock and Mislevy
    1982) with the middle 95% of it, and its spread `error`."""

    estimate: Estimate
    error: float


def ability(curves: tuple[ItemCurve, ...], answered: tuple[int, ...], mean: float = 0.0, spread: float = 1.0) -> Ability:
    """The ability behind answers, one for each item; before any answer that of people at large (`mean`, `spread`)."""
    grid = normal_grid(mean, spread)
    likely = posterior(curves, np.array([answered], dtype=np.int64).reshape(1, -1), grid)[0][0]
    middle = float(likely @ grid.theta)
    error = float(np.sqrt(likely @ (grid.theta - middle) ** 2))
    step = grid.theta[1] - grid.theta[0]
    below = np.cumsum(likely)
    low, high = np.interp([LOW, HIGH], below, grid.theta + step / 2)
    return Ability(Estimate(middle, float(low), float(high), len(answered)), error)
