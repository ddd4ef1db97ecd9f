"""What has left: released cells, each written once and never altered, and the membership they were counted over."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from clearspan.errors import StoreError
from clearspan.vocabulary.cell import CELL_COLUMNS
from clearspan.warehouse import durable
from clearspan.warehouse.lock import WriterLock
from clearspan.warehouse.pointer import Pointer
from clearspan.warehouse.release_manifest import ReleaseManifest, read_manifest

_WHOLE_NUMBERS = {
    "metric_version": pa.int32(),
    "start_day": pa.int32(),
    "end_day": pa.int32(),
    "denominator": pa.int64(),
    "n": pa.int64(),
    "members_as_of": pa.int32(),
    "rows": pa.int64(),
    "data_as_of": pa.int32(),
    "released_at": pa.int64(),
    "release": pa.int32(),
}
_TEXT = pa.dictionary(pa.int32(), pa.string())
_FRACTIONS = ("numerator", "value", "low", "high")
_MAY_BE_NULL = {"numerator", "denominator", "n", "value", "low", "high", "withheld"}

KEPT_BEFORE = 53
"""Releases whose starting membership is kept, so that their figures can be computed again: a year of weekly ones."""

CELL_KEY = ("metric", "metric_version", "tool", "dimension", "group", "kind", "start_day", "category")
"""What names a cell: one that has been released is never released again."""


def _type(column: str) -> pa.DataType:
    if column in _FRACTIONS:
        return pa.float64()
    if column == "unchanged":
        return pa.bool_()
    return _WHOLE_NUMBERS.get(column, _TEXT)


CELL_SCHEMA = pa.schema([pa.field(name, _type(name), nullable=name in _MAY_BE_NULL) for name in CELL_COLUMNS])
"""The released cell as it is stored: each distinct text once."""

EXPORT_SCHEMA = pa.schema([f.with_type(pa.string()) if f.type == _TEXT else f for f in CELL_SCHEMA])
"""The released cell as it is exported: texts as plain strings."""


_KEY_TEXTS = pa.schema([EXPORT_SCHEMA.field(name) for name in CELL_KEY])


@dataclass(frozen=True)
class Releases:
    """The releases of a data folder (DIR/release). Reading never waits for writing."""

    directory: Path

    @property
    def _root(self) -> Path:
        return self.directory.absolute() / "release"

    @property
    def _pointer(self) -> Pointer:
        return Pointer(self._root / "CURRENT", self._root / "manifests")

    def number(self) -> int:
        """Number of the last release; 0 where nothing was released yet."""
        return self._manifest().number

    def stamp(self) -> str:
        """A text that changes when something is published, and never otherwise."""
        return str(self.number())

    def cells(self, columns: Sequence[str] = tuple(CELL_COLUMNS)) -> pa.Table:
        """All released cells in the order of their release, with the columns asked for; texts are stored once a release."""
        schema = pa.schema([CELL_SCHEMA.field(name) for name in columns])
        texts = [field.name for field in schema if field.type == _TEXT]
        files = [pq.ParquetFile(self._root / file, read_dictionary=texts) for file in self._manifest().cells]
        found = [file.read(columns=list(columns)).select(list(columns)).cast(schema) for file in files]
        return pa.concat_tables(found) if found else schema.empty_table()

    def periods(self) -> set[tuple[str, int]]:
        """(kind, first day) of every period of which there are cells."""
        found: set[tuple[str, int]] = set()
        for batch in self.cells(("kind", "start_day")).to_batches():
            distinct = pa.table({"kind": batch["kind"].cast(pa.string()), "start_day": batch["start_day"]})
            rows = distinct.group_by(["kind", "start_day"]).aggregate([]).to_pydict()
            found.update(zip(rows["kind"], rows["start_day"], strict=True))
        return found

    def membership(self) -> pa.Table:
        """The published membership as it was handed to `publish`; without rows and columns where there is none."""
        file = self._manifest().membership
        return pq.ParquetFile(self._root / file).read() if file else pa.table({})

    def membership_before(self, number: int) -> pa.Table | None:
        """The membership that a release started from, as people erased and joined since leave it; without rows and columns
        for the first one. None where it is not kept any more."""
        manifest = self._manifest()
        place = number - 1 - (manifest.number - len(manifest.before))
        if not 0 <= place < len(manifest.before):
            return None
        file = manifest.before[place]
        return pq.ParquetFile(self._root / file).read() if file else pa.table({})

    def publish(self, cells: pa.Table, membership: pa.Table) -> int:
        """The number of the new release: `cells` are added to what was released, `membership` stands from now on.

        All or nothing, on the disk when it returns. Raises StoreError where a cell was released before or stands twice,
        or a column is missing or does not fit; StoreBusy where another process publishes.
        """
        conformed = _conform(cells)
        with closing(WriterLock(self._root / "LOCK")):
            before = self._manifest()
            self._refuse_repeats(conformed, before)
            number = before.number + 1
            file = self._write(conformed, "cells", number)
            kept = (*before.before, before.membership)[-KEPT_BEFORE:]
            self._swap(before, replace(before, number=number, cells=(*before.cells, file), before=kept), membership)
        return number

    def revise_memberships(self, change: Callable[[pa.Table], pa.Table]) -> bool:
        """Whether `change` altered a membership: each that is kept becomes what it returns (the same table where nothing is to
        be altered), and what it was is gone from the disk: for erasure and for people who become one."""
        with closing(WriterLock(self._root / "LOCK")):
            before = self._manifest()
            names = {name for name in (before.membership, *before.before) if name}
            found = {name: pq.ParquetFile(self._root / name).read() for name in sorted(names)}
            changed = {name: after for name, rows in found.items() if (after := change(rows)) is not rows}
            if not changed:
                return False
            file = {name: self._write(rows, "membership", before.revision + 1) for name, rows in changed.items()}
            kept = tuple(file.get(name or "", name) for name in before.before)
            current = replace(before, membership=file.get(before.membership or "", before.membership), before=kept)
            self._point(current)
        return True

    def _swap(self, before: ReleaseManifest, after: ReleaseManifest, membership: pa.Table) -> None:
        file = self._write(membership, "membership", before.revision + 1)
        self._point(replace(after, membership=file))

    def _point(self, after: ReleaseManifest) -> None:
        current = replace(after, revision=after.revision + 1)
        self._pointer.swap(current.revision, current.to_json())
        self._sweep(current)

    def _write(self, rows: pa.Table, folder: str, number: int) -> str:
        beside = self._root / "writing.parquet"
        pq.write_table(rows, beside, compression="zstd")
        with beside.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()[:32]
        file = f"{folder}/{number:06d}-{digest}.parquet"
        durable.place(beside, self._root / file)
        return file

    def _refuse_repeats(self, cells: pa.Table, before: ReleaseManifest) -> None:
        keys = cells.select(CELL_KEY).cast(_KEY_TEXTS)
        starts = keys.column("start_day").unique().to_pylist()
        for file in before.cells:
            filters = [("start_day", "in", starts)] if starts else None
            earlier = pq.read_table(self._root / file, columns=list(CELL_KEY), filters=filters).cast(_KEY_TEXTS)
            if earlier.num_rows and keys.join(earlier, list(CELL_KEY), join_type="left semi").num_rows:
                raise StoreError("a cell that was released before cannot be released again", where=str(self._root))
        if keys.group_by(list(CELL_KEY)).aggregate([]).num_rows < keys.num_rows:
            raise StoreError("a cell stands twice in one release", where=str(self._root))

    def _sweep(self, current: ReleaseManifest) -> None:
        kept = {self._root / file for file in current.files()}
        kept.add(self._root / "manifests" / f"{current.revision:06d}.json")
        for folder in ("cells", "membership", "manifests"):
            for path in (self._root / folder).glob("*"):
                if path not in kept:
                    path.unlink()

    def _manifest(self) -> ReleaseManifest:
        data = self._pointer.read()
        return ReleaseManifest() if data is None else read_manifest(data, str(self._root / "CURRENT"))


def _conform(cells: pa.Table) -> pa.Table:
    return pa.table([_column(field, cells) for field in CELL_SCHEMA], schema=CELL_SCHEMA)


def _column(field: pa.Field, cells: pa.Table) -> pa.ChunkedArray:
    where = f"release.{field.name}"
    if field.name not in cells.column_names:
        raise StoreError("the column is missing", where=where)
    values = cells.column(field.name)
    if values.null_count and not field.nullable:
        raise StoreError(f"{values.null_count} values are missing, and the column allows none", where=where)
    fault = ""
    try:
        return values.cast(field.type)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        fault = f"values of type {values.type} do not fit {field.type}"
    raise StoreError(fault, where=where)
