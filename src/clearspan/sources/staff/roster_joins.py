"""Joins the identifiers of one roster row in the identity register, and never two people who have numbers of their own."""

from dataclasses import dataclass

import numpy as np

from clearspan.privacy.connected import lowest_of_each
from clearspan.privacy.identities import Identities
from clearspan.sources.staff.roster_files import NOBODY, Flags, Ints
from clearspan.vocabulary.join_rule import JoinRule

SAME_ROW = JoinRule.SAME_ROW
"""Rule that joins the identifiers of one row."""

TWO_PEOPLE = JoinRule.TWO_PEOPLE
"""Rule that separates what the roster gives to two people."""


@dataclass(frozen=True)
class Pairs:
    """Identifiers that stand in one row: the row's own identity, another of its identities, and whether the row has
    an employee number."""

    row: Ints
    own: Ints
    other: Ints
    numbered: Flags

    def where(self, chosen: Flags) -> "Pairs":
        """The pairs chosen."""
        return Pairs(self.row[chosen], self.own[chosen], self.other[chosen], self.numbered[chosen])


def join_rows(pairs: Pairs, own: Ints, numbers: Ints, identities: Identities) -> Ints:
    """The rows whose identifiers were not joined, because they would make one person of two employee numbers.

    `own` is the identity of every row used, `numbers` those of employee numbers. Afterwards two people of the roster
    are two people in the register too, whatever was joined before by other rules.
    """
    size = int(max(own.max(initial=0), pairs.other.max(initial=0))) + 1
    person = _labels(pairs, size)
    several = _more_than_once(person[np.unique(numbers)])
    refused = np.isin(person[pairs.own], several) & ~pairs.numbered
    joined = pairs.where(~refused)
    identities.unite(_distinct(joined).tolist(), SAME_ROW)
    _keep_apart(_labels(joined, size), np.union1d(own[own != NOBODY], pairs.other), identities)
    return np.unique(pairs.row[refused])


def _labels(pairs: Pairs, size: int) -> Ints:
    """By identity, the lowest identity it hangs together with."""
    labels = np.arange(size)
    lowest = lowest_of_each(_distinct(pairs).tolist())
    labels[list(lowest)] = list(lowest.values())
    return labels


def _distinct(pairs: Pairs) -> Ints:
    both = np.unique(pairs.own << 32 | pairs.other)
    return np.stack([both >> 32, both & (2**32 - 1)], axis=1)


def _more_than_once(labels: Ints) -> Ints:
    found, count = np.unique(labels, return_counts=True)
    return found[count > 1]


def _keep_apart(label: Ints, used: Ints, identities: Identities) -> None:
    """Give a person of their own to all but the first of those whom the register takes for one and the roster does
    not."""
    known, person_of = identities.people()
    person = np.full(int(known.max(initial=0)) + 1, NOBODY, np.int64)
    person[known] = person_of
    both = np.unique(person[used] << 32 | label[used])
    mixed = _more_than_once(both >> 32)
    if len(mixed):
        extra = both[np.isin(both >> 32, mixed)]
        first = np.unique(extra >> 32, return_index=True)[1]
        apart = np.delete(extra, first) & (2**32 - 1)
        identities.separate([used[label[used] == each].tolist() for each in apart.tolist()], TWO_PEOPLE)
