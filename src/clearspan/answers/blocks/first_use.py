"""How soon people start, and how soon it becomes a habit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clearspan.answers.block import Block, Step, Table, cannot_tell, rows_of
from clearspan.answers.blocks.tiers import bar, key_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.picture import Picture
from clearspan.answers.question import Question
from clearspan.answers.rows import figure_cell
from clearspan.answers.words import category_words, period_words, size, tool_words, value_words
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.tool import ANY_TOOL


@dataclass(frozen=True)
class _Stage:
    """One stage on the way to a habit: its metric, its words, and where the next stage is."""

    metric: str
    heading: str
    claim: str
    whose: str
    because: str
    change: str
    next_words: str
    next_name: str


_START = _Stage(
    metric="licence_to_first_use",
    heading="How soon people start",
    claim="{first} of those given a licence for {tool} first used it {soonest}; for {last} it was {latest}",
    whose="people whose 90 days with it ended in",
    because="no source says on which day people received their licences, or too few were given one 90 days before",
    change="An export that carries the day of each grant lets it be told, in the period in which enough people have had a "
    "licence for 90 days.",
    next_words="See how soon it becomes a habit",
    next_name="first_use_to_habit",
)
_HABIT = _Stage(
    metric="first_use_to_habit",
    heading="How soon it becomes a habit",
    claim="{first} of those who first used {tool} had a habit {soonest}; for {last} it was {latest}",
    whose="people whose first 26 weeks ended in",
    because="too few people started 26 weeks before the end of a period",
    change="The first figure comes with the period in which the first 26 weeks of enough people end.",
    next_words="See who stays with it",
    next_name="retention",
)


def first_use(evidence: Evidence, question: Question) -> Block:
    """Time from licence to first use, as shares of people by band."""
    return _soon(evidence, question, _START)


def first_habit(evidence: Evidence, question: Question) -> Block:
    """Time from first use to habit, as shares of people by band."""
    return _soon(evidence, question, _HABIT)


def _soon(evidence: Evidence, question: Question, stage: _Stage) -> Block:
    card = evidence.cards[stage.metric]
    tools = [question.tool] if question.tool != ANY_TOOL else evidence.released.tools(stage.metric)
    found = {tool: evidence.at(stage.metric, Dimension.ORGANISATION, question, tool) for tool in tools}
    found = {tool: figures for tool, figures in found.items() if any(figure.shown for figure in figures)}
    step = Step(stage.next_words, f"{question.href('/adoption')}#{stage.next_name}")
    if not found:
        return cannot_tell(stage.metric, stage.heading, stage.because, stage.change, step)
    content = {"rows": [bar(_name(tool), card, figures) for tool, figures in found.items()]}
    return Block(
        name=stage.metric,
        heading=stage.heading,
        claim=_claim(card, found, stage),
        caution=card.caution,
        step=step,
        picture=Picture("stack", f"{card.title}, by tool.", content, key_of(card)),
        table=_table(card, found),
        figures=tuple(figure for figures in found.values() for figure in figures),
    )


def _claim(card: Metric, found: Mapping[str, Sequence[Figure]], stage: _Stage) -> str:
    tool = max(found, key=lambda each: max(figure.n or 0 for figure in found[each]))
    told = [figure for figure in found[tool] if figure.shown]
    said = value_words(card, told[0])
    ends = {"soonest": category_words(told[0].category), "latest": category_words(told[-1].category)}
    words = stage.claim.format(first=said[0].upper() + said[1:], last=value_words(card, told[-1]), tool=tool_words(tool), **ends)
    return f"{words} ({stage.whose} {period_words(told[0].period)})."


def _name(tool: str) -> str:
    words = tool_words(tool)
    return words[0].upper() + words[1:]


def _table(card: Metric, found: Mapping[str, Sequence[Figure]]) -> Table:
    rows = [
        (_name(tool), period_words(figure.period), category_words(figure.category), figure_cell(card, figure), size(figure))
        for tool, figures in found.items()
        for figure in figures
    ]
    return Table(card.title, ("Tool", "Period", "Band", "Share", "Of"), rows_of(rows))
