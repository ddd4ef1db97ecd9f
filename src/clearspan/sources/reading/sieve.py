"""What becomes of each record of a batch: kept, dropped by a rule, or rejected for a field; each once."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clearspan.sources.source import Reject

Mask = npt.NDArray[np.bool_]


@dataclass
class Sieve:
    """`numbers` holds the record numbers, one per row of the batch; `open` is True for the rows still kept.

    A record's first fault counts; it is never both dropped and rejected.
    """

    numbers: npt.NDArray[np.int64]
    dropped: dict[str, int] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    open: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.open = np.ones(len(self.numbers), dtype=np.bool_)

    def reject(self, rows: "Mask | pa.Array", name: str, reason: str) -> None:
        """Marks the rows as rejected for the field `name`."""
        hit = self._hit(rows)
        self.rejects.extend(Reject(int(number), name, reason) for number in self.numbers[hit])

    def drop(self, rows: "Mask | pa.Array", reason: str) -> None:
        """Marks the rows as dropped by a rule."""
        hit = self._hit(rows)
        if count := int(hit.sum()):
            self.dropped[reason] = self.dropped.get(reason, 0) + count

    def kept(self) -> pa.Array:
        """A mask of the rows still kept."""
        return pa.array(self.open)

    def all_kept(self) -> bool:
        """True where nothing was dropped or rejected."""
        return bool(self.open.all())

    def _hit(self, rows: "Mask | pa.Array") -> Mask:
        mask = rows if isinstance(rows, np.ndarray) else as_mask(rows)
        hit = mask & self.open
        if hit.any():
            self.open &= ~hit
        return hit


def as_mask(rows: "pa.Array | pa.ChunkedArray") -> Mask:
    """The Arrow booleans as a numpy mask; null counts as False."""
    filled = rows.fill_null(False) if rows.null_count else rows
    return np.asarray(filled.to_numpy(zero_copy_only=False), dtype=np.bool_)
