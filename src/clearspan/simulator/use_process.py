"""What a process of use is: it tells on which days of a week people use what, in two worlds that share every random draw."""

from dataclasses import dataclass
from typing import Protocol

from clearspan.simulator.arrays import Flags, Floats, Ints


@dataclass(frozen=True)
class Chance:
    """When people could use what in a week. Axes: person, tool, day (Monday first).

    `there`: employed, neither away nor sick; `held`: the licence; `working`: by day; `could`: by person and tool, licensed on
    a working day and nothing blocked; `team` on the week's last day.
    """

    number: int
    start: int
    team: Ints
    there: Flags
    held: Flags
    working: Flags
    could: Flags


@dataclass(frozen=True)
class Use:
    """What people used: `active` and `actions` by person, tool and day; `without`, by person and tool, whether they would
    have in the world where nothing is done."""

    active: Flags
    actions: Ints
    without: Flags


class UseProcess(Protocol):
    """Steps everyone's use through the weeks."""

    @property
    def habit(self) -> Floats:
        """How firm each person's use of each tool is after the week: 0 to 1."""
        ...

    def blocked_on(self, day: int) -> Flags:
        """Which tools are blocked in which team on a day."""
        ...

    def step(self, chance: Chance, shift: Floats, strain: tuple[Floats, Floats]) -> Use:
        """The next week. `shift` is what the programmes do, `strain` mood and workload; all are by team."""
        ...
