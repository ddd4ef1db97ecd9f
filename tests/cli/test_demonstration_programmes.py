"""The programmes of the demo are declared as an organisation declares them; the sprint acts in the simulation as it is drawn."""

import csv
from pathlib import Path

import orjson

from clearspan.cli.demonstration_programmes import (
    DIARIES,
    SPRINT,
    STORIES,
    plan_sprint,
    register_programmes,
    write_programme_diaries,
    write_sprint,
)
from clearspan.jobs.plan_programmes import programmes_of
from clearspan.programmes.assignment import Arm
from clearspan.programmes.stage import Stage
from clearspan.simulator.arrays import NEVER
from clearspan.simulator.assignment import read_assignment
from clearspan.simulator.diaries import SAVED
from clearspan.simulator.organisation import build_organisation
from clearspan.simulator.plan import Plan
from clearspan.simulator.programmes import plan_programmes
from clearspan.vocabulary.period import day_of

PLAN = Plan(people=300, seed=7)


def test_the_demo_holds_five_programmes_and_none_where_nothing_could_be_read_out(tmp_path: Path) -> None:
    assert plan_sprint(Plan(people=100)) is None and plan_sprint(Plan(people=300, weeks=20)) is None
    sprint, organisation = plan_sprint(PLAN), build_organisation(PLAN)
    assert sprint is not None and sprint == plan_sprint(PLAN)
    structure = organisation.structure
    planted, _ = plan_programmes(PLAN, structure, organisation.plants, organisation.streams)
    key = structure.team_key
    truth = [
        {
            "name": each.name,
            "treated": [
                {"team": key(team), "start": day_of(int(day)).isoformat()} for team, day in enumerate(each.starts) if day < NEVER
            ],
            "control": [key(team) for team, waits in enumerate(each.control) if waits],
        }
        for each in planted
    ]
    (tmp_path / "truth.json").write_bytes(
        orjson.dumps({"programmes": [*truth, {"name": "lowest_push", "treated": [], "control": []}]})
    )
    acting = read_assignment(write_sprint(sprint, tmp_path / "assignment.csv"), structure)
    assert {one.arm for one in acting} == {"role_practice", "waitlist"} and len(acting) == len(sprint.places)
    assert not {one["team"] for each in truth for one in each["treated"]} & set(sprint.side(Arm.TREATMENT))  # type: ignore[index]
    register_programmes(tmp_path, PLAN, sprint, tmp_path / "truth.json")
    register_programmes(tmp_path, PLAN, sprint, tmp_path / "truth.json")
    held = {each.programme.name: each for each in programmes_of(tmp_path)}
    assert held.keys() == {story.name for story in STORIES if story.planted != "lowest_push"}
    assert all(each.stage is Stage.RUNNING and each.digest for each in held.values())
    assert held[SPRINT].digest == sprint.digest and len(held["redesign-in-two-teams"].places) == 4


def test_diaries_offer_what_the_questions_offer_and_cost_is_stated(tmp_path: Path) -> None:
    sprint = plan_sprint(PLAN)
    assert sprint is not None
    write_programme_diaries(PLAN, [write_sprint(sprint, tmp_path / "assignment.csv")], tmp_path)
    files = sorted((tmp_path / DIARIES).glob("diary-*.csv"))
    rows = [row for path in files for row in csv.DictReader(path.open(encoding="utf-8"))]
    assert len(files) == 4 and len(rows) > 400
    minutes = {int(row["value"]) for row in rows if row["item"] != "diary_rest"}
    assert minutes <= set(SAVED) and {int(row["value"]) for row in rows if row["item"] == "diary_rest"} <= set(range(7))
    assert len({(row["wave"], row["respondent_email"]) for row in rows}) * 4 == len(rows)
    assert "hourly_cost" in (tmp_path / DIARIES / "labour_cost.csv").read_text(encoding="utf-8")
