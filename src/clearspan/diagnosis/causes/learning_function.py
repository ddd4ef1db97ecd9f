"""Those who teach do not use it."""

import numpy as np

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.panel import Floats
from clearspan.diagnosis.pattern import by_pattern
from clearspan.diagnosis.readings import Readings
from clearspan.diagnosis.signal import LEARNING_FUNCTION as OF_TEACHERS

NEVER = -50.0
"""The weight of this cause where nothing is known of those who teach, as a logarithm: it is not thought of."""

_EXPECTS = (
    Expectation(OF_TEACHERS, -30.0, 15.0),
    Expectation("training_fits_role", -15.0, 9.0),
    Expectation("material_up_to_date", -15.0, 9.0),
    Expectation("training_for_use", -8.0, 8.0),
    Expectation("active_weeks", -12.0, 10.0),
)


def _weigh(readings: Readings) -> Floats:
    known = ~np.isnan(readings.signals[OF_TEACHERS].shift)
    return np.where(known, by_pattern(*_EXPECTS)(readings), NEVER)


LEARNING_FUNCTION = Cause(
    name="learning_function",
    title="Those who teach do not use it",
    problem=Problem.TRAINING,
    meaning="Those who make the training use AI less than the people they train, and their training shows it.",
    expects=_EXPECTS,
    weigh=_weigh,
    false_alarms=(
        "Those who teach may buy their courses from others who are fluent.",
        "A team that made its own training does not depend on them.",
    ),
    step="Give those who teach the same practice first, and let a fluent person of the team write the next piece with them.",
    ask="Who of those who trained you uses AI in their own work?",
    rows=("A060", "A076"),
)
