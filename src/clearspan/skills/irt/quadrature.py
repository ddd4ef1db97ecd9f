"""The abilities over which integrals are taken, with the weight of each."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from clearspan.skills.irt.graded import Floats

NODES = 81
WIDEST = 6.0


@dataclass(frozen=True)
class Grid:
    """Abilities `theta` (nodes,) with weights that sum to 1."""

    theta: Floats
    weight: Floats


@cache
def normal_grid(mean: float = 0.0, spread: float = 1.0) -> Grid:
    """Equally spaced abilities with the weights of a normal distribution: for smooth functions that vanish at both ends this is
    exact to many digits, and it does not run out where posteriors lie far from the middle."""
    theta = np.linspace(-WIDEST, WIDEST, NODES)
    weight = np.exp(-0.5 * ((theta - mean) / spread) ** 2)
    return Grid(theta, weight / weight.sum())
