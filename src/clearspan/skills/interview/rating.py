"""Ratings of interviews and of pieces of work: whether raters agree, and whether a bar was met. Nobody is ranked."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clearspan.errors import UsageError
from clearspan.skills.framework.framework import LEVELS
from clearspan.skills.interval import Estimate, mean
from clearspan.skills.interview.agreement import weighted_kappa

AGREEMENT = 0.6
"""The kappa from which ratings carry a recommendation: 'substantial' by Landis and Koch (1977)."""
ENOUGH_RATED = 20
"""Things rated twice from which a kappa is told: its interval is wider than all that it could say below."""
RATERS = 2


@dataclass(frozen=True)
class Rating:
    """The level (1 to 4) that one rater gave to one thing (an interview or a piece of work, by its number) on one question."""

    thing: int
    question: str
    rater: int
    level: int


@dataclass(frozen=True)
class Agreement:
    """How far raters agree on each question, and on which of them far enough to build on."""

    kappa: Mapping[str, Estimate]

    def holds(self, question: str) -> bool:
        """Whether ratings on a question may carry a recommendation."""
        found = self.kappa.get(question)
        return found is not None and found.known and found.of >= ENOUGH_RATED and found.value >= AGREEMENT


@dataclass(frozen=True)
class BarResult:
    """Whether both raters gave at least the bar on every question: True, False, or None where nothing may be said, and why."""

    met: bool | None
    because: str


def agreement(ratings: Sequence[Rating]) -> Agreement:
    """The agreement of raters over everything that was rated twice. Raises UsageError for a level out of range, a thing rated
    by one rater twice or by more than two."""
    paired = _paired(ratings)
    found: dict[str, Estimate] = {}
    for question in sorted({question for _, question in paired}):
        both = [levels for (_, asked), levels in sorted(paired.items()) if asked == question and len(levels) == RATERS]
        found[question] = weighted_kappa([one for one, _ in both], [other for _, other in both], LEVELS)
    return Agreement(found)


def meets_bar(thing: int, ratings: Sequence[Rating], bar: Mapping[str, int], raters: Agreement) -> BarResult:
    """Whether an interview met a bar. Nothing is said before two people rated it, nor where raters do not agree enough: below the
    agreement there is no recommendation."""
    paired = _paired([each for each in ratings if each.thing == thing])
    if any(len(paired.get((thing, question), ())) < RATERS for question in bar):
        return BarResult(None, "Two people must rate every question, each alone.")
    if unsure := [question for question in bar if not raters.holds(question)]:
        return BarResult(
            None,
            f"Raters do not agree enough yet on {', '.join(unsure)} (kappa of {AGREEMENT}, {ENOUGH_RATED} interviews): "
            "no recommendation. Practise the levels together on old notes.",
        )
    met = all(min(paired[thing, question]) >= least for question, least in bar.items())
    return BarResult(met, "Both raters gave at least the bar." if met else "One question or more lies below the bar.")


def blind(things: Sequence[int], raters: Sequence[int], leads: Mapping[int, int], seed: int) -> dict[int, tuple[int, int]]:
    """Two raters for each piece of work, evenly spread and drawn by chance; never the one who leads its author (`leads`: piece ->
    rater). Raises UsageError where a piece has fewer than two raters left."""
    chance = random.Random(seed)
    load = dict.fromkeys(raters, 0)
    given: dict[int, tuple[int, int]] = {}
    for thing in chance.sample(sorted(things), len(things)):
        free = [rater for rater in raters if leads.get(thing) != rater]
        if len(free) < RATERS:
            raise UsageError(
                "has fewer than two raters who do not lead its author", where=f"piece {thing}", remedy="Ask one more."
            )
        ranked = sorted(free, key=lambda rater: (load[rater], chance.random()))
        for rater in ranked[:RATERS]:
            load[rater] += 1
        given[thing] = (ranked[0], ranked[1])
    return given


def group_result(ratings: Sequence[Rating], things: frozenset[int]) -> Estimate:
    """The mean level of some pieces of work over questions and raters, with its interval over pieces."""
    of: dict[int, list[int]] = {}
    for rating in ratings:
        if rating.thing in things:
            of.setdefault(rating.thing, []).append(rating.level)
    return mean([sum(levels) / len(levels) for levels in of.values()])


def _paired(ratings: Sequence[Rating]) -> dict[tuple[int, str], tuple[int, ...]]:
    """The levels of each thing and question, by rater's number."""
    found: dict[tuple[int, str], dict[int, int]] = {}
    for rating in ratings:
        mine = found.setdefault((rating.thing, rating.question), {})
        if not 1 <= rating.level <= LEVELS or rating.rater in mine or len(mine) >= RATERS:
            raise UsageError("must have one level from 1 to 4 by each of two raters", where=f"{rating.thing}, {rating.question}")
        mine[rating.rater] = rating.level
    return {key: tuple(level for _, level in sorted(levels.items())) for key, levels in found.items()}
