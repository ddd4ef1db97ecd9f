"""Tools and access missing."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("tools_access", -26.0, 10.0),
    Expectation("licensed", -35.0, 20.0),
    Expectation("active_weeks", -14.0, 12.0),
)

RESOURCES_ACCESS = Cause(
    name="resources_access",
    title="Tools and access missing",
    problem=Problem.CONDITIONS,
    meaning="People lack licences, tools or data that the work needs.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=("Licences that were ordered and not yet assigned look like this for some weeks.",),
    step="Give every member the tool for one month, and a place to try without risk.",
    ask="Which tool or data do you lack?",
    rows=("A066",),
)
