"""Rules unclear, work comes back."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("rules_clear", -25.0, 9.0),
    Expectation("reopened_with_ai", 16.0, 10.0),
    Expectation("reopened_without_ai", 0.0, 6.0),
    Expectation("trust_output", -9.0, 7.0),
    Expectation("active_weeks", -10.0, 9.0),
)

NO_GUARDRAILS = Cause(
    name="no_guardrails",
    title="Rules unclear, work comes back",
    problem=Problem.TRUST,
    meaning="People do not know what they may do with AI; what they make with it comes back more often.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=("Harder work comes back more often, with AI or without: compare both.",),
    step="Write one page with the team: what may go in, what must be checked by whom, what never.",
    ask="Where did you stop because you did not know whether it is allowed?",
    rows=("A069", "A070"),
)
