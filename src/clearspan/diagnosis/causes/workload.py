"""No time to learn."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("time_to_learn", -26.0, 9.0),
    Expectation("waiting", 45.0, 30.0),
    Expectation("confidence", -4.0, 5.0),
    Expectation("manager_supports_training", -5.0, 6.0),
    Expectation("training_finished", -20.0, 20.0),
    Expectation("active_weeks", -12.0, 10.0),
)

WORKLOAD = Cause(
    name="workload",
    title="No time to learn",
    problem=Problem.CONDITIONS,
    meaning="Daily pressure leaves no time to learn and try; work waits and use falls when load rises.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=(
        "At the end of a quarter every team is short of time.",
        "Work may wait for others and not for want of hands.",
    ),
    step="Protect two hours a week for four weeks by taking something away, and say what.",
    ask="What would you have to leave undone to learn this?",
    rows=("A068",),
)
