"""Crowds: the people behind the told figures of one sheet, and what adding and subtracting the figures tells apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearspan.attack.chart import People

CONVERGED = 1e-10
"""Largest weight, relative to a random person's, that may be left over a told crowd in its shadow."""

VANISHED = 1e-6
"""A set of people whose shadow is smaller than this is computable; rounding stays far below, chance far above."""

STEPS = 5000
"""Most steps of the conjugate gradient."""


@dataclass(frozen=True)
class Crowds:
    """The sets of people that a sheet's told figures count. `population` is equal where all groups of two sheets have the same
    people, `signature` where moreover the same groups are told."""

    population: tuple[object, ...]
    signature: tuple[object, ...]
    sets: tuple[People, ...]


@dataclass(frozen=True)
class Difference:
    """Two crowds whose members differ by few people: indices and the people in exactly one of them."""

    first: int
    second: int
    people: People


def close_pairs(sets: Sequence[People], fewer_than: int) -> list[Difference]:
    """The overlapping pairs of sets that differ by at least one and fewer than `fewer_than` people."""
    found = []
    for first, second, shared in _overlaps(sets):
        apart = len(sets[first]) + len(sets[second]) - 2 * shared
        if 1 <= apart < fewer_than:
            found.append(Difference(first, second, np.setxor1d(sets[first], sets[second], assume_unique=True)))
    return found


def equal_pairs(sets: Sequence[People]) -> list[tuple[int, int]]:
    """The pairs of indices of equal sets that are not empty."""
    known: dict[bytes, int] = {}
    found = []
    for index, people in enumerate(sets):
        if len(people):
            first = known.setdefault(people.tobytes(), index)
            if first != index:
                found.append((first, index))
    return found


def _overlaps(sets: Sequence[People]) -> list[tuple[int, int, int]]:
    if not sets:
        return []
    people = np.concatenate(sets)
    owner = np.repeat(np.arange(len(sets)), [len(one) for one in sets])
    order = np.lexsort((owner, people))
    people, owner = people[order], owner[order]
    pairs = []
    for step in range(1, len(people)):
        same = people[step:] == people[:-step]
        if not same.any():
            break
        pairs.append(owner[:-step][same] * len(sets) + owner[step:][same])
    if not pairs:
        return []
    codes, counts = np.unique(np.concatenate(pairs), return_counts=True)
    first, second = np.divmod(codes, len(sets))
    return list(zip(first.tolist(), second.tolist(), counts.tolist(), strict=True))


def shadows(people: People, sets: Sequence[People], seed: int = 1) -> np.ndarray:
    """Weights a person, shape (people, 2), under which every one of `sets` sums to 0, and otherwise random.

    A sum over any set of people is 0 exactly where the set's own figure follows from the figures of `sets` by adding and
    subtracting: the weights span the null space of the sets' incidence matrix. Found by conjugate gradients on R R'.
    """
    random = np.random.default_rng(seed).standard_normal((len(people), 2))
    rows = np.repeat(np.arange(len(sets)), [len(one) for one in sets])
    columns = np.searchsorted(people, np.concatenate(sets)) if len(sets) else np.empty(0, dtype=np.int64)
    return np.column_stack([_project(random[:, side], rows, columns, len(sets)) for side in (0, 1)])


def _project(weights: np.ndarray, rows: np.ndarray, columns: np.ndarray, height: int) -> np.ndarray:
    """`weights` without their part in the row space of the incidence matrix with a 1 at each (row, column)."""

    def over(vector: np.ndarray) -> np.ndarray:
        return np.bincount(rows, vector[columns], minlength=height)

    def back(vector: np.ndarray) -> np.ndarray:
        return np.bincount(columns, vector[rows], minlength=len(weights))

    left = over(weights)
    size = np.sqrt(np.maximum(np.bincount(rows, minlength=height), 1))
    solution = np.zeros(height)
    direction = left / size**2
    steep = left @ direction
    for _ in range(STEPS):
        if np.max(np.abs(left), initial=0.0) < CONVERGED:
            break
        turned = over(back(direction))
        stride = steep / (direction @ turned)
        solution += stride * direction
        left = left - stride * turned
        preconditioned = left / size**2
        steeper = left @ preconditioned
        direction = preconditioned + steeper / steep * direction
        steep = steeper
    return weights - back(solution)
