"""Staff lists are read in the words and dates of many HR systems."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from clearspan.sources.reading.arrived import arrived
from clearspan.sources.source import Batch
from clearspan.sources.staff.roster_dates import day_in_name
from clearspan.sources.staff.roster_rows import ROSTER
from clearspan.sources.staff.roster_words import employment_kinds, manager_kinds, stated, still_employed
from clearspan.sources.vendors.roster import SOURCE
from clearspan.vocabulary.period import day_of


def read(tmp_path: Path, text: str, name: str = "list.csv") -> tuple[list[dict[str, Any]], Batch]:
    path = tmp_path / name
    path.write_text(text)
    (batch,) = SOURCE.read(arrived(path, tmp_path))
    return batch.facts[ROSTER].to_pylist(), batch


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("email,team", True),
        ("Work Email;Department;Salary", True),
        ("Employee ID,Job Title", True),
        ("email,name,role,last_active", False),
        ("team,department", False),
        ("email,department,period_start,period_end,messages", False),
        ("PersonId,MetricDate,Department", False),
    ],
)
def test_a_staff_list_has_people_and_where_they_work(tmp_path, header, taken):
    path = tmp_path / "list.csv"
    path.write_text(f"{header}\n")

    assert bool(SOURCE.recognise(arrived(path).sample())) is taken


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("staff-2026-05-04.csv", "2026-05-04"),
        ("2025/staff 20260504.csv.gz", "2026-05-04"),
        ("2026-05-04/staff.csv", None),
        ("staff-2026-13-04.csv", None),
        ("staff-120260504.csv", None),
        ("staff.csv", None),
    ],
)
def test_the_day_of_a_list_is_in_its_own_name(name, day):
    found = day_in_name(name)
    assert (found and day_of(found).isoformat()) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2019-06-17", "2019-06-17"),
        ("2019-06-17T00:00:00Z", "2019-06-17"),
        ("17.06.2019", "2019-06-17"),
        ("17-Jun-2019", "2019-06-17"),
        ("6/17/2019", "2019-06-17"),
        ("17/06/2019", "2019-06-17"),
        ("0000-00-00", None),
        ("9999-12-31", None),
        ("", None),
    ],
)
def test_dates_are_read_as_hr_systems_write_them(tmp_path, written, day):
    rows, batch = read(tmp_path, f"email,department,Hire Date\nada@example.com,Lab,{written}\n")

    assert batch.rejects == []
    assert [each["hired_day"] and day_of(each["hired_day"]).isoformat() for each in rows] == [day]


def test_a_date_with_slashes_is_read_as_the_others_in_the_file_show(tmp_path):
    rows, _ = read(tmp_path, "email,team,hire_date\na@x.example,A,03/04/2019\nb@x.example,A,25/04/2019\n")
    alone, batch = read(tmp_path, "email,team,hire_date\na@x.example,A,03/04/2019\n")

    assert day_of(rows[0]["hired_day"]).isoformat() == "2019-04-03"
    assert alone == []
    assert [(each.record, each.field) for each in batch.rejects] == [(1, "hire_date")]


def test_a_stated_day_wins_over_the_name_of_the_file(tmp_path):
    text = "email,team,snapshot\na@x.example,A,2026-05-11\nb@x.example,A,\n"
    rows, _ = read(tmp_path, text, "staff-2026-05-04.csv")

    assert [day_of(each["as_of"]).isoformat() for each in rows] == ["2026-05-11", "2026-05-04"]


def test_addresses_of_a_row_are_all_kept_and_other_protocols_are_not(tmp_path):
    text = 'mail,proxyAddresses,department\na@x.example,"SMTP:a@x.example;smtp:b@x.example,X500:/o=x;SIP:c@x.example",Lab\n'
    rows, _ = read(tmp_path, text)

    assert [each["value"] for each in rows[0]["identifiers"]] == ["a@x.example", "a@x.example", "b@x.example"]


def test_words_for_nothing_are_no_identifier(tmp_path):
    rows, batch = read(tmp_path, "employee id,email,team\nN/A,a@x.example,none\n-,,A\n")

    assert [[each["kind"] for each in row["identifiers"]] for row in rows] == [["email"]]
    assert rows[0]["team"] is None
    assert [(each.record, each.reason) for each in batch.rejects] == [(2, "is missing, and so is every other identifier")]


def test_kinds_of_employment_and_status():
    kinds = ["Contingent Worker", "Regular", "Member", "Guest", "Apprentice", None]
    words = ["Active", "Terminated", "TRUE", "False", "On Leave", "sabbatical", None]

    said = employment_kinds(pa.array(kinds, pa.string())).to_pylist()
    assert said == ["contractor", "employee", "employee", "contractor", "apprentice", None]
    assert still_employed(pa.array(words, pa.string())).to_pylist() == [1, 0, 1, 0, 1, None, None]
    assert stated(pa.array(["n/a", "Null", "Nan", "Ann"])).to_pylist() == [None, None, None, "Ann"]


def test_what_a_managers_number_is():
    numbers = pa.array(["7", "0f4d6a2e-3c1b-4f57-9a77-000000000001", "ada@example.com", None])

    with_numbers = manager_kinds(numbers, has_employee_numbers=True).to_pylist()
    assert with_numbers == ["employee_id", "neutral_id", "email", None]
    assert manager_kinds(numbers, has_employee_numbers=False).to_pylist()[0] == "neutral_id"
