"""The organisation: its tree, its people, and how they come, move and go."""

from collections import Counter

import numpy as np
import pytest
from tests.simulator.written import Run, Written

from clearspan.simulator.families import LEVELS
from clearspan.simulator.organisation import build_organisation
from clearspan.simulator.plan import Plan


@pytest.mark.parametrize("people", [50, 51, 60, 99, 150, 151, 200, 399, 1000, 5000])
def test_teams_are_of_the_promised_size_and_add_up(people: int) -> None:
    structure = build_organisation(Plan(people=people, weeks=10)).structure
    low, high = (5, 9) if people <= 150 else (8, 14)
    assert structure.team_size.sum() == people
    assert structure.team_size[~structure.leadership].min() >= low
    assert structure.team_size[~structure.leadership].max() <= high
    keys = [structure.team_key(team) for team in range(len(structure.teams))]
    assert len(set(keys)) == len(keys)
    assert all(key.count(" / ") == 2 for key in keys)
    assert (len(structure.divisions) == 1) == (people <= 150)


@pytest.mark.parametrize("people", [50, 400, 3000])
def test_everyone_reports_up_to_one_head_without_a_cycle(people: int) -> None:
    organisation = build_organisation(Plan(people=people, weeks=30))
    for day in (organisation.plan.first, organisation.plan.until):
        managers = organisation.people.managers_on(day, organisation.structure)
        employed = organisation.people.employed_on(day)
        at = np.arange(len(managers))
        for _ in range(8):
            at = np.where(at >= 0, managers[at], -1)
        assert (at[employed] == -1).all()
        assert employed[managers[employed & (managers >= 0)]].all()
        assert 1 <= (managers[employed] < 0).sum() <= 3


def test_addresses_numbers_and_logins_are_each_one_persons(year: Written) -> None:
    names = build_organisation(year.plan).identity
    for values in (names.email + [alias for alias in names.alias if alias], names.employee_id, names.viva, names.token):
        assert len(set(values)) == len(values)
    logins = [login for login in names.login if login]
    assert len(set(logins)) == len(logins)
    assert all(login.endswith("_nwt") for login in logins)


def test_people_join_leave_and_move_at_the_promised_rates(year: Written) -> None:
    organisation = build_organisation(Plan(people=20_000, seed=4, weeks=52))
    people, plan = organisation.people, organisation.plan
    left = (people.left <= plan.until).sum() / 20_000
    moved = (people.moved <= plan.until).sum() / 20_000
    assert 0.14 < left < 0.20
    assert 0.03 < moved < 0.08
    assert 0.97 < people.employed_on(plan.until).sum() / 20_000 <= 1


def test_the_roster_shows_joiners_leavers_movers_contractors_and_aliases(year: Written) -> None:
    rows = year.rows("roster/*.csv")
    snapshots = Counter(row["Effective_Date"] for row in rows)
    assert len(snapshots) == 11
    teams: dict[str, set[str]] = {}
    for row in rows:
        teams.setdefault(row["Employee_ID"], set()).add(row["Division"] + row["Department"] + row["Supervisory_Organization"])
    assert sum(len(held) > 1 for held in teams.values()) > 10
    assert sum(bool(row["Termination_Date"]) for row in rows) > 80
    assert any(row["Hire_Date"] > min(snapshots) for row in rows)
    assert any(row["Worker_Type"] == "Contingent Worker" and row["Employee_ID"].startswith("C") for row in rows)
    assert any(row["Additional_Emails"] for row in rows)
    assert any(not row["Email_-_Work"].isascii() for row in rows)
    assert {row["Management_Level"] for row in rows} == set(LEVELS)
    first = [row for row in rows if row["Effective_Date"] == min(snapshots)]
    assert len(first) == year.plan.people
    numbers = {row["Employee_ID"] for row in rows}
    assert all(row["Manager_ID"] in numbers for row in rows if row["Manager_ID"])


@pytest.mark.parametrize("people", [50, 60])
def test_a_small_organisation_has_every_export_and_planted_truths(simulated: Run, people: int) -> None:
    small = simulated(Plan(people=people, seed=1, weeks=20))
    for folder in ("roster", "github-copilot", "chatgpt", "claude", "m365", "viva", "work", "pulse", "neutral"):
        assert any(path.stat().st_size for path in (small.exports / folder).rglob("*") if path.is_file())
    assert {one["cause"] for one in small.truth["stuck"]} >= {"cannot_tell"}
    assert len(small.stuck()) >= 3
    assert len(small.truth["programmes"]) == 3
    assert all(one["treated"] for one in small.truth["programmes"])
