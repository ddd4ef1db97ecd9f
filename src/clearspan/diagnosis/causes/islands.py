"""Islands of fluency."""

from clearspan.diagnosis.cause import Cause, Expectation, Problem
from clearspan.diagnosis.pattern import by_pattern

_EXPECTS = (
    Expectation("camps", 32.0, 12.0),
    Expectation("team_practice", -22.0, 9.0),
    Expectation("sharing_works", -12.0, 9.0),
)

ISLANDS = Cause(
    name="islands",
    title="Islands of fluency",
    problem=Problem.DESIGN,
    meaning="Some of the team use AI always and others never; how the team works together has not changed.",
    expects=_EXPECTS,
    weigh=by_pattern(*_EXPECTS),
    false_alarms=(
        "Two kinds of work in one team look like two camps: compare like with like.",
        "New people have not begun yet: look again after a month.",
    ),
    step="Pair people of both camps on one common task a week, and change one hand-over of the team together.",
    ask="With whom did you last work on something with AI?",
    rows=("A091", "A092"),
)
