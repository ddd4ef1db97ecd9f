"""Fits items to answers by marginal maximum likelihood with the EM algorithm (Bock and Aitkin 1981)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearspan.errors import UsageError
from clearspan.skills.irt.answers import OPEN, Answers, posterior
from clearspan.skills.irt.graded import Floats, ItemCurve, categories, derivatives
from clearspan.skills.irt.quadrature import Grid, normal_grid

MOST_STEPS = 3_000
CLOSE_ENOUGH = 1e-7
LONGEST_MOVE = 0.5
STEEPEST = 8.0
FLATTEST = 0.05


@dataclass(frozen=True)
class SlopePrior:
    """What is held of slopes before answers: their logarithm is normal. It keeps a few answers from making a slope endless."""

    log_mean: float = 0.0
    log_spread: float = 0.5


@dataclass(frozen=True)
class Fit:
    """Fitted items, the log-likelihood, how many steps it took, and whether these were enough."""

    curves: tuple[ItemCurve, ...]
    log_likelihood: float
    steps: int
    converged: bool


@dataclass(frozen=True)
class _Terms:
    """How items are fitted: whether with one slope, what is held of slopes before, and which items stay as they are."""

    equal_slopes: bool
    prior: SlopePrior | None
    held: frozenset[int]


@dataclass(frozen=True)
class _Piece:
    """What one item's expected counts say of its parameters: gradient (P,) and expected information (P, P), slope first."""

    gradient: Floats
    information: Floats

    def step(self) -> Floats:
        """(P,) where the scoring of Fisher moves the parameters."""
        return np.asarray(np.linalg.solve(self.information, self.gradient), dtype=np.float64)


def fit(
    answers: Answers,
    *,
    equal_slopes: bool = False,
    prior: SlopePrior | None = None,
    start: Sequence[ItemCurve] | None = None,
    held: frozenset[int] = frozenset(),
    within: float = CLOSE_ENOUGH,
) -> Fit:
    """Items fitted to answers of people whose abilities are standard normal.

    With `equal_slopes` all items share one slope (the Rasch model, where ability keeps unit variance); items in `held` keep
    what `start` says of them. It ends when no parameter moves by more than `within`. Raises UsageError for an item that nobody
    answered or that everybody answered alike.
    """
    _check(answers, held)
    grid, terms = normal_grid(), _Terms(equal_slopes, prior, held)
    curves = tuple(start) if start is not None else tuple(_start(answers, item) for item in range(answers.category.shape[1]))
    if equal_slopes:
        curves = tuple(ItemCurve(1.0, curve.intercepts) for curve in curves)
    steps, change = 0, 1.0
    while change >= within and steps < MOST_STEPS:
        weight, _ = posterior(curves, answers.category, grid)
        moved = _maximise(curves, answers, weight, grid, terms)
        change = max(_distance(one, other) for one, other in zip(curves, moved, strict=True))
        curves, steps = moved, steps + 1
    _, logs = posterior(curves, answers.category, grid)
    return Fit(curves, float(answers.count @ logs), steps, change < within)


def _check(answers: Answers, held: frozenset[int]) -> None:
    for item in range(answers.category.shape[1]):
        given = answers.category[:, item]
        seen = np.unique(given[given != OPEN])
        if item not in held and (len(seen) < 2 or list(seen) != list(range(len(seen)))):
            raise UsageError(
                "has categories that nobody chose, and cannot be fitted",
                where=f"item {item}",
                remedy="Hold it at its prior, or merge categories.",
            )


def _start(answers: Answers, item: int) -> ItemCurve:
    given = answers.category[:, item]
    total = answers.of_item(item)
    above = [answers.count[given >= category].sum() / total for category in range(1, int(given.max()) + 1)]
    return ItemCurve(1.0, tuple(float(np.log(part / (1 - part))) for part in np.clip(above, 0.005, 0.995)))


def _maximise(
    curves: tuple[ItemCurve, ...],
    answers: Answers,
    weight: Floats,
    grid: Grid,
    terms: _Terms,
) -> tuple[ItemCurve, ...]:
    """One step of Fisher scoring for each item on its expected counts."""
    pieces = [
        None
        if item in terms.held
        else _piece(curve, expected_counts(answers, weight, item, curve.highest), grid.theta, terms.prior)
        for item, curve in enumerate(curves)
    ]
    if terms.equal_slopes:
        return _moved_together(curves, pieces)
    return tuple(curve if piece is None else _moved(curve, piece.step()) for curve, piece in zip(curves, pieces, strict=True))


def expected_counts(answers: Answers, weight: Floats, item: int, highest: int) -> Floats:
    """(nodes, K + 1) how many people at each ability are expected to have given each category."""
    given = answers.category[:, item]
    counts = [(answers.count * (given == category)) @ weight for category in range(highest + 1)]
    return np.stack(counts, axis=1)


def _piece(curve: ItemCurve, expected: Floats, theta: Floats, prior: SlopePrior | None) -> _Piece:
    likely, by = categories(curve, theta), derivatives(curve, theta)
    gradient = np.einsum("qk,qkp->p", expected / likely, by)
    weighted = by * (expected.sum(axis=1)[:, None] / likely)[:, :, None]
    found = np.einsum("qkp,qkr->pr", weighted, by)
    if prior is not None:
        away = (np.log(curve.slope) - prior.log_mean) / prior.log_spread**2
        gradient[0] -= (1 + away) / curve.slope
        found[0, 0] += 1 / (prior.log_spread * curve.slope) ** 2
    return _Piece(gradient, found)


def _moved(curve: ItemCurve, move: Floats) -> ItemCurve:
    longest = np.abs(move).max()
    if longest > LONGEST_MOVE:
        move = move * LONGEST_MOVE / longest
    intercepts = np.asarray(curve.intercepts) + move[1:]
    return ItemCurve(float(np.clip(curve.slope + move[0], FLATTEST, STEEPEST)), tuple(np.sort(intercepts)[::-1].tolist()))


def _moved_together(curves: tuple[ItemCurve, ...], pieces: list[_Piece | None]) -> tuple[ItemCurve, ...]:
    """All items moved at once, with one slope between them."""
    free = [(item, piece) for item, piece in enumerate(pieces) if piece is not None]
    size = 1 + sum(len(piece.gradient) - 1 for _, piece in free)
    gradient, found = np.zeros(size), np.zeros((size, size))
    places: dict[int, list[int]] = {}
    at = 1
    for item, piece in free:
        mine = [0, *range(at, at + len(piece.gradient) - 1)]
        gradient[mine] += piece.gradient
        found[np.ix_(mine, mine)] += piece.information
        places[item] = mine
        at += len(mine) - 1
    move = _Piece(gradient, found).step()
    return tuple(_moved(curve, move[places[item]]) if item in places else curve for item, curve in enumerate(curves))


def _distance(one: ItemCurve, other: ItemCurve) -> float:
    steps = [abs(a - b) for a, b in zip(one.intercepts, other.intercepts, strict=True)]
    return max(abs(one.slope - other.slope), *steps)
