"""Whether choosing what to practise does better than chance: how often what is offered is taken up, against an even draw.

Each offer was drawn with a chance that was kept. What an even draw from the same candidates would have come to is estimated by
weighing each offer with the even chance over its own (Horvitz and Thompson 1952), the weights brought to a sum (Hajek 1971).
Errors are those of a ratio, by person, since one person's offers resemble each other.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from scipy.special import stdtrit

from clearspan.skills.interval import UNKNOWN, Estimate

FEWEST_PEOPLE = 10
"""People from whom on something is said."""

FEWEST_EITHER = 5
"""People who took something up, and people who let something go, from whom on a share is told."""

MOST_OFFERS = 30
"""Offers that one person weighs at most, the latest: nobody who is offered much speaks for the others."""


class Verdict(StrEnum):
    """What is said of the choice."""

    BETTER = "better than an even draw"
    WORSE = "worse than an even draw"
    CANNOT_TELL = "cannot tell"
    TOO_FEW = "too few people"


@dataclass(frozen=True)
class Offer:
    """Something that was offered: to whom (person number), on which day, its kind and the reason for it, the chance with which it
    was drawn among how many, and whether it was begun, and done, in time."""

    person: int
    day: int
    kind: str
    reason: str
    propensity: float
    among: int
    begun: bool
    done: bool


@dataclass(frozen=True)
class ChoiceValue:
    """How often offers were taken up as they were chosen, how often they would have been if drawn evenly, and the difference (in
    shares, more is better), each with the middle 95%; UNKNOWN where too few people stand behind it."""

    people: int
    offers: int
    chosen: Estimate
    even: Estimate
    gain: Estimate
    verdict: Verdict


def choice_value(offers: Iterable[Offer], taken: Callable[[Offer], bool]) -> ChoiceValue:
    """The value of choosing, where `taken` says of an offer whether it counts.

    A verdict stands only where it stays the same with any one person left out.
    """
    table = _by_person(offers, taken)
    people, count = len(table), int(table[:, 0].sum()) if len(table) else 0
    either = ((table[:, 1] > 0).sum(), (table[:, 1] < table[:, 0]).sum()) if people else (0, 0)
    if people < FEWEST_PEOPLE or min(either) < FEWEST_EITHER:
        return ChoiceValue(people, count, UNKNOWN, UNKNOWN, UNKNOWN, Verdict.TOO_FEW)
    value = _value(table, count)
    without = {_value(np.delete(table, place, axis=0), count).verdict for place in range(people)}
    return value if without == {value.verdict} else replace(value, verdict=Verdict.CANNOT_TELL)


def _by_person(offers: Iterable[Offer], taken: Callable[[Offer], bool]) -> np.ndarray:
    """One row a person: offers, offers taken up, the sum of their weights, and that of those taken up."""
    mine: dict[int, list[Offer]] = defaultdict(list)
    for offer in offers:
        mine[offer.person].append(offer)
    rows: list[Sequence[float]] = []
    for each in mine.values():
        latest = sorted(each, key=lambda offer: offer.day)[-MOST_OFFERS:]
        weights = [1 / (offer.among * offer.propensity) for offer in latest]
        hits = [taken(offer) for offer in latest]
        rows.append((len(latest), sum(hits), sum(weights), sum(w for w, hit in zip(weights, hits, strict=True) if hit)))
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


def _value(table: np.ndarray, count: int) -> ChoiceValue:
    number, hits, weights, weighted = table.T
    chosen, even = hits.sum() / number.sum(), weighted.sum() / weights.sum()
    of_chosen = (hits - chosen * number) / number.sum()
    of_even = (weighted - even * weights) / weights.sum()
    gain = _estimate(chosen - even, of_chosen - of_even, -1.0)
    verdict = Verdict.BETTER if gain.low > 0 else Verdict.WORSE if gain.high < 0 else Verdict.CANNOT_TELL
    return ChoiceValue(len(table), count, _estimate(chosen, of_chosen, 0.0), _estimate(even, of_even, 0.0), gain, verdict)


def _estimate(value: float, parts: np.ndarray, least: float) -> Estimate:
    """A figure with its interval by Student's t from what each person adds to its error."""
    people = len(parts)
    half = float(stdtrit(people - 1, 0.975) * np.sqrt((parts**2).sum() * people / (people - 1)))
    return Estimate(float(value), max(float(value) - half, least), min(float(value) + half, 1.0), people)
