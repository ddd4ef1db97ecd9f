"""Connects and disconnects sources, and shows what a connection would store."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import typer
from rich.console import Console
from rich.table import Table

import clearspan.sources.vendors
from clearspan.errors import UsageError
from clearspan.jobs.connect import Wish, connect
from clearspan.jobs.pull import api_of
from clearspan.jobs.trial import Trial
from clearspan.privacy.secrets import drop_secret
from clearspan.shelf import read_shelf
from clearspan.sources.connection import Connections
from clearspan.sources.pulling.api import Ask
from clearspan.sources.source import Source


def connect_source(directory: Path, name: str, entered: Sequence[str], since: str | None, as_json: bool) -> None:
    """Ask for what is needed, try it, and keep it; print what would be stored."""
    source = source_named(name)
    console = Console()
    if not as_json:
        _print_needs(source, console)
    wish = Wish(name, dict(map(_pair, entered)), _day(since))
    trial = connect(directory, source, wish, _enter if sys.stdin.isatty() and not as_json else _nobody)
    if as_json:
        print(orjson.dumps(_record(name, trial), default=str).decode())
    else:
        _print_trial(name, trial, console)


def disconnect_source(directory: Path, name: str) -> None:
    """Forget a connection and its secrets; what it brought stays."""
    source = source_named(name)
    Connections(directory).remove(name)
    for ask in api_of(source).asks:
        if ask.secret:
            drop_secret(name, ask.name)
    Console().print(f"{name} is no longer connected. What it brought stays.")


def source_named(name: str) -> Source:
    """The source of a connection's name. Raises UsageError where there is none."""
    sources = read_shelf(clearspan.sources.vendors, Source)
    source = sources.get(name.partition(".")[0])
    if source is None:
        with_api = ", ".join(sorted(each.name for each in sources.values() if each.api))
        raise UsageError(f"there is no source {name!r}", remedy=f"Sources with an API: {with_api}.")
    return source


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"{text!r} is not NAME=VALUE", where="--set")
    return name.strip(), value.strip()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"{text!r} is not a day", where="--since", remedy="Write it as 2026-06-01.") from None


def _enter(ask: Ask) -> str | None:
    answer: str = typer.prompt(
        f"{ask.name} ({ask.what})", default=ask.default or "", hide_input=ask.secret, show_default=not ask.secret
    )
    return answer or None


def _nobody(_ask: Ask) -> None:
    return None


def _print_needs(source: Source, console: Console) -> None:
    console.print(f"[bold]{source.title}[/bold]", highlight=False)
    console.print(f"Needs: {source.permission}", highlight=False)
    for number, click in enumerate(api_of(source).clicks, start=1):
        console.print(f"  {number}. {click}", highlight=False)


def _print_trial(name: str, trial: Trial, console: Console) -> None:
    report = trial.report
    if report is None or not report.rows:
        days = f"{trial.windows[-1].first} to {trial.windows[0].last}" if trial.windows else "the days asked"
        console.print(f"The vendor answers, and has nothing for {days}. {name} is connected.")
        return
    window = trial.windows[-1]
    console.print(f"{window.first} to {window.last}: {report.rows:,} records, {report.kept:,} kept, {trial.people:,} people.")
    if trial.staff:
        console.print(f"{trial.staff:,} records of a staff list; names are not stored.")
    for reason, count in report.reasons.items():
        console.print(f"  left out: {count:,} ({reason})", highlight=False)
    for table, rows in trial.rows.items():
        console.print(f"Would be stored in [bold]{table}[/bold] ({trial.counts[table]:,} rows), for example:")
        console.print(_table(rows))
    if report.fields_dropped:
        console.print(f"Fields that are dropped: {', '.join(sorted(report.fields_dropped))}", highlight=False)
    console.print(f"{name} is connected. Pull everything now: clearspan collect {name}")


def _table(rows: Sequence[dict[str, Any]]) -> Table:
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = Table(*names, box=None, header_style="bold")
    for row in rows:
        table.add_row(*(str(row.get(name, "")) for name in names))
    return table


def _record(name: str, trial: Trial) -> dict[str, Any]:
    return {
        "connection": name,
        "window": [trial.windows[-1].first.isoformat(), trial.windows[-1].last.isoformat()] if trial.windows else None,
        "people": trial.people,
        "stored": trial.rows,
        "counts": trial.counts,
        **({"records": trial.report.to_json()} if trial.report else {}),
    }
