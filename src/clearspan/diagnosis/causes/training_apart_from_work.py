"""Learning apart from work."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("training_in_work", -25.0, 9.0),
    Expectation("use_case_clear", -6.0, 6.0),
    Expectation("training_fits_role", -5.0, 6.0),
    Expectation("learning_in_work", -30.0, 15.0),
    Expectation("one_week_only", 15.0, 20.0),
    Expectation("active_weeks", -16.0, 10.0),
    Expectation("habit", -16.0, 14.0),
)

TRAINING_APART_FROM_WORK = Cause(
    name="training_apart_from_work",
    title="Learning apart from work",
    problem=Problem.TRAINING,
    meaning="People learn in courses, away from the work in which they would use it.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=(
        "Practice that nobody records looks like none.",
        "Where work may not be done with AI yet, courses are all there is.",
    ),
    step="Move the next lesson into the tool and the task: five minutes at the moment of need, with the team's own material.",
    ask="Where were you when you last learned something about AI that helped?",
    rows=("A061", "A075"),
)
