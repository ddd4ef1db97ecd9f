"""Anthropic's Admin API: Claude Code analytics of a day, in pages; a person's records of a day stand in two of them."""

from datetime import date
from typing import Any

from tests.standins.standin import Asked, Reply, StandIn

from clearspan.sources.pulling.window import Window

MIRA = {"type": "user_actor", "email_address": "mira.quillfeather@example.com"}
ROBOT = {"type": "api_actor", "api_key_name": "ci-thistlewick"}


def _record(actor: dict[str, str], terminal: str, sessions: int) -> dict[str, Any]:
    return {
        "date": "2026-08-20T00:00:00Z",
        "actor": actor,
        "customer_type": "api",
        "terminal_type": terminal,
        "core_metrics": {"num_sessions": sessions},
        "tool_actions": {"edit_tool": {"accepted": 2, "rejected": 1}},
        "model_breakdown": [{"model": "claude-opus-4-6", "estimated_cost": {"currency": "USD", "amount": 150}}],
    }


PAGES = {
    "": {"data": [_record(MIRA, "vscode", 2), _record(ROBOT, "dumb", 40)], "has_more": True, "next_page": "p2"},
    "p2": {"data": [_record(MIRA, "vscode", 2), _record(MIRA, "tmux", 1)], "has_more": False, "next_page": None},
}


def _answer(asked: Asked) -> Reply:
    assert asked.path == "/usage_report/claude_code"
    assert (asked.query["starting_at"], asked.headers["anthropic-version"]) == ("2026-08-20", "2023-06-01")
    return Reply(PAGES[asked.query.get("page", "")])


STANDIN = StandIn(
    given={"key": "sk-ant-admin-quillfeather"},
    window=Window(date(2026, 8, 20), date(2026, 8, 20)),
    answer=_answer,
    calls=2,
)
