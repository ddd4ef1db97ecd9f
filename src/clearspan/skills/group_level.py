"""What level a group of people is on in one layer, said so that no single person decides it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

CONFIDENCE = 0.95

Floats = np.ndarray


@dataclass(frozen=True)
class Layer:
    """What people contribute to a group's figure in one layer: the figure is the sum of `part` over the sum of `whole`; who
    contributes nothing has a `whole` of 0. `cuts` are the figures from which levels 2, 3 and 4 are told."""

    name: str
    part: Floats
    whole: Floats
    cuts: Sequence[float]


@dataclass(frozen=True)
class GroupLevel:
    """The level of a group, 1 to 4, with the lowest and the highest that the interval allows."""

    lowest: int
    level: int
    highest: int


def group_level(layer: Layer, members: Sequence[int] | np.ndarray, fewest: int) -> GroupLevel | None:
    """The level of some people (places in the layer); None where fewer than `fewest` of them contribute, or where it turns with
    one of them.

    The interval is the jackknife's, by Student's t over people (Efron and Stein 1981). A level leaves only where all three
    figures stay the same whoever is left out.
    """
    part, whole = layer.part[members], layer.whole[members]
    here = whole > 0
    part, whole = part[here], whole[here]
    people = len(part)
    if people < fewest:
        return None
    without = (part.sum() - part) / (whole.sum() - whole)
    spread = float(np.sqrt((people - 1) / people * ((without - without.mean()) ** 2).sum()))
    half = float(stats.t.ppf((1 + CONFIDENCE) / 2, people - 1)) * spread
    told = _levels(part.sum() / whole.sum(), half, layer.cuts)
    steady = all(_levels(each, half, layer.cuts) == told for each in without)
    return GroupLevel(*told) if steady else None


def leaning(trusting: Layer, doubting: Layer, members: Sequence[int] | np.ndarray, fewest: int) -> str:
    """Whether a group uses faulty work more often than it rejects sound work ('trusts'), less often ('doubts'), neither ('even'),
    or '' where fewer than `fewest` people say so or it turns with one of them."""
    rates = []
    for layer in (trusting, doubting):
        part, whole = layer.part[members], layer.whole[members]
        if (whole > 0).sum() < fewest:
            return ""
        rates.append((part, whole))
    (missed, faulty), (rejected, sound) = rates
    whole = _lean(missed.sum() / faulty.sum() - rejected.sum() / sound.sum())
    with np.errstate(invalid="ignore", divide="ignore"):
        without = (missed.sum() - missed) / (faulty.sum() - faulty) - (rejected.sum() - rejected) / (sound.sum() - sound)
    return whole if all(_lean(each) == whole for each in without) else ""


LEAN = 0.15
"""By how much the two shares must differ for a group to lean."""


def _lean(difference: float) -> str:
    return "trusts" if difference > LEAN else "doubts" if difference < -LEAN else "even"


def _levels(figure: float, half: float, cuts: Sequence[float]) -> tuple[int, int, int]:
    lowest, level, highest = (
        1 + int(np.searchsorted(cuts, each, side="right")) for each in (figure - half, figure, figure + half)
    )
    return lowest, level, highest
