"""Reads a table from a file: CSV, Excel or Parquet."""

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq

from clearspan.errors import UnreadableFile
from clearspan.proof.workbook import workbook_table

DELIMITERS = (",", ";", "\t", "|")
HEAD_BYTES = 1 << 16
READABLE = "Give a .csv, .xlsx or .parquet file with one row for each unit and period, and the columns' names in the first row."


def read_table(path: Path) -> pa.Table:
    """The file's table, with the columns as they are named in it. Raises UnreadableFile."""
    readers = {".csv": _csv, ".txt": _csv, ".tsv": _csv, ".parquet": pq.read_table, ".pq": pq.read_table, ".xlsx": workbook_table}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(f"the ending {path.suffix or '(none)'} is not known", where=str(path), remedy=READABLE)
    try:
        table: pa.Table = reader(path)
    except FileNotFoundError as error:
        raise UnreadableFile("there is no such file", where=str(path)) from error
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        kind = type(error).__name__
        raise UnreadableFile(
            f"the file cannot be read as {path.suffix[1:]} ({kind})", where=str(path), remedy=READABLE
        ) from error
    twice = [name for name, count in Counter(table.column_names).items() if count > 1]
    if twice:
        raise UnreadableFile(f"two columns are named {twice[0]!r}", where=str(path), remedy="Give each column its own name.")
    if table.num_rows == 0:
        raise UnreadableFile("the table has no rows", where=str(path), remedy=READABLE)
    return table


def _csv(path: Path) -> pa.Table:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES).decode("utf-8", "replace").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    return pc_csv.read_csv(
        path,
        parse_options=pc_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        convert_options=pc_csv.ConvertOptions(strings_can_be_null=True),
    )
