"""A programme: for whom, what for, how it will be seen whether it worked, for how long, and who answers for it."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from clearspan.errors import UsageError
from clearspan.programmes.money import Money
from clearspan.programmes.target import Target
from clearspan.vocabulary.grid import Dimension

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")
LENGTHS = (60, 90)
"""Usual lengths in days."""
CHECKPOINTS = (30, 60, 90)
"""Days after the start on which a programme is read out."""
SHORTEST, LONGEST = 14, 366
_ADDRESS = re.compile(r"\S+@\S+")


class Design(StrEnum):
    """How it is decided who takes part when."""

    WAITLIST = "waitlist"
    STEPPED_WEDGE = "stepped wedge"
    PAIRED = "paired"
    MATCHED = "matched"

    @property
    def randomised(self) -> bool:
        """Whether chance decides; else the comparison is observational, and is labelled so."""
        return self is not Design.MATCHED


@dataclass(frozen=True)
class Population:
    """For whom: everyone, or some groups of one dimension by their keys."""

    dimension: Dimension = Dimension.ORGANISATION
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Programme:
    """What is declared of a programme before it starts. Owner and sponsor are functions or units, never addresses of people.

    `outcome` and `counter_outcome` are metrics by the name of the shelf; `messy_days` is the first time in which work may get
    worse before it gets better: it is shown, and neither judged nor counted. `picked_weeks` is over how many weeks before the
    start teams were picked by their use, where they were (0: not); these weeks are no baseline. `because` says in words what
    was found that led to it.
    """

    name: str
    title: str
    template: str
    population: Population
    design: Design
    outcome: str
    counter_outcome: str
    target: Target
    length_days: int = 90
    checkpoints: tuple[int, ...] = CHECKPOINTS
    owner: str = ""
    sponsor: str = ""
    cost: Money | None = None
    messy_days: int = 0
    picked_weeks: int = 0
    because: str = ""

    def __post_init__(self) -> None:
        for wrong, what, remedy in self._troubles():
            if wrong:
                raise UsageError(what, where=self.name, remedy=remedy)

    def _troubles(self) -> tuple[tuple[bool, str, str], ...]:
        last = max(self.checkpoints, default=0)
        return (
            (not NAME.fullmatch(self.name), "is no name of a programme", "Use small letters, digits and hyphens, up to 48."),
            (not self.title.strip(), "has no title", "Say in a few words what it is."),
            (not self.outcome or not self.counter_outcome, "has no outcome and counter-outcome", "Name two metrics."),
            (self.outcome == self.counter_outcome, "has one metric as outcome and counter-outcome", "Name two metrics."),
            (not self.owner.strip() or not self.sponsor.strip(), "has no owner and sponsor", "Name a unit or a function."),
            (
                bool(_ADDRESS.search(f"{self.owner} {self.sponsor}")),
                "names a person by an address",
                "Owner and sponsor are units or functions.",
            ),
            (not SHORTEST <= self.length_days <= LONGEST, "has no usable length", f"Use {SHORTEST} to {LONGEST} days."),
            (
                not self.checkpoints or list(self.checkpoints) != sorted(set(self.checkpoints)) or last > LONGEST,
                "has no rising checkpoints",
                "Give days such as 30, 60, 90.",
            ),
            (
                not 0 <= self.messy_days < last,
                "has a messy period that ends after its last read-out",
                "Something has to be judged.",
            ),
        )

    def written(self) -> dict[str, Any]:
        """The programme as plain values, from which `read_programme` makes it again."""
        told = asdict(self)
        told["cost"] = None if self.cost is None else {"amount": str(self.cost.amount), "currency": self.cost.currency}
        return told


def read_programme(written: Mapping[str, Any]) -> Programme:
    """The programme of plain values."""
    at, cost = written["population"], written["cost"]
    return Programme(
        **{
            **written,
            "population": Population(Dimension(at["dimension"]), tuple(at["groups"])),
            "design": Design(written["design"]),
            "target": Target(**written["target"]),
            "checkpoints": tuple(written["checkpoints"]),
            "cost": None if cost is None else Money(Decimal(cost["amount"]), cost["currency"]),
        }
    )


def within(programme: Programme, length_days: int) -> Programme:
    """The programme with another length, and the usual checkpoints that lie within it."""
    checkpoints = tuple(day for day in CHECKPOINTS if day <= length_days) or (length_days,)
    messy = min(programme.messy_days, checkpoints[-1] - 1)
    return replace(programme, length_days=length_days, checkpoints=checkpoints, messy_days=messy)
