"""Who was assigned, began and completed which course, event or practice, and when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import NEVER, Flags, Floats, Ints
from clearspan.simulator.families import FAMILIES
from clearspan.simulator.learning import DEADLINE, LATE
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.plan import STORY_WEEKS

Treatment = tuple[int, str, int]
"""A team, an arm, and the day from which the team is in it."""

ROLLED_OUT = 160
"""Days before the story on which the first course was assigned, so that it lies over a year before the story's end."""
DEADLINE_DAYS = 30
PRACTICE_BEGINS, PRACTICE_EVERY, PRACTICES = 28, 32, 8
"""Days after the first on which practice begins, days in which there is room for one, and how many a story has room for."""
PROGRAMME_SESSIONS = 4
REFRESHER_WEEK = 24


@dataclass(frozen=True)
class Course:
    """One thing to learn. `minutes` is what it usually takes."""

    code: str
    kind: str
    channel: str
    minutes: float
    about_ai: bool = True


@dataclass(frozen=True)
class Registrations:
    """The registrations of people for one course: days (NEVER where it does not happen), and minutes spent. `assigned` is NEVER
    where the person chose it. `attempt` numbers a person's registrations for the same course."""

    course: Course
    people: Ints
    assigned: Ints
    started: Ints
    completed: Ints
    minutes: Floats
    attempt: Ints


