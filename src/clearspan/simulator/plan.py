"""What to simulate: how many people, for how long, from which seed."""

from dataclasses import dataclass
from datetime import date

from clearspan.errors import UsageError
from clearspan.vocabulary.period import day_number, day_of

LAST_DAY = day_number(date(2026, 10, 25))
"""A Sunday: the last day of a simulation that does not say otherwise."""

QUARTER_LAST_DAY = day_number(date(2026, 10, 11))
"""A Sunday: with it as the last day of 40 weeks, the third quarter of 2026 is closed and holds QUARTER_WAVES."""

FEWEST, MOST = 50, 100_000
SHORTEST, LONGEST = 6, 260
STORY_WEEKS = 40
"""Length of the story (roll-out waves, programmes, turning points). A shorter window compresses it; a longer one
keeps its dates, so that an organisation can be continued: the same first day and a later last day share their past."""

WAVES = (3, 14, 26, 37)
"""Weeks of the story in which people are asked."""
QUARTER_WAVES = (26, 29, 33, 37)
"""Weeks of the story in which people are asked where all waves fall in its last quarter."""

FORMS = ("plain", "other")
"""The generators: by the second, the same truths show in other functional forms, sizes and spreads."""
PLANTED = ("first", "all")
"""Which reasons are planted: the first twelve, or these and those of training."""

USUAL, ALL = "usual", "all"
"""Sets of formats: those that are written unless others are chosen, and every format that can be written."""

FLAT_UPTO = 150
"""An organisation of at most so many people has one division and small teams."""


@dataclass(frozen=True)
class Plan:
    """A simulation: `people` at the start, the random `seed`, whole `weeks` (Monday to Sunday) up to day `until`.

    `forms` chooses the generator (FORMS), `planted` the reasons (PLANTED), `waves` the weeks of the story in which people are
    asked, `formats` what is written: names on the shelf of writers, USUAL or ALL. Equal plans
    give equal files, byte for byte. Raises UsageError where a value cannot be simulated.
    """

    people: int = 2000
    seed: int = 7
    weeks: int = STORY_WEEKS
    until: int = LAST_DAY
    forms: str = "plain"
    planted: str = "first"
    waves: tuple[int, ...] = WAVES
    formats: tuple[str, ...] = (USUAL,)

    def __post_init__(self) -> None:
        if not FEWEST <= self.people <= MOST:
            raise UsageError(f"{self.people} people cannot be simulated.", remedy=f"Choose between {FEWEST} and {MOST:,} people.")
        if not SHORTEST <= self.weeks <= LONGEST:
            raise UsageError(f"{self.weeks} weeks cannot be simulated.", remedy=f"Choose between {SHORTEST} and {LONGEST} weeks.")
        if self.seed < 0:
            raise UsageError("A seed cannot be negative.", remedy="Choose 0 or a positive whole number.")
        if day_of(self.until).isoweekday() != 7:
            raise UsageError("The last day is not a Sunday.", remedy="Choose the Sunday that ends an ISO week.")
        self._check_choices()

    def _check_choices(self) -> None:
        for name, value, choices in (("forms", self.forms, FORMS), ("planted reasons", self.planted, PLANTED)):
            if value not in choices:
                raise UsageError(f"No such {name}: {value}.", remedy=f"Choose one of: {', '.join(choices)}.")
        if list(self.waves) != sorted(set(self.waves)) or not set(self.waves) <= set(range(STORY_WEEKS)):
            raise UsageError("These waves cannot be asked.", remedy=f"Give rising weeks between 0 and {STORY_WEEKS - 1}.")

    @property
    def other(self) -> bool:
        """Whether the second generator writes the organisation."""
        return self.forms == "other"

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
