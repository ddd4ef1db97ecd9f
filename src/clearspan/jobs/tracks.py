"""A person's tracks: which are theirs, and what of each is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clearspan import clock
from clearspan.jobs.listen import open_application
from clearspan.jobs.own_data import person_today
from clearspan.jobs.practice import PersonPractice
from clearspan.jobs.team_practice import TeamPractising
from clearspan.practice.freshness import stale_items
from clearspan.practice.record import PracticeRecord, Step
from clearspan.practice.track import Track, TrackStep
from clearspan.practice.track_choice import Standing, tracks_for
from clearspan.settings import load_settings
from clearspan.skills.framework.expectation import band_of
from clearspan.skills.framework.framework_file import framework_of
from clearspan.vocabulary.period import day_number

SECONDS_A_DAY = 86_400


@dataclass(frozen=True)
class Part:
    """One thing to do in a step: its link, its title, the day number on which it was last done (None: not yet), and whether it is
    held back until somebody has reviewed it."""

    link: str
    title: str
    done_day: int | None
    held_back: bool


@dataclass(frozen=True)
class StepState:
    """One step of a track with what of it is done."""

    step: TrackStep
    parts: tuple[Part, ...]

    @property
    def done(self) -> bool:
        """Whether everything in it is done that is not held back."""
        return all(part.done_day is not None or part.held_back for part in self.parts)


@dataclass(frozen=True)
class TrackState:
    """A track as one person walks it."""

    track: Track
    steps: tuple[StepState, ...]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.done for step in self.steps)

    @property
    def next_step(self) -> StepState | None:
        """The first step that is not done."""
        return next((step for step in self.steps if not step.done), None)


class PersonTracks:
    """The tracks of one person of a directory; what was done before a track was begun counts."""

    def __init__(self, directory: Path, person: int) -> None:
        self._directory, self._person = directory, person
        self.library = PersonPractice(directory, person).library
        self._today = day_number(clock.now().date())

    def offered(self) -> tuple[TrackState, ...]:
        """The person's own tracks, and those for everyone; such as are out of date are left out."""
        stale, done = self._stale(), self._done()
        mine = tracks_for(self._standing(), self.library.tracks.values())
        return tuple(self._state(track, done, stale) for track in mine if f"tracks/{track.name}" not in stale)

    def track(self, name: str) -> TrackState | None:
        """One track, whomever it is for; None where there is none of this name."""
        found = self.library.tracks.get(name)
        return self._state(found, self._done(), self._stale()) if found else None

    def _state(self, track: Track, done: Mapping[str, int], stale: frozenset[str]) -> TrackState:
        def part(link: str) -> Part:
            item = self.library.item(link)
            return Part(link, item.title if item else link, done.get(link), item is None or link in stale)

        steps = sorted(track.steps, key=lambda step: step.week)
        return TrackState(track, tuple(StepState(step, tuple(part(link) for link in step.do)) for step in steps))

    def _done(self) -> dict[str, int]:
        """link -> day on which it was last done: practised or tried, or its output judged; of an exercise, the day on which the
        team wrote down what it changed."""
        with open_application(self._directory, load_settings(self._directory)) as store:
            record = PracticeRecord(store)
            steps = [record.last(self._person, step) for step in (Step.TRIED, Step.DONE)]
            answered = {answer.item: answer.answered_at for answer in record.answers(self._person)}
        changes = TeamPractising(self._directory, self._person).changes()
        found = {f"team_practice/{name}": change.written_day for name, change in changes.items()}
        for each in (*steps, answered):
            for link, at in each.items():
                found[link] = max(found.get(link, 0), at // SECONDS_A_DAY)
        return found

    def _standing(self) -> Standing:
        job = person_today(self._directory, self._person) or {}
        hired = job.get("hired_day")
        return Standing(
            job.get("level"),
            band_of(framework_of(self._directory), str(job.get("level") or "")),
            bool(job.get("is_manager")),
            None if hired is None else self._today - int(hired),
        )

    def _stale(self) -> frozenset[str]:
        return frozenset(each.link for each in stale_items(self.library, self._today))
