"""What the sources read of every AI tool's files adds up to what the simulated people did, day by day and to the last action."""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.simulator.everything import Read, Row, read_everything
from tests.simulator.written import Run, Written

from clearspan.jobs.run import read_exports
from clearspan.settings import load_settings
from clearspan.simulator.claude_products import CENTS, PRODUCTS, REQUESTS
from clearspan.simulator.families import COPILOT, M365
from clearspan.simulator.organisation import build_organisation
from clearspan.simulator.plan import USUAL, Plan
from clearspan.simulator.tool_use import CURSOR, FurtherTools
from clearspan.simulator.writers.claude_code_admin import KEY
from clearspan.vocabulary.period import day_number, day_of
from clearspan.warehouse.store import Store

Days = dict[int, tuple[int, int]]

BY_DAY = (
    ("chatgpt_compliance_logs", "chatgpt", "actions"),
    ("chatgpt_compliance_logs", "codex", "actions"),
    ("codex_usage", "codex", "actions"),
    ("cursor_daily_usage", "cursor", "actions"),
    ("gemini_events", "gemini", "actions"),
    ("m365_purview_interactions", "m365_copilot", "actions"),
    ("m365_interaction_export", "m365_copilot", "actions"),
    ("moveworks_interactions", "moveworks", "actions"),
    ("windsurf_cascade", "windsurf", "actions"),
    ("claude_code_otel", "claude_code", "prompts"),
)
"""Feeds that tell each day whole, and the figure that is what the simulator calls actions."""

PEOPLE_BY_DAY = (
    ("github_copilot_users", "github_copilot"),
    ("claude_users", "claude"),
    ("claude_users", "claude_code"),
    ("claude_code_admin", "claude_code"),
    ("claude_code_otel_metrics", "claude_code"),
    ("cursor_usage_events", "cursor"),
)
"""Feeds that tell who was active on a day, and count something else than the simulator's actions: GitHub tells no completions
that were turned down, Claude's daily feed and Claude Code's count sessions, and Cursor's events are requests alone."""

SPANS = (
    ("chatgpt_users", "chatgpt", False, True),
    ("gemini_admin_csv", "gemini", True, True),
    ("m365_copilot_user_detail", "m365_copilot", True, True),
    ("viva_person_query", "m365_copilot", True, True),
    ("windsurf_users", "windsurf", True, False),
)
"""Feeds that tell weeks, months or windows, and whether they tell active days and actions. Microsoft's say nothing any
more of those who have left, which nobody does here within a window."""

CODE_FEEDS = ("claude_users", "claude_code_otel", "claude_code_otel_metrics")
LOGS, OTEL = "chatgpt_compliance_logs", "claude_code_otel"
ONE_A_TOOL = (
    "chatgpt_compliance_logs", "claude_users", "cursor_usage_events", "gemini_events", "github_copilot_users",
    "m365_interaction_export", "moveworks_interactions", "windsurf_cascade",
)  # fmt: skip
WHOSE = ("roster", "entra_users", "github_identities", "moveworks_users", "neutral_identities")
USUAL_FOLDERS = ("github-copilot", "chatgpt", "claude", "m365", "viva", "roster")


def monday_of(day: int) -> int:
    """The Monday of a day's week."""
    return day - (day + 3) % 7


def people(days: Days) -> dict[int, int]:
    """How many people were active by day."""
    return {day: count for day, (count, _) in days.items()}


def cost_by_tool(read: Read) -> dict[str, Decimal]:
    """What a feed of costs adds up to, by tool."""
    found: dict[str, Decimal] = {}
    for row in read.rows("usage", surface="spend"):
        found[row["tool"]] = found.get(row["tool"], Decimal(0)) + row["cost"]
    return found


def true_days(written: Written, tool: str) -> Days:
    """People and actions by day."""
    told = written.truth["use_by_day"][tool]
    return {day_number(date.fromisoformat(day)): (people, actions) for day, (people, actions) in told.items()}


def whole(read: dict[str, Read], source: str, tool: str) -> list[Row]:
    """The rows of a tool as a whole."""
    return read[source].rows("usage", tool=tool, surface="all")


def by_day(rows: list[Row], figure: Callable[[Row], int]) -> Days:
    """Active people and a figure by day."""
    days = sorted({row["start_day"] for row in rows if row["active"]})
    of = {day: [row for row in rows if row["start_day"] == day and row["active"]] for day in days}
    return {day: (len(active), sum(map(figure, active))) for day, active in of.items()}


