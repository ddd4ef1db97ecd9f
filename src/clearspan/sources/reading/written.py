"""How the texts of a column are written, told from their bytes: most columns hold nothing that has to be looked at one by one."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clearspan.arrow import pc

_SPACE, _DELETE, _POINT, _ZERO, _NINE = 0x20, 0x7F, 0x2E, 0x30, 0x39

LONGEST_NUMBER = 18
"""Digits that surely fit into 64 bits."""

Bytes = npt.NDArray[np.uint8]
Offsets = npt.NDArray[np.int32]


def trimmed(column: pa.Array) -> pa.Array:
    """The texts without space around them; empty is null."""
    column = column.cast(pa.string())
    if column.null_count == len(column):
        return column
    offsets, data = _bytes(column)
    filled = offsets[1:] > offsets[:-1]
    every = bool(filled.all())
    first, last = (offsets[:-1], offsets[1:]) if every else (offsets[:-1][filled], offsets[1:][filled])
    if not (_plain(data[first]) and _plain(data[last - 1])):
        bare = pc.utf8_trim_whitespace(column)
        return pc.if_else(pc.equal(bare, ""), pa.scalar(None, pa.string()), bare)
    if every or np.count_nonzero(~filled) == column.null_count:
        return column
    return pc.if_else(pa.array(filled), column, pa.scalar(None, pa.string()))


def is_digits(column: pa.Array) -> bool:
    """Whether every text is a number of digits alone, which fits into 64 bits."""
    offsets, data = _bytes(column)
    used = data[offsets[0] : offsets[-1]]
    return _short(offsets) and bool(((used >= _ZERO) & (used <= _NINE)).all())


def is_decimals(column: pa.Array) -> bool:
    """Whether every text is made of digits and points, a digit first, and no longer than a number can be."""
    offsets, data = _bytes(column)
    used = data[offsets[0] : offsets[-1]]
    made = ((used >= _ZERO) & (used <= _NINE)) | (used == _POINT)
    if not (_short(offsets) and made.all()):
        return False
    return bool((data[offsets[:-1][offsets[1:] > offsets[:-1]]] != _POINT).all())


def _bytes(column: pa.Array) -> tuple[Offsets, Bytes]:
    """Where each text begins, and where the last one ends, in the bytes of all."""
    _, places, data = column.buffers()
    offsets = np.frombuffer(places, np.int32, len(column) + 1, column.offset * 4) if places else np.zeros(1, np.int32)
    return offsets, np.frombuffer(data, np.uint8) if data else np.zeros(0, np.uint8)


def _plain(characters: Bytes) -> bool:
    """Whether none of the bytes is, or is part of, a space."""
    return bool(((characters > _SPACE) & (characters < _DELETE)).all())


def _short(offsets: Offsets) -> bool:
    return len(offsets) < 2 or int(np.diff(offsets).max()) <= LONGEST_NUMBER
