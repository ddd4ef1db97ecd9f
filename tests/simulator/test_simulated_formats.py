"""The files carry the vendors' names and quirks."""

import ast
import csv
import gzip
import json
import re
from collections import Counter
from datetime import date

from tests.simulator.written import Written

DAYS = "github-copilot/users-1-day"


def test_copilot_days_stand_alone_in_parts_or_pulled_again(year: Written) -> None:
    folder = year.exports / DAYS
    parts = [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("pulled")]
    assert len(parts) > 10
    for path in parts:
        rows = year.records(f"{DAYS}/{path.name}/*.ndjson")
        keys = Counter((row["user_id"], row["day"]) for row in rows)
        assert max(keys.values()) == 2
    again = sorted((folder / "pulled-2026-10-30").iterdir())
    assert [path.stem for path in again] == ["2026-10-22", "2026-10-23", "2026-10-24", "2026-10-25"]


def test_copilot_first_pull_lacks_late_rows_and_counts(year: Written) -> None:
    early = {row["user_id"]: row for row in year.records(f"{DAYS}/2026-10-22.ndjson")}
    final = {row["user_id"]: row for row in year.records(f"{DAYS}/pulled-2026-10-30/2026-10-22.ndjson")}
    assert set(early) < set(final)
    lower = [
        row for key, row in early.items() if row["code_generation_activity_count"] < final[key]["code_generation_activity_count"]
    ]
    assert lower


def test_copilot_28_day_report_holds_the_final_rows_of_its_days(year: Written) -> None:
    whole = year.records("github-copilot/users-28-day/*.ndjson")
    assert {row["report_start_day"] for row in whole} == {"2026-09-28"}
    day = [row for row in whole if row["day"] == "2026-10-22"]
    again = year.records(f"{DAYS}/pulled-2026-10-30/2026-10-22.ndjson")
    assert [{k: v for k, v in row.items() if not k.startswith("report_")} for row in day] == again
    assert len({row["day"] for row in whole}) > 20


def test_copilot_fields_appear_on_their_dates_and_with_their_types(year: Written) -> None:
    rows = year.records(f"{DAYS}/*.ndjson")
    assert all(isinstance(row["user_id"], int) and isinstance(row["organization_id"], str) for row in rows)
    since = {
        "ai_adoption_phase": "2026-05-29",
        "ai_credits_used": "2026-06-19",
        "used_copilot_code_review_active": "2026-04-22",
        "totals_by_3rd_party_agent": "2026-08-07",
        "totals_by_skill": "2026-09-17",
    }
    for field, day in since.items():
        first = min(row["day"] for row in rows if field in row)
        assert day <= first <= date.fromordinal(date.fromisoformat(day).toordinal() + 21).isoformat(), field
    assert all(isinstance(row["totals_by_cli"], dict) for row in rows if "totals_by_cli" in row)
    assert any("totals_by_cli" in row for row in rows)


def test_copilot_rows_are_not_all_active_and_some_have_no_editor(year: Written) -> None:
    rows = year.records(f"{DAYS}/*.ndjson")
    idle = [row for row in rows if row["user_initiated_interaction_count"] == 0 and row["code_generation_activity_count"] == 0]
    assert any(row.get("ai_credits_used", 0) > 0 for row in idle)
    assert min(row["day"] for row in idle) >= "2026-04-22"
    blind = [row for row in rows if row not in idle and not row["totals_by_ide"]]
    assert blind
    assert min(row["day"] for row in blind) >= "2026-06-15"


def test_copilot_features_reconcile_and_the_command_line_counts_from_its_date(year: Written) -> None:
    name = "user_initiated_interaction_count"
    beyond_ide = []
    for row in year.records(f"{DAYS}/*.ndjson"):
        if row["totals_by_feature"]:
            assert row[name] == sum(part[name] for part in row["totals_by_feature"])
            if row[name] > sum(part[name] for part in row["totals_by_ide"]):
                beyond_ide.append(row["day"])
    assert "2026-04-10" <= min(beyond_ide) <= "2026-04-24"


