"""How far a group falls into two camps of use: the best split of its people, by how far apart and how clean the camps are."""

import numpy as np

from clearspan.diagnosis.panel import Bools, Floats, Ints

SMALLEST_CAMP = 3
"""People of whom a camp has at least so many; fewer are not a camp."""


def camps(use: Floats) -> float:
    """100 times the distance between the means of the two camps (0 to 1) times the share of all variance that lies between
    them, for the split in which it is largest; 0 where there are too few people. `use` is from 0 to 1 by person.

    The split that leaves the least variance within is Otsu's (1979).
    """
    ordered = np.sort(use)
    count = len(ordered)
    if count < 2 * SMALLEST_CAMP:
        return 0.0
    low = np.arange(SMALLEST_CAMP, count - SMALLEST_CAMP + 1)
    sums = np.concatenate([[0.0], np.cumsum(ordered)])
    total = float(((ordered - ordered.mean()) ** 2).sum())
    if total < 1e-12:
        return 0.0
    mean_low, mean_high = sums[low] / low, (sums[-1] - sums[low]) / (count - low)
    between = low * (count - low) / count * (mean_high - mean_low) ** 2
    return float(100 * ((mean_high - mean_low) * between / total).max())


def upper_camp(use: Floats) -> Bools:
    """Who is of the camp that uses more, in the split that leaves the least variance within (both camps of at least
    SMALLEST_CAMP people); nobody where there are too few people."""
    count = len(use)
    order = np.argsort(use, kind="stable")
    found = np.zeros(count, dtype=np.bool_)
    if count < 2 * SMALLEST_CAMP:
        return found
    low = np.arange(SMALLEST_CAMP, count - SMALLEST_CAMP + 1)
    sums = np.concatenate([[0.0], np.cumsum(use[order])])
    apart = (sums[-1] - sums[low]) / (count - low) - sums[low] / low
    found[order[low[int(np.argmax(low * (count - low) * apart**2))] :]] = True
    return found


def camps_of_groups(use: Floats, group: Ints, count: int) -> tuple[Floats, Floats]:
    """The figure of each group; and of each person's group without that person, by person."""
    whole, without = np.zeros(count), np.zeros(len(use))
    order = np.argsort(group, kind="stable")
    bounds = np.searchsorted(group[order], np.arange(count + 1))
    for number in range(count):
        people = order[bounds[number] : bounds[number + 1]]
        mine = use[people]
        whole[number] = camps(mine)
        for place, person in enumerate(people):
            without[person] = camps(np.delete(mine, place))
    return whole, without
