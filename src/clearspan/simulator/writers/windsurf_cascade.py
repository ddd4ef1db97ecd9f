"""Windsurf CascadeAnalytics: a line a member with the API's answer for a week; numbers are text, zeros are left out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.tool_use import WINDSURF, FurtherTools
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

MESSAGES_A_RUN = 6
MODES = ("DEFAULT", "DEFAULT", "READ_ONLY")
MODELS = ("swe-1", "gpt-5")

Part = dict[str, Any]


class WindsurfCascade(Writing):
    """Writes the runs of each week."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._tools = FurtherTools(scene.organisation, scene.gamers)

    def write(self, week: Week) -> None:
        """Writes the answers for the members who were active in a week."""
        messages = self._tools.use(week, WINDSURF).actions
        LinesFile(self._folder / f"cascade-{iso(week.start)}.ndjson").add(
            self._answer(week, person, messages[person].tolist()) for person in np.flatnonzero(messages.any(axis=1)).tolist()
        )

    def _answer(self, week: Week, person: int, messages: list[int]) -> dict[str, Any]:
        token = self._org.identity.token[person]
        used = [(day, count) for day, count in zip(week.days, messages, strict=True) if count]
        runs = [run for day, count in used for run in _runs(f"{token}-{day}", day, count)]
        lines = [_line(day, count) for day, count in used]
        return {
            "email": self._org.identity.email[person],
            "queryResults": [{"cascadeLines": {"cascadeLines": lines}}, {"cascadeRuns": {"cascadeRuns": runs}}],
        }


def _line(day: int, count: int) -> Part:
    """The lines of a day; of a day on which none were accepted the number is left out."""
    accepted = {"linesAccepted": str(count // 2 * 20)} if count > 1 else {}
    return {"day": _moment(day), "linesSuggested": str(count * 30), **accepted}


def _runs(name: str, day: int, messages: int) -> Iterator[Part]:
    """The runs of a day, and one in which nothing was sent."""
    for number, begin in enumerate(range(0, messages, MESSAGES_A_RUN)):
        sent = min(MESSAGES_A_RUN, messages - begin)
        by_model = (sent - sent // 3, sent // 3) if number % 2 else (sent, 0)
        for model, count in zip(MODELS, by_model, strict=True):
            if count:
                yield _run(f"{name}-{number}", day, (model, MODES[number % len(MODES)])) | {"messagesSent": str(count)}
    yield _run(f"{name}-opened", day, (MODELS[0], MODES[0]))


def _run(name: str, day: int, how: tuple[str, str]) -> Part:
    model, mode = how
    return {
        "day": _moment(day),
        "model": model,
        "mode": f"CONVERSATIONAL_PLANNER_MODE_{mode}",
        "cascadeId": name,
        "promptsUsed": "100",
    }


def _moment(day: int) -> str:
    return f"{iso(day)}T00:00:00Z"


WRITER = Writer(name="windsurf_cascade", folder="windsurf/cascade", begin=WindsurfCascade)
