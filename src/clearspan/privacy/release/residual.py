"""Rule 4: complementary suppression to a fixpoint, for sets and for the counts in them.

For every shown root and every chain of children, the residual is the root minus its shown children: what anybody can
work out by subtraction. With unchanged groups it has two parts, the people of the root in no shown child and the people
of shown children who are not in the root (they count as minus one). A residual is *safe* when

- it is empty, or has at least the minimum of people on its two parts together; and
- for a count, enough of them stand on either side (for the minus part the sides change places); and
- no coded figure in it is told more closely than its own code does: with K the residual's count, L and H the sums of the
  lowest and highest counts that its parts may have, and w the width of the widest code in it, L + w <= K <= H - w.

Subtractions that no relation names are found by linear algebra (see span): a set whose count is coded or withheld must not
lie in the span of the sets whose counts are shown. With more than SPAN_LIMIT sets that are neither teams nor departments
this is done once a plan, for the groups that are withheld altogether, and not again for every measure: then the relations
and the noise stand alone against a coded count.

While a residual is not safe, the smallest shown child under it is hidden; where none is left, the smallest coded
child's code is withdrawn. Sets of exactly the same people are hidden together. Figures only ever vanish, so it ends.
"""

from dataclasses import dataclass, field

import numpy as np

from clearspan.privacy.release.columns import Bools, Floats, Ints, weighted
from clearspan.privacy.release.counts import Entries
from clearspan.privacy.release.relations import Relation
from clearspan.privacy.release.span import (
    TOLERANCE,
    Gram,
    cheapest,
    computable,
    losses,
    sets_as_targets,
    solve,
    suspects,
)

SPAN_LIMIT = 1000
"""Sets that are neither teams nor departments up to which every measure is audited by linear algebra; there may be thousands
of teams and departments."""


@dataclass
class Shown:
    """What is told about each set. `open` shows the count itself, `coded` only that it lies in lowest..highest.

    All (sets,); `size` people are counted, `count` of them stand on one side.
    """

    open: Bools
    coded: Bools
    size: Floats
    count: Floats
    lowest: Floats
    highest: Floats


@dataclass(frozen=True)
class Limits:
    """The people a residual needs: in all, on the counted side, and on the other side."""

    people: int
    side: int = 0
    other: int = 0


@dataclass(frozen=True)
class Structure:
    """What may be subtracted from what, and which sets are the same people (`twin`: the first of equal sets)."""

    relations: list[Relation]
    twin: Ints
    gram: Gram | None = None
    """People that the shown sets share, where they are few enough for linear algebra at every measure."""
    audited: set[bytes] = field(default_factory=set[bytes])
    """Choices of shown sets from which no other set can be computed: this does not depend on any count."""


def settle(shown: Shown, structure: Structure, limits: Limits, strays: list[tuple[Floats, Floats]]) -> None:
    """Hides figures in `shown` until every residual is safe. `strays` are, for each relation, the people of each
    child outside its root: how many, and how many of them on the counted side."""
    while True:
        _hide_twins(shown, structure.twin)
        moved, coding = False, bool(shown.coded.any())
        for relation, outside in zip(structure.relations, strays, strict=True):
            moved |= _settle_one(shown, relation, limits, outside, coding=coding)
        if not moved:
            moved = _hide_computed(shown, structure)
        if not moved:
            return


def outside_counts(structure: Structure, counted: Floats, standing: Floats) -> list[tuple[Floats, Floats]]:
    """For each relation: of the people of each child outside its root, how many are counted and how many stand on the
    counted side; `counted` and `standing` are (people,)."""
    return [
        (
            weighted(each.strayed, counted[each.strays], len(each.children)),
            weighted(each.strayed, standing[each.strays], len(each.children)),
        )
        for each in structure.relations
    ]


def twins(pairs: Entries, keys: Floats) -> Ints:
    """(sets,) the lowest number of a set with exactly the same people, by the sum of their record keys and their
    number; a set without people is its own twin."""
    size = pairs.tally(np.ones(len(keys)))
    marks = np.stack([size, pairs.tally(keys), pairs.tally(np.mod(keys * 2654435761.0, 4294967291.0))])
    alone = size == 0
    marks[1, alone] = -np.arange(len(size))[alone] - 1
    _, first, which = np.unique(marks, axis=1, return_index=True, return_inverse=True)
    return first[which.ravel()].astype(np.int64)


