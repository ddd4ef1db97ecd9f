"""Which person each identity belongs to by the statements that are believed, with as few new numbers as possible."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from clearspan.privacy.connected import lowest_of_each


def rebuilt_people(
    person_of: Mapping[int, int], origin: Mapping[int, int], pairs: Iterable[tuple[int, int]], stay: Iterable[int], last: int
) -> tuple[dict[int, int], int]:
    """Identity -> person, for those whose person changes, and the last person number then in use.

    `person_of` is the person now, `origin` the number with which an identity was registered, `pairs` the identities that are one
    person. Where a person falls apart, the part with the identity that brought the number keeps it, of somebody in `stay` the
    largest part. Where people become one, the number of somebody in `stay` stays, else the lowest. A part without a number gets
    that of a registration, else a new one.
    """
    whole = ((one, other) for one, other in pairs if one in person_of and other in person_of)
    root = lowest_of_each(whole)
    parts: dict[int, list[int]] = defaultdict(list)
    for identity in sorted(person_of):
        parts[root.get(identity, identity)].append(identity)
    chosen: dict[int, int] = {}
    staying = set(stay)
    keeps = _keepers(parts, person_of, origin, staying)
    for name, numbers in keeps.items():
        chosen[name] = min(numbers & staying or numbers)
    used = set(chosen.values())
    for name, part in parts.items():
        if name in keeps:
            continue
        free = {origin[identity] for identity in part if identity in origin} - used
        if not free:
            last += 1
        chosen[name] = min(free, default=last)
        used.add(chosen[name])
    moved = {identity: chosen[name] for name, part in parts.items() for identity in part if person_of[identity] != chosen[name]}
    return moved, last


def _keepers(
    parts: Mapping[int, list[int]], person_of: Mapping[int, int], origin: Mapping[int, int], staying: set[int]
) -> dict[int, set[int]]:
    """Part -> the person numbers of today that it may keep; each number has one such part."""
    best: dict[int, tuple[int, bool, int]] = {}
    for name, part in parts.items():
        sizes = Counter(person_of[identity] for identity in part)
        brought = {origin.get(identity) for identity in part}
        for number, size in sizes.items():
            claim = (-size if number in staying else 0, number not in brought, name)
            best[number] = min(best.get(number, claim), claim)
    keeps: dict[int, set[int]] = defaultdict(set)
    for number, (_, _, name) in best.items():
        keeps[name].add(number)
    return dict(keeps)
