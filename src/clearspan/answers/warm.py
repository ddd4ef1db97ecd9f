"""Draws the pictures of the latest release ahead of the first reader."""

from collections.abc import Callable, Iterator
from pathlib import Path

from clearspan.answers.adoption import adoption
from clearspan.answers.alignment import alignment
from clearspan.answers.block import Answer
from clearspan.answers.desk import Desk
from clearspan.answers.evidence import Evidence
from clearspan.answers.islands import islands_page
from clearspan.answers.learners import learners_page
from clearspan.answers.maturity import maturity_page
from clearspan.answers.picture import NARROW, WIDE
from clearspan.answers.pulse import pulse
from clearspan.answers.question import Question
from clearspan.answers.reality_gap import reality_gap_page
from clearspan.answers.rework import rework_page
from clearspan.answers.saved_views import saved_views
from clearspan.answers.skills import skills_page
from clearspan.answers.value import value_page
from clearspan.answers.where_we_stand import where_we_stand
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period

PAGES: tuple[Callable[[Evidence], Answer], ...] = (
    alignment,
    islands_page,
    learners_page,
    maturity_page,
    reality_gap_page,
    rework_page,
    skills_page,
    value_page,
)
"""The pages that take no question."""


def warm(directory: Path) -> int:
    """How many pictures the pages of the latest period show; each is drawn unless it was drawn before.

    Those of a tool by another dimension than the usual, of the further parts of a long list, and of single groups, are drawn
    when they are first opened.
    """
    desk = Desk(directory)
    evidence = desk.evidence()
    period = evidence.latest()
    if period is None:
        return 0
    drawn = set()
    for answer in _answers(evidence, period):
        for block in answer.blocks:
            if block.picture is not None and block.picture.digest(WIDE) not in drawn:
                drawn.add(block.picture.digest(WIDE))
                desk.gallery.svg(block.picture, WIDE)
                desk.gallery.svg(block.picture, NARROW)
    return len(drawn)


def _answers(evidence: Evidence, period: Period) -> Iterator[Answer]:
    yield where_we_stand(evidence, Question(period))
    yield saved_views(evidence, Question(period))
    yield pulse(evidence, Question(period))
    for page in PAGES:
        yield page(evidence)
    for dimension in Dimension:
        yield adoption(evidence, Question(period, dimension, part=1))
    for tool in evidence.released.tools("active_share"):
        yield adoption(evidence, Question(period, evidence.usual(), tool))
