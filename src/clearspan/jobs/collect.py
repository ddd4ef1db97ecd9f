"""The collect job: pull what is due from the connected vendors, then measure and release what closed."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import clearspan.sources.vendors
from clearspan.answers.warm import warm
from clearspan.errors import UsageError
from clearspan.jobs.identity_repair import counted
from clearspan.jobs.pull import Puller, PullReport
from clearspan.jobs.refresh import Refreshed, policy_of, refresh
from clearspan.reports.html_report import write_report
from clearspan.settings import load_settings
from clearspan.shelf import read_shelf
from clearspan.sources.connection import Connections
from clearspan.sources.pulling.patience import Patience
from clearspan.sources.source import Source

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Collected:
    """What a collect brought, and what was released of it (None: nothing new came)."""

    pulls: list[PullReport]
    refreshed: Refreshed | None

    @property
    def trouble(self) -> bool:
        """Whether a connection did not give all that was due."""
        return any(pull.trouble is not None for pull in self.pulls)


def collect(
    directory: Path,
    names: Sequence[str],
    progress: Progress,
    patience: Patience | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Collected:
    """What the named connections brought, all of them where none is named. Safe to repeat, and to stop at any moment.

    Raises UsageError where a name is no connection, StoreBusy where another run is under way.
    """
    known = Connections(directory)
    chosen = [known.find(name) for name in names] or known.all()
    if not chosen:
        raise UsageError("nothing is connected", where=str(directory), remedy="Connect a source: clearspan connect NAME.")
    settings = load_settings(directory)
    puller = Puller(directory, read_shelf(clearspan.sources.vendors, Source), progress, patience or Patience(), sleep)
    pulls = puller.pull(chosen)
    if not any(pull.windows for pull in pulls):
        return Collected(pulls, None)
    counted(directory)
    refreshed = refresh(directory, settings, policy_of(settings), progress)
    progress("Drawing the pictures", 1.0)
    warm(directory)
    write_report(directory)
    return Collected(pulls, refreshed)
