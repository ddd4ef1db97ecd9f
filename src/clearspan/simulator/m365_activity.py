"""What Microsoft's usage report knows of each person: the last activity in each app, and prompts of the last days."""

from dataclasses import dataclass

import numpy as np

from clearspan.simulator.families import M365
from clearspan.simulator.m365_apps import APPS, CHAT, app_of
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.week import Week


@dataclass(frozen=True)
class Measures:
    """What version 2 of the report tells of a person and a window of days; days are 0 where there is none."""

    prompts: int
    work: int
    web: int
    active_days: int
    work_last: int
    web_last: int
    app_last: int


class M365Activity:
    """Remembers the last `days` days; `last` is the day of the last activity by person and app, 0 where none."""

    def __init__(self, organisation: Organisation, days: int) -> None:
        self._org = organisation
        self._days = days
        people = len(organisation.people)
        self.last = np.zeros((people, len(APPS)), dtype=np.int64)
        self._prompts = np.zeros((people, days), dtype=np.int64)
        self._chat = np.zeros((people, days), dtype=np.int64)
        self._web = organisation.streams.uniform(people, "web chat") < 0.3

    def remember(self, week: Week, at: int, day: int) -> None:
        """Takes in one day of a week."""
        app = app_of(self._org, day)
        active = week.active[:, M365, at]
        actions = week.actions[:, M365, at]
        self.last[active, app[active]] = day
        self._prompts[:, day % self._days] = actions
        self._chat[:, day % self._days] = np.where(app == CHAT, actions, 0)

    def measures(self, person: int, day: int, period: int) -> Measures:
        """What is told of the `period` days (as many as are remembered at most) that end with the last day remembered."""
        window = [(day - back) % self._days for back in range(period)]
        prompts, chat = self._prompts[person, window], self._chat[person, window]
        last = self.last[person].tolist()
        web = int(chat.sum()) // 3 if self._web[person] else 0
        return Measures(
            prompts=int(prompts.sum()),
            work=int(chat.sum()) - web,
            web=web,
            active_days=int((prompts > 0).sum()),
            work_last=last[CHAT],
            web_last=last[CHAT] if self._web[person] else 0,
            app_last=max(last[CHAT + 1 :]),
        )


def principal(email: str, person: int) -> str:
    """The user principal name: for some people it keeps the capitals in which it was typed."""
    return email.title() if person % 9 == 0 else email