@pytest.mark.parametrize(("source", "tool", "figure"), BY_DAY)
def test_each_day_adds_up_to_what_people_did(
    read: dict[str, Read], everything: Written, source: str, tool: str, figure: str
) -> None:
    rows = whole(read, source, tool)
    assert {row["grain"] for row in rows} == {"day"}
    assert by_day(rows, lambda row: row[figure]) == true_days(everything, tool)


@pytest.mark.parametrize(("source", "tool"), PEOPLE_BY_DAY)
def test_each_day_has_the_people_who_were_active(read: dict[str, Read], everything: Written, source: str, tool: str) -> None:
    program = read[source].known["api_key_name", KEY]
    rows = whole(read, source, tool)
    assert any(row["identity"] == program for row in rows) == (source == "claude_code_admin")
    found = by_day([row for row in rows if row["identity"] != program], lambda _: 0)
    assert people(found) == people(true_days(everything, tool))


def test_feeds_of_one_tool_agree_on_what_they_both_count(read: dict[str, Read], everything: Written) -> None:
    sessions = [by_day(whole(read, source, "claude_code"), lambda row: row["sessions"]) for source in CODE_FEEDS]
    assert sessions[0] == sessions[1] == sessions[2]
    program = read["claude_code_admin"].known["api_key_name", KEY]
    admin = [row for row in whole(read, "claude_code_admin", "claude_code") if row["identity"] != program]
    assert by_day(admin, lambda row: row["sessions"]) == sessions[0]
    for figure in ("accepted", "rejected"):
        assert len({sum(row[figure] or 0 for row in whole(read, source, "claude_code")) for source in CODE_FEEDS}) == 1
    requests = by_day(whole(read, "cursor_usage_events", "cursor"), lambda row: row["actions"])
    assert requests == by_day(whole(read, "cursor_daily_usage", "cursor"), lambda row: row["prompts"])
    chat = by_day(whole(read, "claude_users", "claude"), lambda row: row["actions"])
    code = by_day(whole(read, "claude_code_otel", "claude_code"), lambda row: row["prompts"])
    claude = true_days(everything, "claude")
    assert {day: chat[day][1] + code.get(day, (0, 0))[1] for day in chat} == {
        day: actions for day, (_, actions) in claude.items()
    }
    codex = [by_day(whole(read, source, "codex"), lambda row: row["sessions"]) for source in ("codex_usage", LOGS)]
    assert codex[0] == codex[1]


@pytest.mark.parametrize(("source", "tool", "active_days", "actions"), SPANS)
def test_each_span_adds_up_to_the_days_in_it(
    read: dict[str, Read], everything: Written, source: str, tool: str, active_days: bool, actions: bool
) -> None:
    true, rows = true_days(everything, tool), whole(read, source, tool)
    spans = {(row["start_day"], row["end_day"]) for row in rows}
    assert spans
    for span in spans:
        within = [row for row in rows if (row["start_day"], row["end_day"]) == span]
        days = [counts for day, counts in true.items() if span[0] <= day <= span[1]]
        if active_days and any(row["active_days"] is not None for row in within):
            assert sum(row["active_days"] or 0 for row in within) == sum(count for count, _ in days), span
        if actions and any(row["actions"] is not None for row in within):
            assert sum(row["actions"] or 0 for row in within) == sum(count for _, count in days), span


