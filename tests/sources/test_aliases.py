"""Alias tables join what different tools know of one person, and never against the staff list."""

import numpy as np
import pyarrow as pa
import pytest

from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import key_of
from clearspan.sources.staff.alias_rows import alias_table
from clearspan.sources.staff.aliases import Joined, join_aliases
from clearspan.sources.staff.roster_files import RosterFile


@pytest.fixture
def register(tmp_path):
    with Identities(tmp_path, key_of(bytes(range(32)))) as identities:
        yield identities


def aliases(*rows: tuple[str, str, str]) -> RosterFile:
    names, kinds, values = zip(*rows, strict=True)
    emails = [f"{name}@example.com" for name in names]
    table = alias_table(pa.array(range(1, len(rows) + 1)), pa.array(emails), pa.array(kinds), pa.array(values))
    return RosterFile("aliases.csv", 3, table)


def joined(register: Identities, *rows: tuple[str, str, str], on_roster: list[int] | None = None) -> Joined:
    return join_aliases([aliases(*rows)], register, np.array(on_roster or [], np.int64))


def person(register: Identities, kind: str, value: str) -> int:
    return int(register.resolve([kind], [value])[1][0])


def test_a_login_becomes_the_person_of_the_address_and_stays_so(register):
    before = person(register, "github_login", "ada-l")
    rows = [("ada", "github_login", "ada-l"), ("ada", "claude_id", "user_01"), ("bob", "github_login", "bob")]

    assert joined(register, *rows) == Joined(3, (), {})
    assert joined(register, *rows) == Joined(3, (), {})

    ada = person(register, "email", "ada@example.com")
    assert ada == person(register, "github_login", "ADA-L") == person(register, "claude_id", "user_01")
    assert person(register, "github_login", "bob") not in (ada, before)


def test_a_login_that_two_people_claim_is_joined_to_neither(register):
    outcome = joined(register, ("ada", "github_login", "shared"), ("bob", "github_login", "shared"))

    assert outcome.rows == 0
    assert [str(each) for each in outcome.findings] == [
        f"aliases.csv, record {record}, identifier: rows of two people claim this identifier; it is joined to neither"
        for record in (1, 2)
    ]
    people = {person(register, "email", f"{name}@example.com") for name in ("ada", "bob")}
    assert len(people | {person(register, "github_login", "shared")}) == 3


def test_two_people_of_the_staff_list_are_never_made_one(register):
    ada, bob = (person(register, "email", f"{name}@example.com") for name in ("ada", "bob"))
    direct = joined(register, ("ada", "email", "bob@example.com"), on_roster=[ada, bob])
    chain = [("ada", "email", "mid@example.com"), ("mid", "email", "bob@example.com"), ("ada", "github_login", "ada-l")]
    around = joined(register, *chain, on_roster=[ada, bob])

    assert [each.record for each in direct.findings] == [1]
    assert [each.record for each in around.findings] == [1, 2, 3]
    assert person(register, "email", "ada@example.com") == ada
    assert person(register, "email", "bob@example.com") == bob


def test_somebody_on_the_staff_list_keeps_the_number(register):
    login = person(register, "github_login", "ada-l")
    ada = person(register, "email", "ada@example.com")

    joined(register, ("ada", "github_login", "ada-l"), on_roster=[ada])

    assert login < ada == person(register, "github_login", "ada-l") == person(register, "email", "ada@example.com")


def test_what_is_no_identifier_is_refused_by_field(register):
    outcome = joined(register, ("not an address", "github_login", "x"), ("ada", "email", "nor this"))

    assert [(each.record, each.field, each.kept) for each in outcome.findings] == [
        (1, "email", False),
        (2, "identifier", False),
    ]


def test_an_identifier_of_the_forgotten_is_forgotten_too(register):
    person(register, "email", "ada@example.com")
    register.forget("email", "ada@example.com")

    assert joined(register, ("ada", "github_login", "ada-l")) == Joined(0, (), {3: 1})
    assert register.is_forgotten("github_login", "ada-l")


def test_without_alias_tables_nothing_happens(register):
    assert join_aliases([], register, np.array([], np.int64)) == Joined(0, (), {})
