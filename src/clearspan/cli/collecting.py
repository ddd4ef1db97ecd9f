"""Pulls what is due from the connected vendors, once or on a schedule."""

from collections.abc import Sequence
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from clearspan.cli.progress import progress_bar
from clearspan.jobs.collect import Collected, collect


def collect_and_report(directory: Path, names: Sequence[str], as_json: bool) -> int:
    """The exit code: 0, or 1 where a connection did not give all that was due."""
    with progress_bar(as_json) as progress:
        found = collect(directory, names, progress)
    if as_json:
        released = found.refreshed.released if found.refreshed else 0
        print(orjson.dumps({"pulls": [pull.to_json() for pull in found.pulls], "released": released}).decode())
    else:
        _print(found)
    return int(found.trouble)


def work_until_stopped(directory: Path) -> None:
    """Collect what is due, again and again, until stopped."""
    from clearspan.jobs.schedule import work

    Console(stderr=True).print("Collecting what is due, until stopped with Ctrl-C.")
    work(directory)


def _print(found: Collected) -> None:
    console = Console()
    table = Table("connection", "windows", "records", "kept", "rejected", "still due", "waited", box=None, header_style="bold")
    for pull in found.pulls:
        counts = [sum(getattr(window, name) for window in pull.windows) for name in ("rows", "kept", "rejected")]
        waited = f"{pull.waited:.1f} of {pull.seconds:.1f} s"
        table.add_row(pull.connection, str(len(pull.windows)), *(f"{count:,}" for count in counts), str(pull.due), waited)
    console.print(table)
    trouble = Console(stderr=True)
    for pull in found.pulls:
        if pull.trouble is not None:
            trouble.print(f"[bold]{pull.connection}:[/bold] {pull.trouble}", highlight=False)
    if found.refreshed is None:
        console.print("Nothing new came.")
    else:
        console.print(f"{found.refreshed.released:,} figures shown, {found.refreshed.withheld:,} withheld.")
