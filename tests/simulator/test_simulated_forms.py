"""The second generator plants the same kinds of truth in other forms, and its truths are as exact."""

from pathlib import Path
from statistics import mean, stdev

from tests.simulator.written import Run, Written

from clearspan.simulator.plan import QUARTER_LAST_DAY, QUARTER_WAVES, Plan
from clearspan.vocabulary.period import quarter_of, week_of


def answered_above_everyone(written: Written) -> float:
    """How far the mean answer given to the five-step questions lies above what everyone would have answered, in steps."""
    given: list[float] = []
    everyone: list[float] = []
    people = {one["team"]: one["people_at_start"] for one in written.truth["teams"]}
    for wave in written.truth["everyone_would_answer"]:
        steps = [at for at, item in enumerate(wave["items"]) if written.truth["pulse_items"][item]["scale"] == [1, 5]]
        names = {wave["items"][at] for at in steps}
        rows = written.rows(f"pulse/{wave['wave']}*.csv")
        given.append(mean(int(row["value"]) for row in rows if row["value"] and row["item"] in names))
        total = sum(mean(means[at] for at in steps) * people[team] for team, means in wave["teams"].items())
        everyone.append(total / sum(people.values()))
    return mean(given) - mean(everyone)


def test_teams_feel_their_reasons_in_strengths_of_their_own(other: Written, learners: Written) -> None:
    stuck = other.truth["stuck"]
    strengths = [one["strength"] for one in stuck]
    assert min(strengths) < 0.8 and max(strengths) > 1.2
    assert any(one["missing"] for one in stuck) and any(one["others"] for one in stuck)
    for one in stuck:
        marks = {item: points for item, points in one["felt"]["pulse_points"].items() if points}
        planted = set(other.truth["causes"][one["cause"]]["pulse_points"]) - set(one["missing"])
        second = {item for name in one["others"] for item in other.truth["causes"][name]["pulse_points"]}
        assert planted <= set(marks) <= planted | second
    sizes = [one["people_at_start"] for one in other.truth["teams"] if not one["leadership"]]
    assert min(sizes) >= 6 and max(sizes) <= 20 and stdev(sizes) > 3
    assert sum(one["people_at_start"] for one in other.truth["teams"]) == other.plan.people
    assert any(one["leaders_above_staff_points"] not in (0.0, 20.0) for one in other.truth["perception_gaps"])
    assert {one["strength"] for one in learners.truth["stuck"]} == {1.0}


def test_stuck_teams_use_less_and_programmes_work_in_other_forms(other: Written) -> None:
    quiet = [team for cause, teams in other.stuck().items() if cause != "team_design" for team in teams]
    assert 0.2 < other.share(other.healthy()) < 0.7
    assert other.share(quiet) < 0.8 * other.share(other.healthy())
    practice, course = other.truth["programmes"][:2]
    assert practice["measured_against_doing_nothing"]["mean_share"] > 0.03
    assert abs(course["measured_against_doing_nothing"]["mean_share"]) < 0.02


def test_who_answers_depends_on_the_mood_in_other_forms_only(other: Written, learners: Written) -> None:
    """What everyone would have answered is known: the answers given hit it in plain forms, and lie above it in others."""
    assert abs(answered_above_everyone(learners)) < 0.03
    assert answered_above_everyone(other) > 0.06


def test_the_past_stays_the_same_in_other_forms_too(simulated: Run, tmp_path: Path) -> None:
    plan = Plan(people=80, seed=2, weeks=8, forms="other")
    plain = simulated(plan)
    path = tmp_path / "assignment.csv"
    rows = [f"{one['team']},treatment,2026-09-28\n" for one in plain.truth["teams"]]
    path.write_text("team,arm,start_day\n" + "".join(rows), encoding="utf-8")
    treated = simulated(plan, path)
    before, after = plain.digests(), treated.digests()
    past = [name for name in before if "claude/" in name and name.split("users-")[1][:10] < "2026-09-28"]
    assert len(past) > 20
    assert {name: before[name] for name in past} == {name: after[name] for name in past}
    assert any(before[name] != after[name] for name in before if "claude/" in name)
    for team, counts in plain.truth["weekly"]["teams"].items():
        assert treated.truth["weekly"]["teams"][team]["active_without"] == counts["active_without"]


def test_all_waves_can_be_asked_in_the_last_quarter_that_closes() -> None:
    """The slowest feed names its last whole week on a Saturday and restates it for seven days."""
    plan = Plan(until=QUARTER_LAST_DAY, waves=QUARTER_WAVES)
    quarters = {quarter_of(plan.story_day(week)) for week in plan.waves}
    assert {quarter.name for quarter in quarters} == {"2026-Q3"}
    settled = plan.until - 1 - 7
    assert all(max(quarter.end, week_of(quarter.end - 3).end) <= settled < quarter.end + 7 for quarter in quarters)
