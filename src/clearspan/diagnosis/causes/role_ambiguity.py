"""Role not defined."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("role_expectations", -25.0, 9.0),
    Expectation("use_case_clear", -6.0, 6.0),
    Expectation("incentives_fit", -7.0, 7.0),
    Expectation("begun", -8.0, 10.0),
    Expectation("active_weeks", -16.0, 10.0),
)

ROLE_AMBIGUITY = Cause(
    name="role_ambiguity",
    title="Role not defined",
    problem=Problem.DESIGN,
    meaning="Nobody has said what is expected of this role when it comes to AI.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=("A new job family is unclear about everything.",),
    step="The owner of the job family writes what one can see somebody do with AI at each level, with two people of the team.",
    ask="What does a good week with AI look like in your role?",
    rows=("A079",),
)
