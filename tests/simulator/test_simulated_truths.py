"""What is planted is in the files, and truth.json says so."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from math import log
from statistics import mean, quantiles, stdev

import pytest
from tests.simulator.written import Run, Written, monday

from clearspan.simulator.plan import Plan

LEADERS = {"Lead", "Manager", "Director", "Executive"}


def test_truth_has_its_parts_and_one_count_a_team_and_week(year: Written) -> None:
    truth = year.truth
    assert truth["complete"] is True
    assert truth["schema"] == 1
    assert truth["plan"]["first_day"] == "2026-01-19"
    weekly = truth["weekly"]
    keys = {one["team"] for one in truth["teams"]}
    assert set(weekly["teams"]) == keys
    assert len(weekly["weeks"]) == year.plan.weeks
    for counts in weekly["teams"].values():
        for name in ("members", "active", "active_without"):
            assert len(counts[name]) == year.plan.weeks
        assert all(active <= members for active, members in zip(counts["active"], counts["members"], strict=True))
        for tool, licensed in counts["licensed"].items():
            assert all(a <= n for a, n in zip(counts["active_by_tool"][tool], licensed, strict=True))
    for name in ("stuck", "islands", "gamed", "programmes", "absorbed", "falling_volume", "perception_gaps"):
        assert truth[name]
    assert {one["team"] for one in truth["stuck"]} <= keys
    assert {one["cause"] for one in truth["stuck"]} == set(truth["causes"])


@pytest.mark.parametrize("people", [200, 1000])
def test_many_reasons_and_one_undeterminable_are_planted(simulated: Run, people: int) -> None:
    causes = {one["cause"] for one in simulated(Plan(people=people, seed=8, weeks=6)).truth["stuck"]}
    assert "cannot_tell" in causes
    assert len(causes) >= 7


@pytest.mark.parametrize("written", ["year", "other"])
def test_claude_files_add_up_to_the_true_weekly_active_people(written: str, request: pytest.FixtureRequest) -> None:
    """Nobody's Claude use is hidden, so the people seen in a week are those of the truth, but for who left within it."""
    year: Written = request.getfixturevalue(written)
    seen: dict[str, set[str]] = defaultdict(set)
    aliases = year.truth["feeds"]["aliases"]
    for day, page in year.pages("claude/*.json"):
        for record in page["data"]:
            if record["last_activity_date"] == day:
                email = record["user"]["email_address"]
                seen[monday(day)].add(aliases.get(email, email))
    left = {row["Email_-_Work"]: row["Termination_Date"] for row in year.rows("roster/*.csv") if row["Termination_Date"]}
    for at, week in enumerate(year.truth["weekly"]["weeks"]):
        sunday = (date.fromisoformat(week) + timedelta(days=6)).isoformat()
        stayed = [email for email in seen[week] if left.get(email, "9999") >= sunday]
        true = sum(counts["active_by_tool"]["claude"][at] for counts in year.truth["weekly"]["teams"].values())
        assert len(stayed) == true, week


def test_stuck_teams_use_less_and_use_drifts_up(crowd: Written, year: Written) -> None:
    stuck = crowd.stuck()
    usual = crowd.share(crowd.healthy())
    for cause, teams in stuck.items():
        if cause != "team_design":
            assert crowd.share(teams) < usual, cause
    assert crowd.share([team for teams in stuck.values() for team in teams]) < 0.75 * usual
    assert year.share(year.healthy(), slice(34, 40)) > 1.3 * year.share(year.healthy(), slice(0, 6))


def test_access_problems_show_in_licences_and_blocks_in_the_blocked_tools(crowd: Written) -> None:
    weekly = crowd.truth["weekly"]["teams"]

    def total(teams: list[str], counted: str, tools: tuple[str, ...]) -> int:
        return sum(sum(weekly[team][counted][tool]) for team in teams for tool in tools)

    every = ("github_copilot", "chatgpt", "claude", "m365_copilot")
    members = {name: sum(sum(weekly[team]["members"]) for team in teams) for name, teams in crowd.stuck().items()}
    usual = total(crowd.healthy(), "licensed", every) / sum(sum(weekly[team]["members"]) for team in crowd.healthy())
    poor = total(crowd.stuck()["resources_access"], "licensed", every) / members["resources_access"]
    assert poor < 0.6 * usual
    blocked = crowd.stuck()["policy_block"]
    assert total(blocked, "licensed", ("chatgpt",)) > 0
    gamers = {one["team"] for one in crowd.truth["gamed"]}
    assert total([team for team in blocked if team not in gamers], "active_by_tool", ("chatgpt", "claude")) == 0


def points(written: Written, wave: str) -> dict[tuple[str, str], list[float]]:
    """Answers in points of 100 by team and item."""
    team, found = written.team_of(), defaultdict(list)
    for row in written.rows(f"pulse/{wave}*.csv"):
        low, high = written.truth["pulse_items"][row["item"]]["scale"]
        if row["value"] and row["respondent_email"] in team:
            found[team[row["respondent_email"]], row["item"]].append(100 * (int(row["value"]) - low) / (high - low))
    return found


