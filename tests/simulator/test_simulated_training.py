"""Training records, the causes that show in them, and the truths about rework, styles and sharing."""

from collections import Counter, defaultdict
from datetime import date
from statistics import mean

from tests.simulator.written import Written

from clearspan.vocabulary.period import day_number, quarter_of, week_of

AI_COURSES = "neutral/training.csv"


def days(text: str) -> int:
    """The day number of an ISO date."""
    return day_number(date.fromisoformat(text[:10]))


def records(written: Written) -> dict[str, list[dict[str, str]]]:
    """The records about AI by what is planted in the team (empty where nothing is), without teams in a programme."""
    busy = {team["team"] for programme in written.truth["programmes"] for team in programme["treated"]}
    cause = {one["team"]: one["cause"] for one in written.truth["stuck"]}
    team, found = written.team_of(), defaultdict[str, list[dict[str, str]]](list)
    moved = {row["Email_-_Work"] for row in written.rows("roster/*.csv") if team[row["Email_-_Work"]] != key_of(row)}
    for row in written.rows(AI_COURSES):
        if row["about_ai"] == "1" and team[row["email"]] not in busy and row["email"] not in moved:
            found[cause.get(team[row["email"]], "")].append(row)
    return found


def key_of(row: dict[str, str]) -> str:
    """The team in a row of the staff list."""
    return " / ".join((row["Division"], row["Department"], row["Supervisory_Organization"]))


def test_records_are_whole_and_end_with_the_last_day(learners: Written) -> None:
    rows = learners.rows(AI_COURSES)
    assert len({(row["email"], row["course"], row["attempt"]) for row in rows}) == len(rows)
    assert {row["email"] for row in rows} <= set(learners.team_of())
    last = learners.truth["plan"]["last_day"]
    for row in rows:
        told = [row[name] for name in ("assigned", "started", "completed") if row[name]]
        assert told and told == sorted(told) and told[-1] <= last
        assert (row["status"] == "completed") == bool(row["completed"])
        assert bool(row["minutes"]) == bool(row["started"])
    first = {row["email"] for row in rows if row["course"] == "AI-100"}
    assert len(first) > 0.9 * learners.plan.people
    assert {row["kind"] for row in rows} == {"generic", "role_specific"}
    programme = {row["course"]: row["kind"] for row in rows if row["course"].startswith("PROGRAMME")}
    assert set(programme.values()) == {"generic", "role_specific"}


def test_each_cause_of_training_shows_in_the_records(learners: Written) -> None:
    by, last = records(learners), days(learners.truth["plan"]["last_day"])
    usual = by[""]
    assert all(last - days(row["completed"]) > 365 for row in by["training_too_rare"] if row["completed"])
    event = {row["completed"] for row in by["one_time_event"] if row["course"] == "AI-KICK-OFF"}
    assert len(event) == 1
    assert not [row for row in by["one_time_event"] if row["completed"] > min(event)]
    assert {row["channel"] for row in by["training_apart_from_work"]} <= {"course", "video", "live"}
    assert all(row["course"] == "AI-KICK-OFF" for row in by["training_apart_from_work"] if row["channel"] == "live")
    assert "practice" in {row["channel"] for row in usual}
    assert not [row for row in by["training_too_generic"] if row["kind"] == "role_specific"]
    given = {
        name: [row for row in by[name] if row["channel"] == "course"] for name in ("completion_as_goal", "training_unsupported")
    }
    goal = [row for row in given["completion_as_goal"] if row["completed"]]
    lags = [days(row["completed"]) - days(row["assigned"]) for row in goal]
    assert min(lags) >= 27 and max(lags) <= 30
    done = mean(bool(row["completed"]) for row in usual if row["channel"] == "course")
    assert mean(bool(row["completed"]) for row in given["training_unsupported"]) < done - 0.15


def test_a_single_event_lifts_use_for_a_while_only(learners: Written) -> None:
    one = next(one for one in learners.truth["stuck"] if one["cause"] == "one_time_event")
    way = learners.truth["training"][one["team"]]
    at = way["event_week"]
    before, during, after = (
        learners.share([one["team"]], weeks) for weeks in (slice(at - 8, at), slice(at, at + 2), slice(at + 8, at + 14))
    )
    assert during > before + 0.2 and during > after + 0.15
    assert one["felt"]["event_log_odds"] > 0


def test_rework_in_truth_is_that_of_the_items(learners: Written) -> None:
    team, counted, known = learners.team_of(), Counter[str](), Counter[str]()
    for row in learners.rows("work/*.csv"):
        if row["finished"] and team[row["owner_email"]]:
            day = days(row["finished"])
            quarter = quarter_of(week_of(day).start + 3).name
            counted[quarter] += 1
            counted[f"{quarter} reopened"] += int(row["reopened"]) > 0
            known[quarter] += row["ai_assisted"] == "1"
    for quarter, teams in learners.truth["rework"]["quarters"].items():
        sums = {name: sum(one[name] for one in teams.values()) for name in next(iter(teams.values()))}
        assert sums["assisted"] + sums["other"] == counted[quarter]
        assert sums["assisted_reopened"] + sums["other_reopened"] == counted[f"{quarter} reopened"]
        assert 0.5 * sums["assisted"] < known[quarter] <= sums["assisted"]


def test_styles_in_truth_are_those_of_the_files(learners: Written) -> None:
    asked = 0
    for _, page in learners.pages("claude/*.json"):
        for record in page["data"]:
            excel = record["office_metrics"]["excel"]
            asked += record["chat_metrics"]["message_count"] + excel.get("message_count", 0)
    told = learners.truth["interaction_style"]
    assert sum(one["augmenting"] for teams in told["claude"].values() for one in teams.values()) == asked
    copilot = [one for teams in told["github_copilot"].values() for one in teams.values()]
    automating = sum(one["automating"] for one in copilot)
    assert 0.02 < automating / (automating + sum(one["augmenting"] for one in copilot)) < 0.4


def test_shares_bring_adopters_within_weeks(learners: Written) -> None:
    sharing = learners.truth["sharing"]
    brought = [(share, one) for share in sharing["shares"] for one in share["adopted_because_of_it"]]
    assert len(sharing["shares"]) > 10 and len(brought) > 10 and sharing["adopted_alone"]
    for share, one in brought:
        assert one["email"] != share["email"] and one["weeks"] >= 1
        assert 0 <= days(one["week"]) - days(share["week"]) < 42
    used = {row["email"] for row in learners.rows("neutral/licences.csv")}
    assert {one["email"] for _, one in brought} <= used
