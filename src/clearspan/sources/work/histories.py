"""When work on an item began and ended and how often it came back, from the moves of the item between states."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clearspan.arrow import pc

WAITING, DOING, DONE = 0, 1, 2
"""The three states that matter: not begun, being worked on, done."""

DAY_SECONDS = 86_400

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Moves:
    """Moves between states: the place of the item in the batch, the moment in seconds since 1970, the states before and after.

    They may stand in any order and more than once.
    """

    record: Ints
    moment: Ints
    before: Ints
    after: Ints


@dataclass(frozen=True)
class History:
    """What the moves tell of each item, in seconds since 1970: `started` the first move into work, `finished` the last move to
    done where the item has stayed done, `reopened` how often it left done. `moved` is true for items with any move."""

    started: pa.Array
    finished: pa.Array
    reopened: pa.Array
    moved: npt.NDArray[np.bool_]


def history(moves: Moves, records: int) -> History:
    """The history of each of `records` items."""
    record, moment, before, after = moves.record, moves.moment, moves.before, moves.after
    left_done = (before == DONE) & (after != DONE)
    began = _earliest(record, moment, (after == DOING) & (before != DOING), records)
    ended = _latest(record, moment, (after == DONE) & (before != DONE), records)
    left = _latest(record, moment, left_done, records)
    finished = np.where(ended >= left, ended, _NEVER)
    once = np.unique(np.stack([record[left_done], moment[left_done], after[left_done]]), axis=1)
    reopened = np.bincount(once[0], minlength=records)
    moved = np.bincount(record, minlength=records) > 0
    return History(
        pa.array(began, mask=began == _FAR), pa.array(finished, mask=finished == _NEVER), pa.array(reopened, pa.int32()), moved
    )


def days_of(moments: pa.Array) -> pa.Array:
    """The UTC days of moments in seconds since 1970, as int32."""
    return pc.floor(pc.divide(moments.cast(pa.float64()), DAY_SECONDS)).cast(pa.int32())


_NEVER = np.iinfo(np.int64).min
_FAR = np.iinfo(np.int64).max


def _earliest(record: Ints, moment: Ints, which: npt.NDArray[np.bool_], records: int) -> Ints:
    found = np.full(records, _FAR)
    np.minimum.at(found, record[which], moment[which])
    return found


def _latest(record: Ints, moment: Ints, which: npt.NDArray[np.bool_], records: int) -> Ints:
    found = np.full(records, _NEVER)
    np.maximum.at(found, record[which], moment[which])
    return found