def test_each_cause_marks_its_own_questions(crowd: Written) -> None:
    """The lowest question of a cause, against teams without one, is the question that the truth marks most."""
    answers, items = points(crowd, "wave-3"), list(crowd.truth["pulse_items"])
    usual = {item: mean(v for team in crowd.healthy() for v in answers[team, item]) for item in items}
    for cause, teams in crowd.stuck().items():
        marks = crowd.truth["causes"][cause]["pulse_points"]
        shifts = {item: mean([v for team in teams for v in answers[team, item]] or [0]) - usual[item] for item in items}
        if marks:
            worst = min(marks, key=marks.__getitem__)
            strong = [item for item in marks if marks[item] <= marks[worst] + 8]
            assert min(shifts, key=shifts.__getitem__) in strong, cause
            assert shifts[worst] < -20, cause
        else:
            assert min(shifts.values()) > -20


def test_the_undeterminable_team_hardly_answers(crowd: Written) -> None:
    answers = points(crowd, "wave-3")
    people = {one["team"]: one["people_at_start"] for one in crowd.truth["teams"]}

    def rate(teams: list[str]) -> float:
        return sum(len(answers[team, "confidence"]) for team in teams) / sum(people[team] for team in teams)

    assert rate(crowd.stuck()["cannot_tell"]) < 0.5 * rate(crowd.healthy())


def test_leaders_and_staff_stand_apart_only_where_it_is_planted(crowd: Written) -> None:
    """Several hundred answers a kind of division: the standard error of a gap is below 2 points, so 6 is three of them."""
    team = crowd.team_of()
    level = {row["Email_-_Work"]: row["Management_Level"] for row in crowd.rows("roster/*.csv")}
    planted = {one["division"]: one["leaders_above_staff_points"] for one in crowd.truth["perception_gaps"]}
    assert set(planted.values()) == {0.0, 20.0}
    answers: dict[tuple[float, bool], list[int]] = defaultdict(list)
    for row in crowd.rows("pulse/*.csv"):
        email = row["respondent_email"]
        if row["item"] == "organisation_prepares_us" and row["value"] and email in team:
            answers[planted[team[email].split(" / ")[0]], level[email] in LEADERS].append(int(row["value"]))
    for points_apart in (0.0, 20.0):
        gap = mean(answers[points_apart, True]) - mean(answers[points_apart, False])
        assert abs(gap - points_apart) < 6


def test_islands_have_the_mean_of_their_twins_and_two_camps(crowd: Written) -> None:
    islands = [one["team"] for one in crowd.truth["islands"]]
    twins = [one["even_team_of_equal_mean"] for one in crowd.truth["islands"]]
    shares = [[crowd.share([team]) for team in teams] for teams in (islands, twins)]
    error = sum(stdev(group) ** 2 / len(group) for group in shares) ** 0.5
    assert abs(mean(shares[0]) - mean(shares[1])) < max(3 * error, 0.06)
    fluent = {one for island in crowd.truth["islands"] for one in island["camps"]["fluent"]}
    apart = {one for island in crowd.truth["islands"] for one in island["camps"]["apart"]}
    number = {row["Email_-_Work"]: row["Employee_ID"] for row in crowd.rows("roster/*.csv")}
    active = Counter(
        number[row["email"]] for row in crowd.rows("chatgpt/weekly/*.csv") if row["email"] in number and row["is_active"] == "1"
    )
    assert sum(active[one] for one in fluent) > 8 * sum(active[one] for one in apart)


def test_ai_saves_time_except_by_design_and_costs_rework_without_guardrails(crowd: Written) -> None:
    """Time is compared within family and difficulty, on a log scale: a saving of a quarter is -0.29."""
    team = crowd.team_of()
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    done = [row for row in crowd.rows("work/*.csv") if row["finished"] and row["ai_assisted"]]
    took = [log(hours(row["started"], row["finished"])) for row in done]
    for row, time in zip(done, took, strict=True):
        times[row["job_family"], row["difficulty"]].append(time)
    usual = {key: mean(values) for key, values in times.items()}

    def of(teams: list[str], assisted: str) -> list[tuple[float, bool]]:
        return [
            (time - usual[row["job_family"], row["difficulty"]], int(row["reopened"]) > 0)
            for row, time in zip(done, took, strict=True)
            if team.get(row["owner_email"]) in teams and row["ai_assisted"] == assisted
        ]

    def saved(teams: list[str]) -> float:
        return mean(time for time, _ in of(teams, "1")) - mean(time for time, _ in of(teams, "0"))

    def reopened(teams: list[str]) -> float:
        return mean(again for _, again in of(teams, "1"))

    assert abs(saved(crowd.healthy()) + 0.29) < 0.06
    assert abs(saved(crowd.stuck()["team_design"])) < 0.12
    assert reopened(crowd.stuck()["no_guardrails"]) > 2.5 * reopened(crowd.healthy())


def hours(start: str, end: str) -> float:
    """Hours between two ISO times."""
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds() / 3600


