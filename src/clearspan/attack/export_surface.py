"""The files that leave: CSV and Parquet exports of released cells."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from clearspan.arrow import pc
from clearspan.attack.card import Card
from clearspan.attack.observed import OBSERVED
from clearspan.errors import UnreadableFile

OPTIONAL = ("withheld", "members_as_of", "unchanged", "release", "metric_version")
"""Columns beside the figures that an export may leave out."""


@dataclass(frozen=True)
class ExportSurface:
    """One exported file, .csv or .parquet."""

    path: Path

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    def cards(self) -> tuple[Card, ...]:
        """No cards: an export holds cells only."""
        return ()

    def cells(self) -> pa.Table:
        """Every cell in the file. Raises UnreadableFile where the file is missing or holds no cells."""
        try:
            if self.path.suffix == ".parquet":
                return as_observed(pyarrow.parquet.read_table(self.path))
            with self.path.open("rb") as file:
                return read_csv(file)
        except (OSError, pa.ArrowInvalid, KeyError) as error:
            raise UnreadableFile("the export cannot be read", where=self.name, remedy="Run `clearspan run` again.") from error


def read_csv(file: BinaryIO) -> pa.Table:
    """The cells in a CSV of released cells; an empty field is null."""
    types = {field.name: field.type for field in OBSERVED}
    convert = pyarrow.csv.ConvertOptions(column_types=types, strings_can_be_null=False, null_values=[""])
    return as_observed(pyarrow.csv.read_csv(file, convert_options=convert))


def as_observed(table: pa.Table) -> pa.Table:
    """The table with the columns of OBSERVED alone; a missing column is null. Raises KeyError where a key column is missing."""
    columns = {}
    for field in OBSERVED:
        if field.name in table.column_names:
            columns[field.name] = table[field.name].cast(field.type)
        elif pa.types.is_floating(field.type) or field.name in OPTIONAL:
            columns[field.name] = pa.nulls(table.num_rows, field.type)
        else:
            raise KeyError(field.name)
    columns["category"] = pc.fill_null(columns["category"], "")
    withheld = columns["withheld"]
    columns["withheld"] = pc.if_else(pc.equal(withheld, ""), pa.scalar(None, pa.string()), withheld)
    columns["unchanged"] = pc.fill_null(columns["unchanged"], False)
    return pa.table(columns, schema=OBSERVED)
