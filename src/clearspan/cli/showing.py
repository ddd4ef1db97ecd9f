"""Shows and exports released figures."""

from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from clearspan.answers import export
from clearspan.answers.desk import Desk
from clearspan.answers.figure import Figure
from clearspan.answers.show import show
from clearspan.answers.words import figure_words
from clearspan.metrics.metric import Metric


def print_figures(directory: Path, metric: str, by: str, period: str, tool: str, as_json: bool) -> None:
    """Print a metric's released figures by a dimension. Raises UsageError or NotReleased where there are none."""
    evidence = Desk(directory).evidence()
    figures = show(evidence, metric, by, period, tool)
    if as_json:
        print(orjson.dumps([figure.record() for figure in figures]).decode())
        return
    Console().print(_table(figures, evidence.cards[metric], by))


def export_cells(directory: Path, to: Path) -> None:
    """Write the released cells to a .csv or .parquet file."""
    print(export.export_cells(directory, to))


def _table(figures: list[Figure], card: Metric, by: str) -> Table:
    table = Table(by, "", card.title, box=None, header_style="bold")
    for figure in figures:
        table.add_row(figure.group, figure.category, figure_words(card, figure))
    return table
