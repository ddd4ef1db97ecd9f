"""Moveworks interactions of the Data API: pages one a line, a file a week: people, the bot, and notices nobody asked for."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.arrays import Ints
from clearspan.simulator.dates import iso
from clearspan.simulator.families import FAMILIES
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.moments import moments, stamp
from clearspan.simulator.moveworks_number import moveworks_number
from clearspan.simulator.paging import pages_of
from clearspan.simulator.tool_use import MOVEWORKS, FurtherTools
from clearspan.simulator.week import Week
from clearspan.simulator.work_systems import SLACK
from clearspan.simulator.writer import Scene, Writer, Writing
from clearspan.vocabulary.period import day_number

CLICKED = 4
"""One interaction in so many is a click, not a text."""
NOTIFIED = 1
"""Tuesday: the day on which everyone with access is told something."""
NOTICES = day_number(date(2026, 4, 1))
"""Day from which the feed has what the bot tells people of itself."""
PAGE = 500
CONTEXT = "https://api.moveworks.ai/export/v1/$metadata#records/interactions"
_KINDS = ("FREE_TEXT", "BUTTON_CLICK", "BOT_MESSAGE", "NOTIFICATION")
TEXT, CLICK, ANSWER, NOTICE = (f"INTERACTION_TYPE_{kind}" for kind in _KINDS)

Interaction = dict[str, Any]


class MoveworksInteractions(Writing):
    """Writes the interactions of each week, whole days."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._tools = FurtherTools(scene.organisation, scene.gamers)
        self._in_slack = np.array([family.title in SLACK for family in FAMILIES])[scene.organisation.people.family]

    def write(self, week: Week) -> None:
        """Writes a week."""
        actions = self._tools.use(week, MOVEWORKS).actions
        found = [each for at, day in enumerate(week.days) for each in self._day(day, actions[:, at])]
        noticed = self._tools.holders(MOVEWORKS) & week.member & (week.start >= NOTICES)
        time = moments(self._org, "moveworks notice", week.start + NOTIFIED)
        found += [self._one(person, time(person, 1)[0], "bot", NOTICE) for person in np.flatnonzero(noticed).tolist()]
        LinesFile(self._folder / f"interactions-{iso(week.start)}.ndjson").add(
            {"@odata.context": CONTEXT, **({"@odata.nextLink": f"{CONTEXT}?$skiptoken={at}"} if more else {}), "value": page}
            for at, (page, more) in enumerate(pages_of(found, PAGE), 2)
        )

    def _day(self, day: int, actions: Ints) -> Iterator[Interaction]:
        of = moments(self._org, MOVEWORKS, day)
        for person in np.flatnonzero(actions).tolist():
            for at, time in enumerate(of(person, int(actions[person])), 1):
                yield self._one(person, time, "user", TEXT if at % CLICKED else CLICK)
                yield self._one(person, time + 700, "bot", ANSWER)

    def _one(self, person: int, time: int, actor: str, kind: str) -> Interaction:
        return {
            "id": f"i-{kind[17:19]}-{person}-{time}",
            "conversation_id": f"c-{'n-' if kind == NOTICE else ''}{person}-{time // 86_400_000}",
            "user_id": moveworks_number(person),
            "actor": actor,
            "platform": "SLACK" if self._in_slack[person] else "MS_TEAMS",
            "type": kind,
            "label": None,
            "parent_interaction_id": None,
            "detail": {"content": "please reset my badge for the toll plaza", "domain": "IT"},
            "created_time": stamp(time),
            "last_updated_time": stamp(time),
        }


WRITER = Writer(name="moveworks_interactions", folder="moveworks/interactions", begin=MoveworksInteractions)
