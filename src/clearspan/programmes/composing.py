"""Composes pods: so many as can be led, each of a size that works, mixed in tenure and reach, none led by who is led too much.

The same people give the same pods: a draft in turns, then swaps as long as one makes the pods more alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from clearspan.programmes.templates import PodRule

MOST_ROUNDS = 50
"""Rounds of swaps after which the pods are left as they are."""


@dataclass(frozen=True, order=True)
class Member:
    """Somebody who may join: person number, function (pods are made within one), job family, years there, how many people of
    other teams they work with, whether they offered to lead, and how many pods they lead already."""

    person: int
    function: str
    role: str = ""
    years: float = 0.0
    reach: float = 0.0
    offers: bool = False
    leads: int = 0


@dataclass(frozen=True)
class Composed:
    """One pod: its function, who leads, and who else is in it; person numbers."""

    function: str
    leaders: tuple[int, ...]
    others: tuple[int, ...]

    @property
    def people(self) -> tuple[int, ...]:
        """Everyone in it, those who lead first."""
        return self.leaders + self.others


@dataclass(frozen=True)
class Left:
    """People of a function who got no pod, and why."""

    function: str
    people: tuple[int, ...]
    why: str


@dataclass(frozen=True)
class Composition:
    """The pods, who is in none, and the champions who lead as many as they may, or more: they are offered no further one."""

    pods: tuple[Composed, ...]
    left: tuple[Left, ...]
    overloaded: tuple[int, ...]


def compose(members: Sequence[Member], rule: PodRule) -> Composition:
    """The pods of some people under a rule."""
    pods: list[Composed] = []
    left: list[Left] = []
    for function in sorted({each.function for each in members}):
        made, rest = _function([each for each in sorted(members) if each.function == function], rule)
        pods += made
        left += rest
    overloaded = tuple(sorted(each.person for each in members if each.offers and each.leads >= rule.load))
    return Composition(tuple(pods), tuple(left), overloaded)


def _function(members: Sequence[Member], rule: PodRule) -> tuple[list[Composed], list[Left]]:
    function = members[0].function
    able = sorted((each for each in members if each.offers and each.leads < rule.load), key=_by_reach)
    if not able:
        return [], [Left(function, _people(members), "nobody who may lead offered to")]
    count = min(len(able) // rule.leading, len(members) // rule.smallest)
    if not count:
        why = "too few people" if len(able) >= rule.leading else "too few who may lead offered to"
        return [], [Left(function, _people(members), why)]
    leaders = [able[at::count][: rule.leading] for at in range(count)]
    leading = {each.person for group in leaders for each in group}
    others = [each for each in members if each.person not in leading]
    room = count * (rule.largest - rule.leading)
    joining, waiting = others[:room], others[room:]
    drafted = _swapped(_drafted(leaders, joining), rule)
    pods = [
        Composed(function, _people(lead), _people(group))
        for lead, group in zip(leaders, drafted, strict=True)
        if _roles_fit((*lead, *group), rule)
    ]
    placed = {person for pod in pods for person in pod.people}
    unfit = [each for each in (*joining, *(one for group in leaders for one in group)) if each.person not in placed]
    rest = [Left(function, _people(waiting), "more people than those who lead have room for")] if waiting else []
    rest += [Left(function, _people(unfit), "one job family would be too large a part")] if unfit else []
    return pods, rest


def _people(members: Sequence[Member]) -> tuple[int, ...]:
    return tuple(sorted(each.person for each in members))


def _by_reach(member: Member) -> tuple[float, int]:
    return -member.reach, member.person


def _drafted(leaders: Sequence[Sequence[Member]], joining: Sequence[Member]) -> list[list[Member]]:
    """Each pod's others, drafted by reach, back and forth, so that sizes differ by one at most."""
    count = len(leaders)
    pods: list[list[Member]] = [[] for _ in range(count)]
    for turn, each in enumerate(sorted(joining, key=_by_reach)):
        lap, at = divmod(turn, count)
        pods[at if lap % 2 == 0 else count - 1 - at].append(each)
    return pods


def _swapped(pods: list[list[Member]], rule: PodRule) -> list[list[Member]]:
    """The pods after every swap of two people that makes them more alike."""
    for _ in range(MOST_ROUNDS):
        if not any(_swap_once(pods[one], pods[other], rule) for one, other in combinations(range(len(pods)), 2)):
            break
    return pods


def _swap_once(one: list[Member], other: list[Member], rule: PodRule) -> bool:
    before = _unlike(one, other, rule)
    for first in range(len(one)):
        for second in range(len(other)):
            one[first], other[second] = other[second], one[first]
            if _unlike(one, other, rule) < before - 1e-9:
                return True
            one[first], other[second] = other[second], one[first]
    return False


def _unlike(one: Sequence[Member], other: Sequence[Member], rule: PodRule) -> float:
    """How unlike two pods are in years, reach and job families; a job family that is too large a part weighs most."""
    years, reach = (
        abs(_mean(one, name) - _mean(other, name)) / (_spread([*one, *other], name) or 1.0) for name in ("years", "reach")
    )
    roles = {each.role for each in (*one, *other)}
    apart = sum(abs(_share(one, role) - _share(other, role)) for role in roles)
    too_large = sum(max(_share(pod, role) - rule.role_share, 0.0) for pod in (one, other) for role in roles)
    return years + reach + apart + 100 * too_large


def _mean(pod: Sequence[Member], name: str) -> float:
    return sum(getattr(each, name) for each in pod) / len(pod) if pod else 0.0


def _spread(pod: Sequence[Member], name: str) -> float:
    mean = _mean(pod, name)
    return (sum((getattr(each, name) - mean) ** 2 for each in pod) / len(pod)) ** 0.5 if pod else 0.0


def _share(pod: Sequence[Member], role: str) -> float:
    return sum(each.role == role for each in pod) / len(pod) if pod else 0.0


def _roles_fit(pod: Sequence[Member], rule: PodRule) -> bool:
    return all(_share(pod, role) <= rule.role_share + 1e-9 for role in {each.role for each in pod})
