"""What somebody can do: three scores, each on its own with an interval, and never one.

Only what was seen enters: answers to items, drills, canvases. What people say of themselves has no way in.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clearspan.skills.framework.expectation import Expectation
from clearspan.skills.framework.framework import LEVELS
from clearspan.skills.interval import UNKNOWN, Z_95, Estimate
from clearspan.skills.irt.ability import Ability
from clearspan.skills.judgment.judgment import ENOUGH_DRILLS, ENOUGH_OF_EACH, Judgment, Verdict
from clearspan.skills.redesign.verdict import Assessment

ENOUGH_ITEMS = 8
"""Items on fluency from which a level is told."""

FLUENCY_CUTS = (-1.0, 0.0, 1.0)
"""Abilities (in units of the spread among people) from which levels 2, 3 and 4 are told. They are set, not found: half of
people at large reach level 3."""
JUDGMENT_CUTS = (0.60, 0.75, 0.87)
"""Areas from which levels 2, 3 and 4 are told: with two outputs of which one is faulty, the faulty one is named so often."""
REDESIGN_CUTS = (1.5, 2.5, 3.5)

REDESIGN_PRIOR, REDESIGN_PRIOR_SPREAD, CANVAS_SPREAD = 1.5, 1.0, 0.7
"""What is held of somebody's redesigns before any (in levels), and how far single canvases of one person lie apart."""
ENOUGH_CANVASES = 2

UNITS = {
    "fluency": "spreads above or below people at large",
    "judgment": "how often the faulty of two outputs is named",
    "redesign": "level of redesigns, 1 to 4",
}


@dataclass(frozen=True)
class LayerScore:
    """One layer's score: its figure with the interval, in a unit of its own; the level that it amounts to, with the lowest and
    the highest that the interval allows. Where too little was seen, the levels are None and `because` says what is missing."""

    layer: str
    figure: Estimate
    lowest: int | None
    level: int | None
    highest: int | None
    because: str = ""

    @property
    def known(self) -> bool:
        """Whether a level may be told."""
        return self.level is not None

    @property
    def unit(self) -> str:
        """In what the figure is."""
        return UNITS[self.layer]


@dataclass(frozen=True)
class Profile:
    """What somebody can do, in three layers that need different help. There is no sum of them."""

    fluency: LayerScore
    judgment: LayerScore
    redesign: LayerScore
    leaning: Verdict
    """Whether the person trusts too much or too little; a level of judgment is read with it."""

    def layers(self) -> tuple[LayerScore, ...]:
        """The three scores, in the order of the framework."""
        return self.fluency, self.judgment, self.redesign


def profile_of(fluency: Ability, judgment: Judgment, redesigns: Sequence[Assessment]) -> Profile:
    """The profile from the ability behind items, the judgment behind drills, and the canvases that somebody led."""
    return Profile(_fluency(fluency), _judgment(judgment), _redesign(redesigns), judgment.verdict)


def short_of(profile: Profile, expected: Expectation) -> Mapping[str, float]:
    """layer -> how many levels the person lies below what is expected, on average over the layer's competencies; layers of
    which too little was seen are left out."""
    found: dict[str, float] = {}
    for score in profile.layers():
        wanted = [level for name, level in expected.levels.items() if name.partition(".")[0] == score.layer]
        if score.level is not None and wanted:
            found[score.layer] = max(sum(wanted) / len(wanted) - score.level, 0.0)
    return found


def _fluency(found: Ability) -> LayerScore:
    if found.estimate.of < ENOUGH_ITEMS:
        return _unknown("fluency", f"{found.estimate.of} of at least {ENOUGH_ITEMS} questions answered.")
    return _score("fluency", found.estimate, FLUENCY_CUTS)


def _judgment(found: Judgment) -> LayerScore:
    if found.verdict is Verdict.TOO_FEW:
        words = (
            f"{found.drills} of {ENOUGH_DRILLS} drills done; at least {ENOUGH_OF_EACH} of them must be sound, and as many faulty."
        )
        return _unknown("judgment", words)
    return _score("judgment", found.area, JUDGMENT_CUTS)


def _redesign(found: Iterable[Assessment]) -> LayerScore:
    levels = [each.level for each in found if each.level is not None]
    if len(levels) < ENOUGH_CANVASES:
        return _unknown("redesign", f"{len(levels)} of at least {ENOUGH_CANVASES} processes drawn and assessed.")
    weight = 1 / REDESIGN_PRIOR_SPREAD**2 + len(levels) / CANVAS_SPREAD**2
    middle = (REDESIGN_PRIOR / REDESIGN_PRIOR_SPREAD**2 + sum(levels) / CANVAS_SPREAD**2) / weight
    half = Z_95 / math.sqrt(weight)
    low, high = max(middle - half, 1.0), min(middle + half, float(LEVELS))
    return _score("redesign", Estimate(middle, low, high, len(levels)), REDESIGN_CUTS)


def _score(layer: str, figure: Estimate, cuts: tuple[float, ...]) -> LayerScore:
    lowest, level, highest = (1 + sum(each >= cut for cut in cuts) for each in (figure.low, figure.value, figure.high))
    return LayerScore(layer, figure, lowest, level, highest)


def _unknown(layer: str, because: str) -> LayerScore:
    return LayerScore(layer, UNKNOWN, None, None, None, because)
