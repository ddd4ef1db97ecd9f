"""What was met before: 64-bit marks of events, in bounded memory."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Marks = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]

REMEMBERED = 1 << 23
"""Marks of which a repetition is certainly noticed: 64 MB. Repetitions stand in neighbouring pages and overlapping exports."""

_LOOKED_AT = 512
_ODD = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


def marks(columns: Sequence[pa.Array]) -> Marks:
    """A mark for each row of the columns together; equal rows have equal marks in one run of the program.

    Two of a million different rows share a mark in one of 37 million runs.
    """
    found = np.zeros(len(columns[0]), dtype=np.uint64)
    for column in columns:
        found = mixed(found, _hashes(column))
    return found


def _hashes(column: pa.Array) -> Marks:
    """A number for each value; null has one of its own."""
    if pa.types.is_floating(column.type):
        bits = column.cast(pa.float64()).fill_null(0.0).to_numpy(zero_copy_only=False).view(np.uint64)
        return np.where(column.is_null().to_numpy(zero_copy_only=False), _ODD, bits)
    coded = column.dictionary_encode() if _repeated(column) else None
    texts = column if coded is None else coded.dictionary
    found = np.fromiter(map(hash, texts.to_pylist()), np.int64, len(texts))
    if coded is not None:
        found = np.append(found, hash(None))[coded.indices.fill_null(len(found)).to_numpy()]
    return found.view(np.uint64)


def _repeated(column: pa.Array) -> bool:
    """Whether values stand in the column again and again, told from some of them."""
    some = column.slice(0, _LOOKED_AT)
    return len(column) > _LOOKED_AT and 2 * len(some.unique()) < len(some)


def mixed(first: Marks, second: Marks) -> Marks:
    """One mark of two; their order counts."""
    both = (first + _ODD) * _ODD ^ second
    both ^= both >> _SHIFT
    return both * _ODD


class Seen:
    """The marks met so far. At least the last `remembered` are known again, at most twice as many are in memory."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._young: list[Marks] = []
        self._old: list[Marks] = []

    def first(self, found: Marks) -> Mask:
        """True where a mark is met for the first time, in the array or before."""
        coded = pa.array(found).dictionary_encode()
        distinct = coded.dictionary.to_numpy()
        places = np.flatnonzero(np.diff(np.maximum.accumulate(coded.indices.to_numpy()), prepend=-1))
        known = np.zeros(len(distinct), dtype=np.bool_)
        for run in (*self._old, *self._young):
            known |= run[np.minimum(np.searchsorted(run, distinct), len(run) - 1)] == distinct
        mask = np.zeros(len(found), dtype=np.bool_)
        mask[places[~known]] = True
        self._remember(np.sort(distinct[~known]))
        return mask

    def _remember(self, fresh: Marks) -> None:
        """Sorted runs, each more than twice as long as the next, so that each mark is moved few times."""
        if not len(fresh):
            return
        self._young.append(fresh)
        while len(self._young) > 1 and len(self._young[-2]) <= 2 * len(self._young[-1]):
            last = self._young.pop()
            self._young[-1] = np.sort(np.concatenate([self._young[-1], last]), kind="stable")
        if sum(map(len, self._young)) >= self._remembered:
            self._old, self._young = self._young, []
