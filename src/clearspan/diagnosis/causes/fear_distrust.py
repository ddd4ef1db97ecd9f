"""Fear and distrust."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("job_secure", -24.0, 10.0),
    Expectation("trust_output", -22.0, 10.0),
    Expectation("involved_in_decisions", -10.0, 8.0),
    Expectation("begun", -16.0, 12.0),
    Expectation("active_weeks", -16.0, 10.0),
    Expectation("dark_tools", 10.0, 15.0),
)

FEAR_DISTRUST = Cause(
    name="fear_distrust",
    title="Fear and distrust",
    problem=Problem.TRUST,
    meaning="People fear for their jobs or cannot judge when to rely on AI, and so keep away from it.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=(
        "After a reorganisation people fear for their jobs whatever AI does.",
        "Experts who distrust with good reason are not afraid: look at accuracy on their tasks.",
    ),
    step="Say what happens to jobs, let the team decide what AI does in its work, and practise checking output together.",
    ask="What would have to be true for you to rely on it?",
    rows=("A064", "A083", "A085"),
)
