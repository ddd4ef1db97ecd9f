"""Training without backing."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("manager_supports_training", -25.0, 9.0),
    Expectation("time_to_learn", -9.0, 8.0),
    Expectation("training_followed_up", -6.0, 6.0),
    Expectation("training_finished", -35.0, 20.0),
    Expectation("active_weeks", -14.0, 10.0),
    Expectation("habit", -14.0, 14.0),
)

TRAINING_UNSUPPORTED = Cause(
    name="training_unsupported",
    title="Training without backing",
    problem=Problem.TRAINING,
    meaning="Training is offered, and managers neither make room for it nor ask about it.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=(
        "When work piles up everywhere, courses wait in every team.",
        "A new manager is not yet known to the team.",
    ),
    step="The manager blocks one hour a week for learning for the whole team, comes along, and asks what was used.",
    ask="What did your manager ask you about the last training?",
    rows=("A061", "A068"),
)
