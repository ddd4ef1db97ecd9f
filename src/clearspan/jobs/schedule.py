"""The job runner: pulls every connection when it is due, one at a time, and survives restarts (Huey on SQLite)."""

from datetime import UTC, datetime
from pathlib import Path

from huey import SqliteHuey, crontab
from huey.consumer import Consumer

from clearspan import clock
from clearspan.errors import ClearspanError
from clearspan.jobs.collect import collect
from clearspan.settings import load_settings
from clearspan.sources.connection import Connections, next_run

QUEUE = "jobs.sqlite"
LOOK_MINUTES = 10
"""How often the runner looks for connections that are due."""


def due_names(directory: Path, now: datetime) -> list[str]:
    """The connections that are due: never pulled, or last pulled longer ago than the setting collect_every_hours."""
    every = load_settings(directory).number("collect_every_hours")
    found = []
    for connection in Connections(directory).all():
        at = next_run(connection, every)
        if at is None or at <= now:
            found.append(connection.name)
    return found


def runner(directory: Path) -> SqliteHuey:
    """The queue of a directory with its one periodic task."""
    directory.mkdir(parents=True, exist_ok=True)
    queue = SqliteHuey("clearspan", filename=str(directory / QUEUE))

    @queue.periodic_task(crontab(minute=f"*/{LOOK_MINUTES}"))
    @queue.lock_task("collect")
    def collect() -> list[str]:
        names = due_names(directory, clock.now().astimezone(UTC))
        return collected(directory, names)

    return queue


def collected(directory: Path, names: list[str]) -> list[str]:
    """What went wrong, one text a connection; nothing where all came. A busy store is left for the next look."""
    if not names:
        return []
    try:
        found = collect(directory, names, lambda _what, _done: None)
    except ClearspanError as error:
        return [str(error)]
    return [f"{pull.connection}: {pull.trouble}" for pull in found.pulls if pull.trouble]


def work(directory: Path) -> None:
    """Nothing; collects what is due now, then runs the jobs of a directory until stopped."""
    collected(directory, due_names(directory, clock.now()))
    Consumer(runner(directory), workers=1, periodic=True, check_worker_health=True).run()