def test_reports_of_claude_tell_every_request_and_what_it_cost(read: dict[str, Read], everything: Written) -> None:
    spent = {source: cost_by_tool(read[source]) for source in ("claude_cost_report", "claude_spend")}
    assert spent["claude_cost_report"] == spent["claude_spend"]
    of_product = Counter[str]()
    for row in read["claude_usage_report"].rows("usage"):
        of_product[row["surface"]] += row["actions"]
    requests = [of_product[name] for name in ("chat", "code", "office", "cowork")]
    actions = sum(actions for _, actions in true_days(everything, "claude").values())
    assert sum(count // each for count, each in zip(requests, REQUESTS.tolist(), strict=True)) == actions
    cents = dict(zip(PRODUCTS, (count * each for count, each in zip(requests, CENTS, strict=True)), strict=True))
    code = cents.pop("claude_code") / 100
    assert spent["claude_spend"] == {"claude": sum(cents.values(), Decimal(0)) / 100, "claude_code": code}
    estimated = sum(row["cost"] or 0 for row in whole(read, "claude_code_otel", "claude_code"))
    assert estimated == code


def test_days_asked_again_after_users_were_deleted_cost_once(simulated: Run) -> None:
    """Of somebody who has left, the second answer has the id and no address."""
    formats = ("claude_cost_report", "claude_usage_report", "claude_spend")
    read = read_everything(simulated(Plan(people=90, seed=7, weeks=8, formats=formats)).exports)
    spent = cost_by_tool(read["claude_spend"])
    assert cost_by_tool(read["claude_cost_report"]) == spent == {"claude": Decimal("27.218"), "claude_code": Decimal("77.055")}
    rows = [row for name in formats[:2] for row in read[name].rows("usage")]
    ids = {identity for (kind, _), identity in read["claude_spend"].known.items() if kind == "claude_id"}
    assert {row["identity"] for row in rows} <= ids


def test_lists_of_seats_hold_those_who_hold_one_on_the_last_day(read: dict[str, Read], everything: Written) -> None:
    org, last = build_organisation(everything.plan), everything.plan.until
    seats = [row for row in read["github_copilot_seats"].rows("licence") if row["to_day"] == last]
    assert len(seats) == int(org.licences.held_on(last)[:, COPILOT].sum())
    assert {row["from_day"] for row in seats} <= set(org.licences.since[:, COPILOT].tolist())
    reported = read["m365_copilot_user_detail"].rows("licence")
    looks = Counter(row["from_day"] for row in reported)
    assert all(row["to_day"] == row["from_day"] for row in reported)
    assert looks == {day: int(org.licences.held_on(day)[:, M365].sum()) for day in looks}
    members = [row for row in read["cursor_members"].rows("licence") if row["to_day"] == last]
    assert len(members) == int((FurtherTools(org, ()).holders(CURSOR) & org.people.employed_on(last)).sum())


def test_people_are_one_whatever_each_vendor_calls_them(read: dict[str, Read], everything: Written, tmp_path: Path) -> None:
    """One feed a tool, known by address, alias, login, number or key, and the lists that say whose they are."""
    exports, directory = tmp_path / "exports", tmp_path / "data"
    directory.mkdir()
    for name in (*ONE_A_TOOL, *WHOSE):
        for file in read[name].files:
            (exports / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(everything.exports / file, exports / file)
    read_exports(exports, directory, load_settings(directory), lambda _text, _share: None)
    people: dict[int, set[int]] = {}
    for row in Store.open(directory).rows("usage").to_pylist():
        if row["surface"] == "all" and row["active"] and row["grain"] == "day":
            people.setdefault(monday_of(row["start_day"]), set()).add(row["person"])
    users = everything.truth["users_by_week"]
    assert {day_of(start).isoformat(): len(found) for start, found in people.items()} == users


def test_the_newest_days_are_told_in_part_and_again(read: dict[str, Read]) -> None:
    for source, tool in (("codex_usage", "codex"), ("cursor_daily_usage", "cursor")):
        assert read[source].records > len(whole(read, source, tool))
    assert read["gemini_events"].dropped["told twice"] == 0
    for source in ("claude_usage_report", "claude_cost_report"):
        assert len({file.split("/")[1] for file in read[source].files}) > len({file.split("/")[2] for file in read[source].files})


def test_tasks_are_those_that_prompts_ask_for(read: dict[str, Read], everything: Written) -> None:
    for source, tool in ((LOGS, "chatgpt"), (LOGS, "codex"), ("m365_interaction_export", "m365_copilot"), (OTEL, "claude_code")):
        found = Counter[str]()
        for row in read[source].rows("task_use", tool=tool):
            found[row["task"]] += row["uses"]
        assert found == everything.truth["prompted_tasks"][tool]
        assert len(found) > 3


def test_reports_of_things_made_tell_what_the_user_reports_tell(everything: Written) -> None:
    members = everything.rows("chatgpt/weekly/*.csv")
    for things, sent in (("gpts", "gpt_messages"), ("projects", "project_messages")):
        told = [row for row in everything.rows(f"chatgpt/{things}/*.csv") if row["is_active"] == "1"]
        assert sum(int(row["messages_workspace"]) for row in told) == sum(int(row[sent] or 0) for row in members) > 0
        assert sum(int(row["unique_messagers_workspace"]) for row in told) == sum(int(row[sent] or 0) > 0 for row in members)
    made = [row for row in everything.rows("chatgpt/projects/*.csv") if row["is_active"] == "0"]
    assert len({row["project_id"] for row in made}) == sum(int(row["projects_created"] or 0) for row in members)


def test_further_formats_change_nothing_of_the_usual_ones(simulated: Run, everything: Written) -> None:
    plan = everything.plan
    usual = simulated(replace(plan, formats=(USUAL,)))
    before, after = usual.digests(), everything.digests()
    same = [path for path in before if path.startswith(tuple(f"exports/{folder}/" for folder in USUAL_FOLDERS))]
    assert len(same) > 80
    assert {path: before[path] for path in same} == {path: after[path] for path in same}
    assert usual.truth["weekly"] == everything.truth["weekly"]
    again = simulated(plan).digests()
    assert again == after
