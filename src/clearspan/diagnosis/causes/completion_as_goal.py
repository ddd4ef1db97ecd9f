"""Training done to be done."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("training_for_use", -25.0, 9.0),
    Expectation("benefit", -8.0, 7.0),
    Expectation("incentives_fit", -6.0, 6.0),
    Expectation("time_on_training", -55.0, 35.0),
    Expectation("active_weeks", -16.0, 10.0),
)

COMPLETION_AS_GOAL = Cause(
    name="completion_as_goal",
    title="Training done to be done",
    problem=Problem.TRAINING,
    meaning="Courses are finished because they must be; what counts is the tick and not what people can do.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=(
        "Experienced people finish beginners' courses quickly, and rightly so.",
        "A legal duty must be done to be done.",
    ),
    step="Drop the completion target; show the team instead what share uses AI in the task that the course was for.",
    ask="What do you do differently since the last course?",
    rows=("A074",),
)
