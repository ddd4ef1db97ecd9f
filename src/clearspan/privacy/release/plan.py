"""The plan of one population and period: which sets are shown at all, decided before any value is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearspan.privacy.release.columns import Bools, Ints, Numbers, sorted_order
from clearspan.privacy.release.counts import Entries, entries
from clearspan.privacy.release.leverage import Limit, given_away, profile
from clearspan.privacy.release.membership import NONE, SMALL, History, choose
from clearspan.privacy.release.overlap import incidence
from clearspan.privacy.release.people import AT, DIMENSIONS, Groups, Registry
from clearspan.privacy.release.policy import COMPLEMENT, MEMBERSHIP, Policy
from clearspan.privacy.release.relations import relations
from clearspan.privacy.release.residual import SPAN_LIMIT, Limits, Shown, Structure, outside_counts, settle, twins
from clearspan.privacy.release.span import DEPARTMENT, TEAM, Gram, gram_of
from clearspan.privacy.release.state import PublishedSet
from clearspan.vocabulary.period import Period

SHOWN, TOO_SMALL, TOO_LITTLE_CHANGED, GIVES_AWAY = 0, 1, 2, 3
"""Why a set is not shown."""


@dataclass(frozen=True)
class Plan:
    """Which sets a population shows in a period, and of whom they consist."""

    period: Period
    minimum: int
    present: Bools
    """(people,) who is counted in the period."""
    current: Ints
    """(dimensions, people) set of each person in the period, whether or not it is shown."""
    where: Numbers
    """(dimensions, people) set that counts the person, -1 for none; hidden sets keep their people here."""
    shown: Bools
    why: Ints
    day: Ints
    """(sets,) last day of the period whose membership the set has."""
    unchanged: Bools
    listed: Bools
    """(sets,) groups that exist in the period: they have a cell, shown or withheld."""
    structure: Structure

    @property
    def held(self) -> Bools:
        """(sets,) sets that count their people: those shown, and those hidden only because they give others away.

        Whoever is in one is in no other of its dimension, so that a cell must say of whom it consists even where it is hidden.
        """
        return self.shown | (self.why == GIVES_AWAY)

    def pairs(self) -> Entries:
        """Every pair of a set and a person in it."""
        return entries(self.where, len(self.shown))


@dataclass(frozen=True)
class Setting:
    """For which people, period and minimum a plan is made, and under which policy."""

    registry: Registry
    period: Period
    minimum: int
    policy: Policy


def make_plan(setting: Setting, current: Ints, present: Bools, published: Sequence[Sequence[PublishedSet]]) -> Plan:
    """The plan for the people `present` (people,) in the sets `current` (dimensions, people), after what was
    `published` for the same population, by kind of period."""
    registry, period, minimum, policy = setting.registry, setting.period, setting.minimum, setting.policy
    groups = registry.groups
    history, phantoms = _history(registry, published)
    counted = np.where(present, current, -1)
    padded = np.hstack([counted, np.full((len(DIMENSIONS), phantoms), -1, dtype=np.int64)])
    membership = choose(padded, groups, history, minimum, keep=policy.holds(MEMBERSHIP))
    where = membership.where[:, : len(registry.ids)]
    pairs = entries(where, groups.count)
    related = relations(where, registry.parents(period), groups)
    structure = Structure(related, twins(pairs, registry.keys))
    shown = membership.choice > NONE
    accepted = shown.copy()
    if policy.holds(COMPLEMENT):
        _suppress(setting, shown, counted, where, structure)
        structure = Structure(related, structure.twin, _gram(where, shown, groups))
    why = np.where(membership.why == SMALL, TOO_SMALL, TOO_LITTLE_CHANGED)
    why[accepted & ~shown] = GIVES_AWAY
    why[shown] = SHOWN
    listed = np.zeros(groups.count, dtype=np.bool_)
    listed[current[current >= 0]] = True
    listed |= accepted
    day = np.where(membership.choice == NONE + 1, period.end, history.day)
    narrow = where.astype(np.int32)
    return Plan(period, minimum, present, current, narrow, shown, why, day, membership.unchanged, listed, structure)


def published_by(plan: Plan, registry: Registry, published: tuple[PublishedSet, ...]) -> tuple[PublishedSet, ...]:
    """What is published of each group after a plan: its shown sets, and for all other groups what was before."""
    sets: dict[tuple[int, str], PublishedSet] = {(DIMENSIONS.index(each.dimension), each.group): each for each in published}
    pairs = plan.pairs()
    visible = np.flatnonzero(plan.shown[pairs.sets])
    order = visible[sorted_order(pairs.sets[visible], pairs.count)]
    owner, places = pairs.sets[order], pairs.places[order]
    numbers, begin = np.unique(owner, return_index=True)
    order_of: list[int] = numbers.tolist()
    for number, people in zip(order_of, np.split(places, begin[1:])[: len(numbers)], strict=True):
        dimension = int(np.searchsorted(registry.groups.first, number, side="right")) - 1
        name = registry.groups.names[dimension][number - int(registry.groups.first[dimension])]
        sets[(dimension, name)] = PublishedSet(DIMENSIONS[dimension], name, int(plan.day[number]), registry.ids[people])
    return tuple(sets[key] for key in sorted(sets))


def _suppress(setting: Setting, shown: Bools, current: Ints, where: Ints, structure: Structure) -> None:
    """Hides sets in `shown` until neither a residual nor the linear audit finds anything."""
    registry, minimum = setting.registry, setting.minimum
    ones = np.ones(len(registry.ids))
    strays = outside_counts(structure, ones, ones)
    size = entries(where, registry.groups.count).tally(ones)
    blank = np.zeros_like(size)
    limit = Limit(minimum, min(minimum, setting.policy.minimum_count - 1))
    while True:
        state = Shown(shown, np.zeros_like(shown), size, blank, blank, size)
        settle(state, structure, Limits(minimum), strays)
        hidden = given_away(where, current, shown, registry.groups, limit)
        if len(hidden) == 0:
            return
        shown[hidden] = False


def _gram(where: Ints, shown: Bools, groups: Groups) -> Gram | None:
    classes = profile(where, shown)
    others = int(shown.sum() - shown[groups.span(TEAM)].sum() - shown[groups.span(DEPARTMENT)].sum())
    if others > SPAN_LIMIT or classes.sets.shape[1] == 0:
        return None
    return gram_of(classes.sets, classes.size.astype(np.float64), shown, groups)


@dataclass(frozen=True)
class _Published:
    """The sets last published for one kind of period: pairs (set number, place of a person; -1 where erased)."""

    day: Ints
    """(sets,) last day of the period whose membership it is; -1 where none was published."""
    owner: Ints
    places: Ints

    def only(self, chosen: Bools) -> tuple[Ints, Ints]:
        """The pairs of the `chosen` sets (sets,)."""
        kept = chosen[self.owner]
        return self.owner[kept], self.places[kept]


def _history(registry: Registry, published: Sequence[Sequence[PublishedSet]]) -> tuple[History, int]:
    """The published sets by set number, and how many erased people hold a place after the last known one."""
    count, known = registry.groups.count, len(registry.ids)
    kinds = [_published(registry, sets) for sets in published]
    days = np.stack([np.full(count, -1, dtype=np.int64), *(each.day for each in kinds)])
    day = days.max(axis=0)
    latest = days.argmax(axis=0) - 1
    newest = [each.only(latest == at) for at, each in enumerate(kinds)]
    empty = np.zeros(0, dtype=np.int64)
    owner, places = (np.concatenate([empty, *(each[part] for each in newest)]) for part in (0, 1))
    lost = np.zeros(count, dtype=np.bool_)
    lost[owner[(places < 0) | ~registry.alive[places]]] = True
    placed = [(owner, places), *(each.only(each.day != day) for each in kinds)]
    phantoms = 0
    for _, each in placed:
        nobody = np.flatnonzero(each < 0)
        each[nobody] = known + phantoms + np.arange(len(nobody))
        phantoms += len(nobody)
    found = [incidence(sets, each, count, known + phantoms) for sets, each in placed]
    return History(found[0], day, lost, tuple(each for each in found[1:] if len(each.sets))), phantoms


def _published(registry: Registry, sets: Sequence[PublishedSet]) -> _Published:
    numbers = [registry.groups.numbers(at) for at in range(len(DIMENSIONS))]
    of_set = np.array([numbers[AT[each.dimension]][each.group] for each in sets], dtype=np.int64)
    day = np.full(registry.groups.count, -1, dtype=np.int64)
    day[of_set] = [each.day for each in sets]
    people = np.concatenate([np.zeros(0, dtype=np.int64), *(each.people for each in sets)])
    return _Published(day, np.repeat(of_set, [len(each.people) for each in sets]), registry.places(people))
