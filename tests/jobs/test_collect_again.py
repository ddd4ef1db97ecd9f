"""Runs on a folder that changes: nothing that a staff list ever said is lost, and what is joined later is joined everywhere."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.organisation import silent

from clearspan.errors import StoreError
from clearspan.jobs.contacts import CONTACT_FOLDER, CONTACT_KEY
from clearspan.jobs.forget import forget
from clearspan.jobs.identify import IDENTITY_FOLDER, PSEUDONYM_KEY
from clearspan.jobs.run import read_exports
from clearspan.privacy.contact import Contacts, Purpose
from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.privacy.release.state import FORGOTTEN, PlanKey, PublishedSet, State, read_state, write_state
from clearspan.settings import load_settings
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.period import PeriodKind, day_number
from clearspan.warehouse.draft import Draft
from clearspan.warehouse.releases import CELL_SCHEMA, Releases
from clearspan.warehouse.store import Store

HEADER = "Employee_ID,Work_Email,Team,Manager_Email\n"
JANUARY = HEADER + "1,ada@example.com,Blue,\n2,bob@example.com,Blue,ada@example.com\n3,cy@example.com,Red,ada@example.com\n"
FEBRUARY = HEADER + "1,ada@example.com,Blue,\n2,bob@example.com,Green,cy@example.com\n4,di@example.com,Red,ada@example.com\n"
USAGE = "email,tool,period_start,period_end,active_days,actions\n"
ALIASES = "email,kind,identifier\n"


class Folder:
    """A folder of exports and what runs make of it."""

    def __init__(self, directory: Path) -> None:
        self.exports, self.out = directory / "exports", directory / "out"
        self.exports.mkdir(parents=True)
        self.out.mkdir()

    def run(self, files: Mapping[str, str]) -> None:
        """Read a folder in which there are these files and no others."""
        for path in self.exports.iterdir():
            path.unlink()
        for name, text in files.items():
            (self.exports / name).write_text(text)
        read_exports(self.exports, self.out, load_settings(self.out), silent)

    def rows(self, table: str) -> list[dict[str, Any]]:
        return Store.open(self.out).rows(table).to_pylist()

    def person(self, name: str, kind: str = "email") -> int:
        value = f"{name}@example.com" if kind == "email" else name
        with Identities(self.out / IDENTITY_FOLDER, load_or_create(PSEUDONYM_KEY)) as identities:
            return int(identities.find([kind], [value])[1][0])

    def spells(self) -> list[tuple[object, ...]]:
        """Who was where from when to when under whom, by name."""
        names = {self.person(name): name for name in ("ada", "bob", "cy", "di")}
        return sorted(
            (names[row["person"]], row["from_day"], row["to_day"], row["team"], names.get(row["manager"]), row["is_manager"])
            for row in self.rows("person_spell")
        )

    def contact(self, person: int) -> str | None:
        with Contacts(self.out / CONTACT_FOLDER, load_or_create(CONTACT_KEY)) as contacts:
            found = contacts.read(person, "a test", Purpose.DELIVERY)
            return found and found.email


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "several")


@pytest.fixture
def together(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "together")


SNAPSHOTS = {"staff-2026-01-05.csv": JANUARY, "staff-2026-02-02.csv": FEBRUARY}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_snapshots_of_several_runs_tell_what_they_tell_together(folder: Folder, together: Folder, order: tuple[int, int]) -> None:
    together.run(SNAPSHOTS)
    names = list(SNAPSHOTS)
    for place in order:
        folder.run({names[place]: SNAPSHOTS[names[place]]})

    february = day_number_of("2026-02-02")
    assert folder.spells() == together.spells()
    assert ("cy", 0, february - 1, "Red", "ada", 1) not in folder.spells()
    assert ("cy", 0, february - 1, "Red", "ada", 0) in folder.spells()
    assert ("bob", 0, february - 1, "Blue", "ada", 0) in folder.spells()


def day_number_of(text: str) -> int:
    return day_number(date.fromisoformat(text))


def test_a_list_without_a_date_that_is_sent_again_later_is_a_later_snapshot(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEARSPAN_NOW", "2026-01-05T12:00:00Z")
    folder.run({"staff.csv": JANUARY})
    monkeypatch.setenv("CLEARSPAN_NOW", "2026-02-02T12:00:00Z")
    folder.run({"staff.csv": FEBRUARY})
    february = day_number_of("2026-02-02")

    assert [row[:4] for row in folder.spells() if row[0] == "bob"] == [
        ("bob", 0, february - 1, "Blue"),
        ("bob", february, None, "Green"),
    ]
    before = Store.open(folder.out).generation()
    monkeypatch.setenv("CLEARSPAN_NOW", "2026-03-02T12:00:00Z")
    folder.run({"staff.csv": FEBRUARY})
    assert Store.open(folder.out).generation() == before


def test_forgetting_removes_statements_and_the_references_of_others(folder: Folder) -> None:
    folder.run({"staff-2026-01-05.csv": JANUARY})
    ada = folder.person("ada")
    assert forget(folder.out, "ada@example.com")

    for table in ("staff_statement", "staff_identifier", "person_spell"):
        rows = folder.rows(table)
        assert rows and ada not in {row["person"] for row in rows}
    assert {(row["manager"], row["manager_identity"]) for row in folder.rows("staff_statement")} == {(None, None)}
    assert folder.contact(ada) is None
    folder.run({"staff-2026-02-02.csv": FEBRUARY})
    assert {row[0] for row in folder.spells()} == {"bob", "cy", "di"}
    assert {row[4] for row in folder.spells()} == {None, "cy"}


def test_an_alias_that_comes_later_moves_facts_ties_and_managers(folder: Folder) -> None:
    staff = JANUARY.replace("Blue,ada@example.com", "Blue,a.lovelace@example.com")
    usage = USAGE + "a.lovelace@example.com,claude,2026-05-04,2026-05-10,3,9\n"
    ties = "week,email,other_email,strength\n2026-05-04,bob@example.com,a.lovelace@example.com,0.5\n"
    folder.run({"staff-2026-01-05.csv": staff, "usage.csv": usage, "ties.csv": ties})
    assert folder.person("a.lovelace") != folder.person("ada")
    assert ("bob", 0, None, "Blue", None, 0) in folder.spells()

    folder.run({"aliases.csv": ALIASES + "ada@example.com,email,a.lovelace@example.com\n"})
    ada = folder.person("ada")
    assert [row["person"] for row in folder.rows("usage")] == [ada]
    assert [row["other"] for row in folder.rows("tie")] == [ada]
    assert ("bob", 0, None, "Blue", "ada", 0) in folder.spells()
    assert {row["manager"] for row in folder.rows("staff_statement")} == {None, ada}


def test_the_published_membership_follows_a_join(folder: Folder) -> None:
    folder.run({"hr-2026-01-05.csv": JANUARY, "entra-2026-01-06.csv": "Work_Email,Team\na.lovelace@example.com,Blue\n"})
    numbers = [folder.person(name) for name in ("ada", "a.lovelace", "bob")]
    key = PlanKey("employed", 5, PeriodKind.WEEK)
    published = PublishedSet(Dimension.TEAM, "Blue", 20000, np.array(numbers, dtype=np.int64))
    state = write_state(State({key: (published,)}, frozenset(), {}))
    Releases(folder.out).publish(CELL_SCHEMA.empty_table(), state)

    folder.run({"hr-2026-02-02.csv": "Employee_ID,Work_Email,mail,Team\n1,ada@example.com,a.lovelace@example.com,Blue\n"})
    after = read_state(Releases(folder.out).membership()).sets[key][0].people.tolist()
    assert sorted(after) == sorted([FORGOTTEN, folder.person("ada"), folder.person("bob")])
    assert Releases(folder.out).number() == 1


def test_facts_follow_a_join_although_the_run_that_made_it_was_cut_short(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = {"usage.csv": USAGE + "ada-l@old.example,claude,2026-05-04,2026-05-10,3,9\n"}
    folder.run(usage)
    files = {"staff-2026-01-05.csv": JANUARY, "aliases.csv": ALIASES + "ada@example.com,email,ada-l@old.example\n"}

    def cut_short(_: Draft) -> None:
        raise StoreError("the power is gone")

    with monkeypatch.context() as patched:
        patched.setattr(Draft, "commit", cut_short)
        with pytest.raises(StoreError):
            folder.run(usage | files)
    folder.run(files)
    assert [row["person"] for row in folder.rows("usage")] == [folder.person("ada")]


def test_contacts_are_kept_for_the_people_of_the_lists_and_the_newest_list_says_which(folder: Folder) -> None:
    folder.run({"staff-2026-02-02.csv": FEBRUARY})
    older = JANUARY.replace("1,ada@", "1,ada.old@")
    folder.run({"staff-2026-01-05.csv": older})

    assert folder.contact(folder.person("1", IdentifierKind.EMPLOYEE_ID)) == "ada@example.com"
    assert folder.contact(folder.person("cy")) == "cy@example.com"
    folder.run({"staff-2026-03-02.csv": FEBRUARY.replace("1,ada@", "1,ada.new@")})
    assert folder.contact(folder.person("ada")) == "ada.new@example.com"
    sealed = b"".join(path.read_bytes() for path in (folder.out / CONTACT_FOLDER).iterdir())
    assert b"example.com" not in sealed


def test_an_address_that_two_people_have_is_nobodys_contact(folder: Folder) -> None:
    folder.run({"staff-2026-01-05.csv": JANUARY.replace("cy@", "bob@")})

    assert folder.contact(folder.person("2", IdentifierKind.EMPLOYEE_ID)) is None
    assert folder.contact(folder.person("3", IdentifierKind.EMPLOYEE_ID)) is None
    assert folder.contact(folder.person("bob")) is None


def test_a_contact_under_a_number_that_is_somebody_elses_now_is_given_up(folder: Folder) -> None:
    folder.run({"hr-2026-01-05.csv": "Employee_ID,Work_Email,Team\n1,ada@example.com,Blue\n"})
    folder.run({"entra-2026-01-06.csv": "Work_Email,Team\na.lovelace@example.com,Blue\n"})
    before = {folder.person("ada"), folder.person("a.lovelace")}
    assert all(folder.contact(person) for person in before)

    folder.run({"hr-2026-02-02.csv": "Employee_ID,Work_Email,mail,Team\n1,ada@example.com,a.lovelace@example.com,Blue\n"})
    kept = folder.person("ada")
    assert folder.person("a.lovelace") == kept
    assert [folder.contact(person) for person in before - {kept}] == [None]
    assert folder.contact(kept) == "ada@example.com"


def test_a_list_that_did_not_change_says_something_new_a_week_later(folder: Folder) -> None:
    members = '{"teamMembers": [{"email": "ada@example.org", "role": "member"}], "totalMembers": 1}'
    folder.run({"staff-2026-01-05.csv": JANUARY, "cursor-members-2026-01-05.json": members})
    folder.run({"cursor-members-2026-01-12.json": members})
    spans = sorted((row["from_day"], row["to_day"]) for row in folder.rows("licence"))
    assert [first for first, _ in spans] == [day_number_of("2026-01-05"), day_number_of("2026-01-12")]
    folder.run({"copy-of-cursor-members-2026-01-12.json": members})
    assert len(folder.rows("licence")) == 2
