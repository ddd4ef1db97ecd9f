"""Which question somebody is asked next, and when enough has been asked.

The question that tells most at the ability so far is asked, with two limits. One of the best few is drawn by chance, and one that
has been used much is set aside (exposure control; Kingsbury and Zara 1989; Revuelta and Ponsoda 1998). The area that is furthest
behind its share comes first (content balance).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from clearspan.errors import UsageError
from clearspan.skills.irt.ability import Ability, ability
from clearspan.skills.irt.graded import ItemCurve, information


@dataclass(frozen=True)
class BankItem:
    """A question that may be asked: its name, the area to which it counts, its curve, and in which share of tests it was used."""

    name: str
    area: str
    curve: ItemCurve
    used: float = 0.0


@dataclass(frozen=True)
class Rule:
    """How a test runs: it ends when the ability is known within `error` (standard error) and every area was asked about, at the
    latest after `longest` questions and not before `shortest`. One of the `among` best is drawn, and a question used in more than
    `most_used` of tests is set aside. `shares` are those of the areas; without them all are equal."""

    error: float = 0.45
    shortest: int = 6
    longest: int = 16
    among: int = 4
    most_used: float = 0.5
    shares: Mapping[str, float] | None = None


class Ending(StrEnum):
    """Why a test has ended."""

    SURE_ENOUGH = "sure_enough"
    LONG_ENOUGH = "long_enough"
    NO_QUESTION_LEFT = "no_question_left"


@dataclass(frozen=True)
class Next:
    """What comes next: a question, or the reason why there is none; the ability so far; and how likely this question was to be
    drawn."""

    item: str | None
    ending: Ending | None
    ability: Ability
    propensity: float = 1.0


def next_item(bank: Sequence[BankItem], answered: Mapping[str, int], rule: Rule, seed: int) -> Next:
    """The next question for somebody who answered some (name -> category). The same for the same seed and answers.

    Raises UsageError for an answer to a question that is not in the bank.
    """
    so_far = ability_of(bank, answered)
    ending = _ending(bank, answered, rule, so_far)
    if ending is not None:
        return Next(None, ending, so_far)
    choice = _rarely_used([item for item in bank if item.name not in answered], rule)
    area = _area_behind(choice, bank, answered, rule)
    here = np.array([so_far.estimate.value])
    best = sorted((item for item in choice if item.area == area), key=lambda item: -float(information(item.curve, here)[0]))
    among = best[: rule.among]
    drawn = np.random.default_rng([seed, len(answered)]).integers(len(among))
    return Next(among[int(drawn)].name, None, so_far, 1 / len(among))


def ability_of(bank: Sequence[BankItem], answered: Mapping[str, int]) -> Ability:
    """The ability behind some answers (name -> category). Raises UsageError for a question that is not in the bank."""
    known = {item.name: item for item in bank}
    if unknown := set(answered) - set(known):
        raise UsageError(f"{len(unknown)} answered questions are not in the bank", where="fluency")
    return ability(tuple(known[name].curve for name in answered), tuple(answered.values()))


def _ending(bank: Sequence[BankItem], answered: Mapping[str, int], rule: Rule, so_far: Ability) -> Ending | None:
    if len(answered) >= rule.longest:
        return Ending.LONG_ENOUGH
    if len(answered) >= len(bank):
        return Ending.NO_QUESTION_LEFT
    asked = {item.area for item in bank if item.name in answered}
    whole = asked == {item.area for item in bank}
    sure = len(answered) >= rule.shortest and so_far.error <= rule.error and whole
    return Ending.SURE_ENOUGH if sure else None


def _rarely_used(left: list[BankItem], rule: Rule) -> list[BankItem]:
    """The questions that were not used too much; all that are left where an area would have none."""
    rare = [item for item in left if item.used <= rule.most_used]
    covered = {item.area for item in rare}
    return rare + [item for item in left if item.area not in covered]


def _area_behind(choice: list[BankItem], bank: Sequence[BankItem], answered: Mapping[str, int], rule: Rule) -> str:
    """The area that is furthest behind its share, of those that have a question left."""
    areas = sorted({item.area for item in bank})
    shares = rule.shares or {area: 1 / len(areas) for area in areas}
    given = Counter(item.area for item in bank if item.name in answered)
    total = max(len(answered), 1)
    left = sorted({item.area for item in choice})
    return max(left, key=lambda area: (shares.get(area, 0) - given[area] / total, -areas.index(area)))
