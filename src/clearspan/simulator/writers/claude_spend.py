"""Claude spend report: a CSV file a month, one row a user, product and model; the file's name alone says the days."""

from pathlib import Path

import numpy as np

from clearspan.simulator.claude_products import CENTS, MODELS, PRODUCTS, ClaudeProducts, by_model
from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing
from clearspan.vocabulary.period import month_of

COLUMNS = (
    "user_email", "account_uuid", "product", "model", "model_family", "total_requests", "total_prompt_tokens",
    "total_completion_tokens", "total_net_spend_usd", "total_gross_spend_usd",
)  # fmt: skip
NAMES = ("Chat", "Claude Code", "Office agent", "Cowork")
"""The products as the file writes them."""
FAMILIES: dict[str, str] = dict(zip(MODELS, ("Sonnet", "Opus"), strict=True))


class ClaudeSpend(Writing):
    """Writes the days of each month that are simulated."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._products = ClaudeProducts(scene.organisation)
        self._from = scene.organisation.plan.first
        self._requests = np.zeros((len(scene.organisation.people), len(PRODUCTS)), dtype=np.int64)

    def write(self, week: Week) -> None:
        """Writes the month that ends in a week, if one does."""
        requests = self._products.requests(week)
        for at, day in enumerate(week.days):
            self._requests += requests[at]
            if day in (month_of(day).end, self._org.plan.until):
                self._file(day)
                self._from = day + 1
                self._requests[:] = 0

    def _file(self, day: int) -> None:
        names = self._org.identity
        file = CsvFile(self._folder / f"claude-spend-{iso(self._from)}-to-{iso(day)}.csv", COLUMNS)
        for person, product, model, count in by_model(self._requests):
            spent = f"{CENTS[product] * count / 100:.6f}"
            whose = (names.chat_email(person), names.guid(person, "claude"), NAMES[product], model, FAMILIES[model])
            file.add([(*whose, count, count * 2100, count * 400, spent, spent)])
        file.close()


WRITER = Writer(name="claude_spend", folder="claude-spend", begin=ClaudeSpend)
