"""Figures added up by person, label and day, in memory that grows with the days of people and not with the events."""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.privacy.pseudonym import canonical_all
from clearspan.sources.reading.sieve import Sieve

Codes = npt.NDArray[np.int64]

ROWS_A_BATCH = 65_536
"""Rows handed on at a time."""

_LOOSE_ROWS = 262_144
"""Rows that may wait before they are added up with what is there."""

_DAY_BITS = 16
_LABEL_BITS = 16
"""Days to 2100 and labels fit into 16 bits each, people into the 31 above."""


class People:
    """The identifiers met so far, each with a number; spellings of one identifier have one number, and the first one stays."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.values: list[str] = []
        self._numbers: dict[tuple[str, str], int] = {}
        self._known: dict[str, dict[str, int]] = {}

    def numbers(self, sieve: Sieve, kind: "pa.Array | str", identifier: pa.Array) -> Codes:
        """The number of each row's person, -1 where there is none. Rejects kept records without a usable identifier."""
        coded = identifier.dictionary_encode()
        kinds = (pa.repeat(kind, len(identifier)) if isinstance(kind, str) else kind).dictionary_encode()
        width = len(coded.dictionary) + 1
        value_at = pc.fill_null(coded.indices, width - 1).to_numpy().astype(np.int64)
        kind_at = pc.fill_null(kinds.indices, len(kinds.dictionary)).to_numpy().astype(np.int64)
        found = np.full((len(kinds.dictionary) + 1, width), -1, dtype=np.int64)
        values = coded.dictionary.to_pylist()
        for place, name in enumerate(kinds.dictionary.to_pylist()):
            here = _distinct(value_at[kind_at == place], width)
            here = here[here < width - 1]
            found[place, here] = self._numbers_of(name, [values[at] for at in here.tolist()])
        numbers = found[kind_at, value_at]
        sieve.reject(numbers < 0, "identifier", "is no identifier of its kind")
        return numbers

    def _numbers_of(self, kind: str, values: list[str]) -> list[int]:
        known = self._known.setdefault(kind, {})
        fresh = [value for value in values if value not in known]
        for value, form in zip(fresh, canonical_all(kind, fresh), strict=True):
            number = -1 if form is None else self._numbers.setdefault((kind, form), len(self.values))
            if number == len(self.values):
                self.kinds.append(kind)
                self.values.append(value)
            known[value] = number
        return [known[value] for value in values]


def _distinct(codes: Codes, most: int) -> Codes:
    """The codes below `most` that occur."""
    met = np.zeros(most, np.bool_)
    met[codes] = True
    return np.flatnonzero(met)


class DaySums:
    """Sums of figures by person, label and day; null where nothing was reported. `active` is the largest, not a sum."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._labels: dict[tuple[str, str], int] = {}
        self._loose: list[pa.Table] = []
        self._loose_rows = 0
        self._whole: pa.Table | None = None
        self._columns: dict[str, pa.DataType] = {"record": pa.int64()}

    def label(self, tool: str, name: str) -> int:
        """The number of a tool and a surface or task of it. Sources name few; what vendors write is no label."""
        number = self._labels.setdefault((tool, name), len(self._labels))
        if number >> _LABEL_BITS:
            raise ValueError("too many surfaces or tasks: a source must map what the vendor writes to few names")
        return number

    def keys(self, people: Codes, labels: "Codes | int", days: Codes) -> Codes:
        """A key for each row, of the numbers of the person and the label and the day number."""
        return (people << (_DAY_BITS + _LABEL_BITS)) | (np.asarray(labels, np.int64) << _DAY_BITS) | days

    def add(self, keys: Codes, figures: Mapping[str, pa.Array]) -> None:
        """Adds rows; `figures` has `record` and, as columns of the same length, what is to be added up."""
        for name, column in figures.items():
            self._columns.setdefault(name, _summed(column.type))
        table = pa.table({"key": pa.array(keys), **figures})
        self._loose.append(self._added_up([table]))
        self._loose_rows += self._loose[-1].num_rows
        if self._loose_rows > max(_LOOSE_ROWS, self._whole.num_rows if self._whole is not None else 0):
            self._gather()

    def rows(self) -> Iterator[dict[str, pa.Array]]:
        """The sums in batches, with the columns identifier, identifier_kind, tool, label, day, record and the figures."""
        self._gather()
        table = self._whole
        if table is None:
            return
        table = table.sort_by("key")
        tools = pa.array([tool for tool, _ in self._labels], pa.string())
        labels = pa.array([name for _, name in self._labels], pa.string())
        kinds, values = pa.array(self._people.kinds, pa.string()), pa.array(self._people.values, pa.string())
        for start in range(0, table.num_rows, ROWS_A_BATCH):
            part = table.slice(start, ROWS_A_BATCH).combine_chunks()
            key = part.column("key").to_numpy()
            person = pa.array(key >> (_DAY_BITS + _LABEL_BITS))
            label = pa.array((key >> _DAY_BITS) & ((1 << _LABEL_BITS) - 1))
            yield {
                "identifier": values.take(person),
                "identifier_kind": kinds.take(person),
                "tool": tools.take(label),
                "label": labels.take(label),
                "day": pa.array((key & ((1 << _DAY_BITS) - 1)).astype(np.int32)),
                **{name: part.column(name) for name in self._columns},
            }

    def _gather(self) -> None:
        if self._loose:
            found = [*self._loose, *([self._whole] if self._whole is not None else [])]
            self._whole = self._added_up(found)
            self._loose, self._loose_rows = [], 0

    def _added_up(self, tables: list[pa.Table]) -> pa.Table:
        """One row a key."""
        table = pa.concat_tables([self._filled(table) for table in tables])
        some = pc.ScalarAggregateOptions(min_count=1)
        names = list(self._columns)
        summed = table.group_by("key", use_threads=False).aggregate([(name, _how(name), some) for name in names])
        summed = summed.select(["key", *(f"{name}_{_how(name)}" for name in names)]).rename_columns(["key", *names])
        return summed.cast(pa.schema([pa.field("key", pa.int64()), *self._columns.items()]))

    def _filled(self, table: pa.Table) -> pa.Table:
        """The table with every figure that any table has."""
        columns = {
            name: table.column(name).cast(kind) if name in table.column_names else pa.nulls(table.num_rows, kind)
            for name, kind in self._columns.items()
        }
        return pa.table({"key": table.column("key"), **columns})


def _how(name: str) -> str:
    return {"record": "min", "active": "max"}.get(name, "sum")


def _summed(kind: pa.DataType) -> pa.DataType:
    return kind if pa.types.is_decimal(kind) else pa.int64()
