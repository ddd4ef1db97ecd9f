"""Runs the main job and says what it did."""

from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from clearspan.cli.progress import progress_bar
from clearspan.jobs.run import Summary, run

MOST_EXAMPLES = 10


def run_and_report(exports: Path, out: Path, as_json: bool) -> int:
    """The exit code: 0, or 1 where a file or a record could not be used."""
    with progress_bar(as_json) as progress:
        summary = run(exports, out, progress)
    if as_json:
        print(orjson.dumps(summary.to_json()).decode())
    else:
        print_summary(summary, out)
    return int(summary.unusable)


def print_summary(summary: Summary, out: Path) -> None:
    """Print one screen: the sources, what could not be used, what was released, and where to look."""
    console = Console()
    console.print(_by_source(summary))
    _print_trouble(summary, Console(stderr=True))
    done = summary.refreshed
    periods = ", ".join(f"{len(names)} {kind}s" for kind, names in done.periods.items() if names) or "no further period"
    console.print(f"{done.people:,} people. Released {periods}: {done.released:,} figures shown, {done.withheld:,} withheld.")
    if done.closing and done.closing.held_back_by:
        feed = done.closing.held_back_by
        console.print(f"Later days wait for {feed.source}, whose figures may still be restated or have not arrived.")
    console.print(f"Report: {out / 'report' / 'index.html'}   Pages: clearspan serve --dir {out}   ({summary.seconds:.1f} s)")


def _by_source(summary: Summary) -> Table:
    table = Table("taken for", "files", "records", "kept", "left out", "rejected", box=None, header_style="bold")
    sources = sorted({report.source or "(no source)" for report in summary.files})
    for source in sources:
        mine = [report for report in summary.files if (report.source or "(no source)") == source]
        files = f"{len(mine)}" + (f" ({sum(r.unchanged for r in mine)} known already)" if any(r.unchanged for r in mine) else "")
        counts = [sum(getattr(r, name) for r in mine) for name in ("rows", "kept", "dropped", "rejected")]
        table.add_row(source, files, *(f"{count:,}" for count in counts))
    return table


def _print_trouble(summary: Summary, console: Console) -> None:
    for report in summary.files:
        if report.failed:
            console.print(f"[bold]Not used:[/bold] {report.why}", highlight=False)
    examples = [example for report in summary.files for example in report.examples]
    for example in examples[:MOST_EXAMPLES]:
        console.print(example, highlight=False)
    if len(examples) > MOST_EXAMPLES:
        console.print("Further ones are on the page Data health.")