def test_chatgpt_weeks_run_from_sunday_and_months_overlap_them(year: Written) -> None:
    weekly, monthly = year.rows("chatgpt/weekly/*.csv"), year.rows("chatgpt/monthly/*.csv")
    assert {date.fromisoformat(row["period_start"]).isoweekday() for row in weekly} == {7}
    assert {row["cadence"] for row in monthly} == {"Monthly"}
    assert min(row["period_start"] for row in monthly) == "2026-02-01"
    whole = Counter[str]()
    for row in weekly:
        if row["period_start"] >= "2026-02-01" and row["period_end"] <= "2026-02-28":
            whole[row["public_id"]] += int(row["messages"] or 0)
    february = {row["public_id"]: int(row["messages"] or 0) for row in monthly if row["period_start"] == "2026-02-01"}
    assert all(february[person] == whole[person] for person in february)


def test_chatgpt_maps_are_python_dicts_and_pending_members_have_no_counts(year: Written) -> None:
    rows = year.rows("chatgpt/weekly/*.csv")
    active = [row for row in rows if row["is_active"] == "1"]
    for row in active[:200]:
        assert sum(ast.literal_eval(row["model_to_messages"]).values()) == int(row["messages"])
    assert "'" in active[0]["model_to_messages"]
    pending = [row for row in rows if row["user_status"] == "pending"]
    assert pending
    assert all(row["messages"] == "" and row["last_day_active"] == "" for row in pending)
    assert any(json.loads(row["department"]) for row in rows if row["department"])
    assert any(row["department"] == "" for row in rows)


def test_chatgpt_earliest_file_has_the_older_header(year: Written) -> None:
    headers = []
    for path in sorted((year.exports / "chatgpt/weekly").iterdir()):
        with path.open(newline="") as file:
            headers.append(next(csv.reader(file)))
    assert "message_rank" in headers[0]
    assert not {"messages_rank", "groups", "credits_used"} & set(headers[0])
    assert all({"messages_rank", "groups", "credits_used"} <= set(header) for header in headers[1:])


def test_chat_vendors_know_some_people_by_their_alias(year: Written) -> None:
    aliases = year.truth["feeds"]["aliases"]
    known = {row["email"] for row in year.rows("chatgpt/weekly/*.csv")}
    assert known & set(aliases)
    assert not known & {aliases[alias] for alias in known & set(aliases)}


def test_claude_comes_in_pages_with_zeros_and_newer_blocks_later(year: Written) -> None:
    pages = year.pages("claude/*.json")
    assert any(page["next_page"] for _, page in pages)
    last_pages = Counter(day for day, page in pages if page["next_page"] is None)
    assert set(last_pages.values()) == {1}
    records = [(day, record) for day, page in pages for record in page["data"]]
    zeros = [record for _, record in records if record["chat_metrics"]["message_count"] == 0]
    assert zeros
    assert any(record["last_activity_date"] is None for record in zeros)
    used = [record for day, record in records if record["last_activity_date"] == day]
    assert all(record["chat_metrics"]["message_count"] > 0 for record in used)
    assert any(record["claude_code_metrics"]["core_metrics"]["distinct_session_count"] for record in used)
    assert all(("design_metrics" in record) == (day >= "2026-06-08") for day, record in records)
    assert all(record["last_activity_date"] <= day for day, record in records if record["last_activity_date"])


def test_m365_snapshots_change_version_conceal_names_once_and_shift_a_day(year: Written) -> None:
    paths = sorted((year.exports / "m365").glob("*-D7-*.csv"))
    headers, concealed, weekdays = [], 0, Counter[int]()
    for path in paths:
        rows = year.rows(f"m365/{path.name}")
        headers.append("Prompts submitted for all apps" in rows[0])
        concealed += bool(re.fullmatch(r"[0-9A-F]{32}", rows[0]["User Principal Name"]))
        weekdays[date.fromisoformat(rows[0]["Report Refresh Date"]).isoweekday()] += 1
    assert headers == sorted(headers)
    assert not headers[0]
    assert headers[-1]
    assert concealed == 1
    assert weekdays[7] > weekdays[6] > 0
    assert paths[0].read_bytes().startswith(b"\xef\xbb\xbf")
    upns = {row["User Principal Name"] for row in year.rows("m365/*-D28-*.csv")}
    assert any(upn != upn.lower() for upn in upns)


