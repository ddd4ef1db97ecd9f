"""Adoption: who uses AI where, how regularly, with which tools, and who stays."""

from clearspan.answers.block import Answer
from clearspan.answers.blocks.breadth import breadth
from clearspan.answers.blocks.by_tool import by_tool
from clearspan.answers.blocks.dispersion import dispersion
from clearspan.answers.blocks.divisions import divisions
from clearspan.answers.blocks.expected import expected
from clearspan.answers.blocks.first_use import first_habit, first_use
from clearspan.answers.blocks.idle import idle
from clearspan.answers.blocks.moves import moves
from clearspan.answers.blocks.retention import retention
from clearspan.answers.blocks.spread import spread
from clearspan.answers.blocks.tiers import tiers
from clearspan.answers.blocks.ways import ways
from clearspan.answers.evidence import Evidence
from clearspan.answers.group import PLURAL
from clearspan.answers.question import Question
from clearspan.answers.words import figure_words, period_words, tool_words

TITLE = "Adoption"
BLOCKS = (spread, tiers, expected, by_tool, divisions, dispersion, breadth, moves, first_use, first_habit, retention, idle)
"""The blocks of the page, from top to bottom."""


def adoption(evidence: Evidence, question: Question) -> Answer:
    """Every block about use, by the dimension, for the tool and the period asked about; and how people work with it, where a feed
    tells."""
    told = tuple(block(evidence, question) for block in BLOCKS)
    return Answer(TITLE, _lead(evidence, question), (*told, *ways(evidence, question)))


def _lead(evidence: Evidence, question: Question) -> str:
    whole = evidence.whole("active_share", question.period, question.tool)
    when = period_words(question.period)
    if whole is None or not whole.shown:
        return f"Use of {tool_words(question.tool)} in {when}, by {PLURAL[question.dimension]}."
    said = figure_words(evidence.cards["active_share"], whole)
    return f"{said[0].upper()}{said[1:]} used {tool_words(question.tool)} in {period_words(whole.period)}."
