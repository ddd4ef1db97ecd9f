"""What people finish: work items, how AI changes them, and who does the work that learners used to do."""

from dataclasses import dataclass

import numpy as np

from clearspan.simulator.arrays import Flags, Floats, Ints
from clearspan.simulator.families import FAMILIES, JUNIOR, LEAD, SENIOR
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.plants import Gamer
from clearspan.simulator.week import Week
from clearspan.simulator.work_forms import MOST, work_form

LEARNER_SHARE = (0.65, 0.3, 0.12, 0.1, 0.1, 0.05, 0.05)
"""Share of items that suit a learner, by level of the person to whom they come."""
DIFFICULTIES = (1, 2, 3, 5, 8)
CALENDAR_HOURS = 3.0
"""Calendar hours that pass for one working hour."""

_DAY, _MINUTE, _DIFFICULTY, _LEARNER, _TASK, _WAIT, _HOURS = range(7)
_ASSIST, _RECORD, _REOPEN, _QUALITY, _JUDGED, _MOVE, _VOLUME = range(7, 14)
_FIELDS = 14


@dataclass(frozen=True)
class Items:
    """The items created in a week. Times are minutes since 1970-01-01 on the owner's clock; `assisted` is 1, 0 or -1
    (not recorded), `helped` the truth; `quality` is NaN where it was not judged; `came_to` is the person who would have done
    it once; `team` is the owner's."""

    number: list[str]
    owner: Ints
    team: Ints
    came_to: Ints
    task: Ints
    difficulty: Ints
    learner: Flags
    created: Ints
    started: Ints
    finished: Ints
    reopened: Ints
    quality: Floats
    assisted: Ints
    helped: Flags


class Workplace:
    """Yields the work items of each week."""

    def __init__(self, organisation: Organisation, gamers: tuple[Gamer, ...]) -> None:
        self._org = organisation
        causes = [felt.cause for felt in organisation.plants.felt]
        self.form = work_form(organisation)
        self._help = np.array([cause.help for cause in causes])
        self._reopen = np.array([cause.reopen for cause in causes])
        self._quality = np.array([cause.quality for cause in causes])
        self._wait = np.array([cause.wait for cause in causes])
        self._gaming_since = np.full(len(organisation.people), np.iinfo(np.int64).max)
        self._gaming_since[[gamer.person for gamer in gamers]] = [gamer.since for gamer in gamers]

    def items(self, week: Week) -> Items:
        """The items created in a week, in the order of people."""
        org, start = self._org, week.start
        people = len(org.people)
        count = (org.streams.uniform(people, "items", start)[:, None] < self.form.at_least).sum(axis=1)
        draws = org.streams.at("item", start).random((people, MOST, _FIELDS), dtype=np.float32)
        person, slot = np.nonzero(np.arange(MOST) < count[:, None])
        draw = draws[person, slot].astype(np.float64)
        day = start + np.floor(draw[:, _DAY] * 5).astype(np.int64)
        kept = (org.people.hired[person] <= day) & (day <= org.people.left[person])
        kept &= draw[:, _VOLUME] < self._left(person, week)
        person, slot, draw, day = person[kept], slot[kept], draw[kept], day[kept]
        learner = draw[:, _LEARNER] < np.array(LEARNER_SHARE)[org.people.level_on(start)[person]]
        owner = self._owners(person, learner, draw[:, _MOVE], week)
        return self._done(week, (person, owner, slot), (day, learner), draw)

    def _left(self, person: Ints, week: Week) -> Floats:
        """The share of work that is left in each person's department."""
        left = self._org.plants.left[self._org.structure.team_department[week.team[person]]]
        return left if week.start >= self._org.plants.turning else np.ones_like(left)

    def _owners(self, person: Ints, learner: Flags, draw: Floats, week: Week) -> Ints:
        """Who does each item: the person it came to, or a senior of the team where seniors absorb juniors' work."""
        org = self._org
        owner = person.copy()
        if week.start < org.plants.turning:
            return owner
        team = week.team[person]
        level = org.people.level_on(week.start)
        share = org.plants.absorbed[org.structure.team_department[team]]
        moves = learner & (level[person] == JUNIOR) & (draw < share)
        seniors = np.flatnonzero(np.isin(level, (SENIOR, LEAD)) & week.member)
        for at in np.unique(team[moves]).tolist():
            choices = seniors[week.team[seniors] == at]
            items = np.flatnonzero(moves & (team == at))
            if len(choices):
                picked = np.floor(draw[items] / share[items] * len(choices)).astype(np.int64)
                owner[items] = choices[picked]
        return owner

    def _done(self, week: Week, who: tuple[Ints, Ints, Ints], what: tuple[Ints, Flags], draw: Floats) -> Items:
        """The items with their times, help by AI, rework and quality."""
        (person, owner, slot), (day, learner) = who, what
        team, form = week.team[owner], self.form
        relief = week.relief[team]
        steps = np.floor(draw[:, _DIFFICULTY] * np.where(learner, 3, 5)).astype(np.int64)
        difficulty = np.array(DIFFICULTIES)[steps]
        rate = np.minimum(week.active.sum(axis=2).max(axis=1) / 4, 1.0)
        rate = np.where(self._gaming_since <= week.start, 0.0, rate)
        assisted = draw[:, _ASSIST] < form.assisted(rate[owner])
        helps = self._help[team] + (1 - self._help[team]) * relief
        works = np.array([family.work.hours for family in FAMILIES])[self._org.people.family[owner]]
        hours = works * (difficulty / 3) ** 0.7 * form.time(draw[:, _HOURS])
        hours *= 1 - form.saved[team] * assisted * helps
        held_up = 1 + (self._wait[team] - 1) * (1 - relief)
        wait = 5 * form.wait(draw[:, _WAIT]) * held_up * (1 + 0.25 * np.maximum(week.load[team], 0))
        created = day * 1440 + 480 + np.floor(draw[:, _MINUTE] * 540).astype(np.int64)
        started = created + np.rint(wait * 60).astype(np.int64)
        finished = started + np.maximum(np.rint(hours * CALENDAR_HOURS * 60).astype(np.int64), 5)
        rework = form.reopened(owner, assisted, self._reopen[team] * (1 - relief))
        reopened = (draw[:, _REOPEN] < rework).astype(np.int64) + (draw[:, _REOPEN] < rework * 0.15)
        more = assisted * (0.02 * helps + self._quality[team] * (1 - relief))
        quality = form.quality(draw[:, _QUALITY], more)
        recorded = np.array([family.work.ai_recorded for family in FAMILIES])[self._org.people.family[owner]]
        number = week.start // 7
        return Items(
            number=[f"NW-{number}-{one}-{at}" for one, at in zip(person.tolist(), slot.tolist(), strict=True)],
            owner=owner,
            team=team,
            came_to=person,
            task=np.floor(draw[:, _TASK] * 12).astype(np.int64),
            difficulty=difficulty,
            learner=learner,
            created=created,
            started=started,
            finished=finished,
            reopened=reopened,
            quality=np.where(draw[:, _JUDGED] < 0.7, np.clip(quality, 0, 1), np.nan),
            assisted=np.where(draw[:, _RECORD] < recorded, assisted.astype(np.int64), -1),
            helped=assisted,
        )
