"""Rows of a delimited file as Arrow text columns, with record numbers; rows that do not fit the header are rejected."""

import codecs
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pacsv

from clearspan.arrow import pc
from clearspan.errors import UnreadableFile
from clearspan.sources.reading.arrived import Arrived
from clearspan.sources.reading.header import Header, plain_name, read_header
from clearspan.sources.reading.sieve import Sieve, as_mask
from clearspan.sources.reading.typed import texts
from clearspan.sources.reading.undeclared import undeclared_columns
from clearspan.sources.source import Batch, KeptField, Reject

END = "\x1eend of file\x1e"
"""Closes the text that Arrow reads: where it does not come out as the last row, a quotation mark was never closed."""


DAMAGED = "\ufffd"
"""Stands for bytes that are no UTF-8: Arrow must not see them, or it loses count of the rows it leaves out."""


Numbers = npt.NDArray[np.int64]


@dataclass
class CsvRows:
    """Some rows. `columns` maps a declared name to trimmed texts, empty as null; a column that the file lacks is absent.

    `records` counts the records seen, those already rejected in the sieve included.
    """

    columns: dict[str, pa.Array]
    sieve: Sieve
    records: int
    undeclared: frozenset[str]

    def __len__(self) -> int:
        return len(self.sieve.numbers)

    def column(self, name: str) -> pa.Array:
        """The column, all null where the file lacks it."""
        found = self.columns.get(name)
        return pa.nulls(len(self), pa.string()) if found is None else found

    def batch(self, facts: dict[str, pa.Table]) -> Batch:
        """The batch of these rows with the facts made of them."""
        return Batch(facts, self.records, self.sieve.dropped, self.sieve.rejects, self.undeclared)


def read_csv(arrived: Arrived, fields: Sequence[KeptField]) -> Iterator[CsvRows]:
    """The rows of the file in batches; at least one batch. A record's number counts the rows after the header, from 1.

    The separator is one of , ; tab |. A header name matches a field's name or alias whatever its case, spaces, underscores and
    signs. Raises UnreadableFile where a required column is missing, a declared one stands twice, a row is over the limit,
    or a quotation mark is never closed.
    """
    head = arrived.head()
    header = read_header(head)
    if header is None:
        raise UnreadableFile("has no header row.", where=arrived.name, remedy="Export it again with column names.")
    places = _places(header, fields, arrived.name)
    undeclared = undeclared_columns(header.names, (name for item in fields for name in (item.name, *item.aliases)))
    reader = _Reader(arrived, header, len(head[: header.length].encode(errors="surrogateescape")), set(places.values()))
    try:
        for rows, numbers, rejects in reader.batches():
            yield _csv_rows(rows, numbers, rejects, places, undeclared, reader.damaged)
    except pa.ArrowInvalid as error:
        if "straddl" in str(error):
            what = f"has a record longer than {arrived.limits.line_bytes:,} bytes after record {reader.read}."
            raise UnreadableFile(what, where=arrived.name, remedy="Look for a quotation mark that is never closed.") from None
        raise UnreadableFile(
            f"cannot be read as delimited text after record {reader.read}.", where=arrived.name, remedy="Export it again."
        ) from None


def _csv_rows(
    rows: pa.RecordBatch,
    numbers: Numbers,
    rejects: list[Reject],
    places: dict[str, int],
    undeclared: frozenset[str],
    damaged: bool,
) -> CsvRows:
    """The declared columns; a text in which a byte was no UTF-8, as there are where the file is `damaged`, is rejected."""
    sieve = Sieve(numbers)
    sieve.rejects.extend(rejects)
    columns: dict[str, pa.Array] = {}
    for name, place in places.items():
        column = rows.column(str(place))
        if damaged:
            sieve.reject(pc.match_substring(column, DAMAGED), name, "is not UTF-8 text")
        columns[name] = texts(column)
    if all(column.null_count for column in columns.values()):
        blank = np.ones(len(numbers), dtype=np.bool_)
        for column in columns.values():
            blank &= as_mask(pc.is_null(column))
        sieve.drop(blank, "empty row")
    return CsvRows(columns, sieve, len(numbers) + len(rejects), undeclared)


