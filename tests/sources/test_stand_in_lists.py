"""GitHub's teams place people only as long as no staff list does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.sources.staff_lists import person_spells, roster, row, snapshot

from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import key_of

TEAMS = [
    {"identifiers": [{"kind": "github_login", "value": login, "field": "user_login"}], "team": team}
    for login, team in (("ada-gh", "platform"), ("bo-gh", "data"))
]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Identities]:
    with Identities(tmp_path, key_of(bytes(range(32)))) as identities:
        yield identities


def test_logins_have_teams_until_a_staff_list_is_read(register: Identities, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARSPAN_NOW", "1972-09-27T00:00:00Z")
    teams = snapshot(100, *TEAMS, list_name="github")
    alone = person_spells([teams], register)
    assert sorted(alone.rows["team"].to_pylist()) == ["data", "platform"]

    staff = roster(row("ada", number="1", from_day=10, team="Blue"), name="staff.csv", arrival=2)
    both = person_spells([staff], register, alone.stored)
    assert both.rows["team"].to_pylist() == ["Blue"]
    assert not both.findings
    assert both.stored.statements.num_rows == 3


def test_a_login_that_was_joined_to_a_person_stays_so_when_lists_are_read_again(register: Identities) -> None:
    staff = roster(row("ada", number="1", from_day=10, team="Blue"), name="staff.csv", arrival=2)
    both = person_spells([snapshot(100, *TEAMS, list_name="github"), staff], register)
    identities, _ = register.resolve(["email", "github_login"], ["ada@example.com", "ada-gh"])
    register.unite([identities.tolist()], "SAML nameId", both.people.tolist())
    again = person_spells([snapshot(107, *TEAMS, list_name="github")], register, both.stored)
    _, people = register.find(["email", "github_login"], ["ada@example.com", "ada-gh"])
    assert set(people.tolist()) == set(again.people.tolist())


def test_a_staff_list_in_which_some_have_nothing_but_a_login_is_a_staff_list(register: Identities) -> None:
    told = person_spells([roster(row("ada", from_day=10, team="Blue"), {**TEAMS[1], "from_day": 10})], register)
    assert sorted(told.rows["team"].to_pylist()) == ["Blue", "data"]
