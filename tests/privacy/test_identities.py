"""The register knows who is who by token alone, keeps its numbers, and forgets for good."""

import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearspan.errors import StoreBusy, StoreError, WrongKey
from clearspan.privacy import sealed_file
from clearspan.privacy.connected import lowest_of_each
from clearspan.privacy.identities import FORGOTTEN, UNKNOWN, UNUSABLE, Identities
from clearspan.privacy.keyring import key_of

KEY = key_of(bytes(range(32)))


@pytest.fixture
def register(tmp_path):
    with Identities(tmp_path, KEY) as identities:
        yield identities


def emails(*names: str) -> tuple[list[str], list[str]]:
    return ["email"] * len(names), [f"{name}@example.com" for name in names]


def people(register: Identities, *names: str) -> list[int]:
    return register.resolve(*emails(*names))[1].tolist()


def test_resolving_is_idempotent_over_spellings_batches_and_restarts(tmp_path):
    with Identities(tmp_path, KEY) as register:
        first = register.resolve(*emails("ada", "bob", "ada"))
    with Identities(tmp_path, KEY) as register:
        again = register.resolve(["email"] * 3, ["ADA@example.com", "Bob <bob+x@example.com>", "ada@example.com"])
        third = register.resolve(*emails("cy"))

    assert [numbers.tolist() for numbers in again] == [numbers.tolist() for numbers in first]
    assert sorted(set(first[0].tolist())) == [1, 2]
    assert third[0].tolist() == third[1].tolist() == [3]


def test_numbers_are_dense_and_do_not_repeat_the_order_of_the_list(register):
    numbers = people(register, *(f"name{place:04}" for place in range(1000)))

    assert sorted(numbers) == list(range(1, 1001))
    in_order = sum(low < high for low, high in pairwise(numbers))
    assert 400 < in_order < 600


def test_what_was_resolved_before_is_resolved_anew_after_a_change_here_or_by_another_process(tmp_path):
    with Identities(tmp_path, KEY) as register, Identities(tmp_path, KEY) as other:
        (_, bob, cy), numbers = register.resolve(*emails("ada", "bob", "cy"))
        register.join(int(bob), int(numbers[0]), "roster")
        assert people(register, "ada", "bob") == [numbers[0], numbers[0]]

        other.join(int(cy), int(numbers[0]), "roster")
        assert people(register, "ada", "bob", "cy") == [numbers[0]] * 3

        other.forget("email", "ada@example.com")
        assert people(register, "ada", "bob", "dan") == [FORGOTTEN, FORGOTTEN, numbers[2] + 1]


def test_the_numbers_are_the_same_when_memory_is_short(tmp_path, monkeypatch):
    monkeypatch.setattr("clearspan.privacy.identities.REMEMBERED", 3)
    with Identities(tmp_path, KEY) as register:
        first = people(register, "ada", "bob")
        second = people(register, "cy", "dan", "ada")
        assert people(register, "ada", "bob", "cy", "dan", "ada") == [*first, *second[:2], first[0]]


def test_one_value_under_two_kinds_is_two_identities(register):
    identities, _ = register.resolve(["employee_id", "github_login"], ["x1", "x1"])

    assert len(set(identities.tolist())) == 2


def test_what_is_no_identifier_is_said_to_be_so(register):
    identities, persons = register.resolve(["email", "email"], ["not an address", "ada@example.com"])

    assert identities.tolist() == persons.tolist() == [UNUSABLE, 1]


def test_uniting_is_transitive_and_idempotent(register):
    identities = register.resolve(*emails("a", "b", "c", "d"))[0].tolist()

    assert register.unite([identities[0:2], identities[1:3]], "same roster row") == 1
    assert register.unite([[identities[2], identities[0]]], "same roster row") is None

    together = people(register, "a", "b", "c")
    assert set(together) == {min(together)}
    assert people(register, "d") != together[:1]


def test_a_person_that_is_to_stay_keeps_the_number(register):
    identities, persons = (numbers.tolist() for numbers in register.resolve(*emails("a", "b", "c", "d")))
    latest = max(persons)
    group = [identity for identity, person in zip(identities, persons, strict=True) if person != 1]

    register.unite([group], "aliases", stay=[latest, 1])

    assert sorted(people(register, "a", "b", "c", "d")) == [1, latest, latest, latest]


def test_separated_groups_have_a_person_of_their_own(register):
    identities = register.resolve(*emails("a", "b", "c", "d"))[0].tolist()
    register.unite([identities[:3]], "same roster row")
    groups = [identities[1:3], identities[3:]]

    assert register.separate(groups, "two people") == 2
    a, b, c, d = people(register, "a", "b", "c", "d")
    assert b == c
    assert len({a, b, d}) == 3
    assert register.separate(groups, "two people") is None


def test_finding_registers_nothing(register):
    ada = people(register, "ada")
    register.bury(["email"], ["gone@example.com"])

    assert register.find(*emails("ada", "new", "gone"))[1].tolist() == [*ada, UNKNOWN, UNKNOWN]
    assert register.people()[0].tolist() == [1]


@given(st.lists(st.frozensets(st.integers(1, 12), min_size=1, max_size=4), max_size=12))
def test_groups_that_touch_end_under_their_lowest_number(groups):
    stays = lowest_of_each(groups)

    of = [frozenset({number}) for number in range(1, 13)]
    for group in groups:
        touching = [part for part in of if part & group]
        of = [part for part in of if not part & group] + [frozenset().union(*touching)]
    assert stays == {number: min(part) for part in of for number in part if number != min(part)}