def _places(header: Header, fields: Sequence[KeptField], where: str) -> dict[str, int]:
    """Declared name -> position in the file."""
    by_name: dict[str, list[int]] = {}
    for place, name in enumerate(header.names):
        by_name.setdefault(plain_name(name), []).append(place)
    places: dict[str, int] = {}
    for item in fields:
        found = [place for name in dict.fromkeys(map(plain_name, (item.name, *item.aliases))) for place in by_name.get(name, [])]
        if len(found) > 1:
            raise UnreadableFile(
                f"has {len(found)} columns for {item.name!r}.", where=where, remedy="Keep one of them and export it again."
            )
        if found:
            places[item.name] = found[0]
        elif item.required:
            raise UnreadableFile(f"has no column {item.name!r}.", where=where, remedy="Export it with that column.")
    return places


class _Reader:
    """Runs Arrow's streaming CSV reader over the records and numbers them."""

    def __init__(self, arrived: Arrived, header: Header, skip: int, places: set[int]) -> None:
        self.arrived = arrived
        self.header = header
        self.skip = skip
        self.places = places
        self.damaged = False
        self.seen = 0
        self.read = 0
        self.misfits: dict[int, int] = {}

    def batches(self) -> Iterator[tuple[pa.RecordBatch, Numbers, list[Reject]]]:
        """Rows with their numbers, and the rows left out because their number of fields is not the header's."""
        names = [str(place) for place in range(len(self.header.names))]
        stream = pacsv.open_csv(
            pa.PythonFile(_Body(self._parts()), mode="r"),
            read_options=pacsv.ReadOptions(use_threads=False, block_size=self.arrived.limits.line_bytes, column_names=names),
            parse_options=pacsv.ParseOptions(
                delimiter=self.header.delimiter, newlines_in_values=True, invalid_row_handler=self._misfit
            ),
            convert_options=pacsv.ConvertOptions(
                column_types={name: pa.string() for name in names},
                include_columns=[str(place) for place in sorted({0, *self.places})],
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
        held: pa.RecordBatch | None = None
        for rows in stream:
            if not rows.num_rows:
                continue
            self.read += rows.num_rows
            if held is not None:
                yield self._numbered(held)
            held = rows
        if held is None or held.column(0)[-1].as_py() != END:
            raise UnreadableFile(
                f"opens a quotation mark in record {max(self.read, 1)} and never closes it.",
                where=self.arrived.name,
                remedy="Download it again, or repair the record.",
            )
        yield self._numbered(held.slice(0, held.num_rows - 1), last=True)

    def _parts(self) -> Iterator[bytes]:
        """The records without the header, in sound UTF-8, and the closing row."""
        skip = self.skip
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        for block in self.arrived.blocks():
            yield self._sound(decoder, block[skip:])
            skip = max(0, skip - len(block))
        yield self._sound(decoder, b"", final=True)
        yield f"\n{END}{self.header.delimiter * (len(self.header.names) - 1)}\n".encode()

    def _sound(self, decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bytes:
        """A block in sound UTF-8."""
        if block.isascii() and decoder.getstate()[0] == b"":
            return block
        text = decoder.decode(block, final=final)
        self.damaged = self.damaged or DAMAGED in text
        return text.encode()

    def _misfit(self, row: pacsv.InvalidRow) -> str:
        self.misfits[row.number] = row.actual_columns
        self.read += 1
        return "skip"

    def _numbered(self, rows: pa.RecordBatch, last: bool = False) -> tuple[pa.RecordBatch, Numbers, list[Reject]]:
        if not self.misfits:
            self.seen += rows.num_rows
            return rows, np.arange(self.seen - rows.num_rows + 1, self.seen + 1), []
        numbers: list[int] = []
        rejects: list[Reject] = []
        number = self.seen
        while len(numbers) < rows.num_rows or (self.misfits and (last or number + 1 in self.misfits)):
            number += 1
            fields = self.misfits.pop(number, None)
            if fields is None:
                numbers.append(number)
            else:
                expected = len(self.header.names)
                rejects.append(Reject(number, "", f"has {fields} fields where the header has {expected}"))
        self.seen = number
        return rows, np.array(numbers, np.int64), rejects


class _Body(io.RawIOBase):
    """Blocks of bytes as a file that Arrow can read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        super().__init__()
        self._parts = parts
        self._held: list[memoryview] = []
        self._size = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while size < 0 or self._size < size:
            part = next(self._parts, None)
            if part is None:
                break
            self._held.append(memoryview(part))
            self._size += len(part)
        over = self._size - size if 0 <= size < self._size else 0
        rest = self._held[-1][len(self._held[-1]) - over :] if over else None
        if rest is not None:
            self._held[-1] = self._held[-1][: len(self._held[-1]) - over]
        found = b"".join(self._held)
        self._held, self._size = ([rest] if rest is not None else []), over
        return found
