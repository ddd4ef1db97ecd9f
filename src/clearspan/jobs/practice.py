"""A person's practice: what today brings, steps with the library, drills, and questions that come back."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from clearspan import clock
from clearspan.diagnosis.siblings import JOINED
from clearspan.jobs.listen import open_application
from clearspan.jobs.own_data import person_today
from clearspan.practice.choosing import AGAIN_DAYS, CASE_MINUTES, KINDS, Candidate, Choice, Situation, choose
from clearspan.practice.freshness import stale_items
from clearspan.practice.library import Library, library_of
from clearspan.practice.pacing import Preferences
from clearspan.practice.recall import Recalled, begin, reviewed, used_at_work
from clearspan.practice.record import PracticeRecord, Step, attempt_of
from clearspan.settings import load_settings
from clearspan.skills.framework.expectation import family_named
from clearspan.skills.framework.framework_file import framework
from clearspan.skills.judgment.attempt import Attempt
from clearspan.vocabulary.finding import FindingKind
from clearspan.vocabulary.grid import PATH_SEPARATOR, WHOLE
from clearspan.vocabulary.period import day_number
from clearspan.warehouse.findings import Findings

MANAGERS = "managers"
"""Family of the library for whoever leads people, beside that of their job."""

MOST_DUE = 3
"""Questions that come back in one sitting: a minute."""


@dataclass(frozen=True)
class Today:
    """What today brings a person: one thing that was chosen, the questions that are due (links of their items), the job family of
    the library (None where there is none for the job), and what was done so far."""

    chosen: Choice | None
    due: tuple[str, ...]
    family: str | None
    done: dict[str, int]


class PersonPractice:
    """The practice of one person of a directory."""

    def __init__(self, directory: Path, person: int) -> None:
        self._directory, self._person = directory, person
        self.library: Library = library_of(directory)

    def today(self, short: Mapping[str, float] | None = None) -> Today:
        """What today brings; it is the same all day, until it is done. The offer is written down with its chance.

        `short` says how many levels each layer lies below what is expected of the person.
        """
        now, family = clock.now(), self.family()
        with self._record() as record:
            done, cards = record.last(self._person, Step.DONE), record.cards(self._person)
            offered, opened = record.last(self._person, Step.OFFERED), record.last(self._person, Step.OPENED)
            answered = {answer.item: answer.answered_at for answer in record.answers(self._person)}
            situation = Situation(
                family, _day(now), self._leads(), self._causes(), short or {}, _days(done | answered), _days(opened)
            )
            chosen = choose(self._candidates(_day(now)), situation, f"{self._person}:{_day(now)}:{len(done) + len(answered)}")
            if chosen and _days(offered).get(chosen.link) != _day(now):
                record.note(self._person, chosen.link, Step.OFFERED, _seconds(now), choice=chosen)
        stale = {each.link for each in stale_items(self.library, _day(now))}
        waiting = [link for link, schedule in cards.items() if schedule.due <= now]
        due = tuple(link for link in waiting if self.library.item(link) and link not in stale)
        return Today(chosen, due[:MOST_DUE], family, done | answered)

    def step(self, link: str, step: Step, channel: str = "web") -> None:
        """Nothing; writes a step down. Who used a use case at work, or shared it, has reviewed what it is about."""
        now = clock.now()
        with self._record() as record:
            record.note(self._person, link, step, _seconds(now), channel)
            cards = record.cards(self._person)
            if step is Step.DONE and link.startswith("lessons/") and link not in cards:
                record.keep_card(self._person, link, begin(now))
            if step in {Step.TRIED, Step.SHARED}:
                for lesson in self._lessons_about(link):
                    if lesson in cards:
                        record.keep_card(self._person, lesson, used_at_work(cards[lesson].card, now))

    def lately(self, link: str) -> bool:
        """Whether the person tried or practised an item within the days for which it is not offered again."""
        since = _seconds(clock.now()) - AGAIN_DAYS * 86400
        with self._record() as record:
            return any(record.last(self._person, step).get(link, 0) > since for step in (Step.TRIED, Step.DONE))

    def recalled(self, link: str, how: Recalled) -> datetime | None:
        """When a question comes back after it was recalled so; None where it was not waiting."""
        now = clock.now()
        with self._record() as record:
            known = record.cards(self._person).get(link)
            if known is None:
                return None
            schedule = reviewed(known.card, how, now)
            record.keep_card(self._person, link, schedule)
        return schedule.due

    def attempts(self) -> list[Attempt]:
        """Every answer of the person to an output whose drill or lesson is still in the library."""
        with self._record() as record:
            answers = record.answers(self._person)
        return [attempt for answer in answers if (attempt := attempt_of(self.library, self._person, answer))]

    def preferences(self) -> Preferences:
        """How the person wants to be reached."""
        with self._record() as record:
            return record.preferences(self._person)

    def prefer(self, preferences: Preferences) -> None:
        """Nothing; keeps how the person wants to be reached."""
        with self._record() as record:
            record.prefer(self._person, preferences)

    def family(self) -> str | None:
        """The family of the library for the person's job; managers have their own beside it."""
        mine = person_today(self._directory, self._person)
        named = family_named(framework(), mine["role"]) if mine and mine["role"] else None
        return named if named in self.library.families else None

    @contextmanager
    def _record(self) -> Generator[PracticeRecord]:
        with open_application(self._directory, load_settings(self._directory)) as store:
            yield PracticeRecord(store)

    def _candidates(self, today: int) -> list[Candidate]:
        stale = {each.link for each in stale_items(self.library, today)}
        found: list[Candidate] = []
        for kind in KINDS:
            for name, item in sorted(self.library.shelf(kind).items()):
                if (link := f"{kind}/{name}") not in stale:
                    found.append(Candidate(link, item.family, item.skills, getattr(item, "minutes", CASE_MINUTES)))
        return found

    def _causes(self) -> frozenset[str]:
        """What was found in the way of the person's team, where something was released of it."""
        mine = person_today(self._directory, self._person)
        return team_causes(self._directory, mine["team"]) if mine and mine["team"] else frozenset()

    def _leads(self) -> tuple[str, ...]:
        mine = person_today(self._directory, self._person)
        return (MANAGERS,) if mine and mine["is_manager"] else ()

    def _lessons_about(self, link: str) -> list[str]:
        name = link.partition("/")[2]
        return [f"lessons/{lesson.name}" for lesson in self.library.lessons.values() if name in lesson.use_cases]


def team_causes(directory: Path, team: str) -> frozenset[str]:
    """The causes that the latest released diagnosis names for a team, or else for the teams with which it was taken together, or
    else for the nearest group above it that it speaks of; none where it cannot tell. `team` is a team's key."""
    found = Findings(directory).of(FindingKind.DIAGNOSIS)
    latest = max((finding.start_day for finding in found), default=0)
    named = {finding.group: finding for finding in found if finding.start_day == latest and finding.details.get("causes")}
    parts = team.split(PATH_SEPARATOR)
    together = {one: finding for group, finding in named.items() if JOINED in group for one in group.split(JOINED)}
    named = together | named
    above = [PATH_SEPARATOR.join(parts[:length]) for length in range(len(parts), 0, -1)]
    nearest = next((named[group] for group in (*above, WHOLE) if group in named), None)
    causes = cast("Sequence[Mapping[str, object]]", nearest.details["causes"]) if nearest else ()
    return frozenset(str(each["cause"]) for each in causes)


def _days(moments: dict[str, int]) -> dict[str, int]:
    return {link: at // 86400 for link, at in moments.items()}


def _day(now: datetime) -> int:
    return day_number(now.date())


def _seconds(now: datetime) -> int:
    return int(now.timestamp())
