"""What the vendors' feeds say and do not say: days, windows, licences, and use that is counted once."""

import json
from pathlib import Path
from typing import Any

import pytest

from clearspan.errors import UnreadableFile
from clearspan.sources.reading.arrived import arrived
from clearspan.sources.source import Batch, Source
from clearspan.sources.vendors.chatgpt_users import SOURCE as CHATGPT
from clearspan.sources.vendors.claude_users import SOURCE as CLAUDE
from clearspan.sources.vendors.github_copilot_users import SOURCE as COPILOT
from clearspan.sources.vendors.m365_copilot_user_detail import SOURCE as M365
from clearspan.sources.vendors.viva_person_query import SOURCE as VIVA
from clearspan.vocabulary.period import day_of
from clearspan.vocabulary.tables import TABLES


def batches(source: Source, path: Path, text: str) -> list[Batch]:
    path.write_text(text)
    return list(source.read(arrived(path, path.parent)))


def rows(source: Source, path: Path, text: str, table: str = "usage", surface: str = "all") -> list[dict[str, Any]]:
    found = [row for batch in batches(source, path, text) for row in batch.facts[table].to_pylist()]
    return [row for row in found if table != "usage" or row["surface"] == surface]


def copilot(**fields: Any) -> str:
    return json.dumps({"user_login": "ana", "day": "2026-09-03", **fields}) + "\n"


@pytest.mark.parametrize(
    ("fields", "active"),
    [
        ({}, None),
        ({"user_initiated_interaction_count": 0, "ai_credits_used": 9.5}, 0),
        ({"used_copilot_code_review_passive": True, "used_chat": False}, 0),
        ({"user_initiated_interaction_count": 1}, 1),
        ({"code_generation_activity_count": 1}, 1),
        ({"used_copilot_coding_agent": True}, 1),
        ({"totals_by_cli": {"prompt_count": 1}}, 1),
    ],
)
def test_a_copilot_row_is_not_yet_an_active_day(tmp_path: Path, fields: dict, active: int | None) -> None:
    (row,) = rows(COPILOT, tmp_path / "a", copilot(**fields))
    assert row["active"] == active


def test_an_organisation_and_its_enterprise_tell_the_same_day_under_the_same_key(tmp_path: Path) -> None:
    text = copilot(organization_id="4", user_initiated_interaction_count=3) + copilot(
        enterprise_id="7", user_initiated_interaction_count=3, report_end_day="2026-09-05"
    )
    first, second = rows(COPILOT, tmp_path / "a", text)
    key = ("identifier", *TABLES["usage"].key[1:])
    assert [first[name] for name in key] == [second[name] for name in key]
    assert second["as_of"] - first["as_of"] == 2


def test_the_command_line_is_counted_once_though_it_is_told_twice(tmp_path: Path) -> None:
    feature = {"feature": "copilot_cli", "user_initiated_interaction_count": 6}
    text = copilot(totals_by_feature=[feature], totals_by_cli={"prompt_count": 6, "session_count": 2}, used_cli=True)
    (row,) = rows(COPILOT, tmp_path / "a", text, surface="cli")
    assert (row["prompts"], row["sessions"]) == (6, 2)


def test_a_wrong_count_in_a_feature_rejects_the_record(tmp_path: Path) -> None:
    feature = {"feature": "chat_inline", "user_initiated_interaction_count": -1}
    (batch,) = batches(COPILOT, tmp_path / "a", copilot() + copilot(totals_by_feature=[feature]))
    (reject,) = batch.rejects
    assert (reject.record, reject.field) == (2, "totals_by_feature[].user_initiated_interaction_count")
    assert batch.facts["usage"].num_rows == 1


CLAUDE_IDLE = {
    "user": {"email_address": "bo@example.com"},
    "chat_metrics": {"message_count": 0},
    "last_activity_date": "2026-08-01",
}


def claude(day: str, **fields: Any) -> dict[str, Any]:
    return {
        "user": {"email_address": "ana@example.com"},
        "chat_metrics": {"message_count": 2},
        "last_activity_date": day,
        **fields,
    }


@pytest.mark.parametrize(
    ("name", "page", "day"),
    [
        ("users.json", {"date": "2026-08-18", "data": [claude("2026-08-20")]}, "2026-08-18"),
        ("users.json", {"data": [claude("2026-08-20", date="2026-08-17"), {**CLAUDE_IDLE, "date": "2026-08-17"}]}, "2026-08-17"),
        ("2026-08-19.json", {"data": [claude("2026-08-20")]}, "2026-08-19"),
        ("users.json", {"data": [claude("2026-08-20"), CLAUDE_IDLE]}, "2026-08-20"),
    ],
)
def test_claude_takes_the_day_from_the_page_the_name_or_the_agreement_of_active_users(
    tmp_path: Path, name: str, page: dict, day: str
) -> None:
    found = rows(CLAUDE, tmp_path / name, json.dumps(page))
    assert {day_of(row["start_day"]).isoformat() for row in found} == {day}
    assert [row["active"] for row in found] == [1, 0][: len(found)]


@pytest.mark.parametrize(
    ("name", "users"),
    [
        ("users.json", [claude("2026-08-20"), claude("2026-08-21")]),
        ("users.json", [CLAUDE_IDLE]),
        ("2026-08-01-to-2026-08-05.json", [CLAUDE_IDLE]),
        ("2026-02-31.json", [CLAUDE_IDLE]),
    ],
)
def test_claude_refuses_to_guess_the_day(tmp_path: Path, name: str, users: list) -> None:
    with pytest.raises(UnreadableFile, match="does not say which day") as caught:
        rows(CLAUDE, tmp_path / name, json.dumps({"data": users, "next_page": None}))
    assert "ana" not in str(caught.value)


