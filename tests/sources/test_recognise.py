"""A file's source is told by its content; what no source or more than one source knows is refused, with a hint."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from clearspan.errors import AmbiguousSource, UnknownSource, UnreadableFile
from clearspan.sources.reading.arrived import arrived
from clearspan.sources.recognise import recognise
from clearspan.sources.source import Source
from clearspan.sources.vendors.chatgpt_users import SOURCE as CHATGPT
from clearspan.sources.vendors.claude_users import SOURCE as CLAUDE
from clearspan.sources.vendors.github_copilot_users import SOURCE as COPILOT
from clearspan.sources.vendors.m365_copilot_user_detail import SOURCE as M365
from clearspan.sources.vendors.viva_person_query import SOURCE as VIVA

KNOWN = (CHATGPT, CLAUDE, COPILOT, M365, VIVA)


def source_of(tmp_path: Path, text: str, sources: tuple[Source, ...] = KNOWN) -> str:
    path = tmp_path / "m365_copilot_user_detail.csv"
    path.write_text(text)
    return recognise(arrived(path), sources).source.name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"user_login":"a","day":"2026-09-03","totals_by_feature":[]}\n', "github_copilot_users"),
        ('[{"user_login":"a","day":"2026-09-03","used_chat":true}]', "github_copilot_users"),
        ('{"data":[{"user":{"id":"u"},"chat_metrics":{}}],"next_page":null}', "claude_users"),
        ('{"data":[],"next_page":null}', "claude_users"),
        ('[{"user":{"email_address":"a@b.c"},"last_activity_date":"2026-08-20"}]', "claude_users"),
        ("period_start;period_end;email;messages;user_status\n", "chatgpt_users"),
        (
            "Report Period\tReport Refresh Date\tUser Principal Name\tWord Copilot Last Activity Date\n",
            "m365_copilot_user_detail",
        ),
        ("MetricDate,PersonId,Total_Copilot_actions_taken\n", "viva_person_query"),
    ],
)
def test_the_content_names_the_source_and_the_file_name_does_not(tmp_path: Path, text: str, name: str) -> None:
    assert source_of(tmp_path, text) == name


def test_a_page_longer_than_the_sample_is_recognised_by_its_beginning(tmp_path: Path) -> None:
    record = {"user": {"email_address": "a@b.c"}, "chat_metrics": {"message_count": 1}, "last_activity_date": "2026-08-20"}
    assert source_of(tmp_path, json.dumps({"data": [record] * 5000, "next_page": None})) == "claude_users"


@pytest.mark.parametrize(
    "text",
    [
        '{"day":"2026-09-03","daily_active_users":5,"totals_by_feature":[]}\n',
        '{"user_id":1,"user_login":"a","day":"2026-09-03","team_id":3,"slug":"core"}\n',
        '{"data":[{"actor":{"email":"a@b.c"},"product":"chat","model":"m"}]}',
        "project_id,project_name,is_active,messages_workspace\n",
        "Report Refresh Date,User Principal Name,Last Activity Date,Team Chat Message Count,Report Period\n",
        "PersonId,MetricDate,Meeting_hours\n",
        "just some text\nand more\n",
        "[1,2,3]",
        '"text"',
    ],
)
def test_another_report_of_the_same_vendor_is_not_taken(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnknownSource):
        source_of(tmp_path, text)


def test_what_is_unknown_is_told_with_the_nearest_source_and_without_content(tmp_path: Path) -> None:
    with pytest.raises(UnknownSource) as caught:
        source_of(tmp_path, "period_start,email,quillfeather,is_active\n2026-01-01,mira@example.com,x,1\n")
    message = str(caught.value)
    assert "resembles ChatGPT workspace analytics, user report, but lacks period_end, messages" in message
    assert "quillfeather" not in message
    assert "mira" not in message


def test_two_sources_for_one_file_are_refused(tmp_path: Path) -> None:
    twin = replace(VIVA, name="twin", title="Twin")
    with pytest.raises(AmbiguousSource, match="could be Twin and Viva"):
        source_of(tmp_path, "MetricDate,PersonId,Total_Copilot_actions_taken\n", (*KNOWN, twin))


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_unreadable(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile, match="is empty"):
        source_of(tmp_path, text)
