"""Statements of staff lists are kept, so that lists read in several runs tell what they tell together."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources.staff_lists import Told, person_spells, roster, row, snapshot, stated_on
from tests.thorough import often

from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import key_of
from clearspan.sources.staff.roster_files import RosterFile
from clearspan.vocabulary.tables import STAFF_IDENTIFIER, STAFF_STATEMENT

KEY = key_of(bytes(range(32)))
NAMES = "abcd"
NUMBERS = "12"


@pytest.fixture
def register(tmp_path):
    with Identities(tmp_path, KEY) as identities:
        yield identities


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("CLEARSPAN_NOW", "1972-09-27T00:00:00Z")  # day 1000


def by_name(told: Told, register: Identities) -> list[dict[str, object]]:
    """The spells, with people named by all their identifiers in place of numbers."""
    kinds = ["email"] * len(NAMES) + ["employee_id"] * len(NUMBERS)
    values = [*(f"{name}@example.com" for name in NAMES), *NUMBERS]
    _, people = register.find(kinds, values)
    names: dict[int, str] = {}
    for name, person in zip([*NAMES, *NUMBERS], people.tolist(), strict=True):
        names[person] = names.get(person, "") + name
    rows = [
        each | {"person": names[each["person"]], "manager": names.get(each["manager"]), "identity": None}
        for each in told.rows.to_pylist()
    ]
    return sorted(rows, key=lambda each: (each["person"], each["from_day"]))


def at_once(files: list[RosterFile]) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder, Identities(Path(folder), KEY) as register:
        return by_name(person_spells(files, register), register)


def one_by_one(runs: list[list[RosterFile]]) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder, Identities(Path(folder), KEY) as register:
        told = person_spells([], register)
        for files in runs:
            told = person_spells(files, register, told.stored)
        return by_name(told, register)


DAY = st.integers(1, 40)
MAYBE_DAY = st.none() | DAY
NAME = st.sampled_from(NAMES)
ROW = st.fixed_dictionaries(
    {
        "emails": st.lists(NAME, max_size=2),
        "number": st.none() | st.sampled_from(NUMBERS),
        "manager": st.none() | NAME.map(lambda name: f"{name}@example.com") | st.sampled_from(NUMBERS),
        "team": st.none() | NAME,
        "from_day": MAYBE_DAY,
        "to_day": MAYBE_DAY,
        "hired_day": MAYBE_DAY,
        "left_day": MAYBE_DAY,
        "active": st.none() | st.integers(0, 1),
        "as_of": MAYBE_DAY,
    }
)
LISTS = st.lists(st.tuples(st.sampled_from(["list", "other"]), st.lists(ROW, max_size=6)), max_size=5)


@pytest.mark.thorough("400 sets of staff lists in place of 40")
@settings(max_examples=often(40, 400), deadline=None, derandomize=True, database=None)
@given(LISTS, st.data())
def test_lists_tell_the_same_in_one_run_or_in_many_and_in_any_order(lists, data):
    files = []
    for place, (name, rows) in enumerate(lists):
        made = [row(*each.pop("emails"), **each) for each in map(dict, rows)]
        files.append(roster(*made, name=f"{name}-2026-01-{place + 1:02}.csv", arrival=place))
    order = data.draw(st.permutations(files))
    run_of = data.draw(st.lists(st.integers(0, 2), min_size=len(files), max_size=len(files)))
    runs = [[file for file, run in zip(order, run_of, strict=True) if run == number] for number in range(3)]

    assert one_by_one(runs) == at_once(files)


def test_an_address_that_a_later_list_gives_to_somebody_else_is_taken_from_both():
    first = snapshot(10, row("a", "d", number="1"))
    second = snapshot(20, row("b", "d", number="2"), list_name="other")

    assert one_by_one([[first], [second]]) == one_by_one([[second], [first]]) == at_once([first, second])
    assert [each["person"] for each in at_once([first, second])] == ["a1", "b2"]


def test_a_manager_whom_only_a_later_list_names_is_found():
    first = snapshot(10, row("a", manager="1"))
    second = snapshot(20, row("b", number="1"), list_name="other")

    told = one_by_one([[first], [second]])
    assert told == at_once([first, second])
    assert [(each["person"], each["manager"]) for each in told] == [("a", "b1"), ("b1", None)]


def test_a_list_read_again_replaces_what_it_said_and_another_day_does_not(register):
    def read_at(arrival: int, day: int, *rows: dict[str, object]) -> RosterFile:
        return stated_on(roster(*rows, name="staff.csv", arrival=arrival), day)

    first = person_spells([read_at(1, 10, row("a", team="Blue"), row("b"), row("c"), row("d"))], register)
    again = person_spells([read_at(2, 10, row("a", team="Red"), row("b"), row("c"))], register, first.stored)
    later = person_spells([read_at(3, 20, row("a", team="Red"), row("b"))], register, again.stored)

    assert again.stored.statements["arrival"].to_pylist() == [2, 2, 2]
    assert sorted(later.stored.statements["arrival"].to_pylist()) == [2, 2, 2, 3, 3]
    told = by_name(later, register)
    assert [(each["person"], each["team"], each["from_day"], each["to_day"]) for each in told] == [
        ("a", "Red", 0, None),
        ("b", None, 0, None),
        ("c", None, 0, 19),
    ]


def test_a_list_read_again_with_nobody_usable_in_it_replaces_what_it_said(register):
    first = person_spells([snapshot(10, row("a"))], register)
    register.forget("email", "a@example.com")
    again = person_spells([snapshot(10, row("a"))], register, first.stored)

    assert (again.stored.statements.num_rows, again.rows.num_rows) == (0, 0)
    assert again.forgotten == {10: 1}


def test_a_list_without_a_day_keeps_the_day_on_which_it_was_first_read(register, monkeypatch):
    first = person_spells([roster(row("a", team="Blue"))], register)
    monkeypatch.setenv("CLEARSPAN_NOW", "1972-10-07T00:00:00Z")
    later = person_spells([], register, first.stored)

    assert later.rows["as_of"].to_pylist() == [1000]
    assert later.rows.equals(first.rows)


def test_statements_hold_no_identifier_and_are_stored_as_stated(register):
    stated = {"team": "Blue", "department": "Ops", "division": " North ", "hired_day": 3, "left_day": 900, "active": 1}
    told = person_spells([snapshot(10, row("a", "a", "d", number="1", manager="2", **stated))], register)

    (statement,) = told.stored.statements.to_pylist()
    identities, people = register.find(["employee_id", "employee_id"], ["1", "2"])
    assert {name: statement[name] for name in stated} == stated
    assert (statement["identity"], statement["person"]) == (identities[0], people[0])
    assert (statement["manager_identity"], statement["manager"]) == (identities[1], people[1])
    identifiers = told.stored.identifiers.sort_by("place").to_pylist()
    assert [(each["place"], each["kind"], each["field"]) for each in identifiers] == [
        (0, "email", "Email"),
        (1, "email", "Email"),
        (2, "employee_id", "Employee_ID"),
    ]
    assert {each["person"] for each in identifiers} == {people[0]}
    for table, stored in ((STAFF_STATEMENT, told.stored.statements), (STAFF_IDENTIFIER, told.stored.identifiers)):
        assert stored.column_names == [column.name for column in table.columns]
        assert "example.com" not in str(stored.to_pylist())


def test_a_manager_stated_by_no_identifier_is_not_one_who_is_not_stated(register):
    files = [snapshot(10, row("a", manager="not@an@address"), row("b"), row("c", manager="d@example.com"))]
    told = person_spells(files, register)

    stated = told.stored.statements["manager_identity"].to_pylist()
    assert stated[:2] == [-1, None]
    assert told.stored.statements["manager"].to_pylist()[:2] == [None, None]
    assert told.managers_outside == 2
    register.forget("email", "d@example.com")
    assert person_spells([], register, told.stored).stored.statements["manager_identity"].to_pylist() == [-1, None, None]


def test_statements_of_the_forgotten_are_gone_and_those_of_others_stay(register):
    first = person_spells([snapshot(10, row("a", "d"), row("b"))], register)
    register.forget("email", "d@example.com")
    told = person_spells([snapshot(20, row("b"))], register, first.stored)

    assert told.stored.statements.num_rows == told.stored.identifiers.num_rows == 2
    assert [each["person"] for each in by_name(told, register)] == ["b"]
