"""Learners lack the work to learn by."""

import numpy as np

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.panel import Floats
from clearspan.diagnosis.pattern import evidence
from clearspan.diagnosis.readings import Reading, Readings

_EXPECTS = (
    Expectation("learner_work", -40.0, 20.0),
    Expectation("others_learner_work", 12.0, 20.0),
)

_APART = Expectation("learner_work", -50.0, 25.0)
"""How far the work of learners falls behind that of others, in points of what either did before."""


def _weigh(readings: Readings) -> Floats:
    """By what learners do beside what others do of the same work: where there is less of it for everyone, nobody starves."""
    theirs, others = (readings.signals[each.signal] for each in _EXPECTS)
    error, spread = np.hypot(theirs.error, others.error), float(np.hypot(theirs.spread, others.spread))
    return evidence(Reading(theirs.shift - others.shift, error, spread, theirs.people, theirs.usual), _APART)


EXPERIENCE_STARVATION = Cause(
    name="experience_starvation",
    title="Learners lack the work to learn by",
    problem=Problem.DESIGN,
    meaning="Others now do, with AI, the work by which learners used to learn.",
    expects=_EXPECTS,
    weigh=_weigh,
    false_alarms=(
        "When there is less work for everyone, learners do less of it too: look at what others do.",
        "Learners who have grown take on harder work: look at their levels.",
    ),
    step="Keep two kinds of task for learners, done by them first and reviewed with them, with AI or without.",
    ask="Which task did you learn your trade by, and who does it now?",
    rows=("A088", "A090"),
)
