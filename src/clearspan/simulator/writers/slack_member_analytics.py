"""Slack member analytics: a gzip file of JSON lines a UTC day, one line a member, whoever was there or not."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from clearspan.simulator.arrays import Flags, Floats
from clearspan.simulator.dates import iso
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.week import Week
from clearspan.simulator.work_systems import SLACK, Workforce
from clearspan.simulator.working_days import is_working_day
from clearspan.simulator.writer import Scene, Writer, Writing

SELDOM, ALWAYS = 0.55, 0.98
"""How likely people open the chat on a working day: between these."""
DAY_OFF = 0.03
MESSAGES = 14.0
"""Messages on a day that are usual."""
BOT = {"enterprise_id": "E0NORTH", "user_id": "USLACKBOT", "email_address": "", "is_active": True, "messages_posted_count": 9}


class Slack(Writing):
    """Writes the days of each week from the day on which the export began."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        organisation = scene.organisation
        self._org = organisation
        self._folder = folder
        self._workforce = Workforce(organisation, SLACK)
        self._accounts = self._workforce.accounts()
        draws = organisation.streams.uniform(len(organisation.people), "chat habit")
        self._habit = SELDOM + (ALWAYS - SELDOM) * draws

    def write(self, week: Week) -> None:
        """Writes the files of a week's days."""
        if week.start < self._workforce.since:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        draws = self._org.streams.uniform((len(self._org.people), 7, 2), "chat", week.start)
        worked = np.zeros(len(self._org.people), dtype=np.bool_)
        for at, day in enumerate(week.days):
            there = self._accounts & self._org.people.employed_on(day)
            chance = np.where(is_working_day(day), self._habit, DAY_OFF)
            active = there & (draws[:, at, 0] < chance)
            worked |= active
            lines = b"\n".join(orjson.dumps(record) for record in self._records(day, there, active, draws[:, at, 1]))
            self._folder.joinpath(f"{iso(day)}.json.gz").write_bytes(gzip.compress(lines + b"\n", 6, mtime=0))
        self._workforce.note(week, worked)

    def _records(self, day: int, there: Flags, active: Flags, draws: Floats) -> Iterator[dict[str, Any]]:
        yield {**BOT, "date": iso(day)}
        wordy = -np.log1p(-draws) * MESSAGES * active
        for person in np.flatnonzero(there).tolist():
            yield _record(iso(day), self._org, person, bool(active[person]), float(wordy[person]))

    def truth(self) -> dict[str, Any]:
        """Who worked here, and with AI, by week."""
        return {"work_systems": {"slack": self._workforce.truth()}}


WRITER = Writer(name="slack_member_analytics", folder="slack", begin=Slack, usual=True)


def _record(day: str, organisation: Organisation, person: int, active: bool, wordy: float) -> dict[str, Any]:
    """A member's day; `wordy` is how many messages they had in them."""
    messages = round(wordy)
    return {
        "enterprise_id": "E0NORTH",
        "team_id": "T0NORTH",
        "date": day,
        "user_id": f"U{organisation.identity.token[person][:10].upper()}",
        "email_address": organisation.identity.email[person],
        "is_guest": False,
        "is_billable_seat": True,
        "is_active": active,
        "is_active_desktop": active,
        "is_active_apps": wordy > 2 * MESSAGES,
        "is_active_workflows": wordy > 3 * MESSAGES,
        "reactions_added_count": messages // 3,
        "messages_posted_count": messages,
        "channel_messages_posted_count": messages * 2 // 5,
        "files_added_count": messages // 20,
        "total_calls_count": messages // 12,
        "slack_huddles_count": messages // 12,
        "search_count": messages // 8,
        "date_claimed": 1_640_995_200 + person,
    }
