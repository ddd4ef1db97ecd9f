"""Which figures can be subtracted from which: every set with the sets that lie below or inside it.

A *relation* names, for one dimension of roots and one chain of dimensions of children, every child under its root:
- in the tree, a group's children are the groups below it, whether or not their people agree exactly;
- under the organisation, each margin (role, level, tenure, location) divides the same people;
- across dimensions, a set that lies wholly inside another (a team of one location, a location of one department) is its
  child too.
Subtracting from a root all children that are shown leaves its residual.
"""

from dataclasses import dataclass

import numpy as np

from clearspan.privacy.release.columns import Ints
from clearspan.privacy.release.people import AT, DIMENSIONS, Groups
from clearspan.vocabulary.grid import MARGINS, TREE, Dimension

_TREE = tuple(AT[each] for each in TREE)
CHAINS = (_TREE[1:], *((AT[each],) for each in MARGINS))
"""Dimensions of children, coarse to fine: below a shown child, its own children do not count again."""


@dataclass(frozen=True)
class Relation:
    """Children under roots. `blockers` are the coarser sets of the chain that contain the child under the same root,
    (levels, children), -1 for none; (`strayed`, `strays`) are pairs of child position and place of people in the child but
    not in the root."""

    dimension: int
    """Dimension of the roots."""
    levels: tuple[int, ...]
    """Dimensions of the children."""
    children: Ints
    roots: Ints
    blockers: Ints
    strayed: Ints
    strays: Ints


@dataclass(frozen=True)
class _Frame:
    where: Ints
    parents: Ints
    inside: Ints
    groups: Groups


def relations(where: Ints, parents: Ints, groups: Groups) -> list[Relation]:
    """All relations between the sets of a membership `where` (dimensions, people) that have children at all.

    `parents` (dimensions, sets) is the set above each set in the tree.
    """
    frame = _Frame(where, parents, _containing(where, groups), groups)
    found: list[Relation] = []
    for root in range(len(DIMENSIONS)):
        for chain in CHAINS:
            if root in chain and root not in _TREE:
                continue
            levels = tuple(each for each in chain if root not in _TREE or each not in _TREE or each > root)
            relation = _relation(root, levels, frame)
            if relation is not None:
                found.append(relation)
    return found


def _relation(root: int, levels: tuple[int, ...], frame: _Frame) -> Relation | None:
    where, groups = frame.where, frame.groups
    structural = root == AT[Dimension.ORGANISATION] or (root in _TREE and bool(levels) and levels[0] in _TREE)
    above = frame.parents[root] if structural else frame.inside[root]
    sized = np.zeros(groups.count, dtype=np.bool_)
    sized[where[where >= 0]] = True
    sets = np.concatenate([np.arange(*groups.span(each).indices(groups.count)) for each in levels] or [np.zeros(0)])
    children = sets.astype(np.int64)
    children = children[sized[children] & (above[children] >= 0)]
    children = children[sized[above[children]]] if not structural else children
    if len(children) == 0:
        return None
    roots = above[children]
    blockers = np.stack([_blocker(children, roots, level, above, frame) for level in levels])
    strayed, strays = _strays(children, roots, root, frame) if structural else (children[:0], children[:0])
    return Relation(root, levels, children, roots, blockers, strayed, strays)


def _blocker(children: Ints, roots: Ints, level: int, above: Ints, frame: _Frame) -> Ints:
    upper = frame.parents[level][children] if level in _TREE else np.full(len(children), -1, dtype=np.int64)
    span = frame.groups.span(level)
    own = (children >= span.start) & (children < span.stop)
    same = (upper >= 0) & ~own & (above[upper] == roots)
    return np.where(same, upper, -1)


def _strays(children: Ints, roots: Ints, root: int, frame: _Frame) -> tuple[Ints, Ints]:
    where, groups = frame.where, frame.groups
    position = np.full(groups.count + 1, -1, dtype=np.int64)
    position[children] = np.arange(len(children))
    strayed: list[Ints] = []
    strays: list[Ints] = []
    for dimension in range(len(DIMENSIONS)):
        child = position[where[dimension]]
        outside = np.flatnonzero((child >= 0) & (where[root] != roots[child]))
        strayed.append(child[outside])
        strays.append(outside)
    return np.concatenate(strayed), np.concatenate(strays)


def _containing(where: Ints, groups: Groups) -> Ints:
    """(dimensions, sets) the set of a dimension that contains all people of a set and more than its own number; -1."""
    count = groups.count
    inside = np.full((len(DIMENSIONS), count), -1, dtype=np.int64)
    for dimension in range(len(DIMENSIONS)):
        for other in range(len(DIMENSIONS)):
            if other == dimension:
                continue
            placed = np.flatnonzero(where[other] >= 0)
            low = np.full(count, np.iinfo(np.int64).max, dtype=np.int64)
            high = np.full(count, -1, dtype=np.int64)
            np.minimum.at(low, where[other][placed], where[dimension][placed])
            np.maximum.at(high, where[other][placed], where[dimension][placed])
            one = (low == high) & (high >= 0)
            inside[dimension, one] = high[one]
    return inside
