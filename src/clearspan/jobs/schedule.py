"""The job runner: pulls connections when they are due, sends what is due, and survives restarts (Huey on SQLite)."""

from datetime import UTC, datetime
from pathlib import Path

from huey import SqliteHuey, crontab
from huey.consumer import Consumer

from clearspan import clock
from clearspan.errors import ClearspanError
from clearspan.jobs.channels import channels_of
from clearspan.jobs.collect import collect
from clearspan.jobs.nudge import deliver as empty_outbox
from clearspan.jobs.nudge import nudge
from clearspan.jobs.skills import place_questions
from clearspan.jobs.team_practice import forget_old_changes
from clearspan.settings import load_settings
from clearspan.sources.connection import Connections, next_run

QUEUE = "jobs.sqlite"
LOOK_MINUTES = 10
"""How often the runner looks for connections that are due."""

DELIVER_MINUTES = 5
"""How often the runner looks for messages that are due."""

WEEKLY_DAY, WEEKLY_HOUR = "0", "3"
"""Sunday and hour (UTC) of the weekly upkeep."""


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
    """The queue of a directory with its periodic tasks."""
    directory.mkdir(parents=True, exist_ok=True)
    queue = SqliteHuey("clearspan", filename=str(directory / QUEUE))

    @queue.periodic_task(crontab(minute=f"*/{LOOK_MINUTES}"))
    @queue.lock_task("collect")
    def collect() -> list[str]:
        names = due_names(directory, clock.now().astimezone(UTC))
        return collected(directory, names)

    @queue.periodic_task(crontab(minute=f"*/{DELIVER_MINUTES}"))
    @queue.lock_task("deliver")
    def deliver() -> list[str]:
        return delivered(directory)

    @queue.periodic_task(crontab(day_of_week=WEEKLY_DAY, hour=WEEKLY_HOUR, minute="30"))
    @queue.lock_task("upkeep")
    def upkeep() -> list[str]:
        return kept_up(directory)

    return queue


def kept_up(directory: Path) -> list[str]:
    """What went wrong in a week's upkeep: questions on fluency are placed by all answers so far, and what teams wrote down more
    than a year ago is deleted."""
    try:
        place_questions(directory)
        forget_old_changes(directory)
    except ClearspanError as error:
        return [str(error)]
    return []


def delivered(directory: Path) -> list[str]:
    """What went wrong in sending today's practice and what lies in the outbox; nothing where nobody asked for it."""
    try:
        nudge(directory)
        empty_outbox(directory, channels_of(directory))
    except ClearspanError as error:
        return [str(error)]
    return []


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
