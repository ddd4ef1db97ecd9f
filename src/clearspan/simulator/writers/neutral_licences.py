"""Licences in the neutral CSV: one row a person and tool, as they stand on the last day of the simulation."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from clearspan.simulator.arrays import NEVER
from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.families import CURRENCY, MONTHLY_PRICE, TOOL_NAMES
from clearspan.simulator.writer import Scene, Writer, Writing

COLUMNS = ("email", "tool", "licence_from", "licence_to", "monthly_price", "currency")


class NeutralLicences(Writing):
    """Writes the licences at the end."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._path = folder / "licences.csv"

    def finish(self) -> None:
        """Writes every licence granted by the last day."""
        file = CsvFile(self._path, COLUMNS)
        file.add(self._rows())
        file.close()

    def _rows(self) -> Iterator[tuple[str, ...]]:
        licences, last = self._org.licences, self._org.plan.until
        for person, tool in np.argwhere(licences.since <= last).tolist():
            until = int(licences.until[person, tool])
            yield (
                self._org.identity.email[person],
                TOOL_NAMES[tool],
                iso(int(licences.since[person, tool])),
                "" if until >= NEVER or until > last else iso(until),
                MONTHLY_PRICE[tool],
                CURRENCY,
            )


WRITER = Writer(name="neutral_licences", folder="neutral", begin=NeutralLicences, usual=True)