CHATGPT_HEADER = "cadence,period_start,period_end,email,public_id,user_status,created_or_invited_date,is_active,messages\n"


@pytest.mark.parametrize(
    ("cadence", "end", "grain"),
    [
        ("Weekly", "2026-09-07", "week"),
        ("Monthly", "2026-09-20", "month"),
        ("Date Range", "2026-09-01", "day"),
        ("Date Range", "2026-09-07", "week"),
        ("Date Range", "2026-09-30", "month"),
        ("Date Range", "2026-09-20", "window"),
        ("", "2026-09-07", "week"),
    ],
)
def test_chatgpt_keeps_the_grain_as_sent(tmp_path: Path, cadence: str, end: str, grain: str) -> None:
    text = CHATGPT_HEADER + f"{cadence},2026-09-01,{end},ana@example.com,u1,enabled,,1,5\n"
    (row,) = rows(CHATGPT, tmp_path / "a", text)
    assert (row["grain"], day_of(row["end_day"]).isoformat()) == (grain, end)


def test_chatgpt_pending_members_have_no_licence_and_enabled_ones_do(tmp_path: Path) -> None:
    line = "Weekly,2026-08-30,2026-09-05,{0}@example.com,,{1},{2},,{3}\n"
    members = [
        ("ana", "enabled", "2025-01-01", "3"),
        ("bo", "pending", "2026-09-01", ""),
        ("cy", "enabled", "2026-09-02", ""),
        ("di", "", "", "0"),
    ]
    text = CHATGPT_HEADER + "".join(line.format(*member) for member in members)
    (batch,) = batches(CHATGPT, tmp_path / "a", text)
    assert batch.dropped == {"pending, no usage reported": 1}
    licences = batch.facts["licence"].to_pylist()
    assert [(row["identifier"], day_of(row["from_day"]).isoformat(), row["granted"]) for row in licences] == [
        ("ana@example.com", "2026-08-30", 0),
        ("cy@example.com", "2026-09-02", 1),
    ]
    usage = {row["identifier"][:2]: (row["active"], row["prompts"]) for row in batch.facts["usage"].to_pylist()}
    assert usage == {"an": (1, 3), "cy": (None, None), "di": (0, 0)}


def test_a_concealed_name_is_an_identifier_of_its_own_kind(tmp_path: Path) -> None:
    text = "Report Refresh Date,User Principal Name,Last Activity Date,Copilot Chat Last Activity Date,Report Period\n"
    text += f"2026-09-25,{'0A' * 16},,,7\n2026-09-25,ana@example.com,,,7\n"
    found = rows(M365, tmp_path / "a", text)
    assert [row["identifier_kind"] for row in found] == ["hashed_upn", "email"]
    assert {row["grain"] for row in found} == {"window"}
    assert {row["end_day"] - row["start_day"] for row in found} == {6}


VIVA_HEADER = "PersonId,MetricDate,Total Copilot actions taken,Total Copilot active days,Total Copilot enabled days\n"


@pytest.mark.parametrize(
    ("dates", "active_days", "grain"),
    [
        (("2026-08-30", "2026-09-06"), "1", "week"),
        (("2026-08-30", "2026-08-31"), "1", "day"),
        (("2026-08-31",), "1", "week"),
        (("2026-09-01",), "1", "day"),
        (("2026-09-01",), "3", "week"),
    ],
)
def test_viva_dates_tell_weeks_from_days(tmp_path: Path, dates: tuple[str, ...], active_days: str, grain: str) -> None:
    text = VIVA_HEADER + "".join(f"p1,{day},4,{active_days},1\n" for day in dates)
    assert {row["grain"] for row in rows(VIVA, tmp_path / "a", text)} == {grain}


def test_viva_empty_is_unlicensed_and_zero_is_idle(tmp_path: Path) -> None:
    text = VIVA_HEADER + "p1,2026-08-30,,,\np2,2026-08-30,0,0,7\np3,2026-08-30,0,0,0\np4,2026-08-30,5,2,7\n"
    (batch,) = batches(VIVA, tmp_path / "a", text)
    assert [row["identifier"] for row in batch.facts["licence"].to_pylist()] == ["p2", "p4"]
    assert [row["active"] for row in batch.facts["usage"].to_pylist()] == [None, 0, None, 1]


def test_viva_never_adds_what_overlaps(tmp_path: Path) -> None:
    header = "PersonId,MetricDate,Copilot actions taken in Teams,Copilot actions taken in Word,"
    header += (
        "Summarise meeting actions taken using Copilot in Teams,Intelligent recap actions taken,Total Copilot actions taken\n"
    )
    text = header + "p1,2026-08-30,3,2,3,1,\np2,2026-08-30,3,2,3,1,4\np3,2026-08-30,,,3,1,\n"
    found = rows(VIVA, tmp_path / "a", text)
    assert [row["actions"] for row in found] == [5, 4, None]
    assert [row["active"] for row in found] == [1, 1, 1]


def test_parts_that_come_twice_have_the_same_keys(tmp_path: Path) -> None:
    part = copilot(
        user_initiated_interaction_count=3, totals_by_feature=[{"feature": "chat_inline", "code_generation_activity_count": 1}]
    )
    once = rows(COPILOT, tmp_path / "a", part) + rows(COPILOT, tmp_path / "a", part, surface="chat")
    again = rows(COPILOT, tmp_path / "b", part) + rows(COPILOT, tmp_path / "b", part, surface="chat")
    assert once == again
