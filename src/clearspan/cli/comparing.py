"""Compares two exports and prints what differs, and why."""

from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from clearspan.answers.comparison import Difference, compare, sentences

MOST_ROWS = 40
"""Differences that are printed; all of them are in the JSON."""


def print_comparison(first: Path, second: Path, as_json: bool) -> None:
    """Print how two exports differ. Raises UnreadableFile where one is no export."""
    comparison = compare(first, second)
    if as_json:
        print(orjson.dumps(comparison.record()).decode())
        return
    console = Console(highlight=False)
    for sentence in sentences(comparison):
        console.print(sentence)
    if comparison.differences:
        console.print(_table(comparison.differences[:MOST_ROWS]))
    if len(comparison.differences) > MOST_ROWS:
        console.print(f"And {len(comparison.differences) - MOST_ROWS:,} more: --json gives all.")


def _table(differences: tuple[Difference, ...]) -> Table:
    table = Table("metric", "group", "period", "first", "second", "why", box=None, header_style="bold")
    for each in differences:
        category = f" ({each.category})" if each.category else ""
        table.add_row(f"{each.metric}{category}", each.group, each.period, _figure(each.first), _figure(each.second), each.words)
    return table


def _figure(shown: object) -> str:
    if not isinstance(shown, dict):
        return "-"
    if shown["withheld"]:
        return "withheld"
    if shown["value"] is not None:
        return f"{shown['value']:.3g}"
    bounds = [f"{shown[name]:.3g}" for name in ("low", "high") if shown[name] is not None]
    return " to ".join(bounds) or "-"
