"""Sharing in the neutral CSV: who shared a use, who took it up, and who still uses it."""

from pathlib import Path

from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.sharing import Sharing
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

COLUMNS = ("email", "use_case", "share_event", "day")


class NeutralSharing(Writing):
    """Steps the shares through the weeks, and writes all at the end: a use is told of again while it lasts."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._email = scene.organisation.identity.email
        self._sharing = Sharing(scene.organisation)
        self._file = CsvFile(folder / "sharing.csv", COLUMNS)

    def write(self, week: Week) -> None:
        """Steps a week."""
        self._sharing.add(week)

    def finish(self) -> None:
        """Writes every event, and closes the file."""
        events = self._sharing.events()
        self._file.add((self._email[person], use_case, event, iso(day)) for person, use_case, event, day in events)
        self._file.close()


WRITER = Writer(name="neutral_sharing", folder="neutral", begin=NeutralSharing, usual=True)
