"""Leaders do not show the way."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("manager_models_use", -25.0, 9.0),
    Expectation("leadership_backs", -20.0, 9.0),
    Expectation("vision_clear", -8.0, 7.0),
    Expectation("manager_supports_training", -6.0, 6.0),
    Expectation("begun", -6.0, 10.0),
    Expectation("active_weeks", -16.0, 10.0),
    Expectation("habit", -20.0, 14.0),
)

LEADERSHIP = Cause(
    name="leadership",
    title="Leaders do not show the way",
    problem=Problem.CONDITIONS,
    meaning="Managers and leaders neither show their own use nor back it with deeds.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=(
        "A new manager is not yet known to the team.",
        "A manager may use AI much and not show it.",
    ),
    step="The manager shows one piece of own work with AI each week for four weeks, the failures too.",
    ask="When did your manager last show you how they use AI?",
    rows=("A065", "A096"),
)
