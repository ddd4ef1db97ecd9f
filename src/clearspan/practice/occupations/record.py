"""The records of occupations: a task of one, what is known of it as a whole, and how much AI is used for a task."""

import re
from dataclasses import dataclass

ATTRIBUTIONS = {
    "onet": "O*NET Database, U.S. Department of Labor, Employment and Training Administration, CC BY 4.0; fields were chosen.",
    "exposure": "Exposure ratings by Eloundou, Manning, Mishkin and Rock (2024), doi 10.1126/science.adj0998, MIT.",
    "economic_index": "Anthropic Economic Index, CC BY 4.0; rows were chosen, and shares made of them.",
}
"""How each source wants to be named."""


@dataclass(frozen=True)
class OccupationTask:
    """A task of an occupation (O*NET-SOC). `core` says whether it is critical there. `exposure` says whether
    AI could halve its time alone (1), with software around it (0.5) or not (0): a rating, by people where there is one. None is
    not known."""

    code: str
    task_id: str
    text: str
    core: bool | None = None
    exposure: float | None = None


@dataclass(frozen=True)
class Occupation:
    """An occupation (O*NET-SOC, or SOC without its last two digits). `exposure` is what AI could shorten of its tasks,
    `observed` what it was seen to be used for, both from 0 to 1; None is not known."""

    code: str
    title: str = ""
    exposure: float | None = None
    observed: float | None = None


@dataclass(frozen=True)
class TaskUse:
    """How much AI is used for a task, by its text. `share` is the percent of all conversations of the source, `automation` the
    share of its classified conversations (0 to 1) in which the task is handed over and not done together, `penetration` (0 to
    1) how far use has reached. None is not known."""

    text: str
    share: float | None = None
    automation: float | None = None
    penetration: float | None = None


def text_key(text: str) -> str:
    """A task's text as sources are joined by it: small letters, single spaces, no full stop at the end."""
    return re.sub(r"\s+", " ", text).strip().rstrip(".").casefold()
