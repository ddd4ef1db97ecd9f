"""An attacker with exact arithmetic, written apart from the release: what can be computed from what is shown?

Knows who is in which group (an insider does) and every shown count without noise. A figure is computable when its
indicator over people is a rational combination of the shown cells' indicators.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from clearspan.privacy.release.measure import Released

Group = tuple[str, str]

TOO_TELLING = "This figure would say too much about the people in the group."
"""Says that the group is published and only this figure about it is not."""


@dataclass(frozen=True)
class Leak:
    """A figure that can be computed although it is about too few people or was to stay hidden."""

    kind: str
    what: str
    people: int


class Span:
    """All rational combinations of some sets of people, as a reduced row echelon form over classes of people."""

    def __init__(self, sets: dict[Group, frozenset[int]], also: Iterable[frozenset[int]] = ()) -> None:
        known = list(sets.values())
        aims = list(also)
        everyone = set().union(*known, *aims)
        marks: dict[tuple[bool, ...], set[int]] = {}
        for person in everyone:
            marks.setdefault(tuple(person in each for each in (*known, *aims)), set()).add(person)
        self.classes = list(marks.values())
        self.rows: list[dict[int, Fraction]] = []
        for each in known:
            self._add({at: Fraction(1) for at, some in enumerate(self.classes) if some <= each})

    def holds(self, people: frozenset[int] | set[int]) -> bool:
        """Whether the count of these people can be computed."""
        return not self._reduced({at: Fraction(1) for at, some in enumerate(self.classes) if some <= people})

    def _reduced(self, row: dict[int, Fraction]) -> dict[int, Fraction]:
        for known in self.rows:
            pivot = min(known)
            if pivot in row:
                factor = row[pivot]
                for at, value in known.items():
                    left = row.get(at, Fraction(0)) - factor * value
                    if left:
                        row[at] = left
                    else:
                        row.pop(at, None)
        return row

    def _add(self, row: dict[int, Fraction]) -> None:
        left = self._reduced(row)
        if left:
            lead = left[min(left)]
            self.rows.append({at: value / lead for at, value in left.items()})
            self.rows.sort(key=min)


def counted(released: Released, minimum: int = 8) -> dict[Group, frozenset[int]]:
    """Of whom each group consists after a release, by dimension and key."""
    return {
        (row["dimension"], row["group"]): frozenset(row["people"])
        for row in released.membership.to_pylist()
        if row["record"] == "member" and row["minimum"] == minimum
    }


def computable(
    cells: list[dict[str, Any]], sets: dict[Group, frozenset[int]], now: dict[Group, frozenset[int]], minimum: int = 8
) -> list[Leak]:
    """Leaks of one measure and period: classes of too few people, and groups whose count is hidden or coded.

    `sets` is of whom the published groups consist, `now` who is in each group in the period.
    """
    open_cells = [cell for cell in cells if cell["value"] is not None]
    shown = {_group(cell): sets[_group(cell)] for cell in open_cells}
    hidden = {}
    for cell in cells:
        group = _group(cell)
        if group not in shown:
            published = cell["withheld"] in (None, TOO_TELLING)
            hidden[group] = sets[group] if published else now.get(group, frozenset())
    hidden = {group: people for group, people in hidden.items() if people and people not in shown.values()}
    span = Span(shown, hidden.values())
    leaks = [Leak("hidden group", f"{group}", len(people)) for group, people in hidden.items() if span.holds(people)]
    own = Span(shown)
    leaks += [Leak("few people", "class", len(some)) for some in own.classes if len(some) < minimum and own.holds(some)]
    return leaks


def differences(before: dict[Group, frozenset[int]], after: dict[Group, frozenset[int]], minimum: int = 8) -> list[Leak]:
    """Pairs of published sets, one of each release, that differ by 1 to minimum - 1 people."""
    return [
        Leak("difference", f"{one} - {other}", len(left ^ right))
        for one, left in before.items()
        for other, right in after.items()
        if 0 < len(left ^ right) < minimum
    ]


def lopsided(cells: list[dict[str, Any]], sets: dict[Group, frozenset[int]], side: int = 5) -> list[Leak]:
    """Shown shares, and differences of a shown group and another inside it, with fewer than `side` on one side."""
    shown = {_group(cell): (cell["numerator"], cell["denominator"]) for cell in cells if cell["value"] is not None}
    leaks = [Leak("alike", f"{group}", int(n)) for group, (k, n) in shown.items() if k < side or n - k < side]
    for outer, (whole, people) in shown.items():
        for inner, (part, some) in shown.items():
            if sets[inner] < sets[outer]:
                k, n = whole - part, people - some
                if n < 8 or k < side or n - k < side:
                    leaks.append(Leak("alike by difference", f"{outer} - {inner}", int(n)))
    return leaks


def now_of(members: Any, start: int, kind: str, dimensions: tuple[str, ...]) -> dict[Group, frozenset[int]]:
    """Who is in each group in a period, from the members table."""
    found: dict[Group, set[int]] = {}
    for row in members.to_pylist():
        if row["start"] == start and row["kind"] == kind:
            for dimension in dimensions:
                if row[dimension] is not None:
                    found.setdefault((dimension, row[dimension]), set()).add(row["person"])
    return {group: frozenset(people) for group, people in found.items()}


def _group(cell: dict[str, Any]) -> Group:
    return cell["dimension"], cell["group"]
