"""Staff lists become spells: who was where, when, under whom; what is wrong in the lists is said and nothing else is lost."""

import tempfile
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources.staff_lists import Told, person_spells, roster, row, snapshot, stated_on
from tests.thorough import often

from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import key_of

KEY = key_of(bytes(range(32)))


@pytest.fixture
def register(tmp_path):
    with Identities(tmp_path, KEY) as identities:
        yield identities


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("CLEARSPAN_NOW", "1972-09-27T00:00:00Z")  # day 1000


def told(spells: Told, *columns: str) -> list[tuple[object, ...]]:
    """The columns of the spells in order of person and day; persons as letters, so that numbers do not matter."""
    rows = sorted(spells.rows.to_pylist(), key=lambda each: (each["person"], each["from_day"]))
    return [tuple(each[column] for column in columns) for each in rows]


def days(spells: Told) -> list[tuple[object, ...]]:
    return told(spells, "from_day", "to_day")


def person(register: Identities, name: str) -> int:
    return int(register.find(["email"], [f"{name}@example.com"])[1][0])


def test_effective_dates_cut_one_spell_from_the_next(register):
    file = roster(
        row("ada", number="1", from_day=100, team="Blue", hired_day=50),
        row("ada", number="1", from_day=200, team="Red", hired_day=50),
    )

    spells = person_spells([file], register)

    assert told(spells, "from_day", "to_day", "team", "hired_day") == [(100, 199, "Blue", 50), (200, None, "Red", 50)]
    assert spells.findings == ()


def test_leavers_are_kept_and_closed(register):
    file = roster(
        row("ada", from_day=100, team="Blue", left_day=300),
        row("ada", from_day=200, team="Red", left_day=300),
        row("bob", from_day=100, to_day=150),
        row("cy", from_day=100),
        row("cy", from_day=180, left_day=179),
    )

    assert sorted(days(person_spells([file], register))) == [(100, 150), (100, 179), (100, 199), (200, 300)]


def test_somebody_hired_again_has_a_gap(register):
    file = roster(row("ada", from_day=100, hired_day=100, left_day=149), row("ada", from_day=200, hired_day=200, left_day=149))

    assert days(person_spells([file], register)) == [(100, 149), (200, None)]


def test_a_later_file_restates_an_earlier_one(register):
    old = roster(row("ada", from_day=100, team="Blue"), row("ada", from_day=300, team="Red"), name="2026-01-01.csv")
    new = roster(row("ada", from_day=200, team="Green"), name="2026-02-01.csv", arrival=2)
    files = [stated_on(old, 250), stated_on(new, 280)]

    spells = person_spells(files, register)

    assert told(spells, "from_day", "to_day", "team", "as_of", "arrival") == [
        (100, 199, "Blue", 250, 1),
        (200, None, "Green", 280, 2),
    ]


def test_snapshots_merge_while_nothing_changes_and_reach_back_to_the_hiring(register):
    files = [
        snapshot(100, row("ada", team="Blue", hired_day=20)),
        snapshot(107, row("ada", team="Blue", hired_day=20)),
        snapshot(114, row("ada", team="Red", hired_day=20)),
    ]

    assert told(person_spells(files, register), "from_day", "to_day", "team") == [(20, 113, "Blue"), (114, None, "Red")]


def test_the_order_in_which_files_come_does_not_matter(register):
    files = [
        snapshot(100, row("ada", team="Blue"), row("bob", team="Red")),
        snapshot(107, row("ada", team="Red", manager="bob@example.com"), row("bob", team="Red")),
        roster(row("cy", number="3", from_day=90, team="Blue"), name="history.csv", arrival=9),
    ]

    answers = [person_spells(order, register).rows for order in permutations(files)]
    assert all(answer.equals(answers[0]) for answer in answers)
    assert answers[0].num_rows == 4


def test_whoever_a_snapshot_no_longer_has_has_left_before_it(register):
    stay = [row(f"s{place}") for place in range(3)]
    files = [snapshot(100, row("ada", hired_day=10), *stay), snapshot(107, *stay)]

    spells = person_spells(files, register)

    assert (10, 106) in days(spells)
    assert days(spells).count((0, None)) == 3


def test_a_snapshot_of_a_part_ends_nobody(register):
    files = [snapshot(100, row("a"), row("b"), row("c")), snapshot(107, row("a"))]

    assert days(person_spells(files, register)) == [(0, None)] * 3