def test_a_number_that_nobody_has_any_more_leads_to_the_person_now(register):
    identities, persons = (numbers.tolist() for numbers in register.resolve(*emails("a", "b", "c")))
    by_person = [identity for _, identity in sorted(zip(persons, identities, strict=True))]

    register.unite([by_person[1:]], "same roster row")
    assert [numbers.tolist() for numbers in register.retired()] == [[3], [2]]

    register.unite([by_person[:2]], "alias table")
    assert [numbers.tolist() for numbers in register.retired()] == [[2, 3], [1, 1]]

    register.refuse("alias table")
    assert [numbers.tolist() for numbers in register.retired()] == [[3], [2]]


def test_forgetting_takes_all_identities_of_the_person_and_stays(tmp_path):
    with Identities(tmp_path, KEY) as register:
        identities, persons = register.resolve(["email", "github_login"], ["ada@example.com", "ada-l"])
        register.join(int(identities[1]), int(persons[0]), "same roster row")
        bob = people(register, "bob")

        assert register.forget("email", "ADA@example.com") == persons[0]
        assert register.forget("email", "ada@example.com") is None
        assert register.forget("email", "nobody@example.com") is None
    with Identities(tmp_path, KEY) as register:
        again = register.resolve(["email", "github_login"], ["ada@example.com", "ada-l"])
        assert [numbers.tolist() for numbers in again] == [[FORGOTTEN] * 2] * 2
        assert register.is_forgotten("github_login", "ADA-L")
        assert not register.is_forgotten("email", "nobody@example.com")
        assert people(register, "bob") == bob
        assert people(register, "new") == [4], "a number is never given twice"


def test_more_identifiers_of_the_forgotten_can_be_buried(register):
    register.resolve(["github_login"], ["ada-l"])

    register.bury(["github_login", "email"], ["ada-l", "ada@example.com"])

    persons = register.resolve(["github_login", "email"], ["ada-l", "ada@example.com"])[1]
    assert persons.tolist() == [FORGOTTEN, FORGOTTEN]


def test_neither_values_nor_the_key_are_in_the_files(tmp_path):
    kinds, values = ["email", "employee_id", "github_login"], ["ada.secret@example.com", "E-77441", "ada-secret"]
    with Identities(tmp_path, KEY) as register:
        register.resolve(kinds, values)
        register.token_text("work_item", "TICKET-4711")
        on_disk = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert b"employee_id" in on_disk, "the rows are in what is searched"
    lowered = on_disk.lower()
    for secret in (*values, "ticket-4711", "ada", "example", KEY.secret.hex()):
        assert secret.lower().encode() not in lowered
    assert KEY.secret not in on_disk


def test_a_forgotten_token_of_the_register_is_wiped_from_its_rows(tmp_path):
    with Identities(tmp_path, KEY) as register:
        people(register, "ada", "bob")
        token = bytes.fromhex(register.token_text("email", "ada@example.com"))
        register.forget("email", "ada@example.com")
        on_disk = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert on_disk.count(token) == 1, "the tombstone alone"


def test_the_files_are_private(tmp_path):
    Identities(tmp_path / "identity", KEY).close()

    assert (tmp_path / "identity").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "identity" / "identity.sqlite").stat().st_mode & 0o777 == 0o600


def test_another_key_is_refused_and_named(tmp_path):
    Identities(tmp_path, KEY).close()
    other = key_of(bytes(32))

    with pytest.raises(WrongKey) as refused:
        Identities(tmp_path, other)
    assert KEY.id in str(refused.value)
    assert other.id in str(refused.value)


def test_a_file_that_is_no_register_is_refused(tmp_path):
    (tmp_path / "identity.sqlite").write_bytes(b"not a database" * 100)

    with pytest.raises(StoreError, match=r"identity\.sqlite"):
        Identities(tmp_path, KEY)


def test_two_writers_at_once_agree(tmp_path):
    Identities(tmp_path, KEY).close()

    def resolve(_: int) -> list[int]:
        with Identities(tmp_path, KEY) as register:
            return people(register, *(f"n{place}" for place in range(200)))

    with ThreadPoolExecutor(4) as writers:
        results = list(writers.map(resolve, range(4)))
    assert all(result == results[0] for result in results)
    assert sorted(results[0]) == list(range(1, 201))


def test_a_register_that_stays_locked_is_said_to_be_busy(tmp_path, monkeypatch):
    monkeypatch.setattr(sealed_file, "WAIT_SECONDS", 0.01)
    with Identities(tmp_path, KEY) as register:
        other = sqlite3.connect(tmp_path / "identity.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="another process"):
            people(register, "ada")
        other.close()
        assert people(register, "ada") == [1]


WRITER = """
import sys
from pathlib import Path
from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import key_of
with Identities(Path(sys.argv[1]), key_of(bytes(range(32)))) as register:
    for batch in range(10_000):
        register.resolve(["email"] * 50, [f"b{batch}n{place}@example.com" for place in range(50)])
        print(batch, flush=True)
"""


def test_killed_while_writing_it_keeps_all_that_it_had_answered(tmp_path):
    with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as writer:
        answered = [writer.stdout.readline() for _ in range(5)]
        os.kill(writer.pid, signal.SIGKILL)

    assert answered[-1].strip() == "4"
    with Identities(tmp_path, KEY) as register:
        before = register.people()[0].tolist()
        assert before == list(range(1, len(before) + 1))
        assert len(before) >= 250
        assert len(before) % 50 == 0, "a batch is in the register as a whole or not at all"
        known = people(register, *(f"b0n{place}" for place in range(50)))
        assert sorted(known) == list(range(1, 51))
