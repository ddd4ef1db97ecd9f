"""Training overtaken by change."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("material_up_to_date", -25.0, 9.0),
    Expectation("training_fits_role", -6.0, 6.0),
    Expectation("confidence", -8.0, 7.0),
    Expectation("training_recent_enough", -9.0, 8.0),
    Expectation("trained_lately", -25.0, 20.0),
    Expectation("active_weeks", -16.0, 10.0),
)

TRAINING_OUTDATED = Cause(
    name="training_outdated",
    title="Training overtaken by change",
    problem=Problem.TRAINING,
    meaning="What people learned no longer matches the tools they have.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=("A tool that was renamed can make good material look old.",),
    step="Name an owner who checks the material each month against the tools' changes; refresh the two most used pieces.",
    ask="What in the training is no longer true?",
    rows=("A062", "A073"),
)
