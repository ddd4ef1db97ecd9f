"""Claude Enterprise Analytics `/user_cost_report`: an answer a week, its pages one a line; each week is asked twice."""

from pathlib import Path

from clearspan.simulator.claude_spending import ReportByWeek, cost_records
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing


class ClaudeCostReport(Writing):
    """Writes the report of each week."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._until = scene.organisation.plan.until
        self._report = ReportByWeek(scene.organisation, folder, "user-cost", cost_records)

    def write(self, week: Week) -> None:
        """Writes what is asked on the day after a week."""
        self._report.add(week)

    def finish(self) -> None:
        """Writes the last week as it is told once it is whole."""
        self._report.again(self._until + 8)


WRITER = Writer(name="claude_cost_report", folder="claude-cost", begin=ClaudeCostReport)
