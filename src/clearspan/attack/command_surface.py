"""The command line, run as an analyst would."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from clearspan.attack.answer import cells_in
from clearspan.attack.card import Card
from clearspan.attack.observed import OBSERVED
from clearspan.attack.question import ANSWERED, BROKEN, REFUSED, Question, Reply
from clearspan.attack.told import Told, told_in

TIMEOUT_SECONDS = 120.0


@dataclass(frozen=True)
class CommandSurface:
    """`clearspan show`, `explain` and `diagnose` on a folder; `command` starts the program, `budget` is small because each call
    starts it anew."""

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
        status, text, complaint = self._run("show", question.metric, *options)
        return Reply(status, text, cells_in(text, question)) if status == ANSWERED else Reply(status, text + complaint)

    def findings(self) -> tuple[Told, ...]:
        """The findings that `clearspan diagnose` prints."""
        status, text, _ = self._run("diagnose")
        return told_in(text) if status == ANSWERED else ()

    def explain(self, figure: str) -> Reply:
        """What `clearspan explain` prints."""
        status, text, complaint = self._run("explain", figure)
        return Reply(status, text + complaint)

    def _run(self, *arguments: str) -> tuple[int, str, str]:
        """Status as HTTP counts, what was printed, and what was complained about."""
        line = [*self.command, *arguments, "--dir", str(self.directory), "--json"]
        done = subprocess.run(line, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False)
        status = ANSWERED if done.returncode == 0 else REFUSED if done.returncode in (1, 2) else BROKEN
        return status, done.stdout, done.stderr
