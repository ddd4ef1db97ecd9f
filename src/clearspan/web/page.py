"""What a page declares: one file of the shelf is one page."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from clearspan.answers.access import Subject
from clearspan.answers.block import Answer
from clearspan.answers.evidence import Evidence
from clearspan.answers.question import Question


class Place(StrEnum):
    """Where the navigation lists a page."""

    LOOP = "loop"
    SIDE = "side"
    CASE = "case"
    NOWHERE = "nowhere"


@dataclass(frozen=True)
class Page:
    """One page: its address, its title in the navigation, who may see it, and what it answers.

    `answer` makes, of the evidence and the question in the address, what the template `templates/<name>.html` shows; a page
    with `plain` instead takes no question and opens even while nothing is released; one with `named` answers about the one thing
    that the last part of its path, `{named}`, names. `accepts` are the parameters of its
    address, `controls` the choices that it offers, `export` the address of exactly what it shows, `subject` what the access table
    calls it, where people have to sign in.
    """

    name: str
    path: str
    title: str
    place: Place
    order: int
    who: str
    answer: Callable[[Evidence, Question], Answer] | None = None
    plain: Callable[[Evidence], object] | None = None
    named: Callable[[Evidence, str], object] | None = None
    accepts: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    export: str = ""
    subject: Subject = Subject.GROUP_FIGURES
