"""What a cause declares: what one would see if it held, how its weight is found, and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from clearspan.diagnosis.panel import Floats
from clearspan.diagnosis.readings import Readings


class Problem(StrEnum):
    """What kind of problem a cause is: each kind has remedies of its own."""

    TRAINING = "training"
    DESIGN = "design"
    TRUST = "trust"
    CONDITIONS = "conditions"


@dataclass(frozen=True)
class Expectation:
    """What one expects of a signal if the cause holds: how far the group lies from what is usual, in the signal's points, and how
    sure that is (`give`, a standard deviation)."""

    signal: str
    shift: float
    give: float


@dataclass(frozen=True)
class Cause:
    """One reason why a team may be stuck.

    `weigh` returns for each group the logarithm of how much likelier its readings are if the cause holds than if nothing is the
    matter. `expects` is what it looks at. `prior` is how often the cause is met, beside 1 for each other one. `false_alarms` says
    when it looks like this and is not; `step` is what to try first, `ask` the question that would settle it.
    """

    name: str
    title: str
    problem: Problem
    meaning: str
    expects: tuple[Expectation, ...]
    weigh: Callable[[Readings], Floats]
    false_alarms: tuple[str, ...]
    step: str
    ask: str
    prior: float = 1.0
    rows: tuple[str, ...] = field(default=())