def _hide_computed(shown: Shown, structure: Structure) -> bool:
    """Hides shown sets until no count that is not shown can be computed; True where any was hidden."""
    gram, choice = structure.gram, np.packbits(shown.open).tobytes()
    if gram is None or choice in structure.audited:
        return False
    doubtful = suspects(gram, shown.open)
    solved = solve(gram, shown.open) if len(doubtful) else None
    found, factors = computable(solved, sets_as_targets(gram, doubtful)) if solved else (doubtful, None)
    if solved is None or factors is None or len(found) == 0:
        structure.audited.add(choice)
        return False
    hidden = cheapest(losses(solved, factors), np.full(len(found), TOLERANCE), shown.size)
    shown.open[hidden] = False
    return len(hidden) > 0


def _hide_twins(shown: Shown, twin: Ints) -> None:
    silent = weighted(twin, (~shown.open).astype(np.float64), len(twin)) > 0
    shown.open &= ~silent[twin]
    plain = weighted(twin, (~shown.coded).astype(np.float64), len(twin)) > 0
    shown.coded &= ~plain[twin]


def covering_children(shown: Shown, relation: Relation) -> Bools:
    """(children,) which children are subtracted from their root: shown, and below no other shown child."""
    return shown.open[relation.children] & _unblocked(relation, shown.open)


def hide_smallest(shown: Shown, relation: Relation, chosen: Bools) -> bool:
    """Hides the smallest of the `chosen` (children,) under each root; True where any was hidden."""
    hidden = _smallest(relation.children, relation.roots, shown.size, chosen)
    shown.open[hidden] = False
    return len(hidden) > 0


def _settle_one(shown: Shown, relation: Relation, limits: Limits, outside: tuple[Floats, Floats], *, coding: bool) -> bool:
    """One pass over one relation; True where something was hidden. `coding` says whether anything is coded."""
    covering = covering_children(shown, relation)
    rest = _residual(shown, relation, covering, outside)
    bad = _unsafe_size(rest, limits)
    if coding:
        bad |= _unsafe_codes(shown, relation, rest)
    bad &= shown.open
    if not bad.any():
        return False
    chosen = covering & bad[relation.roots]
    stuck = bad.copy()
    stuck[relation.roots[chosen]] = False
    coded = shown.coded[relation.children] & stuck[relation.roots]
    withdrawn = _smallest(relation.children, relation.roots, shown.size, coded)
    shown.coded[withdrawn] = False
    return hide_smallest(shown, relation, chosen) or len(withdrawn) > 0


def _unblocked(relation: Relation, told: Bools) -> Bools:
    blocked = (relation.blockers >= 0) & told[relation.blockers]
    return np.asarray(~blocked.any(axis=0), dtype=np.bool_)


def _residual(shown: Shown, relation: Relation, covering: Bools, outside: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """(sets,) people on both parts of each root's residual, and those on the counted side."""
    children, roots, count = relation.children[covering], relation.roots[covering], len(shown.open)
    strayed, standing = outside[0][covering], outside[1][covering]
    sizes = shown.size[children] - 2 * strayed
    counts = shown.count[children] - standing - (strayed - standing)
    people = shown.size - weighted(roots, sizes, count)
    side = shown.count - weighted(roots, counts, count)
    return people, side


def _unsafe_size(rest: tuple[Floats, Floats], limits: Limits) -> Bools:
    people, side = rest
    some = people > 0
    few = people < limits.people
    lopsided = (side < limits.side) | (people - side < limits.other)
    return some & (few | lopsided)


def _unsafe_codes(shown: Shown, relation: Relation, rest: tuple[Floats, Floats]) -> Bools:
    children, roots, count = relation.children, relation.roots, len(shown.open)
    told = shown.open | shown.coded
    within = shown.coded[children] & ~shown.open[children] & _unblocked(relation, told)
    if not within.any():
        return np.zeros(count, dtype=np.bool_)
    people, side = rest
    coded, under = children[within], roots[within]
    lowest = weighted(under, shown.lowest[coded], count)
    slack = weighted(under, shown.size[coded] - shown.highest[coded], count)
    width = np.zeros(count)
    np.maximum.at(width, under, shown.highest[coded] - shown.lowest[coded])
    tight = (side < lowest + width) | (side > people - slack - width)
    return tight & (width > 0)


def _smallest(children: Ints, roots: Ints, size: Floats, chosen: Bools) -> Ints:
    """The smallest of the chosen children of each root, the lower set number among equals."""
    candidates = np.flatnonzero(chosen)
    order = candidates[np.lexsort((children[candidates], size[children[candidates]], roots[candidates]))]
    first = np.concatenate([[True], np.diff(roots[order]) != 0]) if len(order) else np.zeros(0, dtype=np.bool_)
    return children[order[first]]
