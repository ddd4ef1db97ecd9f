"""How groups are ordered and named for people."""

import re
from collections.abc import Sequence

from clearspan.vocabulary.grid import PATH_SEPARATOR, TENURE_BANDS, TREE, WHOLE, Dimension

MERGED = " + "
"""Joins the keys of sibling groups that a small organisation is shown as one, and of merged categories."""

_BANDS = [band.name for band in TENURE_BANDS]

PLURAL = {
    Dimension.ORGANISATION: "organisation",
    Dimension.DIVISION: "divisions",
    Dimension.DEPARTMENT: "departments",
    Dimension.TEAM: "teams",
    Dimension.ROLE: "job families",
    Dimension.LEVEL: "levels",
    Dimension.TENURE: "lengths of service",
    Dimension.LOCATION: "locations",
}
"""What several groups of a dimension are called."""

SINGULAR = {
    Dimension.ORGANISATION: "organisation",
    Dimension.DIVISION: "division",
    Dimension.DEPARTMENT: "department",
    Dimension.TEAM: "team",
    Dimension.ROLE: "job family",
    Dimension.LEVEL: "level",
    Dimension.TENURE: "length of service",
    Dimension.LOCATION: "location",
}
"""What one group of a dimension is called."""


def in_order(dimension: Dimension, groups: Sequence[str]) -> list[str]:
    """The groups in the order in which they are always shown: the tree's, the bands', else by name; never by a figure."""
    if dimension is Dimension.TENURE:
        return sorted(groups, key=lambda name: (_BANDS.index(name) if name in _BANDS else len(_BANDS), name))
    return sorted(groups, key=_natural)


def label(group: str) -> str:
    """The group's own name without its parents; merged groups as 'A + B'; the whole organisation is 'Everyone'."""
    return "Everyone" if group == WHOLE else _own(group, 1)


def labels(groups: Sequence[str]) -> dict[str, str]:
    """A name for each group that is told apart from the others: its own, and as many of its parents' as that takes."""
    distinct = set(groups)
    for depth in (1, 2, 3):
        names = {group: _own(group, depth) for group in distinct}
        if len(set(names.values())) == len(distinct):
            break
    return {group: label(group) if group == WHOLE else names[group] for group in groups}


def place(group: str) -> str:
    """Where the group lies: the names of its parents; of merged groups each place once; empty at the top."""
    above = [one.rpartition(PATH_SEPARATOR)[0] for one in group.split(MERGED)]
    return ", ".join(dict.fromkeys(name for name in above if name))


def parent(dimension: Dimension, group: str) -> tuple[Dimension, str] | None:
    """The group above in the tree, with its dimension; None for the root, for merged groups and outside the tree."""
    if dimension not in TREE or dimension is Dimension.ORGANISATION:
        return None
    above = TREE[TREE.index(dimension) - 1]
    if above is Dimension.ORGANISATION:
        return above, WHOLE
    if PATH_SEPARATOR not in group or MERGED in group:
        return None
    return above, group.rsplit(PATH_SEPARATOR, 1)[0]


def _own(group: str, depth: int) -> str:
    return MERGED.join(PATH_SEPARATOR.join(one.split(PATH_SEPARATOR)[-depth:]) for one in group.split(MERGED))


def _natural(name: str) -> list[tuple[int, int, str]]:
    parts = re.split(r"(\d+)", name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
