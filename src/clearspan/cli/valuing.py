"""Prints what AI is worth: the ledger of the last quarter, and what programmes and tools returned."""

from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from clearspan.answers.block import Block
from clearspan.answers.desk import Desk
from clearspan.answers.findings import record
from clearspan.answers.value import last_value, value_page


def print_value(directory: Path, as_json: bool) -> None:
    """Print the page *Value*, or the finding behind it as JSON (null where no quarter has closed)."""
    evidence = Desk(directory).evidence()
    if as_json:
        last = last_value(evidence)
        print(orjson.dumps(None if last is None else record(last)).decode())
        return
    console = Console(highlight=False)
    for block in value_page(evidence).blocks:
        _print(block, console)


def _print(block: Block, console: Console) -> None:
    console.print(f"\n{block.heading}", style="bold", markup=False)
    console.print(block.claim, markup=False)
    console.print(block.caution, style="dim", markup=False)
    if block.table is None:
        return
    table = Table(*block.table.headings, box=None, header_style="bold")
    for row in block.table.rows:
        table.add_row(*(cell.text for cell in row))
    console.print(table)
