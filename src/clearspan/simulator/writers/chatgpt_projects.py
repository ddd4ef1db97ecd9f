"""ChatGPT Enterprise project report: a CSV file a week, one row a project; the file's name alone says which days it is about."""

from pathlib import Path

from clearspan.simulator.chatgpt_period import PROJECT
from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.made_things import REPORTED, MadeThings
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

COLUMNS = (
    "project_id", "project_name", "config_type", "project_description", "project_url", "project_creator_email", *REPORTED,
)  # fmt: skip


class ChatGptProjects(Writing):
    """Writes a file at the end of each Sunday-to-Saturday week."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._made = MadeThings(scene.organisation, PROJECT)
        self._folder = folder

    def write(self, week: Week) -> None:
        """Writes the week that ends."""
        for start, end, things in self._made.periods(week):
            file = CsvFile(self._folder / f"project-report-{iso(start)}-to-{iso(end)}.csv", COLUMNS)
            file.add(things)
            file.close()


WRITER = Writer(name="chatgpt_projects", folder="chatgpt/projects", begin=ChatGptProjects)
