"""Answers to items as the fit and the scores read them."""

from dataclasses import dataclass

import numpy as np

from clearspan.skills.irt.graded import Floats, Ints, ItemCurve, categories
from clearspan.skills.irt.quadrature import Grid

OPEN = -1
"""Stands where an item was not asked or not answered."""


@dataclass(frozen=True)
class Answers:
    """Patterns of answers: `category` (patterns, items) with OPEN where there is none, and how many people gave each, `count`."""

    category: Ints
    count: Floats

    @property
    def people(self) -> float:
        """How many people answered."""
        return float(self.count.sum())

    def of_item(self, item: int) -> float:
        """How many people answered an item."""
        return float(self.count[self.category[:, item] != OPEN].sum())


def patterns(category: Ints) -> Answers:
    """The answers of people (people, items), each pattern once."""
    unique, count = np.unique(category, axis=0, return_counts=True)
    return Answers(unique, count.astype(np.float64))


def log_likelihood(curves: tuple[ItemCurve, ...], category: Ints, grid: Grid) -> Floats:
    """(patterns, nodes) the log-likelihood of each pattern at each ability."""
    total = np.zeros((len(category), len(grid.theta)))
    for item, curve in enumerate(curves):
        given = category[:, item]
        logs = np.log(categories(curve, grid.theta)).T
        logs = np.vstack([logs, np.zeros(len(grid.theta))])
        total += logs[np.where(given == OPEN, len(logs) - 1, given)]
    return total


def posterior(curves: tuple[ItemCurve, ...], category: Ints, grid: Grid) -> tuple[Floats, Floats]:
    """(patterns, nodes) how likely each ability is for each pattern, and (patterns,) the log of each pattern's probability."""
    logs = log_likelihood(curves, category, grid) + np.log(grid.weight)
    top = logs.max(axis=1, keepdims=True)
    shape = np.exp(logs - top)
    total = shape.sum(axis=1, keepdims=True)
    return shape / total, (top + np.log(total))[:, 0]
