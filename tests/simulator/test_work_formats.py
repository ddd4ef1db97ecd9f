"""What several systems tell of one organisation is what one list of everything tells; and they tell it of the same people."""

import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from tests.simulator.everything import Read, Row, read_everything
from tests.simulator.written import Written, run

from clearspan.jobs.run import read_exports
from clearspan.settings import load_settings
from clearspan.simulator.absences import away_in
from clearspan.simulator.arrays import Ints
from clearspan.simulator.behaviour import Behaviour
from clearspan.simulator.meetings import meetings_in
from clearspan.simulator.office import office_in
from clearspan.simulator.organisation import Organisation, build_organisation
from clearspan.simulator.plan import Plan
from clearspan.simulator.ties import EVERY
from clearspan.simulator.week import Week
from clearspan.simulator.work_systems import GOOGLE, TEAMS, Workforce
from clearspan.simulator.writers.google_calendar import SAMPLED
from clearspan.simulator.writers.teams_user_activity import CONCEALED
from clearspan.warehouse.store import Store

LISTS = ("roster", "workday_raas", "bamboohr", "entra_users", "google_directory", "scim_users")
KEPT = {
    "github_pull_requests": {"Engineering"},
    "jira_issues": {"Product", "Operations"},
    "salesforce_opportunities": {"Sales"},
    "zendesk_tickets": {"Customer Service", "Human Resources"},
}
"""The job families whose work each system keeps."""


