"""Reads a panel from a file of anybody's: CSV, Excel or Parquet."""

from pathlib import Path

from clearspan.proof.panel import Columns, Panel
from clearspan.proof.panel_checks import check_treatment, refuse_finer_than_assigned
from clearspan.proof.panel_table import PanelTable
from clearspan.proof.table_file import read_table


def read_panel(path: Path, columns: Columns, log: bool = False) -> Panel:
    """The panel of a file. Raises UnreadableFile, UsageError for a column that is not there, BadRecord for a record that cannot
    be used, CannotTell where clusters are smaller than what was assigned."""
    table = read_table(path)
    panel = PanelTable(table, columns, str(path)).panel(log)
    check_treatment(table, panel, str(path))
    refuse_finer_than_assigned(table, panel, str(path))
    return panel
