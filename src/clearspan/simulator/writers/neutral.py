"""The neutral CSV files: licences, identities and ties."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from clearspan.simulator.arrays import NEVER
from clearspan.simulator.families import COPILOT, CURRENCY, M365, MONTHLY_PRICE, TOOL_NAMES
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.ties import ties_of
from clearspan.simulator.week import Week
from clearspan.simulator.writers.viva import covered
from clearspan.simulator.writers.writer import CsvFile, iso

LICENCE_COLUMNS = ("email", "tool", "licence_from", "licence_to", "monthly_price", "currency")
IDENTITY_COLUMNS = ("email", "kind", "identifier")
TIE_COLUMNS = ("week", "email", "other_email", "strength")


class Neutral:
    """Writes ties week by week, licences and identities at the end."""

    def __init__(self, organisation: Organisation, folder: Path) -> None:
        self._org = organisation
        self._folder = folder
        self._ties = CsvFile(folder / "ties.csv", TIE_COLUMNS)

    def write(self, week: Week) -> None:
        """Writes the ties of a sampled week; the week is named by its Monday."""
        ties = ties_of(self._org, week)
        if ties is not None:
            email, monday = self._org.identity.email, iso(week.start)
            pairs = zip(ties.one.tolist(), ties.other.tolist(), ties.strength.tolist(), strict=True)
            self._ties.add((monday, email[one], email[other], f"{times:.1f}") for one, other, times in pairs)

    def finish(self) -> None:
        """Writes licences and identities, and closes the files."""
        self._ties.close()
        for name, columns, rows in (
            ("licences.csv", LICENCE_COLUMNS, self._licences()),
            ("identities.csv", IDENTITY_COLUMNS, self._identities()),
        ):
            file = CsvFile(self._folder / name, columns)
            file.add(rows)
            file.close()

    def _licences(self) -> Iterator[tuple[str, ...]]:
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

    def _identities(self) -> Iterator[tuple[str, str, str]]:
        names, licences = self._org.identity, self._org.licences
        queried = covered(self._org)
        for person, email in enumerate(names.email):
            coder = licences.since[person, COPILOT] <= self._org.plan.until
            if coder and names.linked[person]:
                yield email, "github_login", names.login[person]
            if queried[person] or licences.since[person, M365] <= self._org.plan.until:
                yield email, "viva_person", names.viva[person]
