"""One week of an organisation, as the writers and the truth see it."""

from dataclasses import dataclass

from clearspan.simulator.arrays import Flags, Floats, Ints


@dataclass(frozen=True)
class Week:
    """What people did in one ISO week. Axes: person, tool, day (Monday first); teams on their own.

    `active` and `actions` are by day; `used` is the week as a whole, `without` the same in the world where nothing is
    done; `team` and `member` hold on the week's last day; `load`, `mood` and `relief` are by team; `habit` is after the week.
    """

    number: int
    start: int
    active: Flags
    actions: Ints
    used: Flags
    without: Flags
    team: Ints
    member: Flags
    load: Floats
    mood: Floats
    relief: Floats
    habit: Floats
    held: Flags

    @property
    def days(self) -> range:
        """The week's day numbers."""
        return range(self.start, self.start + 7)
