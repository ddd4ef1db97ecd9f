"""OpenAI Codex Enterprise Analytics /usage: answers of the API, one page a line, a file for the days of a week.

The newest days lack rows when they are first asked, so that each file begins with the last days of the week before, whole.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.codex_threads import Threads, threads_of
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.late_rows import LateRows
from clearspan.simulator.paging import pages_of
from clearspan.simulator.tool_use import CODEX, FurtherTools
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

AGAIN = 2
"""The newest days of a file, of which some rows come late, and which are asked again with the next."""
LATE = 4
"""One row in so many comes late."""
NAMELESS = 9
"""Of one person in so many the answer has the id and no address."""
CREDITS_ONLY = 0.1
"""Share of holders whom a day without a turn lists all the same, because credits were booked."""
PAGE = 100
DAY_SECONDS = 86_400
NO_LINES = {"lines_of_code": {"added": 0, "removed": 0}, "commits": {"with_codex_contribution": 0}}

Row = dict[str, Any]


class CodexUsage(Writing):
    """Writes the days of each week, and once the last days are whole these again."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._tools = FurtherTools(scene.organisation, scene.gamers)
        self._late = LateRows[Row](AGAIN, LATE)

    def write(self, week: Week) -> None:
        """Writes what was asked at the end of a week."""
        turns = self._tools.use(week, CODEX).actions
        rows = ((day, row) for at, day in enumerate(week.days) for row in self._rows(week, day, turns[:, at]))
        self._write(week.start + 6, self._late.answer(rows, week.start + 6))

    def finish(self) -> None:
        """Writes what is asked once the last days are whole."""
        self._write(self._org.plan.until + AGAIN, self._late.rest())

    def _write(self, day: int, rows: Iterable[Row]) -> None:
        LinesFile(self._folder / f"codex-usage-{iso(day)}.ndjson").add(
            {"object": "page", "has_more": more, "next_page": f"page_{at}" if more else None, "data": page}
            for at, (page, more) in enumerate(pages_of(rows, PAGE), 2)
        )

    def _rows(self, week: Week, day: int, turns: np.ndarray) -> Iterator[Row]:
        draws = self._org.streams.uniform(len(turns), "codex credits", day)
        booked = self._tools.holders(CODEX) & week.member & (draws < CREDITS_ONLY)
        for person in np.flatnonzero((turns > 0) | booked).tolist():
            yield self._row(person, day, threads_of(int(turns[person])))

    def _row(self, person: int, day: int, clients: list[Threads]) -> Row:
        names = self._org.identity
        user, turns = f"user-{names.token[person]}", sum(one.turns for one in clients)
        return {
            "object": "workspace.codex.usage.result",
            "start_time": DAY_SECONDS * day,
            "end_time": DAY_SECONDS * (day + 1),
            "user_id": user,
            "actor": {
                "type": "ACCOUNT_USER",
                "user_id": user,
                "email": None if person % NAMELESS == 0 else names.chat_email(person),
            },
            "totals": {
                "threads": sum(one.threads for one in clients),
                "turns": turns,
                "credits": turns * 0.25 or 0.5,
                "uncached_text_input_tokens": turns * 900 or None,
                "cached_text_input_tokens": turns * 300 or None,
                "text_output_tokens": turns * 200 or None,
                "text_total_tokens": turns * 1400 or None,
            },
            "clients": [
                {"client_id": one.client, "threads": one.threads, "turns": one.turns, "credits": one.turns * 0.25}
                for one in clients
            ],
            "models": [{"model": "gpt-5.4", "speed": "standard", "credits": turns * 0.25}] if turns else None,
            "code_attribution": NO_LINES if turns else None,
        }


WRITER = Writer(name="codex_usage", folder="codex", begin=CodexUsage)
