"""Draws the pictures of the latest release ahead of the first reader."""

from collections.abc import Iterator
from pathlib import Path

from clearspan.answers.adoption import adoption
from clearspan.answers.block import Answer
from clearspan.answers.desk import Desk
from clearspan.answers.evidence import Evidence
from clearspan.answers.picture import NARROW, WIDE
from clearspan.answers.question import Question
from clearspan.answers.rows import parts
from clearspan.answers.team import team
from clearspan.answers.where_we_stand import where_we_stand
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period
from clearspan.vocabulary.tool import ANY_TOOL

MOST_TEAMS = 200
"""Pages of single groups drawn ahead; further ones are drawn when first opened."""


def warm(directory: Path) -> int:
    """How many pictures the pages of the latest period show; each is drawn unless it was drawn before."""
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
    left = MOST_TEAMS
    for dimension in Dimension:
        groups = evidence.released.groups(dimension)
        for part in range(1, parts(len(groups)) + 1):
            for tool in evidence.released.tools("active_share") or (ANY_TOOL,):
                yield adoption(evidence, Question(period, dimension, tool, part=part))
        for group in groups[:left]:
            yield team(evidence, Question(period, dimension, group=group))
        left -= min(left, len(groups))
