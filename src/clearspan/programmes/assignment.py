"""Which team starts when: drawn by chance within strata, or matched; a frozen list with a hash.

Chance is a hash of the seed, the programme's name and the team's key, so that anyone can draw it again with any language and see
that nobody was put where somebody wanted them.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from clearspan.errors import UsageError
from clearspan.programmes.programme import Design
from clearspan.vocabulary.period import day_of

FEWEST_TEAMS = 2
"""Teams on either side without which there is no comparison."""


class Arm(StrEnum):
    """What a team gets: the programme from a day on, the programme after the last read-out, or nothing."""

    TREATMENT = "treatment"
    WAITLIST = "waitlist"
    CONTROL = "control"


@dataclass(frozen=True, order=True)
class Candidate:
    """A team that may take part: its key, its stratum (who is compared with whom), how many people it has, and its outcome before
    the start, where that is known."""

    team: str
    stratum: str
    people: int
    before: float | None = None


@dataclass(frozen=True, order=True)
class Place:
    """A team in an arm. `start_day` is None for a team that does not start; `block` numbers its pair or wave."""

    team: str
    arm: Arm
    start_day: int | None
    stratum: str
    block: int = 0


@dataclass(frozen=True)
class Wanted:
    """What is drawn: the design, the seed, the first day, for how many days it runs, how many waves a stepped wedge has, how many
    days lie between them, and which teams are treated where a match is wanted."""

    design: Design
    seed: int
    start_day: int
    length_days: int
    waves: int = 3
    apart_days: int = 21
    treated: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assignment:
    """A frozen assignment: its places by team, and the teams that were left over."""

    design: Design
    seed: int
    places: tuple[Place, ...]
    left_out: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The SHA-256 of the assignment as CSV, with its design and seed."""
        return hashlib.sha256(f"{self.design.value}\n{self.seed}\n{self.csv()}".encode()).hexdigest()

    def csv(self) -> str:
        """The assignment as `clearspan simulate --assignment` reads it: team, arm, start_day; teams that never start are left
        out."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("team", "arm", "start_day"))
        for place in self.places:
            if place.start_day is not None:
                writer.writerow((place.team, place.arm.value, day_of(place.start_day).isoformat()))
        return out.getvalue()

    def side(self, *arms: Arm) -> tuple[str, ...]:
        """The teams in some arms."""
        return tuple(place.team for place in self.places if place.arm in arms)


def draw(programme: str, candidates: Sequence[Candidate], wanted: Wanted) -> Assignment:
    """The assignment of a programme. Raises UsageError where a side of the comparison would be too small."""
    ways = {
        Design.WAITLIST: _waitlist,
        Design.STEPPED_WEDGE: _stepped_wedge,
        Design.PAIRED: _paired,
        Design.MATCHED: _matched,
    }
    places = tuple(sorted(ways[wanted.design](programme, candidates, wanted)))
    treated = sum(place.arm is Arm.TREATMENT for place in places)
    others = len(places) - treated
    starts = {place.start_day for place in places if place.arm is Arm.TREATMENT}
    if treated < FEWEST_TEAMS or (others < FEWEST_TEAMS and len(starts) < FEWEST_TEAMS):
        raise UsageError(
            f"there are {treated} teams that start and {others} to compare them with",
            where=programme,
            remedy=f"Take more groups: each side needs {FEWEST_TEAMS} teams at least.",
        )
    left = {each.team for each in candidates} - {place.team for place in places}
    return Assignment(wanted.design, wanted.seed, places, tuple(sorted(left)))


def chance(programme: str, seed: int, team: str) -> str:
    """What orders a team by chance: the SHA-256 of seed, programme and team, in hexadecimal digits."""
    return hashlib.sha256(f"{seed}\0{programme}\0{team}".encode()).hexdigest()


def _shuffled(programme: str, candidates: Sequence[Candidate], seed: int) -> Iterator[tuple[str, list[Candidate]]]:
    """The strata in order of name, each with its teams in an order of chance."""
    for stratum in sorted({each.stratum for each in candidates}):
        mine = [each for each in candidates if each.stratum == stratum]
        yield stratum, sorted(mine, key=lambda each: chance(programme, seed, each.team))


def _waitlist(programme: str, candidates: Sequence[Candidate], wanted: Wanted) -> Iterator[Place]:
    """Half of each stratum starts, the other half after the last read-out; odd teams go to either side in turn."""
    later, odd = wanted.start_day + wanted.length_days, 0
    for stratum, teams in _shuffled(programme, candidates, wanted.seed):
        half = len(teams) // 2 + (odd % 2 if len(teams) % 2 else 0)
        odd += len(teams) % 2
        for place, each in enumerate(teams):
            first = place < half
            arm, start = (Arm.TREATMENT, wanted.start_day) if first else (Arm.WAITLIST, later)
            yield Place(each.team, arm, start, stratum)


def _stepped_wedge(programme: str, candidates: Sequence[Candidate], wanted: Wanted) -> Iterator[Place]:
    """The teams of each stratum start in waves in turn; the last wave is the comparison until it starts."""
    turn = 0
    for stratum, teams in _shuffled(programme, candidates, wanted.seed):
        for each in teams:
            wave, turn = turn % wanted.waves, turn + 1
            yield Place(each.team, Arm.TREATMENT, wanted.start_day + wave * wanted.apart_days, stratum, wave)


def _paired(programme: str, candidates: Sequence[Candidate], wanted: Wanted) -> Iterator[Place]:
    """Neighbours by outcome and size are pairs, and of each pair one starts; an odd team is left out."""
    later, pair = wanted.start_day + wanted.length_days, 0
    for stratum, teams in _shuffled(programme, candidates, wanted.seed):
        near = sorted(teams, key=lambda each: (each.before is None, each.before or 0.0, each.people, each.team))
        for first, second in zip(near[::2], near[1::2], strict=False):
            drawn = sorted((first, second), key=lambda each: chance(programme, wanted.seed, each.team))
            yield Place(drawn[0].team, Arm.TREATMENT, wanted.start_day, stratum, pair)
            yield Place(drawn[1].team, Arm.WAITLIST, later, stratum, pair)
            pair += 1


def _matched(_: str, candidates: Sequence[Candidate], wanted: Wanted) -> Iterator[Place]:
    """Each named team with the nearest others by outcome and size, of its own stratum where there is one left; the comparison is
    observational. Hard cases choose first: those whose nearest other is farthest."""
    known = {each.team: each for each in candidates}
    if missing := sorted(set(wanted.treated) - known.keys()):
        raise UsageError("there is no such team", where=missing[0], remedy="Name teams by their keys.")
    free = [each for each in candidates if each.team not in set(wanted.treated)]
    apart = _distances([known[team] for team in wanted.treated], free)
    order = sorted(wanted.treated, key=lambda team: (-min(apart[team].values(), default=0.0), team))
    for team in order:
        yield Place(team, Arm.TREATMENT, wanted.start_day, known[team].stratum, order.index(team))
    taken: set[str] = set()
    rounds = max(1, len(free) // max(len(order), 1))
    for _turn in range(min(rounds, 2)):
        for block, team in enumerate(order):
            left = {name: away for name, away in apart[team].items() if name not in taken}
            if left:
                nearest = min(left, key=lambda name: (left[name], name))
                taken.add(nearest)
                yield Place(nearest, Arm.CONTROL, None, known[nearest].stratum, block)


def _distances(treated: Sequence[Candidate], free: Sequence[Candidate]) -> Mapping[str, Mapping[str, float]]:
    """How far each other team is from each treated one: outcome and size in standard deviations, and 10 for another stratum."""
    everyone = [*treated, *free]
    before = np.array([np.nan if each.before is None else each.before for each in everyone])
    usual = float(np.nanmean(before)) if not np.isnan(before).all() else 0.0
    figures = np.stack([np.nan_to_num(before, nan=usual), np.array([each.people for each in everyone], dtype=float)], axis=1)
    spread = figures.std(axis=0)
    scaled = figures / np.where(spread > 0, spread, 1.0)
    rest = scaled[len(treated) :]
    return {
        each.team: {
            other.team: float(np.sqrt(((scaled[at] - rest[to]) ** 2).sum())) + (0.0 if other.stratum == each.stratum else 10.0)
            for to, other in enumerate(free)
        }
        for at, each in enumerate(treated)
    }
