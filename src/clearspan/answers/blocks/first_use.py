"""How soon people start, and how soon it becomes a habit."""

from collections.abc import Sequence
from dataclasses import dataclass

from clearspan.answers.block import Block, Step, Table, cannot_tell, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.picture import Picture
from clearspan.answers.question import Question
from clearspan.answers.rows import dot_row, figure_cell
from clearspan.answers.words import category_words, period_words, size, tool_words, value_words
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.grid import Dimension


@dataclass(frozen=True)
class _Stage:
    """One stage on the way to a habit: its metric, its words, and where the next stage is."""

    metric: str
    heading: str
    claim: str
    because: str
    change: str
    next_words: str
    next_name: str


_START = _Stage(
    metric="licence_to_first_use",
    heading="How soon people start",
    claim="{first} of those given a licence first used it {soonest}; for {last} it was {latest}.",
    because="no source says on which day people received their licences, or too few were given one",
    change="An export that carries the day of each grant lets it be told, 90 days after enough people were given a licence.",
    next_words="See how soon it becomes a habit",
    next_name="first_use_to_habit",
)
_HABIT = _Stage(
    metric="first_use_to_habit",
    heading="How soon it becomes a habit",
    claim="{first} of those who first used AI had a habit {soonest}; for {last} it was {latest}.",
    because="too few people started long enough ago",
    change="26 weeks after enough people have started, the first figure appears.",
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
    metric, heading, claim = stage.metric, stage.heading, stage.claim
    step = Step(stage.next_words, f"{question.href('/adoption')}#{stage.next_name}")
    card = evidence.cards[metric]
    figures = evidence.at(metric, Dimension.ORGANISATION, question)
    told = [figure for figure in figures if figure.shown]
    if not told:
        return cannot_tell(metric, heading, stage.because, stage.change, step)
    when = period_words(figures[0].period)
    sentence = f"{card.title}, {tool_words(question.tool)}, {when}."
    return Block(
        name=metric,
        heading=heading,
        claim=_claim(card, told, claim),
        caution=card.caution,
        step=step,
        picture=Picture("bars", sentence, {"share": True, "rows": _rows(card, figures)}),
        table=_table(card, figures, sentence.removesuffix(".")),
        figures=tuple(figures),
    )


def _claim(card: Metric, told: Sequence[Figure], claim: str) -> str:
    first, last = told[0], told[-1]
    said = value_words(card, first)
    ends = {"soonest": category_words(first.category), "latest": category_words(last.category)}
    return claim.format(first=said[0].upper() + said[1:], last=value_words(card, last), **ends)


def _rows(card: Metric, figures: Sequence[Figure]) -> list[dict[str, object]]:
    names = [category_words(figure.category) or "everyone" for figure in figures]
    return [
        {**dot_row(name, card, figure), "value": value_words(card, figure).removeprefix("about ")}
        for name, figure in zip(names, figures, strict=True)
    ]


def _table(card: Metric, figures: Sequence[Figure], caption: str) -> Table:
    rows = [(category_words(figure.category), figure_cell(card, figure), size(figure)) for figure in figures]
    return Table(caption, ("Band", "Share", "Of"), rows_of(rows))
