"""The staff lists of one run, laid one after the other, and what is found wrong in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clearspan.sources.staff.roster_rows import ROSTER_SCHEMA

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NOBODY = -1
"""Person number where there is none."""


@dataclass(frozen=True)
class RosterFile:
    """The roster (or alias) rows of one file that arrived, all its batches together; `name` is its path below the exports."""

    name: str
    arrival: int
    rows: pa.Table


@dataclass(frozen=True)
class Finding:
    """Something wrong in a staff list. `kept` says whether the record is used all the same; no content is in it."""

    file: str
    arrival: int
    record: int
    field: str
    reason: str
    kept: bool

    def __str__(self) -> str:
        return f"{self.file}, record {self.record}, {self.field}: {self.reason}"


@dataclass(frozen=True)
class Roster:
    """The rows of all files in one table; `file_of` is the place in `files` of the file each row came in."""

    files: tuple[RosterFile, ...]
    rows: pa.Table
    file_of: Ints

    @classmethod
    def of(cls, files: Sequence[RosterFile]) -> Self:
        """The files laid one after the other."""
        rows = pa.concat_tables([file.rows for file in files] or [ROSTER_SCHEMA.empty_table()]).combine_chunks()
        lengths = [file.rows.num_rows for file in files]
        return cls(tuple(files), rows, np.repeat(np.arange(len(files), dtype=np.int64), lengths))

    def finding(self, row: int, field: str, reason: str, *, kept: bool) -> Finding:
        """A finding about a row, named by its file and record."""
        file = self.files[int(self.file_of[row])]
        return Finding(file.name, file.arrival, self.rows["record"][row].as_py(), field, reason, kept)

    def days(self, column: str, absent: int) -> Ints:
        """A column of days, `absent` where it is null."""
        return self.rows[column].fill_null(absent).to_numpy().astype(np.int64)
