"""The command line, run as an analyst would."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from clearspan.attack.answer import cells_in
from clearspan.attack.card import Card
from clearspan.attack.observed import OBSERVED
from clearspan.attack.question import ANSWERED, BROKEN, REFUSED, Question, Reply

TIMEOUT_SECONDS = 120.0


@dataclass(frozen=True)
class CommandSurface:
    """`clearspan show` on a folder; `command` starts the program, `budget` is small because each call starts it anew."""

    directory: Path
    command: tuple[str, ...] = ("clearspan",)
    budget: int = 6
    name: str = "command line"

    def cards(self) -> tuple[Card, ...]:
        """No cards: the web surface gives the same ones without starting a program."""
        return ()

    def cells(self) -> pa.Table:
        """No cells unasked."""
        return OBSERVED.empty_table()

    def ask(self, question: Question) -> Reply:
        """What `clearspan show` prints; an exit code of 1 or 2 is a refusal, any other is a break."""
        asked = [("by", question.by), ("period", question.period), ("tool", question.tool), *question.extra]
        options = [part for name, value in asked if value is not None for part in (f"--{name}", value)]
        line = [*self.command, "show", question.metric, *options, "--dir", str(self.directory), "--json"]
        done = subprocess.run(line, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False)
        if done.returncode == 0:
            return Reply(ANSWERED, done.stdout, cells_in(done.stdout, question))
        return Reply(REFUSED if done.returncode in (1, 2) else BROKEN, done.stdout + done.stderr)
