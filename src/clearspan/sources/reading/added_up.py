"""Facts of a whole file added up by their keys, where a vendor sends several records for one row: one for each model, say.

A row of the store is replaced by a later one with its key, so that a sum has to be whole. Events of days are added up in
`event_days`; here a row may be about any span of days, and a source says itself which surfaces it has.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.day_sums import People
from clearspan.sources.reading.fact_rows import RAW, RECORD
from clearspan.sources.reading.seen import Seen, marks
from clearspan.sources.reading.sieve import Sieve
from clearspan.sources.source import Batch
from clearspan.vocabulary.tables import TABLES

TWICE = "told twice"
"""Why a repeated record is left out."""

_SUMMED = {"usage": ("actions", "prompts", "sessions", "accepted", "rejected", "cost"), "task_use": ("uses",)}
"""The columns that are added up, by table."""

_LEAST = (RECORD, "first_active_day")
_ROWS_HELD = 1 << 18


def added_up(batches: Iterable[Batch]) -> Iterator[Batch]:
    """The same batches without their rows of usage and task_use, and a last one that holds them, one row a key.

    Counts and cost are added up, of what was reported; a row is active where one of its records is. As record stands the first
    one that a row was made of.
    """
    sums: dict[str, _Sum] = {}
    people = People()
    for batch in batches:
        for name in [name for name in _SUMMED if name in batch.facts]:
            sums.setdefault(name, _Sum(name)).add(_one_spelling(batch.facts.pop(name), people))
        yield batch
    yield Batch({name: each.rows() for name, each in sums.items()}, 0, earlier=True)


def drop_told_twice(sieve: Sieve, seen: Seen, columns: list[pa.Array]) -> None:
    """Nothing; drops the kept records that have the same values in the columns as an earlier one of the file."""
    at = sieve.open.nonzero()[0]
    twice = ~sieve.open
    twice[at] = ~seen.first(marks([column.take(pa.array(at)) for column in columns]))
    sieve.drop(twice, TWICE)


def _one_spelling(rows: pa.Table, people: People) -> pa.Table:
    """The rows with the first spelling of each identifier in place of its others; what is none of its kind stays as it is."""
    identifier, kind = (rows[name].combine_chunks() for name in RAW)
    numbers = people.numbers(Sieve(rows[RECORD].to_numpy()), kind, identifier)
    first = pa.array(people.values, pa.string()).take(pa.array(numbers, mask=numbers < 0))
    return rows.set_column(rows.column_names.index(RAW[0]), RAW[0], pc.coalesce(first, identifier))


@dataclass
class _Sum:
    """The rows of one table so far."""

    table: str
    parts: list[pa.Table] = field(default_factory=list[pa.Table])

    def add(self, rows: pa.Table) -> None:
        """Takes the rows of a batch."""
        self.parts.append(self._grouped(rows))
        if len(self.parts) > 1 and sum(part.num_rows for part in self.parts[1:]) > max(_ROWS_HELD, self.parts[0].num_rows):
            self.parts = [self.rows()]

    def rows(self) -> pa.Table:
        """One row a key."""
        return self._grouped(pa.concat_tables(self.parts))

    def _grouped(self, rows: pa.Table) -> pa.Table:
        named = [*RAW, *(name for name in TABLES[self.table].key if name != "identity")]
        others = [name for name in rows.column_names if name not in named]
        reported = pc.ScalarAggregateOptions(skip_nulls=True, min_count=1)
        grouped = rows.group_by(named, use_threads=False).aggregate([(name, self._how(name), reported) for name in others])
        found = [grouped[name if name in named else f"{name}_{self._how(name)}"] for name in rows.column_names]
        typed = [column.cast(item.type) for column, item in zip(found, rows.schema, strict=True)]
        return pa.Table.from_arrays(typed, schema=rows.schema)

    def _how(self, name: str) -> str:
        if name in _SUMMED[self.table]:
            return "sum"
        return "min" if name in _LEAST else "max"
