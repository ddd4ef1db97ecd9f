"""The released cells as files: exactly what was released, nothing besides."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from clearspan.errors import UsageError
from clearspan.vocabulary.cell import CELL_COLUMNS
from clearspan.warehouse.releases import EXPORT_SCHEMA, Releases

CHUNK_ROWS = 20_000
DESCRIPTION = b"meaning"
"""Under this key each Parquet column carries what it means."""


def export_cells(directory: Path, target: Path) -> Path:
    """The file that was written: .csv, or .parquet whose columns carry their meaning. Raises UsageError for other endings."""
    cells = Releases(directory).cells()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix == ".parquet":
        pyarrow.parquet.write_table(cells.cast(_documented(EXPORT_SCHEMA)), target)
    elif target.suffix == ".csv":
        with target.open("wb") as file:
            file.writelines(csv_chunks(cells))
    else:
        raise UsageError("the file must end in .csv or .parquet", where=target.name)
    return target


def csv_chunks(cells: pa.Table) -> Iterator[bytes]:
    """The cells as CSV in UTF-8, in pieces, the header first."""
    yield (",".join(cells.column_names) + "\n").encode()
    options = pyarrow.csv.WriteOptions(include_header=False)
    for batch in cells.to_batches(max_chunksize=CHUNK_ROWS):
        sink = pa.BufferOutputStream()
        pyarrow.csv.write_csv(pa.Table.from_batches([batch]).cast(EXPORT_SCHEMA), sink, options)
        yield sink.getvalue().to_pybytes()


def _documented(schema: pa.Schema) -> pa.Schema:
    fields = [field.with_metadata({DESCRIPTION: CELL_COLUMNS[field.name].encode()}) for field in schema]
    return pa.schema(fields)
