"""Reads the cells in the JSON with which a surface answers a question."""

import json
from collections.abc import Mapping

from clearspan.attack.observed import Observed, observed_from
from clearspan.attack.question import Question
from clearspan.vocabulary.period import parse_period
from clearspan.vocabulary.tool import ANY_TOOL

NO_DAY = -1
"""Stands for the days of a period that neither the question nor the answer names; no released cell has it."""


def known_of(question: Question) -> dict[str, object]:
    """What a question already says about the cells that answer it; the answer itself says more."""
    named: dict[str, object] = {"metric": question.metric, "tool": question.tool or ANY_TOOL, "dimension": question.by or ""}
    try:
        period = parse_period(question.period or "")
    except ValueError:
        return named | {"kind": "", "start_day": NO_DAY, "end_day": NO_DAY}
    return named | {"kind": str(period.kind), "start_day": period.start, "end_day": period.end}


def cells_in(text: str, question: Question) -> tuple[Observed, ...]:
    """The cells in a JSON list of objects; none where the text is something else."""
    try:
        rows = json.loads(text)
    except ValueError:
        return ()
    if not isinstance(rows, list):
        return ()
    known = known_of(question)
    return tuple(observed_from(row, known) for row in rows if isinstance(row, Mapping) and "group" in row)
