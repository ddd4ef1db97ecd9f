"""Who shares a use of AI, who takes it up because of that or without, and how long they stay with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from clearspan.simulator.arrays import Flags, Floats, Ints
from clearspan.simulator.dates import iso
from clearspan.simulator.families import FAMILIES
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.week import Week

SHARES = 0.005
"""How likely somebody with a full habit shares a use in a week; in the first week, the most fluent one does."""
OPEN_WEEKS = 6
"""So many weeks a share is talked of."""
FROM_OWN, FROM_TIED = 0.07, 0.02
"""How likely somebody who uses AI in a week takes up what was shared last in the own team, or in a tied one."""
BY_THEMSELVES = 0.004
"""How likely they find such a use themselves."""
LEAVES, LEAVES_ALONE = 0.05, 0.09
"""How likely somebody drops the use in a week of work: who took it from a colleague, and who found it alone."""
TOLD_EVERY = 28
"""Days after which it is told again that a use is still alive."""
IDLE_WEEKS = 4
"""Whoever uses no AI for so many weeks has dropped the use."""


@dataclass
class _Adoption:
    """Somebody's use of a shared use case: `share` is the number of the share that brought it, -1 where none did."""

    person: int
    use_case: str
    share: int
    day: int
    last: int
    idle: int = 0
    over: bool = False


@dataclass
class _Share:
    person: int
    team: int
    use_case: str
    day: int


@dataclass
class Sharing:
    """Steps shares and adoptions through the weeks. In files it shows only as the events that people tell."""

    organisation: Organisation
    _shares: list[_Share] = field(default_factory=list[_Share])
    _adoptions: list[_Adoption] = field(default_factory=list[_Adoption])
    _alive: dict[tuple[int, str], _Adoption] = field(default_factory=dict[tuple[int, str], _Adoption])

    def add(self, week: Week) -> None:
        """Moves on by a week."""
        draws = self.organisation.streams.uniform((len(week.member), 5), "sharing", week.start)
        users = week.member & np.any(week.used, axis=1)
        self._stay(week, users, draws[:, 0])
        newest = self._newest(week.start)
        self._adopt(week, users, newest, draws)
        self._share(week, users, draws)

    def truth(self) -> dict[str, Any]:
        """Every share with whom it brought, and those who found a use alone. `weeks` is how long the use lasted; `ended`
        whether it was dropped by the last day."""
        names, structure = self.organisation.identity, self.organisation.structure

        def told(one: _Adoption) -> dict[str, Any]:
            weeks = (one.last - one.day) // 7 + 1
            return {"email": names.email[one.person], "week": iso(one.day), "weeks": weeks, "ended": one.over}

        brought: dict[int, list[_Adoption]] = {}
        for one in self._adoptions:
            brought.setdefault(one.share, []).append(one)
        return {
            "shares": [
                {
                    "email": names.email[share.person],
                    "team": structure.team_key(share.team),
                    "use_case": share.use_case,
                    "week": iso(share.day),
                    "adopted_because_of_it": [told(one) for one in brought.get(number, [])],
                }
                for number, share in enumerate(self._shares)
            ],
            "adopted_alone": [{**told(one), "use_case": one.use_case} for one in brought.get(-1, [])],
        }

    def events(self) -> Iterator[tuple[int, str, str, int]]:
        """What people who share tell of it, in order of day: person, key of the use, event and day. A use that is still alive
        is told of every four weeks."""
        rows = [(share.person, share.use_case, "shared", share.day) for share in self._shares]
        for one in self._adoptions:
            if one.share >= 0:
                rows.append((one.person, one.use_case, "taken_up", one.day))
                rows += [(one.person, one.use_case, "used", day) for day in range(one.day + TOLD_EVERY, one.last + 1, TOLD_EVERY)]
        yield from sorted(rows, key=lambda row: (row[3], row[:3]))

    def _stay(self, week: Week, users: Flags, draw: Floats) -> None:
        """Who still has the use after a week, and who has dropped it."""
        for key, one in list(self._alive.items()):
            used = bool(users[one.person])
            one.idle = 0 if used else one.idle + 1
            leaves = used and draw[one.person] < (LEAVES if one.share >= 0 else LEAVES_ALONE)
            if leaves or one.idle >= IDLE_WEEKS or not week.member[one.person]:
                one.over = True
                del self._alive[key]
            elif used:
                one.last = week.start

    def _newest(self, start: int) -> Ints:
        """By team: the number of the newest share that is still talked of there, -1 where there is none."""
        newest = np.full(len(self.organisation.structure.teams), -1, dtype=np.int64)
        for number, share in enumerate(self._shares):
            if start - share.day < 7 * OPEN_WEEKS:
                newest[share.team] = number
        return newest

    def _adopt(self, week: Week, users: Flags, newest: Ints, draws: Floats) -> None:
        ties = self.organisation.structure.ties
        near = np.full_like(newest, -1)
        np.maximum.at(near, ties[:, 0], newest[ties[:, 1]])
        sources = ((newest[week.team], FROM_OWN), (near[week.team], FROM_TIED))
        found = np.full(len(users), -2, dtype=np.int64)
        for column, (number, chance) in enumerate(sources, 1):
            takes = (number >= 0) & (draws[:, column] < chance) & (found < 0)
            found = np.where(takes, number, found)
        found = np.where((found < 0) & (draws[:, 3] < BY_THEMSELVES), -1, found)
        for person in np.flatnonzero(users & (found > -2)).tolist():
            number = int(found[person])
            case = self._shares[number].use_case if number >= 0 else self._case(person, float(draws[person, 4]))
            mine = number >= 0 and self._shares[number].person == person
            if (person, case) not in self._alive and not mine:
                one = _Adoption(person, case, number, week.start, week.start)
                self._adoptions.append(one)
                self._alive[person, case] = one

    def _share(self, week: Week, users: Flags, draws: Floats) -> None:
        fluent = week.habit.max(axis=1)
        shares = users & (fluent > 0.5) & (draws[:, 4] < SHARES * fluent)
        if week.number == 0 and users.any():
            shares[np.where(users, fluent, -1.0).argmax()] = True
        for person in np.flatnonzero(shares).tolist():
            case = self._case(person, float(draws[person, 3]))
            self._shares.append(_Share(person, int(week.team[person]), case, week.start))

    def _case(self, person: int, draw: float) -> str:
        family = FAMILIES[self.organisation.people.family[person]]
        return f"{family.title}: {family.work.tasks[int(draw * len(family.work.tasks))]}"
