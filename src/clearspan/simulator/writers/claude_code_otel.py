"""Claude Code's telemetry, events: the files of a collector, one export (a session) a line, a file a week of whole days."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from clearspan.simulator.claude_code import CENTS_A_PROMPT
from clearspan.simulator.claude_products import MODELS
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.moments import DAY_MILLISECONDS, stamp
from clearspan.simulator.prompts import Prompts
from clearspan.simulator.telemetry import Sent, attribute, nanoseconds, sent_on
from clearspan.simulator.tool_use import code_use
from clearspan.simulator.week import Week
from clearspan.simulator.working_days import is_working_day
from clearspan.simulator.writer import Scene, Writer, Writing

COST = float(CENTS_A_PROMPT / 100)

Event = dict[str, Any]


class ClaudeCodeOtel(Writing):
    """Writes the events of each week's days, and counts the tasks that prompts ask for."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._prompts = Prompts()

    def write(self, week: Week) -> None:
        """Writes the events of a week."""
        file = LinesFile(self._folder / f"events-{iso(week.start)}.ndjson")
        use = code_use(self._org, week).actions
        for at, day in enumerate(week.days):
            file.add(_export(list(self._events(sent))) for sent in sent_on(self._org, day, use[:, at]))
            if is_working_day(day):
                file.add([_export([_by_program(day)])])

    def truth(self) -> dict[str, Any]:
        """How often prompts asked for each task."""
        return {"prompted_tasks": {"claude_code": dict(self._prompts.asked)}}

    def _events(self, sent: Sent) -> Iterator[Event]:
        """A prompt, a request and a tool's result at each moment; decisions on edits at the last."""
        number = count(1)
        for time in sent.times:
            text = self._prompts.code(time).text
            yield _event(sent, time, next(number), "user_prompt", prompt_length=len(text), prompt=text)
            yield _event(sent, time + 400, next(number), "api_request", model=MODELS[0], cost_usd=COST, duration_ms=900)
            yield _event(sent, time + 500, next(number), "tool_result", tool_name="Bash", success="true")
        for tool, decision, times in sent.did.decisions():
            for _ in range(times):
                yield _event(sent, sent.times[-1] + 600, next(number), "tool_decision", tool_name=tool, decision=decision)


def _event(sent: Sent, time: int, number: int, name: str, **further: object) -> Event:
    told = {"event.name": name, "event.timestamp": stamp(time), "event.sequence": number, **further}
    return {
        "timeUnixNano": nanoseconds(time),
        "body": {"stringValue": f"claude_code.{name}"},
        "attributes": sent.attributes(**told),
    }


def _by_program(day: int) -> Event:
    """What a program sends that uses an API key: no person is named."""
    time = day * DAY_MILLISECONDS
    told = {"session.id": f"s-{day}", "event.name": "user_prompt", "event.timestamp": stamp(time), "event.sequence": 1}
    return {
        "timeUnixNano": nanoseconds(time),
        "body": {"stringValue": "claude_code.user_prompt"},
        "attributes": [attribute(name, value) for name, value in told.items()],
    }


def _export(events: list[Event]) -> dict[str, Any]:
    resource = {"attributes": [attribute("service.name", "claude-code"), attribute("service.version", "2.1.0")]}
    scope = {"scope": {"name": "com.anthropic.claude_code.events"}, "logRecords": events}
    return {"resourceLogs": [{"resource": resource, "scopeLogs": [scope]}]}


WRITER = Writer(name="claude_code_otel", folder="claude-code-telemetry/events", begin=ClaudeCodeOtel)
