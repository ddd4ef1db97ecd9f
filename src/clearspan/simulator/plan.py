"""What to simulate: how many people, for how long, from which seed."""

from dataclasses import dataclass
from datetime import date

from clearspan.errors import UsageError
from clearspan.vocabulary.period import day_number, day_of

LAST_DAY = day_number(date(2026, 10, 25))
"""A Sunday: the last day of a simulation that does not say otherwise."""

FEWEST, MOST = 50, 100_000
SHORTEST, LONGEST = 6, 260
STORY_WEEKS = 40
"""Length of the story (roll-out waves, programmes, turning points). A shorter window compresses it; a longer one
keeps its dates, so that an organisation can be continued: the same first day and a later last day share their past."""

FLAT_UPTO = 150
"""An organisation of at most so many people has one division and small teams."""


@dataclass(frozen=True)
class Plan:
    """A simulation: `people` at the start, the random `seed`, whole `weeks` (Monday to Sunday) up to day `until`.

    Equal plans give equal files, byte for byte. Raises UsageError where a value cannot be simulated.
    """

    people: int = 2000
    seed: int = 7
    weeks: int = STORY_WEEKS
    until: int = LAST_DAY

    def __post_init__(self) -> None:
        if not FEWEST <= self.people <= MOST:
            raise UsageError(f"{self.people} people cannot be simulated.", remedy=f"Choose between {FEWEST} and {MOST:,} people.")
        if not SHORTEST <= self.weeks <= LONGEST:
            raise UsageError(f"{self.weeks} weeks cannot be simulated.", remedy=f"Choose between {SHORTEST} and {LONGEST} weeks.")
        if self.seed < 0:
            raise UsageError("A seed cannot be negative.", remedy="Choose 0 or a positive whole number.")
        if day_of(self.until).isoweekday() != 7:
            raise UsageError("The last day is not a Sunday.", remedy="Choose the Sunday that ends an ISO week.")

    @property
    def first(self) -> int:
        """Day number of the first day, a Monday."""
        return self.until - 7 * self.weeks + 1

    @property
    def flat(self) -> bool:
        """Whether the organisation is small: one division, few departments, teams of 5 to 9."""
        return self.people <= FLAT_UPTO

    def story_day(self, week: int) -> int:
        """The Monday on which week `week` (0 to 39) of the story falls in this window."""
        return self.first + 7 * (week * min(self.weeks, STORY_WEEKS) // STORY_WEEKS)
