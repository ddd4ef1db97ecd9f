"""Training too rare."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("training_recent_enough", -25.0, 9.0),
    Expectation("confidence", -9.0, 7.0),
    Expectation("material_up_to_date", -6.0, 6.0),
    Expectation("trained_lately", -40.0, 20.0),
    Expectation("active_weeks", -16.0, 10.0),
    Expectation("habit", -20.0, 14.0),
)

TRAINING_TOO_RARE = Cause(
    name="training_too_rare",
    title="Training too rare",
    problem=Problem.TRAINING,
    meaning="People were trained too long ago or hardly at all; what they learned has faded.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=(
        "Fluent people need no course: look at use first.",
        "Records may be missing where people learn outside the learning system.",
    ),
    step="Put twenty minutes of practice in the team's own tasks into every second week, for two months.",
    ask="When did you last learn something about AI that you used the same week?",
    rows=("A061",),
)
