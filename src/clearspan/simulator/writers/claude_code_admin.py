"""Claude Code analytics of the Admin API: a page a day, one a line, a file a week; people by address, a program by its key."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.arrays import Floats, Ints
from clearspan.simulator.claude_code import CodeDay, CodeSession, terminal
from clearspan.simulator.claude_products import MODELS, claude_draws
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.tool_use import code_use
from clearspan.simulator.week import Week
from clearspan.simulator.working_days import is_working_day
from clearspan.simulator.writer import Scene, Writer, Writing

KEY = "nightly-build"
"""The name of an API key that a program uses on every working day."""
BY_PROGRAM = CodeSession(prompts=4, edited=0, rejected=0, written=0, commits=1, pull_requests=0)

Record = dict[str, Any]


class ClaudeCodeAdmin(Writing):
    """Writes the records of each week's days, one for each terminal that a person used."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder

    def write(self, week: Week) -> None:
        """Writes the days of a week."""
        use = code_use(self._org, week).actions
        days = (list(self._day(day, use[:, at], claude_draws(self._org, day))) for at, day in enumerate(week.days))
        LinesFile(self._folder / f"claude-code-{iso(week.start)}-to-{iso(week.start + 6)}.ndjson").add(
            {"data": records, "has_more": False, "next_page": None} for records in days if records
        )

    def _day(self, day: int, use: Ints, draws: Floats) -> Iterator[Record]:
        for person in np.flatnonzero(use).tolist():
            actor = {"type": "user_actor", "email_address": self._org.identity.email[person]}
            told = [(terminal(person, at), part) for at, part in enumerate(CodeDay(int(use[person]), draws[person, 0]).parts())]
            for place, parts in groupby(sorted(told, key=lambda each: each[0]), key=lambda each: each[0]):
                yield _record(day, actor, place, [part for _, part in parts])
        if is_working_day(day):
            yield _record(day, {"type": "api_actor", "api_key_name": KEY}, "non-interactive", [BY_PROGRAM])


def _record(day: int, actor: dict[str, str], place: str, parts: list[CodeSession]) -> Record:
    """What an actor did in one terminal."""
    prompts, edited, rejected, written = (
        sum(getattr(part, name) for part in parts) for name in ("prompts", "edited", "rejected", "written")
    )
    return {
        "date": f"{iso(day)}T00:00:00Z",
        "actor": actor,
        "organization_id": "org_nwt",
        "customer_type": "api",
        "subscription_type": None,
        "terminal_type": place,
        "core_metrics": {
            "num_sessions": len(parts),
            "lines_of_code": {"added": prompts * 16, "removed": prompts * 4},
            "commits_by_claude_code": sum(part.commits for part in parts),
            "pull_requests_by_claude_code": sum(part.pull_requests for part in parts),
        },
        "tool_actions": {
            "edit_tool": {"accepted": edited, "rejected": rejected},
            "multi_edit_tool": {},
            "write_tool": {"accepted": written, "rejected": 0},
            "notebook_edit_tool": {},
        },
        "model_breakdown": [
            {
                "model": MODELS[0],
                "tokens": {"input": prompts * 3600, "output": prompts * 1200, "cache_read": prompts * 2700, "cache_creation": 0},
                "estimated_cost": {"currency": "USD", "amount": float(sum(part.cents for part in parts))},
            }
        ],
    }


WRITER = Writer(name="claude_code_admin", folder="claude-code-admin", begin=ClaudeCodeAdmin)
