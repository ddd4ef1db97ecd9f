"""An answer to a judgment drill, with all that its scores need."""

from collections.abc import Iterable
from dataclasses import dataclass

from clearspan.errors import UsageError
from clearspan.skills.drills.drill import Action, Payoff
from clearspan.skills.drills.twin import ErrorType

STEPS = range(6)
"""How surely somebody says that an output holds an error that matters: 0 surely not, 5 surely."""

STEP_WORDS = (
    "I am sure that it is sound",
    "It is probably sound",
    "Rather sound than not",
    "Rather wrong than not",
    "It is probably wrong",
    "I am sure that it is wrong",
)
STEP_PROBABILITY = (0.05, 0.20, 0.40, 0.60, 0.80, 0.95)
"""The probability of an error that each step stands for; it is shown beside the words."""

FIRST_OF_WRONG = 3
"""The first step that says 'wrong'."""


@dataclass(frozen=True)
class Attempt:
    """One answer of a person (number) to a drill, on a day (number).

    `seeded` and `polished` say what was shown, `error` which kind of error it was. `confidence` is the step before anything was
    looked up, `action` what was done, `located` whether the place of the error was marked, `fixed` whether it was put right.
    `payoff` is what was stated beforehand, in minutes.
    """

    person: int
    drill: str
    day: int
    seeded: bool
    polished: bool
    error: ErrorType | None
    confidence: int
    action: Action
    located: bool
    fixed: bool
    payoff: Payoff

    def __post_init__(self) -> None:
        if self.confidence not in STEPS:
            raise UsageError(f"the confidence {self.confidence} is none of the steps 0 to 5", where=self.drill)

    @property
    def says_wrong(self) -> bool:
        """Whether the person took the output for wrong."""
        return self.confidence >= FIRST_OF_WRONG

    @property
    def probability(self) -> float:
        """The probability of an error that the person stated."""
        return STEP_PROBABILITY[self.confidence]

    @property
    def minutes(self) -> int:
        """What the action won or lost."""
        return self.payoff.of(self.action, self.seeded)

    @property
    def best_minutes(self) -> int:
        """What the best action would have won, had one known."""
        return max(self.payoff.of(action, self.seeded) for action in Action)


def first_of_each(attempts: Iterable[Attempt]) -> list[Attempt]:
    """The first answer of each person to each drill: a later one, of the drill or its twin, is from memory and counts for
    nothing."""
    found: dict[tuple[int, str], Attempt] = {}
    for attempt in sorted(attempts, key=lambda each: each.day):
        found.setdefault((attempt.person, attempt.drill), attempt)
    return list(found.values())
