"""No agreement on the problem."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("goals_aligned", -25.0, 9.0),
    Expectation("benefit", -11.0, 8.0),
    Expectation("leadership_backs", -5.0, 6.0),
    Expectation("vision_clear", -9.0, 8.0),
    Expectation("active_weeks", -16.0, 10.0),
)

MISALIGNMENT = Cause(
    name="misalignment",
    title="No agreement on the problem",
    problem=Problem.DESIGN,
    meaning="People, managers and leaders do not agree which problems AI should solve, so its use leads nowhere.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=("A team with two products may well have two answers.",),
    step="Agree in one hour on the one problem that AI should solve this quarter, and on what is left undone for it.",
    ask="Which problem should AI solve for your team?",
    rows=("A067", "A087"),
)
