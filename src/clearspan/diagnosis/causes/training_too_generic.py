"""Training too generic."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("training_fits_role", -25.0, 9.0),
    Expectation("confidence", -12.0, 8.0),
    Expectation("use_case_clear", -5.0, 6.0),
    Expectation("training_for_use", -5.0, 6.0),
    Expectation("role_training", -28.0, 15.0),
    Expectation("one_week_only", 15.0, 20.0),
    Expectation("begun", 0.0, 8.0),
    Expectation("active_weeks", -16.0, 10.0),
    Expectation("habit", -20.0, 14.0),
)

TRAINING_TOO_GENERIC = Cause(
    name="training_too_generic",
    title="Training too generic",
    problem=Problem.TRAINING,
    meaning="People were trained, and what they learned does not fit the work they do: they begin, and use does not hold.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=(
        "New people who were not trained yet answer alike: look at tenure.",
        "A team whose tools changed last month calls its training unfitting for that reason.",
    ),
    step="Replace the course by three exercises in the team's own tasks, prepared with two of its people.",
    ask="Which task did you do with AI after the training?",
    rows=("A061", "A072"),
)
