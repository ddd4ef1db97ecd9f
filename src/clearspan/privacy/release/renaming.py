"""Lets the published state follow when two person numbers turn out to be one person."""

from collections.abc import Mapping

import numpy as np

from clearspan.privacy.release.columns import ArrowTable, Ints
from clearspan.privacy.release.state import FORGOTTEN, PublishedSet, State, read_state, write_state


def rename_people(table: ArrowTable, mapping: Mapping[int, int]) -> ArrowTable:
    """The state with the person number that each former one in `mapping` became; the same table where it names none.

    Where a set was counted with both numbers, the second becomes FORGOTTEN: the set was published one person larger
    than it is, and must not be taken for the one it is now.
    """
    state = read_state(table)
    former = np.array(sorted(mapping), dtype=np.int64)
    if not any(np.isin(each.people, former).any() for found in state.sets.values() for each in found):
        return table
    now = np.array([mapping[number] for number in former.tolist()], dtype=np.int64)
    sets = {
        key: tuple(PublishedSet(each.dimension, each.group, each.day, _renamed(each.people, former, now)) for each in found)
        for key, found in state.sets.items()
    }
    return write_state(State(sets, state.released, state.merged))


def _renamed(people: Ints, former: Ints, now: Ints) -> Ints:
    at = np.minimum(np.searchsorted(former, people), len(former) - 1)
    renamed = np.where(former[at] == people, now[at], people)
    first = np.zeros(len(renamed), dtype=np.bool_)
    first[np.unique(renamed, return_index=True)[1]] = True
    return np.where(first, renamed, FORGOTTEN)