@pytest.fixture(scope="module")
def plain(everything: Written, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    """What is read of the same organisation where no system keeps anything but the neutral lists."""
    plan = everything.plan
    formats = ("work_items", "neutral_training", "neutral_absences", "pulse_answers")
    return read_everything(
        run(tmp_path_factory.mktemp("plain"), Plan(plan.people, plan.seed, plan.weeks, formats=formats)).exports
    )


@pytest.fixture(scope="module")
def weeks(everything: Written) -> tuple[Organisation, list[Week]]:
    organisation = build_organisation(everything.plan)
    behaviour, none = Behaviour(organisation, ()), np.zeros(len(organisation.structure.teams))
    return organisation, [behaviour.step(number, none, none) for number in range(everything.plan.weeks)]


def counted(rows: Iterable[Row], *names: str) -> Counter[tuple[object, ...]]:
    return Counter(tuple(row[name] for name in names) for row in rows)


def test_every_piece_of_work_stands_in_one_system(read: dict[str, Read], plain: dict[str, Read]) -> None:
    items = plain["work_items"].rows("work_item")
    kept = set().union(*KEPT.values())
    assert counted((row for row in items if row["role"] not in kept), "created_day", "finished_day") == counted(
        read["work_items"].rows("work_item"), "created_day", "finished_day"
    )
    for system, families in KEPT.items():
        made = [row for row in items if row["role"] in families]
        told = read[system].rows("work_item")
        ended, told_ended = ([row for row in rows if row["finished_day"] is not None] for rows in (made, told))
        names = ("started_day", "finished_day", "reopened")
        assert ended and counted(ended, *names) == counted(told_ended, *names), system
        if system != "github_pull_requests":
            assert counted(made, "created_day", "started_day") == counted(told, "created_day", "started_day"), system
        if system != "salesforce_opportunities":
            marks = ("task", "learner_grade", "ai_assisted")
            assert counted(ended, *marks) == counted(told_ended, *marks), system
    for system in ("jira_issues", "salesforce_opportunities", "zendesk_tickets"):
        assert read[system].records - read[system].dropped.total() > len(read[system].rows("work_item")), "nothing came again"
    assert {row["difficulty"] for row in read["jira_issues"].rows("work_item")} <= {1, 2, 3, 5, 8}
    assert {row["kind"] for row in read["github_pull_requests"].rows("work_item")} == {"pull_request", "agent_pull_request"}


def test_every_course_absence_and_answer_stands_in_one_system(read: dict[str, Read], plain: dict[str, Read]) -> None:
    systems = ("neutral_training", "scorm_completions", "cornerstone_transcripts", "viva_learning", "xapi_statements")
    days = ("assigned_day", "started_day", "completed_day")
    courses = [row for name in systems for row in read[name].rows("training") if row["course"] != "FIRE-1"]
    assert counted(courses, *days) == counted(plain["neutral_training"].rows("training"), *days)
    assert all(read[name].rows("training", completed=1) for name in systems)
    absences = [row for name in ("neutral_absences", "bamboohr_time_off") for row in read[name].rows("absence")]
    assert counted(absences, "from_day", "to_day") == counted(plain["neutral_absences"].rows("absence"), "from_day", "to_day")
    answers = [row for name in ("pulse_answers", "clearspan_answers") for row in read[name].rows("answer")]
    given = [[row for row in rows if row["value"] is not None] for rows in (answers, plain["pulse_answers"].rows("answer"))]
    assert counted(given[0], "wave", "item", "value") == counted(given[1], "wave", "item", "value")


def test_activity_adds_up_to_what_people_did(read: dict[str, Read], weeks: tuple[Organisation, list[Week]]) -> None:
    organisation, every = weeks
    at_google, at_microsoft = (Workforce(organisation, families).accounts() for families in (GOOGLE, TEAMS))
    since = Workforce(organisation, GOOGLE).since
    exported = [week for week in every if week.start >= since]

    def did(name: str, accounts: np.ndarray, week: Week) -> int:
        return int(getattr(office_in(organisation, week), name)[accounts].sum())

    google = read["google_workspace_activity"]
    for kind, name in (("emails_sent", "sent"), ("files_edited", "edited"), ("emails_received", "received")):
        told = sum(row["amount"] for row in google.rows("activity", kind=kind))
        assert told == sum(did(name, at_google, week) for week in exported)
    shown = [week for number, week in enumerate(exported) if number != CONCEALED]
    for kind, name in (("messages", "chats"), ("meetings", "meetings"), ("meetings_organised", "organised")):
        for week in shown:
            rows = read["teams_user_activity"].rows("activity", kind=kind, start_day=week.start)
            assert sum(row["amount"] for row in rows) == did(name, at_microsoft & week.member, week) > 0
    sampled = [week for week in every if (week.start // 7) % EVERY == SAMPLED]
    met = [(week, meetings_in(organisation, week)) for week in sampled]
    strength = sum(int((at_google & week.member)[person].sum()) for week, pairs in met for person in (pairs.one, pairs.other))
    assert sum(row["strength"] for row in read["google_calendar"].rows("tie")) == strength > 0


def test_the_house_assistant_is_told_whole(everything: Written, read: dict[str, Read]) -> None:
    days = everything.truth["use_by_day"]["house_assistant"].values()
    whole = read["neutral_usage"].rows("usage", surface="all")
    assert sum(row["actions"] for row in whole) == sum(actions for _, actions in days)
    assert sum(row["active_days"] for row in whole) == sum(people for people, _ in days) > 0
    assert any(row["actions"] == 0 for row in whole)
    assert {row["sessions"] is None for row in whole} == {True, False}
    assert read["neutral_usage"].rows("usage", surface="telephone")


def test_nobody_meets_while_away(weeks: tuple[Organisation, list[Week]]) -> None:
    organisation, every = weeks
    for week in every:
        pairs = meetings_in(organisation, week)
        away, sick = away_in(organisation, week.start)

        def absent(person: Ints, day: Ints, away: np.ndarray = away, sick: np.ndarray = sick) -> bool:
            return bool((away[person] | sick[person, day]).any())

        assert not absent(pairs.one, pairs.day - week.start) and not absent(pairs.other, pairs.day - week.start)


def test_all_lists_name_the_same_people_and_all_systems_know_them(
    everything: Written, read: dict[str, Read], tmp_path: Path
) -> None:
    listed = {name: read[name].records - read[name].dropped.total() for name in LISTS}
    assert len(set(listed.values())) == 1
    exports = tmp_path / "exports"
    for name in LISTS + tuple(KEPT) + ("neutral_identities", "github_identities", "xapi_statements", "viva_learning"):
        for file in read[name].files:
            (exports / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(everything.exports / file, exports / file)
    directory = tmp_path / "data"
    directory.mkdir()
    read_exports(exports, directory, load_settings(directory), lambda _text, _share: None)
    store = Store.open(directory)
    people = set(store.rows("person_spell")["person"].to_pylist())
    numbers = {row["Employee_ID"] for row in everything.rows("roster/*.csv")}
    assert len(people) == len(numbers)
    strangers = {
        row["identity"] for table in ("work_item", "tie") for row in store.rows(table).to_pylist() if row["person"] not in people
    }
    unknown = everything.truth["accounts_unknown_to_identities"]["jira"]
    logins = everything.truth["feeds"]["logins_unknown_to_identities"]
    pulls = "".join((everything.exports / file).read_text() for file in read["github_pull_requests"].files)
    assert unknown
    assert len(strangers) == len(unknown) + sum(f'"{login}"' in pulls for login in logins)
    assert set(store.rows("training")["person"].to_pylist()) <= people
