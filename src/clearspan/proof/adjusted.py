"""The effect on the treated between two periods, adjusted for controls, with each unit's influence on it.

Sant'Anna and Zhao, Doubly robust difference-in-differences estimators, Journal of Econometrics 219 (2020): the regression, the
standardised weighting and the doubly robust estimator, with their asymptotic linear representations.
"""

import numpy as np

from clearspan.errors import CannotTell
from clearspan.proof.arrays import Bools, Floats
from clearspan.proof.choices import Adjustment

NO_OVERLAP = 0.999
"""Probability of treatment from which a unit has no like among the others."""
TRIMMED = 0.995
"""Probability of treatment from which an untreated unit is given no weight."""
STEPS = 50


def adjusted_effect(change: Floats, treated: Bools, controls: Floats, adjustment: Adjustment) -> tuple[float, Floats]:
    """The effect, and each unit's influence on it (their mean is 0; the variance of the effect is their mean square over n).

    `change` (n,) of the outcome, `treated` (n,), `controls` (n, k) with the constant among them. Raises CannotTell where there
    are too few to compare with, or where the controls tell exactly who is treated.
    """
    group = treated.astype(np.float64)
    predicted, by_outcome = np.zeros(len(change)), None
    weight, by_chance = 1 - group, None
    if adjustment is not Adjustment.OUTCOME:
        chance, by_chance = _chance(group, controls)
        weight = np.where(chance < TRIMMED, chance / (1 - chance), 0.0) * (1 - group)
    if adjustment is not Adjustment.CHANCE:
        predicted, by_outcome = _regressed(change, group, controls)
    left = change - predicted
    share = group.mean()
    first = float((group * left).mean() / share)
    influence = group * (left - first) / share
    if adjustment is not Adjustment.CHANCE and by_outcome is not None:
        moved = (group[:, None] * controls).mean(axis=0) / share
        if adjustment is Adjustment.BOTH:
            moved = moved - (weight[:, None] * controls).mean(axis=0) / weight.mean()
        influence = influence - by_outcome @ moved
    if by_chance is None:
        return first, influence
    second = float((weight * left).mean() / weight.mean())
    centred = weight * (left - second)
    moved = (centred[:, None] * controls).mean(axis=0)
    return first - second, influence - (centred + by_chance @ moved) / weight.mean()


def _regressed(change: Floats, group: Floats, controls: Floats) -> tuple[Floats, Floats]:
    """The change that the untreated with the same controls would show, and the influence of each unit on the coefficients."""
    untreated = (1 - group)[:, None] * controls
    square = untreated.T @ controls / len(change)
    if np.linalg.cond(square) > 1 / np.finfo(np.float64).eps:
        raise CannotTell("too few are untreated for so many controls", remedy="Leave out controls.")
    inverse = np.linalg.inv(square)
    fitted = controls @ (inverse @ (untreated.T @ change / len(change)))
    return fitted, ((1 - group) * (change - fitted))[:, None] * controls @ inverse


def _chance(group: Floats, controls: Floats) -> tuple[Floats, Floats]:
    """The probability of being treated (logit), and the influence of each unit on its coefficients."""
    refused = CannotTell(
        "no overlap: the controls tell who is treated, so that there is no one alike to compare with",
        remedy="Leave out the control that decides who is treated.",
    )
    coefficient = np.zeros(controls.shape[1])
    chance = np.full(len(group), group.mean())
    coefficient[0] = np.log(group.mean() / (1 - group.mean()))
    for _ in range(STEPS):
        curve = (controls * (chance * (1 - chance))[:, None]).T @ controls
        if not np.isfinite(curve).all() or np.linalg.cond(curve) > 1e15:
            raise refused
        step = np.linalg.solve(curve, controls.T @ (group - chance))
        coefficient = coefficient + step
        chance = 1 / (1 + np.exp(-np.clip(controls @ coefficient, -500, 500)))
        if np.abs(step).max() <= 1e-10 * max(1.0, float(np.abs(coefficient).max())):
            break
    else:
        raise refused
    if chance.max() >= NO_OVERLAP:
        raise refused
    inverse = np.linalg.inv((controls * (chance * (1 - chance))[:, None]).T @ controls / len(group))
    return chance, (group - chance)[:, None] * controls @ inverse
