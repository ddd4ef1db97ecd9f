"""Microsoft 365 Copilot interaction export: what Graph answers for each person, one a line, a file a week."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.dates import iso
from clearspan.simulator.families import M365
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.m365_apps import app_of
from clearspan.simulator.moments import MomentsOf, moments, stamp
from clearspan.simulator.prompts import Prompts
from clearspan.simulator.tool_use import use_of
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

CLASSES = ("BizChat", "Teams", "Word", "Excel", "PowerPoint", "Outlook", "OneNote", "Loop")
"""What ends the class of each of the apps."""
ANSWERED = 3
"""One prompt in so many is written with its answer."""
PROMPTS_A_SESSION = 5

Interaction = dict[str, Any]


class M365InteractionExport(Writing):
    """Writes the interactions of each week, and counts the tasks that prompts ask for."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._prompts = Prompts()

    def write(self, week: Week) -> None:
        """Writes an answer for each person who asked anything in a week; it says who by Entra's number alone."""
        actions = use_of(week, M365).actions
        days = [(moments(self._org, "m365", day), app_of(self._org, day).tolist()) for day in week.days]
        LinesFile(self._folder / f"interactions-{iso(week.start)}.ndjson").add(
            {
                "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#Collection(aiInteraction)",
                "value": [
                    each
                    for (of, apps), asked in zip(days, actions[person].tolist(), strict=True)
                    for each in self._day(person, of, apps[person], asked)
                ],
            }
            for person in np.flatnonzero(actions.any(axis=1)).tolist()
        )

    def truth(self) -> dict[str, Any]:
        """How often prompts asked for each task."""
        return {"prompted_tasks": {"m365_copilot": dict(self._prompts.asked)}}

    def _day(self, person: int, of: MomentsOf, app: int, asked: int) -> Iterator[Interaction]:
        family = int(self._org.people.family[person])
        for at, time in enumerate(of(person, asked)):
            text = self._prompts.office(family, time).text
            session = f"19:{self._org.identity.token[person]}{time // 86_400_000}{at // PROMPTS_A_SESSION}@thread.v2"
            user = {"id": self._org.identity.guid(person, "entra"), "displayName": self._org.identity.name[person]}
            whose = {"sessionId": session, "requestId": f"q-{time}-{person}", "appClass": CLASSES[app]}
            yield _interaction(time, whose, "userPrompt", {"user": user}, f"<p>{text}</p>")
            if at % ANSWERED == 0:
                copilot = {"application": {"id": "fb8d773d", "displayName": "Copilot"}, "user": None}
                yield _interaction(time + 900, whose, "aiResponse", copilot, "<p>Here is what I would write.</p>")


def _interaction(time: int, whose: dict[str, str], kind: str, sender: dict[str, Any], content: str) -> Interaction:
    return {
        "id": f"{whose['requestId']}-{kind}",
        **whose,
        "appClass": f"IPM.SkypeTeams.Message.Copilot.{whose['appClass']}",
        "interactionType": kind,
        "conversationType": "bizchat",
        "createdDateTime": stamp(time),
        "locale": "en-us",
        "contexts": [],
        "from": sender,
        "body": {"contentType": "html", "content": content},
        "attachments": [],
        "links": [],
        "mentions": [],
    }


WRITER = Writer(name="m365_interaction_export", folder="m365-interactions", begin=M365InteractionExport)
