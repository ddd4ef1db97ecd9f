"""ChatGPT compliance logs: JSON lines, a file a week with every message of people, some answers, sign-ins and Codex prompts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.arrays import Ints
from clearspan.simulator.chatgpt_period import ACCOUNT
from clearspan.simulator.codex_threads import threads_of
from clearspan.simulator.dates import iso
from clearspan.simulator.families import CHATGPT
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.moments import moments, stamp
from clearspan.simulator.prompts import Prompt, Prompts
from clearspan.simulator.tool_use import CODEX, FurtherTools, use_of
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

MESSAGES_A_CONVERSATION = 6
ANSWERED = 5
"""One message in so many is written with its answer."""
OLDER = 7
"""Messages of one person in so many name their author by role instead of type."""

Event = dict[str, Any]


class ChatGptComplianceLogs(Writing):
    """Writes the events of each week, whole days, and counts the tasks that prompts ask for."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._tools = FurtherTools(scene.organisation, scene.gamers)
        self._chat, self._codex = Prompts(), Prompts()

    def write(self, week: Week) -> None:
        """Writes the events of a week."""
        file = LinesFile(self._folder / f"compliance-{iso(week.start)}.ndjson")
        messages, turns = use_of(week, CHATGPT).actions, self._tools.use(week, CODEX).actions
        for at, day in enumerate(week.days):
            file.add(self._messages(day, messages[:, at]))
            file.add(self._prompts(day, turns[:, at]))

    def truth(self) -> dict[str, Any]:
        """How often prompts asked for each task."""
        return {"prompted_tasks": {"chatgpt": dict(self._chat.asked), "codex": dict(self._codex.asked)}}

    def _messages(self, day: int, messages: Ints) -> Iterator[Event]:
        of = moments(self._org, "chatgpt", day)
        family = self._org.people.family.tolist()
        for person in np.flatnonzero(messages).tolist():
            times = of(person, int(messages[person]))
            yield {**self._event(person, "AUTH_LOG", times[0] - 1000), "auth": {"result": "success"}}
            for at, time in enumerate(times):
                prompt = self._chat.office(family[person], time)
                yield self._message(person, time, at // MESSAGES_A_CONVERSATION, prompt, author="user")
                if at % ANSWERED == 0:
                    yield self._message(person, time + 900, at // MESSAGES_A_CONVERSATION, prompt, author="assistant")

    def _message(self, person: int, time: int, conversation: int, prompt: Prompt, author: str) -> Event:
        number = f"{self._org.identity.token[person]}-{time}"
        text = prompt.text if author == "user" else f"You asked: {prompt.text}. Here is what I would write."
        return {
            **self._event(person, "CONVERSATION_MESSAGE", time),
            "conversation": {
                "id": f"c-{self._org.identity.token[person]}-{time // 86_400_000}-{conversation}",
                "title": " ".join(prompt.text.split()[:4]),
                "is_temporary_chat": False,
            },
            "message": {
                "id": f"m-{number}",
                "created_at": stamp(time),
                "author": {"role" if person % OLDER == 0 else "type": author},
                "content": {"type": "text", "value": text},
                "files": [],
            },
        }

    def _prompts(self, day: int, turns: Ints) -> Iterator[Event]:
        of = moments(self._org, CODEX, day)
        for person in np.flatnonzero(turns).tolist():
            times = iter(of(person, int(turns[person])))
            for client in threads_of(int(turns[person])):
                for thread, time in zip(client.thread, times, strict=False):
                    yield self._prompt(person, time, f"t-{self._org.identity.token[person]}-{day}-{thread}", client.client)

    def _prompt(self, person: int, time: int, session: str, client: str) -> Event:
        return {
            **self._event(person, "CODEX_LOG", time),
            "event_type": "PROMPT_SENT",
            "client_id": client,
            "workspace_id": ACCOUNT,
            "event_details": {
                "detail_type": "PROMPT_SENT",
                "session_id": session,
                "prompt_text": self._codex.code(time).text,
                "status": "completed",
                "model": "gpt-5.4",
                "token_usage": {"input_tokens": 900, "output_tokens": 200, "cached_input_tokens": 300},
            },
        }

    def _event(self, person: int, kind: str, time: int) -> Event:
        names = self._org.identity
        return {
            "event_id": f"evt_{kind[:4]}_{names.token[person]}_{time}",
            "type": kind,
            "timestamp": stamp(time),
            "principal": {"id": ACCOUNT, "type": "CHATGPT_WORKSPACE"},
            "actor": {
                "type": "ACCOUNT_USER",
                "user_id": f"user-{names.token[person]}",
                "user_email": names.chat_email(person),
            },
        }


WRITER = Writer(name="chatgpt_compliance_logs", folder="chatgpt/compliance", begin=ChatGptComplianceLogs)
