"""Team works as it always did."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("team_practice", -25.0, 9.0),
    Expectation("benefit", -8.0, 7.0),
    Expectation("sharing_works", -7.0, 7.0),
    Expectation("active_weeks", -6.0, 8.0),
)

TEAM_DESIGN = Cause(
    name="team_design",
    title="Team works as it always did",
    problem=Problem.DESIGN,
    meaning="Individuals use AI, and how the team works together has not changed; little is gained.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=(
        "A team whose members work alone has little to change together.",
        "Two camps in one team look alike: see islands.",
    ),
    step="Redesign one hand-over of the team: take a step out, and say who checks.",
    ask="Which step of your common work could go?",
    rows=("A081", "A091", "A093"),
)
