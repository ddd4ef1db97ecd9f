"""Ties in the neutral CSV: one row a pair and sampled week; the week is named by its Monday."""

from pathlib import Path

from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.ties import ties_of
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

COLUMNS = ("week", "email", "other_email", "strength")


class NeutralTies(Writing):
    """Writes ties week by week."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._file = CsvFile(folder / "ties.csv", COLUMNS)

    def write(self, week: Week) -> None:
        """Writes the ties of a week, if it is sampled."""
        ties = ties_of(self._org, week)
        if ties is not None:
            email, monday = self._org.identity.email, iso(week.start)
            pairs = zip(ties.one.tolist(), ties.other.tolist(), ties.strength.tolist(), strict=True)
            self._file.add((monday, email[one], email[other], f"{times:.1f}") for one, other, times in pairs)

    def finish(self) -> None:
        """Closes the file."""
        self._file.close()


WRITER = Writer(name="neutral_ties", folder="neutral", begin=NeutralTies, usual=True)
