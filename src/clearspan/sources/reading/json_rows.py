"""JSON records as Arrow rows of a declared type, with record numbers; what does not fit is rejected with its field.

Lines of sound records are decoded straight into the declared type. Everything else is parsed by orjson and converted as a
whole to that type or, where it does not fit, record by record; Arrow's own JSON reader is slower, and ends the process at a
top-level null. Numbers are declared as float64, because Arrow would cut a fraction silently when it converts to an integer;
`typed` makes whole numbers of them.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clearspan.ahead import made_ahead
from clearspan.sources.reading.arrived import Arrived
from clearspan.sources.reading.collecting import no_garbage_collection
from clearspan.sources.reading.columnar import Columnar
from clearspan.sources.reading.conforming import Unfit, conforming
from clearspan.sources.reading.decoders import SharedPiece, can_share, shared_pieces
from clearspan.sources.reading.decoding import Decoded
from clearspan.sources.reading.field_names import DECLARED_NAMES, FieldNames
from clearspan.sources.reading.json_values import VALUES_A_PIECE, Broken, Piece, json_pieces, parsed, parsed_records
from clearspan.sources.reading.pages import Paged, RawRecords, Unwrap, plain
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.reading.typed_records import CONVERTED_AT_ONCE, TypedRecords
from clearspan.sources.reading.undeclared import shown, undeclared_keys, undeclared_names
from clearspan.sources.source import Batch, Reject

RECORDS_A_BATCH = 65_536
"""Records gathered before the vectorised work begins."""

LEARNT_FROM = 16_384
"""Bytes of a file from which the names of its undeclared fields are learnt: in vendors' files most of them are met there."""

NUMBER = pa.float64()
"""The declared type of a JSON number."""


AnyPiece = Piece | SharedPiece


@dataclass
class JsonRows:
    """Rows of the declared type. `records` counts the records seen, those already rejected in the sieve included."""

    rows: pa.StructArray
    sieve: Sieve
    records: int
    undeclared: frozenset[str]

    def batch(self, facts: dict[str, pa.Table]) -> Batch:
        """The batch of these rows with the facts made of them."""
        return Batch(facts, self.records, self.sieve.dropped, self.sieve.rejects, self.undeclared)