def test_overloaded_teams_let_work_wait(crowd: Written) -> None:
    team, waits = crowd.team_of(), defaultdict(list)
    for row in crowd.rows("work/*.csv"):
        if row["started"]:
            waits[team.get(row["owner_email"], "")].append(hours(row["created"], row["started"]))

    def middle(teams: list[str]) -> float:
        return quantiles([wait for one in teams for wait in waits[one]], n=2)[0]

    assert middle(crowd.stuck()["workload"]) > 1.8 * middle(crowd.healthy())


def test_seniors_absorb_learners_work_where_planted_and_nowhere_else(year: Written) -> None:
    team = year.team_of()
    level = {row["Email_-_Work"]: row["Management_Level"] for row in reversed(year.rows("roster/*.csv"))}
    absorbed = {one["department"] for one in year.truth["absorbed"]}
    falling = {one["department"] for one in year.truth["falling_volume"]}
    since = year.truth["absorbed"][0]["since"]
    by: dict[tuple[str, bool], list[bool]] = defaultdict(list)
    volume: Counter[tuple[str, bool]] = Counter()
    for row in year.rows("work/*.csv"):
        department = team[row["owner_email"]].rsplit(" / ", 1)[0]
        kind = "absorbed" if department in absorbed else "falling" if department in falling else "usual"
        after = row["created"] >= since
        volume[kind, after] += 1
        if row["learner_grade"] == "1":
            by[kind, after].append(level[row["owner_email"]] == "Junior")
    shares = {key: mean(flags) for key, flags in by.items()}
    assert shares["absorbed", True] < 0.6 * shares["absorbed", False]
    for kind in ("falling", "usual"):
        assert abs(shares[kind, True] - shares[kind, False]) < 0.08
    usual = volume["usual", True] / volume["usual", False]
    assert volume["falling", True] / volume["falling", False] < 0.75 * usual
    assert abs(volume["absorbed", True] / volume["absorbed", False] / usual - 1) < 0.15


def test_gamed_use_is_loud_in_the_feed_and_silent_in_the_work(crowd: Written) -> None:
    gamed = {one["email"]: one for one in crowd.truth["gamed"]}
    assert len(gamed) == 24
    assert {one["kind"] for one in gamed.values()} == {"burst", "loop", "agents_without_output"}
    login = {row["identifier"]: row["email"] for row in crowd.rows("neutral/identities.csv") if row["kind"] == "github_login"}
    loud = Counter[bool]()
    for row in crowd.records("github-copilot/users-1-day/*.ndjson"):
        one = gamed.get(login.get(row["user_login"], ""))
        if one and one["tool"] == "github_copilot" and row["day"] >= one["since"] and row["user_initiated_interaction_count"]:
            loud[row["user_initiated_interaction_count"] > 80] += 1
            assert row["code_acceptance_activity_count"] == row["loc_added_sum"] == 0
    assert loud[True] > 20
    helped = [
        row
        for row in crowd.rows("work/*.csv")
        if (one := gamed.get(row["owner_email"])) and row["ai_assisted"] == "1" and row["created"] > one["since"]
    ]
    assert not helped


def test_the_push_only_seems_to_work(year: Written) -> None:
    """The lowest teams rise after the push as if it worked; against doing nothing it changed next to nothing."""
    push = next(one for one in year.truth["programmes"] if one["name"] == "lowest_push")
    at = year.truth["weekly"]["weeks"].index(push["treated"][0]["start"])
    teams = [one["team"] for one in push["treated"]]
    before, after = year.share(teams, slice(at - 3, at)), year.share(teams, slice(at, at + 10))
    others = [year.share(push["control"], span) for span in (slice(at - 3, at), slice(at, at + 10))]
    assert (after - before) - (others[1] - others[0]) > 0.02
    assert abs(push["measured_against_doing_nothing"]["mean_share"]) < 0.02
    assert push["has_effect"] is False


def test_one_programme_works_and_the_course_does_not(crowd: Written, year: Written) -> None:
    practice, course = year.truth["programmes"][:2]
    assert practice["has_effect"]
    assert practice["measured_against_doing_nothing"]["mean_share"] > 0.04
    growth = practice["measured_against_doing_nothing"]["share_by_weeks_since_start"]
    assert mean(growth[8:16]) > 1.5 * mean(growth[:3])
    assert len({one["start"] for one in practice["treated"]}) == 3
    assert abs(course["measured_against_doing_nothing"]["mean_share"]) < 0.02
    assert not set(practice["control"]) & {one["team"] for one in practice["treated"]}


def test_licences_rise_and_some_stay_idle(year: Written) -> None:
    weekly = year.truth["weekly"]["teams"].values()
    licensed = [sum(one["licensed"]["m365_copilot"][at] for one in weekly) for at in (0, 39)]
    assert licensed[1] > 1.5 * licensed[0]
    ever = {row["email"] for row in year.rows("chatgpt/weekly/*.csv") if row["is_active"] == "1"}
    holders = {row["email"] for row in year.rows("chatgpt/weekly/*.csv")}
    assert 0.08 < 1 - len(ever) / len(holders) < 0.5
