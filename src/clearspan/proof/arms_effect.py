"""The difference between two arms, with or without what each unit was before, by cluster and by drawing the arms again."""

import math
from dataclasses import replace

import numpy as np

from clearspan.proof.arrays import Floats, Ints, sums_by
from clearspan.proof.choices import Choices
from clearspan.proof.estimate import Base, Estimate, student
from clearspan.proof.least_squares import fit
from clearspan.proof.randomisation import Draws, GroupSums, Randomised, affordable, arms, constant_within, decide, linear_draws
from clearspan.proof.two_arms import TwoArms

FEW = 40
"""Clusters below which an interval of Student's t is not enough on its own."""


def arms_effect(sides: TwoArms, adjusted: bool, choices: Choices) -> Estimate:
    """How much higher the treated arm is; `adjusted`, as if both arms had begun alike."""
    held = held_fixed(sides, adjusted)
    found = fit(sides.after, np.column_stack([sides.treated, held]), sides.cluster)
    unclustered = sides.clusters == len(sides.after)
    kind = "HC1, each unit for itself" if unclustered else f"CRV1, {sides.clusters} clusters"
    rests_on = f"{int(sides.treated.sum())} treated units against {int((1 - sides.treated).sum())} that were not"
    one_side = _clusters_by_arm(sides)
    error = float(found.crv1[0]) if min(one_side) > 1 else math.nan
    estimate = student(
        float(found.coefficients[0]),
        error,
        f"{kind}, t({sides.clusters - 1})",
        Base(sides.rows, sides.clusters, rests_on),
        choices.level,
    )
    randomised = drawn_again(sides, held, choices)
    seen = {"crv3_error": float(found.crv3[0])}
    return replace(estimate, randomised=randomised, seen=seen, warnings=_warnings(one_side, randomised))


def _clusters_by_arm(sides: TwoArms) -> tuple[int, int]:
    treated = sides.treated > 0
    return len(np.unique(sides.cluster[treated])), len(np.unique(sides.cluster[~treated]))


def _warnings(one_side: tuple[int, int], randomised: Randomised | None) -> tuple[str, ...]:
    found = []
    if min(one_side) < 2:
        found.append("One arm is a single cluster: no standard error can tell its luck from the effect.")
    elif min(one_side) * 2 < FEW:
        found.append(
            f"Only {one_side[0]} clusters are treated and {one_side[1]} are not: the draw of the arms decides, not the t."
        )
    if randomised is not None and randomised.exact and randomised.draws < 20:
        found.append(
            f"Only {randomised.draws} assignments are possible: no result could have been below p = {1 / randomised.draws:.2f}."
        )
    return tuple(found)


def held_fixed(sides: TwoArms, adjusted: bool) -> Floats:
    """What is held fixed by unit (units, 1 or 2): the constant, and where `adjusted` the outcome before the start."""
    constant = np.ones(len(sides.after))
    return np.column_stack([constant, sides.before - sides.before.mean()]) if adjusted else constant[:, None]


def drawn_again(sides: TwoArms, held: Floats, choices: Choices, took: Floats | None = None) -> Randomised | None:
    """What drawing the arms again says; by cluster where whole clusters were drawn, else by unit. None where these are many.
    `took` (units,) is how far each took up what was offered: then it speaks of the effect of taking it up, by the test of
    Anderson and Rubin (1949), which holds however weak the offer was."""
    draws = affordable(choices.draws, int(_drawn_groups(sides).max()) + 1)
    return decide(randomised_draws(sides, held, draws, choices.seed, took), choices.level) if draws else None


def randomised_draws(sides: TwoArms, held: Floats, draws: int, seed: int, took: Floats | None = None) -> Draws:
    """What each assignment of the groups shows, the observed one first."""
    group = _drawn_groups(sides)
    groups = int(group.max()) + 1
    treated, stratum = np.zeros(groups, dtype=np.int64), np.zeros(groups, dtype=np.int64)
    treated[group], stratum[group] = sides.treated.astype(np.int64), sides.stratum
    drawn, exact = arms(treated, stratum, draws, seed)
    many = int(treated.sum())
    sums = _sums(sides.after, held, group)
    taken = None if took is None else _sums(took, held, group)
    return linear_draws(drawn, sums, exact, studentised=min(many, groups - many) > 1, took=taken)


def _drawn_groups(sides: TwoArms) -> Ints:
    """By unit, the group that was drawn: its cluster where whole clusters were, else itself."""
    whole = bool(constant_within(sides.treated, sides.cluster).all())
    return sides.cluster if whole else np.arange(len(sides.after))


def _sums(outcome: Floats, held: Floats, group: Ints) -> GroupSums:
    square = held.T @ held
    left = outcome - held @ np.linalg.solve(square, held.T @ outcome)
    groups, k = int(group.max()) + 1, held.shape[1]
    products = [sums_by(group, held[:, a] * held[:, b], groups) for a in range(k) for b in range(k)]
    return GroupSums(
        np.bincount(group, minlength=groups).astype(np.float64),
        np.column_stack([sums_by(group, column, groups) for column in held.T]),
        np.column_stack(products).reshape(groups, k, k),
        sums_by(group, left, groups),
        np.column_stack([sums_by(group, column * left, groups) for column in held.T]),
    )
