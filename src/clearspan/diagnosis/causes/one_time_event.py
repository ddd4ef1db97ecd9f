"""One event and nothing after."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("training_followed_up", -25.0, 9.0),
    Expectation("sharing_works", -6.0, 6.0),
    Expectation("one_week_only", 45.0, 25.0),
    Expectation("learning_in_work", -15.0, 20.0),
    Expectation("role_training", -15.0, 20.0),
    Expectation("active_weeks", -16.0, 10.0),
    Expectation("habit", -20.0, 14.0),
    Expectation("begun", 0.0, 8.0),
)

ONE_TIME_EVENT = Cause(
    name="one_time_event",
    title="One event and nothing after",
    problem=Problem.TRAINING,
    meaning="There was one event; use rose and fell again, because nothing followed.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=(
        "Weeks after any event look like this: wait until a month has gone by.",
        "New people have only had their first course: look at tenure.",
    ),
    step="Meet again for half an hour each second week: everyone brings one thing tried and one that failed.",
    ask="What of the event did you still do a month later?",
    rows=("A061", "A073"),
)
