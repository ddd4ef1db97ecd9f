"""What every figure of a measure in one period stands on: how many people are counted in each set, and what n is told."""

from dataclasses import dataclass

import numpy as np

from clearspan.privacy.release.columns import Bools, Floats, Ints
from clearspan.privacy.release.counts import Entries
from clearspan.privacy.release.noise import noise
from clearspan.privacy.release.people import Registry
from clearspan.privacy.release.plan import Plan
from clearspan.privacy.release.policy import COMPLEMENT, DOMINANCE, HOMOGENEITY, PERTURBATION, Policy
from clearspan.privacy.release.rows import Values


@dataclass(frozen=True)
class Protection:
    """The numbers and rules that hold for one measure."""

    people: int
    side: int
    perturbed: bool
    complement: bool
    homogeneity: bool
    dominance: bool


@dataclass(frozen=True)
class Basis:
    """The counted people of one measure, tool and period. Arrays are (sets,) unless said otherwise."""

    plan: Plan
    pairs: Entries
    keys: Floats
    """(people,) record keys of the noise."""
    values: Values
    counted: Floats
    """People counted."""
    told: Floats
    """People counted as told: perturbed, never below the minimum."""
    enough: Bools
    """The set is shown and has enough people for this measure."""
    protection: Protection

    def noise_of(self, contributing: Bools) -> Ints:
        """The noise on the number of people who are `contributing` (people,)."""
        return noise(self.pairs.tally(np.where(contributing, self.keys, 0.0)), on=self.protection.perturbed)


def protection(policy: Policy, *, sensitive: bool) -> Protection:
    """What a policy demands of a measure."""
    return Protection(
        policy.people(sensitive=sensitive),
        policy.side(sensitive=sensitive),
        policy.holds(PERTURBATION),
        policy.holds(COMPLEMENT),
        policy.holds(HOMOGENEITY),
        policy.holds(DOMINANCE),
    )


def make_basis(plan: Plan, registry: Registry, values: Values, rules: Protection, barred: Bools) -> Basis:
    """The basis of one measure, tool and period.

    The told n is at least the minimum, and where both sides of a share can have enough people it leaves room for both.
    Sets that are `barred` (sets,) are not shown for this measure.
    """
    pairs = plan.pairs()
    counted = pairs.tally(values.counted.astype(np.float64))
    sums = pairs.tally(np.where(values.counted, registry.keys, 0.0))
    roomy = counted >= 2 * rules.side
    least = np.where(roomy, max(rules.people, 2 * rules.side), rules.people)
    shift = noise(sums, on=rules.perturbed)
    told = np.maximum(counted + shift, least) if rules.perturbed else counted
    enough = plan.shown & (counted >= rules.people) & ~barred
    return Basis(plan, pairs, registry.keys, values, counted, told, enough, rules)
