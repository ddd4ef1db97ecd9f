"""Claude Enterprise Analytics `/user_cost_report`: an answer a week, its pages one a line; the file's name says the days."""

from pathlib import Path

from clearspan.simulator.claude_products import ClaudeProducts
from clearspan.simulator.claude_spending import cost_records, write_pages
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing


class ClaudeCostReport(Writing):
    """Writes the report of each week."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._products = ClaudeProducts(scene.organisation)

    def write(self, week: Week) -> None:
        """Writes what was asked on the day after the week."""
        after = week.start + 7
        records = list(cost_records(self._org, after, self._products.requests(week).sum(axis=0)))
        path = self._folder / f"user-cost-{iso(week.start)}-to-{iso(after - 1)}.ndjson"
        write_pages(LinesFile(path), after, records)


WRITER = Writer(name="claude_cost_report", folder="claude-cost", begin=ClaudeCostReport)
