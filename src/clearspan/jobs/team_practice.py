"""What a team may do together, the fitting first, and what it changed: for the members of that team."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clearspan import clock
from clearspan.answers.diagnosis import causes
from clearspan.diagnosis.islands import Outcome
from clearspan.errors import UsageError
from clearspan.jobs.listen import open_application
from clearspan.jobs.own_data import person_today
from clearspan.jobs.practice import team_causes
from clearspan.practice.freshness import stale_items
from clearspan.practice.library import library_of
from clearspan.practice.team_change import TeamChange, TeamChanges
from clearspan.practice.team_practice import TeamPractice
from clearspan.settings import load_settings
from clearspan.vocabulary.finding import FindingKind
from clearspan.vocabulary.period import day_number
from clearspan.warehouse.findings import Findings

ISLANDS = "islands"


@dataclass(frozen=True)
class Fitting:
    """An exercise, what was found of the team that it answers to (titles of causes; none where nothing was), and the team's entry
    on it."""

    practice: TeamPractice
    because: tuple[str, ...]
    change: TeamChange | None


class TeamPractising:
    """Team practice as a member of a team sees it today; who is in no team sees the exercises alone."""

    def __init__(self, directory: Path, person: int) -> None:
        self._directory = directory
        self._today = day_number(clock.now().date())
        mine = person_today(directory, person) or {}
        self.team: str | None = mine.get("team")
        self._library = library_of(directory)

    def exercises(self) -> tuple[Fitting, ...]:
        """Every exercise that is not out of date, those that answer to what was found of the team first, then by title."""
        found, changes = self._found(), self.changes()
        stale = {each.link for each in stale_items(self._library, self._today)}
        fitting = [
            Fitting(each, tuple(found[cause] for cause in each.causes if cause in found), changes.get(name))
            for name, each in self._library.team_practice.items()
            if f"team_practice/{name}" not in stale
        ]
        return tuple(sorted(fitting, key=lambda each: (-len(each.because), each.practice.title)))

    def changes(self) -> Mapping[str, TeamChange]:
        """exercise -> what the team changed after it."""
        if self.team is None:
            return {}
        with self._changes() as changes:
            return changes.of(self.team, self._today)

    def keep(self, exercise: str, changed: str, again_day: int) -> None:
        """Nothing; keeps what the team changed, in the place of what stood there. Raises UsageError for an exercise that there is
        not, for who is in no team, and for words or a day that do not do."""
        if self.team is None or exercise not in self._library.team_practice:
            raise UsageError("only a member of a team writes down what it changed, and after an exercise", where=exercise)
        with self._changes() as changes:
            changes.keep(self.team, TeamChange(exercise, changed, again_day, self._today))
            changes.forget_old(self._today)

    def remove(self, exercise: str) -> None:
        """Nothing; deletes what the team wrote on an exercise."""
        if self.team is not None:
            with self._changes() as changes:
                changes.remove(self.team, exercise)

    def _found(self) -> dict[str, str]:
        """cause -> title, of what was released of the team: its diagnosis, and whether it is an island."""
        if self.team is None:
            return {}
        found = set(team_causes(self._directory, self.team))
        islands = Findings(self._directory).of(FindingKind.ISLANDS)
        latest = max((each.start_day for each in islands), default=0)
        if any(
            each.group == self.team and each.start_day == latest and each.outcome == Outcome.ISLANDS.value for each in islands
        ):
            found.add(ISLANDS)
        return {name: causes()[name].title for name in found if name in causes()}

    @contextmanager
    def _changes(self) -> Generator[TeamChanges]:
        with open_application(self._directory, load_settings(self._directory)) as store:
            yield TeamChanges(store)


def forget_old_changes(directory: Path) -> int:
    """How many entries of teams were deleted because a year has passed."""
    with open_application(directory, load_settings(directory)) as store:
        return TeamChanges(store).forget_old(day_number(clock.now().date()))
