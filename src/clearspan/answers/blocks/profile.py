"""Everything that is released of one group in one period, beside the group above it."""

from clearspan.answers.block import Block, Cell, Step, Table, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import label, parent
from clearspan.answers.question import Question
from clearspan.answers.rows import figure_cell, note
from clearspan.answers.words import period_words, size
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.shape import Shape

HEADING = "Every figure of this group"


def profile(evidence: Evidence, question: Question, group: str) -> Block:
    """A table of every single-figure metric: the group's, and the same of the group above."""
    above = parent(question.dimension, group) or (Dimension.ORGANISATION, WHOLE)
    rows: list[tuple[str | Cell, ...]] = []
    figures: list[Figure] = []
    for name, card in evidence.cards.items():
        if card.shape is Shape.DISTRIBUTION:
            continue
        own = evidence.one(name, question.dimension, group, question.period, question.tool)
        if own is None:
            continue
        other = evidence.one(name, *above, question.period, question.tool)
        figures += [own] if other is None else [own, other]
        beside = Cell("not released", withheld=True) if other is None else figure_cell(card, other)
        title = Cell(card.title, f"/measures#{name}")
        counted = "" if not own.shown or card.shape is Shape.COUNT else size(own)
        rows.append((title, figure_cell(card, own), counted, beside, _when(question, own)))
    shown = sum(figure.shown for figure in figures if figure.group == group)
    own_count = sum(figure.group == group for figure in figures)
    caption = f"{label(group)} in {period_words(question.period)}, beside {label(above[1])}"
    return Block(
        name="profile",
        heading=HEADING,
        claim=f"{shown} of {own_count} measures are shown for {label(group)}; the others say why they are withheld."
        if shown < own_count
        else f"All {own_count} measures are shown for {label(group)}.",
        caution="Read no measure alone: each card says how the measure could be gamed, and which other one to read beside it.",
        step=Step("Read what is measured, and why", "/measures"),
        table=Table(caption, ("Measure", label(group), "Of", label(above[1]), "Note"), rows_of(rows)),
        figures=tuple(figures),
    )


def _when(question: Question, figure: Figure) -> str:
    period = "" if figure.period == question.period else f"in {period_words(figure.period)}"
    return ", ".join(part for part in (period, note(figure)) if part)
