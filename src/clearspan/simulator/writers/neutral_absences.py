"""Absences in the neutral CSV: one row an absence, of those whose time off no other system keeps."""

from pathlib import Path

from clearspan.simulator.absences import absences_of
from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

COLUMNS = ("email", "absent_from", "absent_to", "part")


class NeutralAbsences(Writing):
    """Writes the absences of each week; contractors' alone where employees ask for time off in BambooHR."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._everyone = "bamboohr_time_off" not in scene.written
        self._file = CsvFile(folder / "absences.csv", COLUMNS)

    def write(self, week: Week) -> None:
        """Writes the absences that begin in a week; none of them is of a part of a day."""
        absences = absences_of(self._org, week)
        email, contractor = self._org.identity.email, self._org.people.contractor
        rows = zip(absences.person.tolist(), absences.first.tolist(), absences.last.tolist(), strict=True)
        told = ((person, first, last) for person, first, last in rows if self._everyone or contractor[person])
        self._file.add((email[person], iso(first), iso(last), "") for person, first, last in told)

    def finish(self) -> None:
        """Closes the file."""
        self._file.close()


WRITER = Writer(name="neutral_absences", folder="neutral", begin=NeutralAbsences)
