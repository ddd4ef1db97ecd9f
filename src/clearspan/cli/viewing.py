"""Prints the saved views and their answers."""

from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from clearspan.answers import block
from clearspan.answers.desk import Desk
from clearspan.answers.saved_views import answer_of, record, view_of, views


def print_view(directory: Path, name: str | None, period: str, as_json: bool) -> None:
    """Print a view's answer, or the questions where none is named. Raises UsageError where there is no such view."""
    if name is None:
        _print_questions(as_json)
        return
    view = view_of(name)
    answer = answer_of(Desk(directory).evidence(), name, period)
    if as_json:
        print(orjson.dumps(record(name, answer)).decode())
        return
    console = Console()
    console.print(view.question, style="dim")
    console.print(answer.claim, style="bold", highlight=False)
    if answer.table is not None:
        console.print(_table(answer.table))
    console.print(answer.caution, style="dim", highlight=False)


def _print_questions(as_json: bool) -> None:
    if as_json:
        rows = [{"name": view.name, "question": view.question, "means": view.means} for view in views().values()]
        print(orjson.dumps(rows).decode())
        return
    table = Table("view", "question", "what answers it")
    for view in views().values():
        table.add_row(view.name, view.question, view.means)
    Console().print(table)


def _table(shown: block.Table) -> Table:
    table = Table(*shown.headings, box=None, header_style="bold", title=shown.caption, title_justify="left")
    for row in shown.rows:
        table.add_row(*(cell.text for cell in row))
    return table
