"""How sure the fitted parameters of items are."""

import numpy as np

from clearspan.skills.irt.answers import Answers, posterior
from clearspan.skills.irt.fit import expected_counts
from clearspan.skills.irt.graded import Floats, ItemCurve, categories, derivatives
from clearspan.skills.irt.quadrature import normal_grid

STEP = 1e-4


def standard_errors(curves: tuple[ItemCurve, ...], answers: Answers) -> tuple[tuple[float, ...], ...]:
    """The standard error of each item's slope and intercepts, from the observed information at the maximum.

    The gradient of the marginal log-likelihood is that of the expected complete one (Fisher's identity; Oakes 1999); its
    derivative is taken by central differences.
    """
    sizes = [1 + curve.highest for curve in curves]
    flat = np.concatenate([[curve.slope, *curve.intercepts] for curve in curves])
    observed = np.empty((len(flat), len(flat)))
    for at in range(len(flat)):
        moved = np.zeros(len(flat))
        moved[at] = STEP
        ahead, behind = (_gradient(_curves(flat + way * moved, sizes), answers) for way in (1, -1))
        observed[:, at] = -(ahead - behind) / (2 * STEP)
    errors = np.sqrt(np.diag(np.linalg.inv((observed + observed.T) / 2)))
    return tuple(tuple(part.tolist()) for part in np.split(errors, np.cumsum(sizes)[:-1]))


def _gradient(curves: tuple[ItemCurve, ...], answers: Answers) -> Floats:
    grid = normal_grid()
    weight, _ = posterior(curves, answers.category, grid)
    parts = []
    for item, curve in enumerate(curves):
        expected = expected_counts(answers, weight, item, curve.highest)
        by, likely = derivatives(curve, grid.theta), categories(curve, grid.theta)
        parts.append(np.einsum("qk,qkp->p", expected / likely, by))
    return np.concatenate(parts)


def _curves(flat: Floats, sizes: list[int]) -> tuple[ItemCurve, ...]:
    parts = np.split(flat, np.cumsum(sizes)[:-1])
    return tuple(ItemCurve(float(part[0]), tuple(part[1:].tolist())) for part in parts)