class Training:
    """Yields all registrations; treatments are the programmes that teams are in."""

    def __init__(self, organisation: Organisation) -> None:
        self._org = organisation
        people, plan = organisation.people, organisation.plan
        self._team = people.team_on(plan.story_day(STORY_WEEKS // 2))
        self._ways = organisation.ways
        self._stop = self._by_team([self._week(way.until_week) if way.until_week else NEVER for way in self._ways])

    def registrations(self, treatments: Iterable[Treatment]) -> Iterator[Registrations]:
        """Everybody's registrations for one course after the other."""
        plan, ways, share = self._org.plan, self._ways, self._by_team
        rolled_out = plan.first - ROLLED_OUT - 7 * max(STORY_WEEKS - plan.weeks, 0)
        yield self._given(Course("AI-100", "generic", "course", 45), share([1.0 for _ in ways]), rolled_out)
        for number, code in enumerate(("SAFETY-1", "PRIVACY-2")):
            course = Course(code, "generic", "course", 25, about_ai=False)
            yield self._given(course, np.ones(len(self._team)), plan.first + 30 + 90 * number)
        days = share([self._week(way.role_week) for way in ways])
        for live in (True, False):
            wanted = share([way.role * (way.live == live) for way in ways])
            for family, title in enumerate(FAMILIES):
                course = Course(f"AI-ROLE-{family}", "role_specific", "live" if live else "course", 60 + 5 * len(title.title))
                yield self._given(course, wanted * (self._org.people.family == family), days)
        refresher = share([way.refresher for way in ways])
        yield self._given(Course("AI-150", "generic", "course", 30), refresher, plan.story_day(REFRESHER_WEEK))
        yield self._chosen(Course("AI-300", "generic", "video", 12), share([way.optional for way in ways]))
        yield self._event(Course("AI-KICK-OFF", "generic", "live", 90))
        yield from self._practices(Course("AI-PRACTICE", "role_specific", "practice", 12))
        for team, arm, start in sorted(set(treatments)):
            yield from self._programme(team, arm, start)

    def _by_team(self, values: list[float] | list[int] | list[bool]) -> np.ndarray:
        """A value of each team, by person."""
        return np.array(values)[self._team]

    def _week(self, week: int) -> int:
        """The Monday of a week of the story, which may lie before the window."""
        plan = self._org.plan
        return plan.story_day(week) if week >= 0 else plan.first + 7 * week

    def _given(self, course: Course, share: Floats, day: Ints | int) -> Registrations:
        """A course assigned to a share of people on a day, to joiners soon after they come."""
        people, streams = self._org.people, self._org.streams
        draws = streams.uniform((len(people), 6), f"course {course.code} {course.channel}")
        joins = people.hired > day
        assigned = np.where(joins, people.hired + 5 + np.floor(25 * draws[:, 0]).astype(np.int64), day)
        assigned = _working(np.asarray(assigned, dtype=np.int64))
        onboarded = self._by_team([way.onboarding for way in self._ways]) | (not course.about_ai)
        takes = (draws[:, 1] < share) & (assigned <= people.left) & (assigned < self._stop) & (onboarded | ~joins)
        return self._finished(course, (takes, assigned), draws[:, 2:])

    def _finished(self, course: Course, given: tuple[Flags, Ints], draws: Floats) -> Registrations:
        """What becomes of a course, as the team finishes things."""
        takes, assigned = given
        finish = [way.finish if course.about_ai else "" for way in self._ways]
        late, due = (self._by_team([one == kind for one in finish]) for kind in (LATE, DEADLINE))
        wait = -np.log1p(-draws[:, 0])
        started = assigned + np.floor(np.where(late, 25 + 30 * wait, 9 * wait)).astype(np.int64)
        started = np.where(due, assigned + DEADLINE_DAYS - np.floor(3 * draws[:, 0]).astype(np.int64), started)
        started = np.where(late & (draws[:, 1] > 0.75), NEVER, started)
        takes_time = -np.log1p(-draws[:, 2]) * np.where(late, 25, 2)
        completed = started + np.floor(np.where(due, 0, takes_time)).astype(np.int64)
        passes = draws[:, 3] < np.where(late, 0.6, np.where(due, 1.0, 0.93))
        completed = np.where(passes & (started < NEVER), completed, NEVER)
        minutes = course.minutes * np.where(due, 0.35, 0.8 + 0.4 * draws[:, 1])
        return self._of(course, takes, (assigned, started, completed), minutes)

    def _chosen(self, course: Course, share: Floats) -> Registrations:
        """A course that a share of people choose on a day of their own."""
        people, plan = self._org.people, self._org.plan
        draws = self._org.streams.uniform((len(people), 4), f"course {course.code}")
        span = 7 * STORY_WEEKS - 20
        day = _working(plan.first + np.floor(span * draws[:, 1]).astype(np.int64))
        takes = (draws[:, 0] < share) & people.employed_at(day) & (day < self._stop)
        completed = np.where(draws[:, 2] < 0.7, day, NEVER)
        return self._of(course, takes, (np.full_like(day, NEVER), day, completed), course.minutes * (0.5 + draws[:, 3]))

    def _event(self, course: Course) -> Registrations:
        """A kick-off event: the whole team on one day."""
        people = self._org.people
        weeks = [way.event_week for way in self._ways]
        day = self._by_team([NEVER if week is None else self._week(week) + 1 for week in weeks])
        there = self._org.streams.uniform(len(people), "kick-off") < 0.94
        return self._of(course, there & people.employed_at(day), (day, day, day), np.full(len(people), course.minutes))

    def _practices(self, course: Course) -> Iterator[Registrations]:
        """Short practices in the flow of work: as many as there is room for in the window."""
        people, plan = self._org.people, self._org.plan
        room = self._by_team([way.practice for way in self._ways]) / PRACTICES
        done = np.zeros(len(people), dtype=np.int64)
        for number in range(-(-7 * plan.weeks // PRACTICE_EVERY)):
            draws = self._org.streams.uniform((len(people), 3), "practice", number)
            begins = plan.first + PRACTICE_BEGINS + PRACTICE_EVERY * number
            day = _working(begins + np.floor(PRACTICE_EVERY * draws[:, 1]).astype(np.int64))
            takes = (draws[:, 0] < room) & people.employed_at(day) & (day < self._stop)
            done += takes
            yield self._of(course, takes, (day, day, day), course.minutes * (0.6 + 0.8 * draws[:, 2]), done)

    def _programme(self, team: int, arm: str, start: int) -> Iterator[Registrations]:
        """What a programme gives a team: weekly practice, or a course for everyone; nothing where the arm is another one."""
        people = self._org.people
        members = (people.team_on(start) == team) & people.employed_on(start)
        draws = self._org.streams.uniform((len(people), 4), "programme course", start)
        name = f"PROGRAMME-{start}"
        if arm == "generic_course":
            yield self._finished(Course(name, "generic", "course", 50), (members, np.full(len(people), start)), draws)
        if arm in ("role_practice", "treatment"):
            course = Course(name, "role_specific", "practice", 20)
            for number in range(PROGRAMME_SESSIONS):
                day = start + 7 * number + np.floor(5 * draws[:, number]).astype(np.int64)
                came = members & (draws[:, (number + 1) % PROGRAMME_SESSIONS] < 0.85) & (day <= people.left)
                done = np.full(len(people), number + 1)
                yield self._of(course, came, (day, day, day), np.full(len(people), course.minutes), done)

    def _of(
        self, course: Course, takes: Flags, days: tuple[Ints, Ints, Ints], minutes: Floats, attempt: Ints | None = None
    ) -> Registrations:
        """The registrations of those who take part; who left before something happened never did it."""
        people = np.flatnonzero(takes)
        left = self._org.people.left[people]
        assigned, started, completed = (day[people] for day in days)
        started = np.where(started <= left, started, NEVER)
        completed = np.where(completed <= left, completed, NEVER)
        number = np.ones(len(people), dtype=np.int64) if attempt is None else attempt[people]
        spent = np.where(completed < NEVER, minutes[people], 0.3 * minutes[people])
        return Registrations(course, people, assigned, started, completed, np.where(started < NEVER, spent, np.nan), number)


def _working(day: Ints) -> Ints:
    """The day itself, or the Monday after it where it falls on a weekend."""
    weekday = (day + 3) % 7
    return np.where(weekday > 4, day + 7 - weekday, day)
