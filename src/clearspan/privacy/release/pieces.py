"""The inverse of a symmetric matrix whose first rows hang together in small pieces only.

The matrix has the parts [[N, X], [X', R]]: N is diagonal but for a few pairs, so that it falls into connected pieces, each
inverted by itself; R is small. With W = N^-1 X and M = R - X' W its inverse is N^-1 + F M^-1 F', F being [-W; 1].
"""

from dataclasses import dataclass

import numpy as np

from clearspan.privacy.release.columns import Bools, Floats, Ints

FEW_ROWS = 200
"""Up to so many rows, one inversion is as fast as many."""


@dataclass(frozen=True)
class Pieces:
    """The inverse, in parts; rows that are not kept have zeros everywhere."""

    single: Floats
    """(narrow,) N^-1 of rows in a piece of their own, 0 for those in larger pieces."""
    larger: list[tuple[Ints, Floats]]
    """The rows of each larger piece, and N^-1 of it."""
    factor: Floats
    """(rows, border) F."""
    core: Floats
    """(border, border) M^-1."""

    def apply(self, right: Floats) -> Floats:
        """(rows, columns) the inverse times `right` (rows, columns)."""
        found = self.factor @ (self.core @ (self.factor.T @ right))
        return found + np.vstack([_inverted(self.single, self.larger, right[: len(self.single)]), 0 * right[len(self.single) :]])

    def inverse(self) -> Floats:
        """(rows, rows) the whole inverse."""
        found = self.factor @ self.core @ self.factor.T
        count = np.arange(len(self.single))
        found[count, count] += self.single
        for rows, inverse in self.larger:
            found[np.ix_(rows, rows)] += inverse
        return found


def pieces_of(
    diagonal: Floats, coupled: tuple[Ints, Ints, Floats], across: Floats, core: Floats, kept: Bools, ridge: float
) -> Pieces:
    """The inverse of the `kept` rows (rows,); of few rows as one piece.

    `diagonal` (narrow,), `coupled` (rows, columns and values off the diagonal, both ways) and `across` (narrow, border) are
    N and X, `core` (border, border) is R; `ridge` is added to the whole diagonal.
    """
    count = len(diagonal)
    if len(kept) <= FEW_ROWS:
        return _one_piece(diagonal + ridge, coupled, across, core + ridge * np.eye(len(core)), kept)
    narrow, border = kept[:count], np.flatnonzero(kept[count:])
    both = narrow[coupled[0]] & narrow[coupled[1]]
    one, two, value = coupled[0][both], coupled[1][both], coupled[2][both]
    piece = _connected(one, two, count)
    alone = np.bincount(piece, minlength=count)[piece] == 1
    single = np.where(narrow & alone, 1 / np.where(narrow, diagonal + ridge, 1.0), 0.0)
    larger = [_piece(np.flatnonzero(piece == name), (one, two, value), diagonal + ridge) for name in np.unique(piece[~alone])]
    across = across * narrow[:, None]
    through = _inverted(single, larger, across)
    left = core - across.T @ through
    inverse = np.zeros_like(core)
    if len(border):
        inverse[np.ix_(border, border)] = np.linalg.inv(left[np.ix_(border, border)] + ridge * np.eye(len(border)))
    return Pieces(single, larger, np.vstack([-through, np.eye(len(core))]), inverse)


def _one_piece(diagonal: Floats, coupled: tuple[Ints, Ints, Floats], across: Floats, core: Floats, kept: Bools) -> Pieces:
    count, rows = len(diagonal), np.flatnonzero(kept)
    whole = np.block([[np.diag(diagonal), across], [across.T, core]])
    np.add.at(whole, (coupled[0], coupled[1]), coupled[2])
    inverse = np.zeros_like(whole)
    if len(rows):
        inverse[np.ix_(rows, rows)] = np.linalg.inv(whole[np.ix_(rows, rows)])
    return Pieces(np.zeros(count), [], np.eye(len(kept)), inverse)


def _piece(rows: Ints, coupled: tuple[Ints, Ints, Floats], diagonal: Floats) -> tuple[Ints, Floats]:
    inside = np.isin(coupled[0], rows)
    at, to = np.searchsorted(rows, coupled[0][inside]), np.searchsorted(rows, coupled[1][inside])
    block = np.diag(diagonal[rows])
    np.add.at(block, (at, to), coupled[2][inside])
    return rows, np.asarray(np.linalg.inv(block), dtype=np.float64)


def _inverted(single: Floats, larger: list[tuple[Ints, Floats]], right: Floats) -> Floats:
    """N^-1 times `right` (narrow, columns)."""
    found = right * single[:, None]
    for rows, inverse in larger:
        found[rows] = inverse @ right[rows]
    return found


def _connected(one: Ints, two: Ints, count: int) -> Ints:
    """(count,) for each row the lowest row that it hangs together with."""
    lowest = np.arange(count)
    while True:
        before = lowest.copy()
        np.minimum.at(lowest, one, lowest[two])
        np.minimum.at(lowest, two, lowest[one])
        lowest = lowest[lowest]
        if (lowest == before).all():
            return lowest
