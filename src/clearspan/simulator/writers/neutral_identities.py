"""Identities in the neutral CSV: under which names systems know people, where neither they nor a written directory tell."""

from collections.abc import Iterator, Set
from pathlib import Path

from clearspan.simulator.accounts import bamboohr_id, hides_in_jira, jira_account, known_by_number, known_in_jira, learner_id
from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.families import COPILOT, M365
from clearspan.simulator.pulse import waves_of
from clearspan.simulator.respondents import by_link, respondent
from clearspan.simulator.writer import Scene, Writer, Writing
from clearspan.simulator.writers.viva_person_query import covered

COLUMNS = ("email", "kind", "identifier")
ALIAS_LISTS = {"roster", "workday_raas", "entra_users", "google_directory"}
"""The staff lists that tell further addresses of people."""
VIA_ENTRA = {"viva_learning"}
"""Formats that know people by the number of their account in Microsoft Entra."""


class NeutralIdentities(Writing):
    """Writes the identities at the end."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._written = scene.written
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
            coder = licences.since[person, COPILOT] <= self._org.plan.until or self._at_github(person)
            if coder and names.linked[person]:
                yield email, "github_login", names.login[person]
            if queried[person] or licences.since[person, M365] <= self._org.plan.until:
                yield email, "viva_person", names.viva[person]
            yield from ((email, kind, number) for kind, number in self._numbers(person))

    def _at_github(self, person: int) -> bool:
        """Whether pull requests tell a person's login and nothing says whose it is."""
        told = "github_pull_requests" in self._written and "github_identities" not in self._written
        return told and self._org.identity.login[person] != ""

    def _numbers(self, person: int) -> Iterator[tuple[str, str]]:
        """The kinds and numbers of a person in the further systems that are written."""
        names = self._org.identity
        if names.alias[person] and not ALIAS_LISTS & self._written:
            yield "email", names.alias[person]
        if self._needed(VIA_ENTRA, "entra_users"):
            yield "entra_id", names.guid(person, "entra")
        if self._needed({"bamboohr_time_off"}, "bamboohr"):
            yield "bamboohr_id", bamboohr_id(person)
        if "jira_issues" in self._written and hides_in_jira(person) and known_in_jira(person):
            yield "jira_account", jira_account(names, person)
        if "xapi_statements" in self._written and known_by_number(person):
            yield "learner_id", learner_id(names, person)
        if "clearspan_answers" in self._written and by_link(person):
            people = self._org.people
            for wave, start in waves_of(self._org.plan).items():
                if people.hired[person] <= start + 6 <= min(people.left[person], self._org.plan.until):
                    yield "pulse_respondent", respondent(names, person, wave)

    def _needed(self, formats: Set[str], directory: str) -> bool:
        return bool(formats & self._written) and directory not in self._written


WRITER = Writer(name="neutral_identities", folder="neutral", begin=NeutralIdentities, usual=True)