def test_another_list_does_not_end_the_people_of_this_one(register):
    files = [snapshot(100, row("ada"), row("zoe")), snapshot(107, row("bob"), list_name="contractors")]

    assert days(person_spells(files, register)) == [(0, None)] * 3


def test_whoever_moves_to_another_list_has_not_left(register):
    staff = [snapshot(100, row("ada"), row("zoe")), snapshot(107, row("zoe"))]
    contractors = snapshot(105, row("ada", team="Blue"), list_name="contractors")

    spells = person_spells([*staff, contractors], register)

    assert days_of(spells, person(register, "ada")) == [(0, 104), (105, None)]


def test_a_newcomer_starts_at_the_hiring_or_the_first_sight(register):
    first = snapshot(100, row("old"), row("older"))
    second = snapshot(107, row("old"), row("older"), row("a", hired_day=103), row("b"), row("c", hired_day=50))
    third = snapshot(114, row("old"), row("older"), row("a", hired_day=103), row("d", hired_day=120))

    spells = person_spells([first, second, third], register)

    begun = {name: days_of(spells, person(register, name)) for name in "abcd"}
    assert begun == {"a": [(103, None)], "b": [(107, 113)], "c": [(107, 113)], "d": [(120, None)]}


def days_of(spells: Told, number: int) -> list[tuple[int, int | None]]:
    return [(each["from_day"], each["to_day"]) for each in spells.rows.to_pylist() if each["person"] == number]


def test_a_leaver_still_on_the_list_ends_on_the_day_stated_or_before_the_list(register):
    files = [
        snapshot(100, row("ada"), row("bob"), row("cy", active=0)),
        snapshot(107, row("ada", left_day=103), row("bob", active=0), row("cy", active=0)),
    ]

    spells = person_spells(files, register)

    assert days_of(spells, person(register, "ada")) == [(0, 103)]
    assert days_of(spells, person(register, "bob")) == [(0, 106)]
    assert days_of(spells, person(register, "cy")) == []


def test_somebody_who_had_left_before_the_first_list_has_the_time_until_then(register):
    files = [
        snapshot(100, row("ada", hired_day=20, left_day=80, active=0), row("bob", left_day=90)),
        snapshot(107, row("ada", hired_day=20, left_day=80, active=0), row("bob", left_day=90)),
    ]

    assert sorted(days(person_spells(files, register))) == [(0, 90), (20, 80)]


def test_effective_dates_win_over_snapshots(register):
    files = [
        snapshot(100, row("ada", team="ENG")),
        roster(row("ada", from_day=50, team="Engineering"), name="h.csv", arrival=2),
    ]

    assert told(person_spells(files, register), "from_day", "to_day", "team") == [(50, None, "Engineering")]


def test_a_list_without_any_date_says_how_things_are_today(register):
    spells = person_spells([roster(row("ada", team="Blue"))], register)

    assert told(spells, "from_day", "to_day", "as_of") == [(0, None, 1000)]


def test_several_addresses_of_a_row_are_one_person_and_the_rule_is_kept(register):
    before = register.resolve(["email", "email"], ["ada@example.com", "a.lovelace@example.com"])[1].tolist()
    person_spells([roster(row("ada", "a.lovelace", number="1"))], register)

    assert len(set(before)) == 2
    assert person(register, "ada") == person(register, "a.lovelace")


def test_lists_that_know_different_identifiers_meet_in_one_person(register):
    files = [roster(row("ada", number="1", from_day=10)), roster(row("ada", "a.l"), name="entra.csv", arrival=2)]

    spells = person_spells(files, register)

    assert spells.findings == ()
    assert person(register, "a.l") == person(register, "ada")
    assert spells.people.tolist() == [person(register, "ada")]


@pytest.mark.parametrize("numbers", [("1", "2"), (None, None)])
def test_an_address_of_two_people_belongs_to_neither_and_both_records_are_named(register, numbers):
    register.unite([register.resolve(["email"] * 2, ["ada@example.com", "desk@example.com"])[0].tolist()], "by hand")
    file = roster(row("ada", "desk", number=numbers[0]), row("bob", "desk", number=numbers[1]), row("cy"), name="staff/list.csv")

    spells = person_spells([file], register)

    assert spells.rows.num_rows == 3
    assert len({person(register, name) for name in ("ada", "bob", "cy", "desk")}) == 4
    assert person(register, "desk") not in spells.people
    said = [str(finding) for finding in spells.findings]
    assert [each.split(": ")[0] for each in said] == [f"staff/list.csv, record {n}, Email" for n in (1, 2)]
    assert all("another person has this e-mail address too" in each and "@" not in each for each in said)


