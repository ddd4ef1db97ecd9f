"""No clear use cases."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("use_case_clear", -25.0, 9.0),
    Expectation("benefit", -12.0, 8.0),
    Expectation("begun", -20.0, 12.0),
    Expectation("active_weeks", -16.0, 10.0),
    Expectation("dark_tools", 10.0, 15.0),
    Expectation("habit", -20.0, 14.0),
)

NO_USE_CASES = Cause(
    name="no_use_cases",
    title="No clear use cases",
    problem=Problem.DESIGN,
    meaning="People do not know for which of their tasks AI helps; many never begin.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=("Work that AI cannot help with looks the same: compare with the same job family elsewhere.",),
    step="Choose three use cases of this job family with the team, try each for two weeks, keep the one that helps.",
    ask="For which of your tasks would you try AI first?",
    rows=("A063",),
)
