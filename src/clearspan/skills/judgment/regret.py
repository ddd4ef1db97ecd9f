"""What decisions cost under the payoff that was stated beforehand, and whether checking was done where it paid."""

from collections.abc import Sequence
from dataclasses import dataclass

from clearspan.skills.drills.drill import Action, Payoff
from clearspan.skills.interval import Estimate, mean, share
from clearspan.skills.judgment.attempt import STEPS, Attempt


@dataclass(frozen=True)
class Regret:
    """Minutes lost a drill against the best action, had one known. `by_reliance` is what somebody loses by not acting as their
    own confidence says, `by_discernment` what even then is lost because it does not tell sound from faulty (after Guo et al.
    2024); both add up to the whole. `trusting` and `doubting` are what accepting all or escalating all would have lost on these
    drills."""

    minutes: Estimate
    by_reliance: float
    by_discernment: float
    trusting: float
    doubting: float


@dataclass(frozen=True)
class Checking:
    """How often somebody checked where it paid at the stated payoff and their own confidence, and where it did not."""

    where_it_paid: Estimate
    where_it_did_not: Estimate


def regret(attempts: Sequence[Attempt]) -> Regret:
    """The regret of some answers; NaN without any."""
    lost = mean([each.best_minutes - each.minutes for each in attempts])
    own = _by_own_confidence(attempts)
    chosen = [each.payoff.of(action, each.seeded) for each, action in zip(attempts, own, strict=True)]
    return Regret(
        minutes=lost,
        by_reliance=mean([best - each.minutes for best, each in zip(chosen, attempts, strict=True)]).value,
        by_discernment=mean([each.best_minutes - best for best, each in zip(chosen, attempts, strict=True)]).value,
        trusting=_always(attempts, Action.ACCEPT),
        doubting=_always(attempts, Action.ESCALATE),
    )


def checking(attempts: Sequence[Attempt]) -> Checking:
    """Whether checks were made where they paid."""
    paid = [each for each in attempts if best_action(each.payoff, each.probability) is Action.VERIFY]
    rest = [each for each in attempts if best_action(each.payoff, each.probability) is not Action.VERIFY]
    return Checking(*(share(sum(each.action is Action.VERIFY for each in part), len(part)) for part in (paid, rest)))


def best_action(payoff: Payoff, probability: float) -> Action:
    """The action that wins most on average where an error has a probability."""
    return max(
        Action,
        key=lambda action: (1 - probability) * payoff.of(action, seeded=False) + probability * payoff.of(action, seeded=True),
    )


def _by_own_confidence(attempts: Sequence[Attempt]) -> list[Action]:
    """For each answer the action that wins most on average, given how often somebody's step came with an error. A step that was
    taken rarely leans on the rate of all."""
    base = sum(each.seeded for each in attempts) / max(len(attempts), 1)
    rate: dict[int, float] = {}
    for step in STEPS:
        mine = [each.seeded for each in attempts if each.confidence == step]
        rate[step] = (sum(mine) + base) / (len(mine) + 1)
    return [best_action(each.payoff, rate[each.confidence]) for each in attempts]


def _always(attempts: Sequence[Attempt], action: Action) -> float:
    return mean([each.best_minutes - each.payoff.of(action, each.seeded) for each in attempts]).value