def test_a_list_without_numbers_joins_no_two_people_who_have_numbers(register):
    files = [
        roster(row("ada", number="1", from_day=10), row("bob", number="2", from_day=10), name="hr.csv"),
        roster(row("ada", "bob", "cy"), name="entra.csv", arrival=2),
    ]

    spells = person_spells(files, register)

    assert len({person(register, name) for name in ("ada", "bob", "cy")}) == 3
    assert [str(each) for each in spells.findings] == [
        "entra.csv, record 1, identifiers: its identifiers belong to two people with employee numbers of their own;"
        " they are not joined"
    ]


def test_the_roster_keeps_apart_what_another_rule_had_made_one(register):
    register.unite([register.resolve(["email"] * 2, ["bob@example.com", "a.l@example.com"])[0].tolist()], "aliases")

    spells = person_spells([roster(row("ada", "a.l", number="1"), row("bob", number="2"))], register)

    assert len(spells.people) == 2
    assert person(register, "a.l") == person(register, "ada") != person(register, "bob")
    again = person_spells([roster(row("ada", "a.l", number="1"), row("bob", number="2"))], register)
    assert again.rows.equals(spells.rows)


def test_a_record_with_no_other_identifier_than_a_shared_one_is_rejected(register):
    spells = person_spells([roster(row("desk", number="1"), row("desk", number="2"), row("ada", "desk"))], register)

    assert spells.rows.num_rows == 3
    alone = person_spells([roster(row("x", "y"), row("y", "x"))], register)
    assert alone.rows.num_rows == 0
    assert [finding.record for finding in alone.findings if not finding.kept] == [1, 2]


def test_an_employee_number_of_two_people_belongs_to_neither(register):
    spells = person_spells([roster(row("ada", number="0"), row("bob", number="0"), row("cy", number="3"))], register)

    assert len(spells.people) == 3
    assert [(each.record, each.field) for each in spells.findings] == [(1, "Employee_ID"), (2, "Employee_ID")]
    assert "another person has this employee number too" in spells.findings[0].reason


def test_of_two_records_of_a_person_and_day_the_later_holds_and_the_other_is_named(register):
    spells = person_spells([roster(row("ada", team="Blue"), row("ada", team="Red"))], register)

    assert told(spells, "team") == [("Red",)]
    assert [(each.record, each.kept) for each in spells.findings] == [(1, False)]


def test_what_is_no_address_is_said_and_the_record_is_kept(register):
    broken = row("ada", number="1")
    broken["identifiers"][0]["value"] = "Ada Secret"

    spells = person_spells([roster(broken)], register)

    assert spells.rows.num_rows == 1
    assert [str(each) for each in spells.findings] == [
        "roster.csv, record 1, Email: is no e-mail address; the record is used without it"
    ]


def test_the_forgotten_stay_forgotten_with_all_their_identifiers(register):
    person_spells([roster(row("ada", number="1"))], register)
    register.forget("email", "ada@example.com")

    spells = person_spells([roster(row("ada", "new.address"), row("bob"), arrival=7)], register)

    assert spells.people.tolist() == [person(register, "bob")]
    assert spells.forgotten == {7: 1}
    assert register.is_forgotten("email", "new.address@example.com")


def test_managers_are_found_by_any_identifier_and_those_outside_are_counted(register):
    file = roster(
        row("ada", number="1", from_day=10, manager="99"),
        row("bob", number="2", from_day=10, manager="1"),
        row("cy", number="3", from_day=10, manager="ada@example.com"),
        row("di", number="4", from_day=10),
    )

    spells = person_spells([file], register)

    of = {each["person"]: (each["manager"], each["is_manager"]) for each in spells.rows.to_pylist()}
    ada = person(register, "ada")
    assert [of[person(register, name)] for name in ("ada", "bob", "cy", "di")] == [
        (None, 1),
        (ada, 0),
        (ada, 0),
        (None, 0),
    ]
    assert spells.managers_outside == 1
    assert register.find(["employee_id"], ["99"])[1][0] not in spells.people, "nobody is made up"


