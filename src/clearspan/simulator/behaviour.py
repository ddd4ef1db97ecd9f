"""Who could use what week by week, what the process of use makes of it, and the show that some people put on."""

import numpy as np

from clearspan.simulator.absences import away_in
from clearspan.simulator.arrays import Flags, Floats
from clearspan.simulator.habit_process import HabitProcess
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.plants import Gamer
from clearspan.simulator.renewal_process import RenewalProcess
from clearspan.simulator.strain import Moods
from clearspan.simulator.use_process import Chance, Use, UseProcess
from clearspan.simulator.week import Week
from clearspan.simulator.working_days import is_working_day
from clearspan.vocabulary.period import month_of


class Behaviour:
    """Steps an organisation through its weeks, in two worlds that share every random draw."""

    def __init__(self, organisation: Organisation, gamers: tuple[Gamer, ...]) -> None:
        self._org = organisation
        self._gamers = gamers
        self._moods = Moods(organisation)
        other = organisation.plan.other
        self._process: UseProcess = RenewalProcess(organisation) if other else HabitProcess(organisation)

    def step(self, number: int, shift: Floats, relief: Floats) -> Week:
        """The next week. `shift` (log-odds) and `relief` are by team: what the programmes do to use and to causes."""
        org = self._org
        start = org.plan.first + 7 * number
        self._moods.step(start)
        people, licences = org.people, org.licences
        team = people.team_on(start + 6)
        employed = np.stack([people.employed_on(day) for day in range(start, start + 7)], axis=1)
        away, sick = away_in(org, start)
        working = np.array([is_working_day(day) for day in range(start, start + 7)])
        there = employed & ~away[:, None] & ~sick
        held = np.stack([licences.held_on(day) for day in range(start, start + 7)], axis=2)
        at_work = held & (there & working)[:, None, :]
        could = at_work.any(axis=2) & ~self._process.blocked_on(start)[team]
        chance = Chance(number, start, team, there, held, working, could)
        use = self._process.step(chance, shift, (self._moods.mood, self._moods.load))
        self._game(start, use, at_work)
        return Week(
            number=number, start=start, active=use.active, actions=use.actions, used=np.any(use.active, axis=2),
            without=use.without, team=team, member=employed[:, 6], load=self._moods.load.copy(),
            mood=self._moods.mood.copy(), relief=relief, habit=self._process.habit.copy(), held=np.any(held, axis=2),
        )  # fmt: skip

    def _game(self, start: int, use: Use, possible: Flags) -> None:
        """Writes the gamers' show into the week: bursts at month's end, loops and idle agents every day."""
        from_day = [gamer for gamer in self._gamers if gamer.since <= start]
        draw = self._org.streams.uniform((len(self._org.people), 7), "show", start)
        month_end = np.array([month_of(day).end - day < 3 for day in range(start, start + 7)])
        for gamer in from_day:
            days = possible[gamer.person, gamer.tool] & (month_end if gamer.kind == "burst" else True)
            amount = gamer.actions * (0.7 + 0.6 * draw[gamer.person])
            use.active[gamer.person, gamer.tool] |= days
            use.without[gamer.person, gamer.tool] |= days.any()
            shown = np.where(days, np.rint(amount).astype(np.int64), use.actions[gamer.person, gamer.tool])
            use.actions[gamer.person, gamer.tool] = shown
