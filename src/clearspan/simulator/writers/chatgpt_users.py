"""ChatGPT Enterprise user reports: weekly (Sunday to Saturday) and monthly CSV files that overlap."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from clearspan.simulator.chatgpt_period import ACCOUNT, GPT, PROJECT, Period, created, period_draws, shares
from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.families import CHATGPT, FAMILIES
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing
from clearspan.vocabulary.period import month_of

COLUMNS = (
    "cadence", "period_start", "period_end", "account_id", "public_id", "name", "email", "role", "user_role",
    "department", "groups", "user_status", "created_or_invited_date", "is_active", "first_day_active_in_period",
    "last_day_active_in_period", "messages", "messages_rank", "model_to_messages", "gpt_messages", "gpts_messaged",
    "gpt_to_messages", "tool_messages", "tools_messaged", "tool_to_messages", "project_messages",
    "projects_messaged", "project_to_messages", "projects_created", "last_day_active", "credits_used",
)  # fmt: skip
OLDER = tuple("message_rank" if name == "messages_rank" else name for name in COLUMNS if name not in ("groups", "credits_used"))
"""The header of older files: another name for the rank, neither groups nor credits."""


class ChatGpt(Writing):
    """Writes a file at the end of each Sunday-to-Saturday week and of each whole month."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        organisation = scene.organisation
        self._org = organisation
        self._folder = folder
        people, first = len(organisation.people), organisation.plan.first
        self._week = Period(people, first - 1)
        self._month = Period(people, month_of(first).start)
        self._ever = np.zeros(people, dtype=np.int64)
        self._older = True

    def write(self, week: Week) -> None:
        """Writes the periods that end in a week."""
        people = len(self._org.people)
        for at, day in enumerate(week.days):
            messages = week.actions[:, CHATGPT, at]
            self._ever = np.where(messages > 0, day, self._ever)
            self._week.add(day, messages)
            self._month.add(day, messages)
            if at == 5:
                self._file("weekly", "Weekly", self._week, day)
                self._week = Period(people, day + 1)
            if month_of(day).end == day:
                if self._month.start >= self._org.plan.first:
                    self._file("monthly", "Monthly", self._month, day)
                self._month = Period(people, day + 1)

    def _file(self, kind: str, cadence: str, period: Period, end: int) -> None:
        columns = OLDER if self._older else COLUMNS
        name = f"user-report-{iso(period.start)}-to-{iso(end)}.csv"
        file = CsvFile(self._folder / kind / name, columns)
        file.add([row[column] for column in columns] for row in self._rows(cadence, period, end))
        file.close()
        self._older = False

    def _rows(self, cadence: str, period: Period, end: int) -> Iterator[dict[str, object]]:
        """One row a member at the period's end; who was deleted since is in no report."""
        org, licences = self._org, self._org.licences
        members = (licences.since[:, CHATGPT] <= end) & (licences.until[:, CHATGPT] > end)
        order = np.sort(period.messages[members])[::-1]
        rank = np.searchsorted(-order, -period.messages, side="left") + 1
        draws = period_draws(org, period.start)
        team = org.people.team_on(end)
        for person in np.flatnonzero(members).tolist():
            pending = bool(licences.pending[person])
            department = org.structure.departments[org.structure.team_department[team[person]]]
            row: dict[str, object] = dict.fromkeys(COLUMNS, "")
            row |= {
                "cadence": cadence,
                "period_start": iso(period.start),
                "period_end": iso(end),
                "account_id": ACCOUNT,
                "public_id": f"user-{org.identity.token[person]}",
                "name": "" if pending else org.identity.name[person],
                "email": org.identity.chat_email(person),
                "role": FAMILIES[org.people.family[person]].title,
                "user_role": "account-owner" if person == 0 else "standard-user",
                "department": "" if person % 5 == 0 else json.dumps([department]),
                "user_status": "pending" if pending else "enabled",
                "created_or_invited_date": iso(int(licences.since[person, CHATGPT])),
                "is_active": int(period.messages[person] > 0),
            }
            if not pending:
                messages = int(period.messages[person])
                row |= _counts(messages, draws[person].tolist())
                row["messages_rank"] = row["message_rank"] = int(rank[person])
                row["first_day_active_in_period"] = _date(int(period.first[person]))
                row["last_day_active_in_period"] = _date(int(period.last[person]))
                row["last_day_active"] = _date(int(self._ever[person]))
            else:
                row["message_rank"] = ""
            yield row


WRITER = Writer(name="chatgpt_users", folder="chatgpt", begin=ChatGpt, usual=True)


def _counts(messages: int, draws: list[float]) -> dict[str, object]:
    """Messages and what they went to; maps are written as Python writes a dict."""
    gpt, tool, project = shares(messages, draws)
    small = messages // 4
    models = {"gpt-5.4": messages - small, "gpt-5.4-mini": small}
    return {
        "messages": messages,
        "model_to_messages": str({name: count for name, count in models.items() if count}),
        "gpt_messages": gpt,
        "gpts_messaged": int(gpt > 0),
        "gpt_to_messages": str({GPT: gpt} if gpt else {}),
        "tool_messages": tool,
        "tools_messaged": int(tool > 0),
        "tool_to_messages": str({"web_search": tool} if tool else {}),
        "project_messages": project,
        "projects_messaged": int(project > 0),
        "project_to_messages": str({PROJECT: project} if project else {}),
        "projects_created": created(messages, draws),
        "credits_used": f"{messages * 0.02:.2f}",
    }


def _date(day: int) -> str:
    return iso(day) if day else ""