def test_a_circle_of_managers_is_cut_and_named(register):
    file = roster(
        row("a", from_day=10, manager="b@example.com"),
        row("b", from_day=10, manager="c@example.com"),
        row("c", from_day=10, manager="a@example.com"),
        row("d", from_day=10, manager="a@example.com"),
        row("e", from_day=10, manager="e@example.com"),
    )

    spells = person_spells([file], register)

    managers = {each["person"]: each["manager"] for each in spells.rows.to_pylist()}
    assert [managers[person(register, name)] for name in "abcde"] == [None, None, None, person(register, "a"), None]
    assert [(finding.record, finding.field, finding.kept) for finding in spells.findings] == [
        (record, "manager", True) for record in (1, 2, 3, 5)
    ]


def test_two_who_swap_places_are_no_circle(register):
    file = roster(
        row("a", from_day=10, manager="b@example.com"),
        row("a", from_day=50),
        row("b", from_day=10),
        row("b", from_day=50, manager="a@example.com"),
    )

    spells = person_spells([file], register)

    assert spells.findings == ()
    assert sum(each["manager"] is not None for each in spells.rows.to_pylist()) == 2


@pytest.mark.parametrize(
    ("division", "department", "team", "keys"),
    [
        ("North", "Sales", "Blue", ("North", "North / Sales", "North / Sales / Blue")),
        ("North", None, "Blue", ("North", "North", "North / Blue")),
        (None, "Sales", "Blue", (None, "Sales", "Sales / Blue")),
        (None, "Sales", None, (None, "Sales", "Sales")),
        (None, None, "Blue", (None, None, "Blue")),
        ("North", None, None, ("North", "North", "North")),
        (None, None, None, (None, None, None)),
        (" North ", "R&D / Lab", "", ("North", "North / R&D/Lab", "North / R&D/Lab")),
    ],
)
def test_keys_name_the_parents_and_missing_levels_collapse(register, division, department, team, keys):
    spells = person_spells([roster(row("ada", division=division, department=department, team=team))], register)

    assert told(spells, "division", "department", "team") == [keys]


def test_no_list_gives_an_empty_table_of_the_stored_form(register):
    spells = person_spells([], register)

    assert spells.rows.num_rows == 0
    assert spells.rows.schema.names[:3] == ["person", "identity", "from_day"]
    assert spells.rows.schema == person_spells([roster(row("ada"))], register).rows.schema


def test_a_spell_has_one_key(register):
    files = [snapshot(day, row("ada", number="1", team=f"T{day}"), row("ada", number="1", team="X")) for day in (5, 6)]

    rows = person_spells(files, register).rows
    keys = list(zip(rows["identity"].to_pylist(), rows["from_day"].to_pylist(), strict=True))
    assert len(set(keys)) == len(keys)
    assert set(rows["source"].to_pylist()) == {"roster"}


DAY = st.integers(1, 40)
MAYBE_DAY = st.none() | DAY
NAME = st.sampled_from("abcd")
ROW = st.fixed_dictionaries(
    {
        "emails": st.lists(NAME, min_size=0, max_size=2),
        "number": st.none() | st.sampled_from("12"),
        "manager": st.none() | NAME.map(lambda name: f"{name}@example.com"),
        "team": st.none() | NAME,
        "from_day": MAYBE_DAY,
        "to_day": MAYBE_DAY,
        "hired_day": MAYBE_DAY,
        "left_day": MAYBE_DAY,
        "active": st.none() | st.integers(0, 1),
        "as_of": MAYBE_DAY,
    }
)


@pytest.mark.thorough("400 sets of staff lists in place of 25")
@settings(max_examples=often(25, 400), deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(st.sampled_from(["list", "other"]), st.lists(ROW, max_size=6)), max_size=4))
def test_whatever_the_lists_say_nobody_is_in_two_places_at_once(lists):
    files = []
    for place, (name, rows) in enumerate(lists):
        made = [row(*each.pop("emails"), **each) for each in map(dict, rows)]
        files.append(roster(*made, name=f"{name}-2026-01-{place + 1:02}.csv", arrival=place))
    with tempfile.TemporaryDirectory() as folder, Identities(Path(folder), KEY) as register:
        rows = person_spells(files, register).rows
        again = person_spells(files, register).rows

    assert again.equals(rows), "the same lists say the same"
    last: dict[int, int] = {}
    managers = {}
    for each in rows.sort_by([("person", "ascending"), ("from_day", "ascending")]).to_pylist():
        assert each["from_day"] > last.get(each["person"], -1)
        last[each["person"]] = 2**31 if each["to_day"] is None else each["to_day"]
        assert last[each["person"]] >= each["from_day"]
        managers.setdefault(each["identity"], each["person"])
        assert managers[each["identity"]] == each["person"] != each["manager"]
