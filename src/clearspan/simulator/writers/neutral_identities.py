"""Identities in the neutral CSV: under which names GitHub and Viva know people."""

from collections.abc import Iterator
from pathlib import Path

from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.families import COPILOT, M365
from clearspan.simulator.writer import Scene, Writer, Writing
from clearspan.simulator.writers.viva_person_query import covered

COLUMNS = ("email", "kind", "identifier")


class NeutralIdentities(Writing):
    """Writes the identities at the end."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._path = folder / "identities.csv"

    def finish(self) -> None:
        """Writes the names of everyone whom a vendor knows under one by the last day."""
        file = CsvFile(self._path, COLUMNS)
        file.add(self._rows())
        file.close()

    def _rows(self) -> Iterator[tuple[str, str, str]]:
        names, licences = self._org.identity, self._org.licences
        queried = covered(self._org)
        for person, email in enumerate(names.email):
            coder = licences.since[person, COPILOT] <= self._org.plan.until
            if coder and names.linked[person]:
                yield email, "github_login", names.login[person]
            if queried[person] or licences.since[person, M365] <= self._org.plan.until:
                yield email, "viva_person", names.viva[person]


WRITER = Writer(name="neutral_identities", folder="neutral", begin=NeutralIdentities, usual=True)
