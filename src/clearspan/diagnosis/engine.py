"""Weighs the causes of every group against each other, and says how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clearspan.diagnosis.cause import Cause, Expectation
from clearspan.diagnosis.panel import Floats
from clearspan.diagnosis.pattern import by_pattern
from clearspan.diagnosis.readings import Readings

NOTHING = "nothing"
"""Nothing is the matter that the signals show."""

UNKNOWN = "unknown"
"""The group is stuck, and nothing shows why."""

COUNTED_TWICE = 1.15
"""Evidence is divided by this: signs of one cause come together in answers and records, so that the sum counts part of it twice.
Chosen, with the priors, on simulated organisations that are never scored."""

NOTHING_PRIOR = 8.0
"""How much commoner nothing is than any one cause, before anything is seen."""

UNKNOWN_PRIOR = 2.0

_STUCK = by_pattern(
    Expectation("active_weeks", -20.0, 10.0),
    Expectation("habit", -20.0, 14.0),
    Expectation("begun", -8.0, 12.0),
    Expectation("dark_tools", 12.0, 15.0),
)


@dataclass(frozen=True)
class Weighed:
    """The probability of each hypothesis by group: `names` are the causes, then NOTHING and UNKNOWN; rows of `probability` are
    groups. `evidence` is for each against NOTHING, divided by COUNTED_TWICE."""

    names: tuple[str, ...]
    probability: Floats
    evidence: Floats


def weigh(causes: Mapping[str, Cause], readings: Readings) -> Weighed:
    """The probabilities of every cause, of nothing, and of an unknown one."""
    names = (*causes, NOTHING, UNKNOWN)
    evidence = np.stack(
        [*(cause.weigh(readings) for cause in causes.values()), np.zeros(len(readings)), _STUCK(readings)], axis=1
    )
    evidence = evidence / COUNTED_TWICE
    prior = np.log([*(cause.prior for cause in causes.values()), NOTHING_PRIOR, UNKNOWN_PRIOR])
    return Weighed(names, softmax(evidence + prior), evidence)


def softmax(scores: Floats) -> Floats:
    """The scores of each row as probabilities that add up to 1."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def ranked(weighed: Weighed, row: int) -> Sequence[tuple[str, float]]:
    """The hypotheses of a group with their probabilities, the likeliest first."""
    order = np.argsort(-weighed.probability[row], kind="stable")
    return [(weighed.names[at], float(weighed.probability[row, at])) for at in order]