def test_viva_leaves_the_unlicensed_empty_and_the_idle_at_zero(year: Written) -> None:
    rows = year.rows("viva/*.csv")
    total = Counter(row["Total Copilot actions taken"] for row in rows)
    assert total[""] > 100
    assert total["0"] > 100
    people = {row["PersonId"] for row in rows}
    emails = {row["Email_-_Work"] for row in year.rows("roster/*.csv")}
    assert not people & emails
    assert people <= {row["identifier"] for row in year.rows("neutral/identities.csv") if row["kind"] == "viva_person"}
    british = (year.exports / "viva/person-query-2.csv").read_text().splitlines()[0]
    assert "Summarise meeting" in british
    assert "Summarize" not in british
    assert "Summarize" in (year.exports / "viva/person-query-1.csv").read_text().splitlines()[0]


def test_work_items_have_offsets_and_open_ends(year: Written) -> None:
    rows = year.rows("work/work-items.csv")
    assert len({row["item_id"] for row in rows}) == len(rows)
    assert {row["created"][19:] for row in rows} == {"Z", "+02:00", "+01:00", "-03:00", "+05:30"}
    assert all(row["created"] <= row["started"] <= row["finished"] for row in rows if row["finished"])
    assert 0 < sum(not row["finished"] for row in rows) < len(rows) / 10
    assert {row["ai_assisted"] for row in rows} == {"", "0", "1"}
    assert {row["ai_assisted"] for row in rows if row["kind"] == "deal"} == {""}


def test_pulse_waves_keep_to_their_scales_and_to_most_people(year: Written) -> None:
    rows = year.rows("pulse/*.csv")
    assert {row["wave"] for row in rows} == {"wave-1", "wave-2", "wave-3", "wave-4"}
    for row in rows:
        low, high = year.truth["pulse_items"][row["item"]]["scale"]
        assert row["value"] == "" or low <= int(row["value"]) <= high
    respondents = {(row["wave"], row["respondent_email"]) for row in rows}
    assert 0.5 < len(respondents) / 4 / year.plan.people < 0.65


def test_neutral_files_join_people_licences_and_ties(year: Written) -> None:
    emails = {row["Email_-_Work"] for row in year.rows("roster/*.csv")}
    licences, ties = year.rows("neutral/licences.csv"), year.rows("neutral/ties.csv")
    assert {row["tool"] for row in licences} == {"github_copilot", "chatgpt", "claude", "m365_copilot"}
    assert {row["email"] for row in licences} <= emails
    assert all(row["licence_from"] <= row["licence_to"] for row in licences if row["licence_to"])
    logins = {row["identifier"] for row in year.rows("neutral/identities.csv") if row["kind"] == "github_login"}
    seen = {row["user_login"] for row in year.records(f"{DAYS}/*.ndjson")}
    assert seen - logins <= set(year.truth["feeds"]["logins_unknown_to_identities"])
    assert len(seen - logins) < 0.05 * len(seen)
    team = year.team_of()
    within = [team[row["email"]] == team[row["other_email"]] for row in ties]
    assert 0.55 < sum(within) / len(within) < 0.9
    pairs = Counter((row["week"], frozenset((row["email"], row["other_email"]))) for row in ties)
    assert max(pairs.values()) == 1


def test_slack_lists_every_member_each_day_and_asana_tells_what_was_done_so_far(year: Written) -> None:
    days = sorted((year.exports / "slack").iterdir())
    assert len(days) % 7 == 0 and days[-1].name == "2026-10-25.json.gz"
    lines = [json.loads(line) for line in gzip.decompress(days[-3].read_bytes()).splitlines()]
    assert lines[0]["user_id"] == "USLACKBOT"
    assert len({line["user_id"] for line in lines}) == len(lines) > 0.5 * year.plan.people
    assert 0.5 < sum(line["is_active"] for line in lines) / len(lines) < 0.95
    assert all(line["messages_posted_count"] == 0 for line in lines if not line["is_active"])
    tasks = [json.loads(line) for path in (year.exports / "asana").iterdir() for line in path.read_text().splitlines()]
    assert len({task["gid"] for task in tasks}) == len(tasks)
    assert 0 < sum(not task["completed"] for task in tasks) < len(tasks) / 10
    told = [story["created_at"] for task in tasks for story in task["stories"]]
    assert max(told) < "2026-10-26"
    assert any(story["resource_subtype"] == "marked_incomplete" for task in tasks for story in task["stories"])
    for system in ("slack", "asana"):
        truth = year.truth["work_systems"][system]
        assert truth["weeks"][0] == "2026-06-29" and len(truth["weeks"]) == len(truth["at_work"])
        assert all(0 < with_ai < there for with_ai, there in zip(truth["with_ai"], truth["at_work"], strict=True))
