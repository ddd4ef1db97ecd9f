"""The scorecard's figures of the instruments that measure what people can do."""

import math
from collections.abc import Sequence

import numpy as np

from clearspan.scorecard.figures import Scorefigure, share
from clearspan.scorecard.instruments import Measurement, pairs_of
from clearspan.scorecard.interval import Z_95

HELD = 0.92
"""The least share of truths that 95% intervals are to hold: what the corrections for small samples cost, and no more."""


def instrument_figures(found: Sequence[Measurement]) -> dict[str, Scorefigure]:
    """The figures of the instruments, by name."""
    asked = [count for each in found for count in each.fluency_asked]
    accused = _flags(found, "middling_accused")
    return {
        "fluency_held": _held("Fluency within its 95% interval", found, "fluency_held"),
        "fluency_recovered": _correlation("Fluency told and true: correlation", pairs_of(found, "fluency"), 0.75),
        "fluency_questions": _mean("Questions that the adaptive test took", asked),
        "discernment_held": _held("d' within its 95% interval after 48 drills", found, "discernment_held"),
        "leaning_held": _held("Leaning (c) within its 95% interval after 48 drills", found, "leaning_held"),
        "discernment_recovered": _correlation("d' told and true: correlation", pairs_of(found, "discernment"), 0.6),
        "extremes_named": share(
            "Who trusts nearly everything or nothing, named as such", *_counted(_flags(found, "extremes_named")), least=0.95
        ),
        "middling_accused": _at_most("Who leans to neither side, told to lean", accused, 0.05),
        "polish_held": share("Groups whose polish gap lies within its 95% interval", *_counted([e.polish_held for e in found])),
        "switching_held": _held(
            "Taking right advice, keeping right answers: within their 95% intervals", found, "switching_held"
        ),
        "redesign_held": _held("Level of redesigns within its 95% interval", found, "redesign_held"),
        "bolt_ons_passed": _at_most("Bolt-ons that passed for a redesign", _flags(found, "bolt_ons_passed"), 0.0),
    }


def _flags(found: Sequence[Measurement], name: str) -> list[bool]:
    return [flag for each in found for flag in getattr(each, name)]


def _counted(flags: Sequence[bool]) -> tuple[int, int]:
    return sum(flags), len(flags)


def _held(title: str, found: Sequence[Measurement], name: str) -> Scorefigure:
    return share(title, *_counted(_flags(found, name)), least=HELD)


def _at_most(title: str, flags: Sequence[bool], most: float) -> Scorefigure:
    figure = share(title, *_counted(flags))
    return Scorefigure(title, figure.value, figure.low, figure.high, figure.of, f"at most {most:.0%}", figure.value <= most)


def _mean(title: str, values: Sequence[float]) -> Scorefigure:
    middle, half = float(np.mean(values)), Z_95 * float(np.std(values)) / math.sqrt(len(values))
    return Scorefigure(title, middle, middle - half, middle + half, len(values))


def _correlation(title: str, pairs: Sequence[tuple[float, float]], least: float) -> Scorefigure:
    """A correlation with Fisher's interval."""
    true, told = np.array(pairs).T
    value = float(np.corrcoef(true, told)[0, 1])
    half = Z_95 / math.sqrt(max(len(pairs) - 3, 1))
    low, high = (math.tanh(math.atanh(value) + way * half) for way in (-1, 1))
    return Scorefigure(title, value, low, high, len(pairs), f"at least {least:.2f}", value >= least)
