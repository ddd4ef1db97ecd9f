"""Writes an NDJSON file of nested GitHub Copilot user-day records of invented people, the same for the same size."""

import random
from pathlib import Path

import orjson

COUNTERS = (
    "user_initiated_interaction_count",
    "code_generation_activity_count",
    "code_acceptance_activity_count",
    "loc_suggested_to_add_sum",
    "loc_suggested_to_delete_sum",
    "loc_added_sum",
    "loc_deleted_sum",
)
PEOPLE = 10_000


def write(path: Path, records: int, seed: int = 11) -> None:
    """Write `records` records of PEOPLE people, one a person and day."""
    draw = random.Random(seed)
    variants = [_body(draw) for _ in range(997)]
    with path.open("wb") as out:
        for number in range(records):
            day = number // PEOPLE
            date = f"2026-{1 + day // 28:02d}-{1 + day % 28:02d}"
            person = number % PEOPLE
            head = {"day": date, "user_id": person + 1000, "user_login": f"login{person}_nw", "enterprise_id": "77"}
            out.write(orjson.dumps(head | variants[(number * 31) % 997]) + b"\n")


def _body(draw: random.Random) -> dict[str, object]:
    def counters() -> dict[str, int]:
        return {name: draw.randrange(40) for name in COUNTERS}

    return {
        **counters(),
        "used_chat": draw.random() < 0.5,
        "used_agent": draw.random() < 0.3,
        "used_cli": False,
        "totals_by_ide": [{"ide": "vscode", **counters()}],
        "totals_by_feature": [
            {"feature": "code_completion", **counters()},
            {"feature": "chat_panel_ask_mode", **counters()},
            {"feature": "chat_panel_agent_mode", **counters()},
        ],
        "totals_by_language_feature": [{"language": "python", "feature": "code_completion", "loc_added_sum": 4}],
        "totals_by_language_model": [{"language": "python", "model": "gpt-5.4", "loc_added_sum": 4}],
        "totals_by_model_feature": [{"model": "gpt-5.4", "feature": "chat_panel_ask_mode", "loc_added_sum": 4}],
    }
