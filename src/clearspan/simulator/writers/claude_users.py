"""Claude Enterprise Analytics `/users`: JSON pages by day, zeros for some idle members, newer blocks later.

Whoever uses Claude on a day sends at least one message; what else engineers do is done in Claude Code, which is a tool of its
own where the files are read. So the truth about Claude counts people by their messages, and no act counts for both.
"""

from datetime import date
from pathlib import Path

import numpy as np
import orjson

from clearspan.simulator.claude_code import CodeDay
from clearspan.simulator.claude_products import TOLD_FROM, ClaudeProducts, claude_draws
from clearspan.simulator.dates import iso
from clearspan.simulator.families import CLAUDE
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing
from clearspan.vocabulary.period import day_number

COWORK_EDITS_DAY = day_number(date(2026, 7, 1))
DESIGN_DAY = day_number(date(2026, 6, 8))
SCIENCE_DAY = day_number(date(2026, 8, 17))
"""Days from which records carry newer fields and blocks."""
SMALL_PAGE, PAGE, SMALL = 100, 1000, 20_000
"""Records a page in an organisation of fewer than SMALL people, and in a larger one."""
LISTED_IDLE = 0.12


class Claude(Writing):
    """Writes one file a page and day. The queried date stands in the file's name only, as the vendor does not send it."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        organisation = scene.organisation
        self._org = organisation
        self._style = scene.style
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)
        people = len(organisation.people)
        self._last = np.zeros(people, dtype=np.int64)
        self._page = SMALL_PAGE if organisation.plan.people < SMALL else PAGE
        self._products = ClaudeProducts(organisation)

    def write(self, week: Week) -> None:
        """Writes the days of a week."""
        for at, day in enumerate(week.days):
            if day >= TOLD_FROM:
                self._day(week, at, day)
        self._count(week)

    def _count(self, week: Week) -> None:
        """Counts the acts of a week by style: what engineers do in code and others in cowork is handed over."""
        told = np.array([day >= TOLD_FROM for day in week.days])
        actions = week.actions[:, CLAUDE] * (week.active[:, CLAUDE] & told)
        hands_over = self._products.coder | self._products.cowork
        automating = (actions // 2).sum(axis=1) * hands_over
        self._style.add(week, CLAUDE, actions.sum(axis=1) - automating, automating)

    def _day(self, week: Week, at: int, day: int) -> None:
        org = self._org
        active = week.active[:, CLAUDE, at]
        self._last[active] = day
        draws = claude_draws(org, day)
        idle = org.licences.held_on(day)[:, CLAUDE] & ~active & (draws[:, 3] < LISTED_IDLE)
        listed = np.flatnonzero(active | idle).tolist()
        actions = self._products.split(np.where(active, week.actions[:, CLAUDE, at], 0)).tolist()
        records = [self._record(day, person, actions[person], draws[person].tolist()) for person in listed]
        pages = [records[begin : begin + self._page] for begin in range(0, len(records), self._page)] or [[]]
        for number, page in enumerate(pages, 1):
            more = number < len(pages)
            body = {"data": page, "next_page": f"page_{day}_{number + 1}" if more else None}
            name = f"users-{iso(day)}.json" if len(pages) == 1 else f"users-{iso(day)}-page-{number}.json"
            (self._folder / name).write_bytes(orjson.dumps(body))

    def _record(self, day: int, person: int, actions: list[int], draws: list[float]) -> dict[str, object]:
        messages, code, office, cowork = actions
        last = int(self._last[person])
        record: dict[str, object] = {
            "user": {
                "id": f"user_01{self._org.identity.token[person]}",
                "email_address": self._org.identity.chat_email(person),
            },
            "chat_metrics": _chat(messages, draws),
            "claude_code_metrics": _code(CodeDay(code, draws[0])),
            "office_metrics": _office(office),
            "cowork_metrics": _cowork(cowork, day),
        }
        if day >= DESIGN_DAY:
            record["design_metrics"] = dict.fromkeys(
                (
                    "distinct_session_count",
                    "message_count",
                    "distinct_projects_created_count",
                    "distinct_projects_used_count",
                ),
                0,
            )
        if day >= SCIENCE_DAY:
            record["science_metrics"] = dict.fromkeys(("distinct_session_count", "message_count", "delegation_count"), 0)
        return record | {
            "web_search_count": int(messages * draws[0] * 0.3),
            "last_activity_date": iso(last) if last else None,
            "rbac_group_id": None,
            "rbac_group_name": None,
        }


WRITER = Writer(name="claude_users", folder="claude", begin=Claude, usual=True)


def _chat(messages: int, draws: list[float]) -> dict[str, int]:
    connectors = int(messages * draws[1] * 0.2)
    return {
        "distinct_conversation_count": -(-messages // 7),
        "message_count": messages,
        "distinct_projects_created_count": int(draws[2] > 0.97 and messages > 0),
        "distinct_projects_used_count": int(draws[2] > 0.6 and messages > 0),
        "distinct_files_uploaded_count": int(messages * draws[0] * 0.1),
        "distinct_artifacts_created_count": int(messages * draws[1] * 0.1),
        "thinking_message_count": messages // 6,
        "distinct_skills_used_count": int(draws[0] > 0.8 and messages > 0),
        "connectors_used_count": connectors,
        "distinct_connectors_used_count": min(connectors, 2),
    }


def _code(day: CodeDay) -> dict[str, object]:
    did = day.whole
    return {
        "core_metrics": {
            "commit_count": did.commits,
            "pull_request_count": did.pull_requests,
            "lines_of_code": {"added_count": did.prompts * 16, "removed_count": did.prompts * 4},
            "distinct_session_count": day.sessions,
        },
        "tool_actions": {
            "edit_tool": {"accepted_count": did.edited, "rejected_count": did.rejected},
            "multi_edit_tool": {},
            "write_tool": {"accepted_count": did.written, "rejected_count": 0} if did.prompts else {},
            "notebook_edit_tool": {},
        },
    }


def _office(actions: int) -> dict[str, object]:
    excel = {"distinct_session_count": -(-actions // 6), "message_count": actions, "skills_used_count": 0}
    return {"excel": excel if actions else {}, "powerpoint": {}, "word": {}, "outlook": {}}


def _cowork(actions: int, day: int) -> dict[str, int]:
    block = {
        "distinct_session_count": -(-actions // 6),
        "message_count": actions,
        "action_count": actions * 5,
        "dispatch_turn_count": 0,
        "skills_used_count": 0,
        "connectors_used_count": 0,
    }
    if day >= COWORK_EDITS_DAY:
        block |= {"edit_tool_count": actions // 2, "write_tool_count": actions // 4, "file_edit_count": actions // 2}
    return block
