"""Rules leave no room."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("policy_allows", -27.0, 10.0),
    Expectation("dark_tools", 25.0, 18.0),
    Expectation("rules_clear", -5.0, 6.0),
    Expectation("active_weeks", -12.0, 11.0),
)

POLICY_BLOCK = Cause(
    name="policy_block",
    title="Rules leave no room",
    problem=Problem.CONDITIONS,
    meaning="Policy forbids what the work needs, and there is no sanctioned other way.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=("A tool that was bought last month is unused for other reasons.",),
    step="Ask the policy's owner for a sanctioned way for the two tasks that matter most, with data that may be used.",
    ask="Which task do the rules keep you from doing with AI?",
    rows=("A080",),
)
