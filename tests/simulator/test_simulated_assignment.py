"""Outcomes respond to what is done: the past stays, treated teams rise by the true effect, and some of it spills over."""

from collections.abc import Iterable
from pathlib import Path
from statistics import mean, stdev

import pytest
from tests.simulator.written import Run, Written, run
from tests.thorough import often

from clearspan.errors import BadRecord, UnreadableFile
from clearspan.simulator.plan import Plan
from clearspan.simulator.programmes import SPILL

PLAN = Plan(people=often(1600, 4000), seed=21, weeks=16)
START = "2026-08-03"
"""The Monday of week 4 of 16."""


@pytest.fixture(scope="module")
def untreated(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return run(tmp_path_factory.mktemp("untreated"), PLAN)


@pytest.fixture(scope="module")
def chosen(untreated: Written) -> list[str]:
    """Every other team that nothing else is done to."""
    busy = {team["team"] for programme in untreated.truth["programmes"] for team in programme["treated"]}
    busy |= {island[key] for island in untreated.truth["islands"] for key in ("team", "even_team_of_equal_mean")}
    return [team for team in untreated.healthy() if team not in busy][::2]


@pytest.fixture(scope="module")
def treated(chosen: list[str], tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("treated")
    return run(folder, PLAN, assignment(folder / "assignment.csv", ((team, "treatment", START) for team in chosen)))


def assignment(path: Path, rows: Iterable[tuple[str, str, str]]) -> Path:
    """An assignment file."""
    path.write_text("team,arm,start_day\n" + "".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_everything_before_the_start_is_the_same_to_the_byte(untreated: Written, treated: Written) -> None:
    before, after = untreated.digests(), treated.digests()
    past = [
        path
        for path in before
        if ("users-1-day/" in path and path.split("users-1-day/")[1][:10] < START)
        or ("claude/" in path and path.split("users-")[1][:10] < START)
        or ("weekly/" in path and path[-14:-4] < START)
        or ("-D7-" in path and path[-14:-4] < START)
        or "roster/" in path
        or "licences" in path
    ]
    assert len(past) > 60
    assert {path: before[path] for path in past} == {path: after[path] for path in past}
    items = [[row for row in one.rows("work/*.csv") if row["created"] < START] for one in (untreated, treated)]
    assert items[0] == items[1]
    assert items[0]


def test_after_the_start_the_files_differ(untreated: Written, treated: Written) -> None:
    before, after = untreated.digests(), treated.digests()
    days = [path for path in before if "users-1-day/2026-09" in path]
    assert sum(before[path] != after[path] for path in days) > 0.9 * len(days)


def test_truth_before_the_start_is_the_same_and_the_world_without_is_the_same_throughout(
    untreated: Written, treated: Written
) -> None:
    for team, counts in untreated.truth["weekly"]["teams"].items():
        other = treated.truth["weekly"]["teams"][team]
        assert other["active"][:4] == counts["active"][:4]
        assert other["active_without"] == counts["active_without"]
        assert other["members"] == counts["members"]


@pytest.mark.thorough("4,000 people in place of 1,600")
def test_treated_teams_rise_by_the_true_effect(untreated: Written, treated: Written, chosen: list[str]) -> None:
    """An estimate from actual use alone (treated minus other teams, after minus before) lies within three standard
    errors (over teams, its only source of chance) of the difference that the simulator knows."""
    before, after = slice(0, 4), slice(8, 16)
    others = [team for team in untreated.healthy() if team not in chosen]

    def change(team: str) -> float:
        return treated.share([team], after) - treated.share([team], before)

    rises = [[change(team) for team in group] for group in (chosen, others)]
    estimate = mean(rises[0]) - mean(rises[1])
    error = sum(stdev(group) ** 2 / len(group) for group in rises) ** 0.5
    known = [mean(treated.share([team], after) - untreated.share([team], after) for team in group) for group in (chosen, others)]
    assert 0.04 < known[0] < 0.25
    assert error < known[0] / 3
    assert abs(estimate - (known[0] - known[1])) < 3 * error


def test_the_effect_grows_and_differs_between_teams(treated: Written, untreated: Written, chosen: list[str]) -> None:
    gained = [treated.share(chosen, slice(at, at + 3)) - untreated.share(chosen, slice(at, at + 3)) for at in (4, 7, 12)]
    assert 0 < gained[0] < gained[1]
    assert gained[2] > gained[0]
    full = [one["full_log_odds"] for one in treated.truth["assignment"]]
    assert max(full) > 1.5 * min(full) > 0


def test_the_effect_spills_over_to_tied_teams_only(treated: Written, untreated: Written, chosen: list[str]) -> None:
    tied = {one["team"]: one["tied_to"] for one in treated.truth["teams"]}
    near = [team for team, others in tied.items() if team not in chosen and set(others) & set(chosen)]
    far = [team for team, others in tied.items() if team not in chosen and not set(others) & set(chosen)]
    direct = treated.share(chosen, slice(8, 16)) - untreated.share(chosen, slice(8, 16))
    spilled = treated.share(near, slice(8, 16)) - untreated.share(near, slice(8, 16))
    assert 0 < spilled < 2 * SPILL * direct
    assert treated.share(far) == untreated.share(far)


def test_use_in_the_exports_rises_with_the_truth(treated: Written, untreated: Written, chosen: list[str]) -> None:
    """Active ChatGPT weeks in the files rise in treated teams, and by more than in the others."""

    def active(one: Written, within: bool) -> int:
        team = one.team_of()
        rows = [row for row in one.rows("chatgpt/weekly/*.csv") if row["period_start"] > "2026-08-23"]
        return sum(row["is_active"] == "1" for row in rows if (team.get(row["email"]) in chosen) == within)

    inside = active(treated, True) / active(untreated, True)
    outside = active(treated, False) / active(untreated, False)
    assert inside > 1.1
    assert 0.99 < outside < inside - 0.05


def test_arms_without_effect_change_nothing(simulated: Run, tmp_path: Path) -> None:
    plan = Plan(people=80, seed=2, weeks=8)
    plain = simulated(plan)
    arms = ("control", "waitlist", "generic_course")
    rows = [(one["team"], arm, "2026-09-14") for one, arm in zip(plain.truth["teams"], arms, strict=False)]
    same = simulated(plan, assignment(tmp_path / "a.csv", rows))
    told = {"truth.json", "exports/neutral/training.csv"}
    assert {k: v for k, v in same.digests().items() if k not in told} == {
        k: v for k, v in plain.digests().items() if k not in told
    }
    taught = [sum(row["course"].startswith("PROGRAMME") for row in one.rows("neutral/training.csv")) for one in (plain, same)]
    assert taught[1] > taught[0]
    assert [one["arm"] for one in same.truth["assignment"]] == list(arms)


def test_the_remedy_of_the_cause_works_and_another_hardly(simulated: Run, tmp_path: Path) -> None:
    plan = Plan(people=500, seed=2, weeks=8)
    plain = simulated(plan)
    one = next(one for one in plain.truth["stuck"] if one["cause"] == "leadership")
    full = {}
    for arm in ("leader_modelling", "access"):
        done = simulated(plan, assignment(tmp_path / f"{arm}.csv", [(one["team"], arm, "2026-09-14")]))
        full[arm] = done.truth["assignment"][0]["full_log_odds"]
    assert full["leader_modelling"] > 4 * full["access"] > 0


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("Nowhere / None / Team,treatment,2026-09-14", "team"),
        ("{team},magic,2026-09-14", "arm"),
        ("{team},treatment,14.9.2026", "start_day"),
    ],
)
def test_a_wrong_row_is_named_by_record_and_field(simulated: Run, tmp_path: Path, row: str, field: str) -> None:
    plan = Plan(people=50, seed=2, weeks=6)
    team = simulated(plan).truth["teams"][0]["team"]
    path = tmp_path / "wrong.csv"
    path.write_text(f"team,arm,start_day\n{team},control,2026-09-14\n{row.format(team=team)}\n")
    with pytest.raises(BadRecord) as refused:
        simulated(plan, path)
    assert refused.value.where == f"wrong.csv, record 2, {field}"
    assert refused.value.remedy


@pytest.mark.parametrize("text", [b"", b"team,arm\nA,control\n", b"\xff\xfe\x00"])
def test_a_file_that_is_no_assignment_is_refused(simulated: Run, tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "wrong.csv"
    path.write_bytes(text)
    with pytest.raises(UnreadableFile):
        simulated(Plan(people=50, seed=2, weeks=6), path)


def test_a_team_assigned_twice_is_refused(simulated: Run, tmp_path: Path) -> None:
    plan = Plan(people=50, seed=2, weeks=6)
    team = simulated(plan).truth["teams"][0]["team"]
    path = assignment(tmp_path / "twice.csv", [(team, "treatment", START), (team, "control", START)])
    with pytest.raises(BadRecord):
        simulated(plan, path)