class Gatherer:
    """Collects records until there are enough for a batch of rows."""

    def __init__(self, declared: pa.StructType, unwrap: Unwrap = plain, names: FieldNames = DECLARED_NAMES) -> None:
        self.declared = declared
        self.unwrap = unwrap
        self.count = 0
        self._names, self._renamed = names, names.renamed
        self._conform = conforming(declared, "")
        self._pages = unwrap if isinstance(unwrap, Paged) else None
        self._typed = TypedRecords(declared, names) if self._pages else None
        self._columnar = unwrap if isinstance(unwrap, Columnar) else None
        self._of_pages = False
        self._clear()

    def _clear(self) -> None:
        self.arrays: list[pa.Array] = []
        self.numbers: list[npt.NDArray[np.int64]] = []
        self.rejects: list[Reject] = []
        self.undeclared: set[str] = set()
        self.gathered = 0
        self._decoded: list[Any] = []
        self._first: bytes | msgspec.Raw = b""

    def pieces(self, arrived: Arrived) -> Generator[AnyPiece]:
        """The file in pieces for `fill`; a large file of lines is decoded by several processes."""
        if self._pages and self._typed and arrived.sample().format == "ndjson" and can_share(arrived):
            yield from shared_pieces(arrived, self.declared, self._names, self._typed.learnt)
        else:
            yield from json_pieces(arrived, self.unwrap)

    def fill(self, pieces: Iterator[AnyPiece]) -> bool:
        """Whether there is enough for a batch; if not, the pieces have come to their end."""
        with no_garbage_collection():
            for piece in pieces:
                self._add(piece)
                if self.gathered >= RECORDS_A_BATCH:
                    return True
        return False

    def of_records(self, records: RawRecords) -> JsonRows:
        """The rows of these records alone."""
        with no_garbage_collection():
            for piece in records.parts(VALUES_A_PIECE):
                self._add_raw(piece)
        return self.take()

    def _add(self, piece: AnyPiece) -> None:
        """Takes some lines, or some records or values of a document. Of a file's first lines a few teach what names it has."""
        if self._typed is not None and self._typed.fresh and isinstance(piece, bytes):
            cut = piece.find(b"\n", LEARNT_FROM)
            if cut >= 0:
                self._add_values(parsed(piece[:cut], self._typed.rescued))
                piece = piece[cut + 1 :]
        if isinstance(piece, Decoded):
            self._convert()
            self._add_rows(piece.rows, ())
            self._tell_undeclared(piece.examples)
        elif isinstance(piece, RawRecords):
            self._add_raw(piece)
        elif self._columnar and isinstance(piece, bytes) and (found := self._columnar.rows_of_lines(piece, self.declared)):
            self._add_rows(*found)
        elif self._typed is None or self._pages is None or not isinstance(piece, bytes):
            self._add_values(parsed(piece))
        elif self._of_pages and (page := self._pages.of_lines(piece)) is not None:
            self._add_raw(page)
        elif (records := self._typed.of_lines(piece)) is not None:
            self._take_decoded(records, piece.partition(b"\n")[0])
        elif (page := self._pages.of_lines(piece)) is not None:
            self._of_pages = True
            self._add_raw(page)
        else:
            self._add_values(parsed(piece, self._typed.rescued))

    def _add_rows(self, rows: pa.StructArray, undeclared: Iterable[str]) -> None:
        """Takes rows of the declared type."""
        numbers = self._counted(len(rows))
        self.arrays.append(rows)
        self.numbers.append(np.arange(numbers.start, numbers.stop))
        self.undeclared |= set(map(shown, undeclared))

    def _add_raw(self, piece: RawRecords) -> None:
        """Takes records that are not parsed yet."""
        records = self._typed.of_raw(piece) if self._typed else None
        if records is not None:
            self._take_decoded(records, piece.records[0])
            return
        values = parsed_records(piece, self._typed.rescued if self._typed else None)
        self._add_values(values, opened=piece.opened)

    def _take_decoded(self, records: list[Any], first: bytes | msgspec.Raw) -> None:
        """Takes records of the declared type, of which `first` is how the first one is written."""
        if not self._decoded:
            self._first = first
        self._decoded += records
        numbers = self._counted(len(records))
        self.numbers.append(np.arange(numbers.start, numbers.stop))
        if len(self._decoded) >= CONVERTED_AT_ONCE:
            self._convert()

    def _counted(self, records: int) -> range:
        """The numbers of the next records."""
        self.count += records
        self.gathered += records
        return range(self.count - records + 1, self.count + 1)

    def _convert(self) -> None:
        if self._typed is not None and self._decoded:
            self.arrays.append(self._typed.rows(self._decoded))
            self._tell_undeclared([self._first])
            self._decoded = []

    def _tell_undeclared(self, examples: Sequence[bytes | msgspec.Raw]) -> None:
        """Nothing; notes the undeclared names of some records as they are written."""
        records = map(self._renamed, parsed_records(RawRecords(examples)))
        self.undeclared |= undeclared_keys([record for record in records if isinstance(record, dict)], self.declared)

    def _add_values(self, values: Sequence[Any], opened: bool = False) -> None:
        """Takes values that are parsed, where `opened` as records; a Broken one counts as one rejected record."""
        self._convert()
        records, numbers = [], []
        for value in values:
            if isinstance(value, Broken):
                self.rejects.extend(Reject(number, "", value.reason) for number in self._counted(1))
                continue
            found = [value] if opened else self.unwrap(value)
            records.extend(map(self._renamed, found))
            numbers.extend(self._counted(len(found)))
        if records:
            self._add_records(records, np.array(numbers, np.int64))

    def _add_records(self, records: Sequence[Any], numbers: npt.NDArray[np.int64]) -> None:
        objects = [record for record in records if isinstance(record, dict)]
        array = _whole(records, self.declared) if len(objects) == len(records) else None
        if array is None:
            array, numbers = self._each(records, numbers)
        self.arrays.append(array)
        self.numbers.append(numbers)
        self.undeclared |= undeclared_keys(objects, self.declared)
        if self._typed is not None:
            self._typed.learn(undeclared_names(objects, self.declared))

    def take(self) -> JsonRows:
        """The rows gathered so far; begins anew."""
        self._convert()
        rows = pa.concat_arrays(self.arrays) if self.arrays else pa.array([], self.declared)
        sieve = Sieve(np.concatenate([np.empty(0, np.int64), *self.numbers]))
        sieve.rejects.extend(self.rejects)
        found = JsonRows(rows, sieve, self.gathered, frozenset(self.undeclared))
        self._clear()
        return found

    def _each(self, records: Sequence[Any], numbers: npt.NDArray[np.int64]) -> tuple[pa.Array, npt.NDArray[np.int64]]:
        """The records one by one: what can be read as declared is, the rest is rejected."""
        fit, kept = [], []
        for record, number in zip(records, numbers.tolist(), strict=True):
            try:
                if not isinstance(record, dict):
                    raise Unfit("", "the record is not a JSON object")
                fit.append(self._conform(record))
                kept.append(number)
            except Unfit as unfit:
                self.rejects.append(Reject(number, unfit.name, unfit.reason))
        return pa.array(fit, self.declared), np.array(kept, np.int64)


def read_json(
    arrived: Arrived, declared: pa.StructType, unwrap: Unwrap = plain, names: FieldNames = DECLARED_NAMES
) -> Iterator[JsonRows]:
    """The records of a JSON file in batches; at least one batch.

    The file holds one JSON value a line, or one or more JSON documents, or either in pages that `unwrap` opens; `names` says how
    it names the declared fields. A record's number is its place in the file, from 1. Raises UnreadableFile where a document is
    over the limit or not complete.
    """
    gatherer = Gatherer(declared, unwrap, names)
    with closing(gatherer.pieces(arrived)) as pieces:
        more = gatherer.fill(pieces)
        yield gatherer.take()
        if more:
            yield from made_ahead(_further(gatherer, pieces))


def _further(gatherer: Gatherer, pieces: Iterator[AnyPiece]) -> Iterator[JsonRows]:
    more = True
    while more:
        more = gatherer.fill(pieces)
        if gatherer.gathered:
            yield gatherer.take()


def _whole(records: Sequence[Any], declared: pa.StructType) -> pa.Array | None:
    """All objects in one conversion, or None where one does not fit."""
    try:
        return pa.array(records, declared)
    except (pa.ArrowException, OverflowError, TypeError, ValueError):
        return None
