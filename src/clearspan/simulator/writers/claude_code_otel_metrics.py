"""Claude Code's telemetry, metrics: the files of a collector, one export (a session) a line, a file a week of whole days."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from clearspan.simulator.claude_products import MODELS
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.telemetry import Sent, attribute, nanoseconds, sent_on
from clearspan.simulator.tool_use import code_use
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

DELTA = 1
"""The aggregation in which a point counts since the one before."""

Metric = dict[str, Any]


class ClaudeCodeOtelMetrics(Writing):
    """Writes the data points of each week's days."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder

    def write(self, week: Week) -> None:
        """Writes the points of a week."""
        file = LinesFile(self._folder / f"metrics-{iso(week.start)}.ndjson")
        use = code_use(self._org, week).actions
        for at, day in enumerate(week.days):
            file.add(_export(list(_metrics(sent))) for sent in sent_on(self._org, day, use[:, at]))


def _metrics(sent: Sent) -> Iterator[Metric]:
    """The metrics of a session; those of which nothing was counted are not sent."""
    did = sent.did
    yield _metric(sent, "session.count", [(1, {})])
    yield _metric(sent, "cost.usage", [(float(did.cents / 100), {"model": MODELS[0]})])
    tokens = [(did.prompts * 3600, {"type": "input"}), (did.prompts * 1200, {"type": "output"})]
    yield _metric(sent, "token.usage", tokens)
    yield _metric(sent, "lines_of_code.count", [(did.prompts * 16, {"type": "added"}), (did.prompts * 4, {"type": "removed"})])
    decisions = [(times, {"tool_name": tool, "decision": decision}) for tool, decision, times in did.decisions()]
    yield _metric(sent, "code_edit_tool.decision", decisions)
    yield _metric(sent, "commit.count", [(did.commits, {})])
    yield _metric(sent, "pull_request.count", [(did.pull_requests, {})])


def _metric(sent: Sent, name: str, points: Sequence[tuple[float | int, Mapping[str, object]]]) -> Metric:
    told = [
        {
            "attributes": sent.attributes(**further),
            "startTimeUnixNano": nanoseconds(sent.times[0]),
            "timeUnixNano": nanoseconds(sent.times[-1] + 1000),
            **({"asDouble": value} if isinstance(value, float) else {"asInt": str(value)}),
        }
        for value, further in points
        if value
    ]
    return {
        "name": f"claude_code.{name}",
        "unit": "1",
        "sum": {"aggregationTemporality": DELTA, "isMonotonic": True, "dataPoints": told},
    }


def _export(metrics: list[Metric]) -> dict[str, Any]:
    resource = {"attributes": [attribute("service.name", "claude-code"), attribute("service.version", "2.1.0")]}
    sent = [metric for metric in metrics if metric["sum"]["dataPoints"]]
    scope = {"scope": {"name": "com.anthropic.claude_code"}, "metrics": sent}
    return {"resourceMetrics": [{"resource": resource, "scopeMetrics": [scope]}]}


WRITER = Writer(name="claude_code_otel_metrics", folder="claude-code-telemetry/metrics", begin=ClaudeCodeOtelMetrics)
