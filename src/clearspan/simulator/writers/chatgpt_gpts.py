"""ChatGPT Enterprise GPT report: a CSV file a week, one row a GPT; of people it names the maker alone."""

from pathlib import Path

from clearspan.simulator.chatgpt_period import ACCOUNT, GPT
from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.made_things import REPORTED, MadeThings
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

COLUMNS = (
    "cadence", "period_start", "period_end", "account_id", "gpt_id", "gpt_name", "config_type", "gpt_description", "gpt_url",
    "gpt_creator_email", *REPORTED,
)  # fmt: skip


class ChatGptGpts(Writing):
    """Writes a file at the end of each Sunday-to-Saturday week."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._made = MadeThings(scene.organisation, GPT)
        self._folder = folder

    def write(self, week: Week) -> None:
        """Writes the week that ends."""
        for start, end, things in self._made.periods(week):
            file = CsvFile(self._folder / f"gpt-report-{iso(start)}-to-{iso(end)}.csv", COLUMNS)
            file.add(("Weekly", iso(start), iso(end), ACCOUNT, *thing) for thing in things)
            file.close()


WRITER = Writer(name="chatgpt_gpts", folder="chatgpt/gpts", begin=ChatGptGpts)
