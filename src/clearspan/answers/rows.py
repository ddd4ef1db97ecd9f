"""Figures as rows of pictures and tables."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from clearspan.answers.block import Cell, Table, rows_of
from clearspan.answers.figure import Figure
from clearspan.answers.group import SINGULAR, labels
from clearspan.answers.question import Question
from clearspan.answers.words import (
    SHARES,
    category_words,
    figure_words,
    number,
    people,
    percent,
    period_words,
    reason,
    size,
    value_words,
)
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.grid import Dimension

T = TypeVar("T")

MOST_GROUPS = 40
"""How many groups one picture shows; the others stand in further parts of the list."""

COLOURS = ("var(--d1)", "var(--d2)", "var(--d3)", "var(--d4)", "var(--d5)")
"""At most five colours at once, told apart by colour-blind people."""


def part_of(things: Sequence[T], part: int) -> Sequence[T]:
    """The things in one part of a list, counted from 1."""
    return things[(part - 1) * MOST_GROUPS : part * MOST_GROUPS]


def parts(count: int) -> int:
    """How many parts a list of that length has."""
    return max(1, -(-count // MOST_GROUPS))


def size_words(figure: Figure) -> str:
    """The n beside a dot: 'some 50', or nothing where withheld."""
    return f"of {number(figure.n)}" if figure.shown and figure.n is not None else ""


def says(name: str, card: Metric, figure: Figure) -> str:
    """What a mark tells when it is pointed at: 'Finance: about 60% of some 50 people'."""
    unchanged = " (unchanged members)" if figure.unchanged and figure.shown else ""
    return f"{name}: {figure_words(card, figure)}{unchanged}"


def dot_row(name: str, card: Metric, figure: Figure, colour: str = "var(--d1)") -> dict[str, object]:
    """The row of a dot chart; an open end of a bound is drawn to the end of the scale, or not at all where there is none."""
    low, high = figure.low, figure.high
    if figure.shown and figure.value is None:
        low = low if low is not None else 0.0
        high = high if high is not None else 1.0 if card.shape in SHARES else low
    return {
        "label": name,
        "v": figure.value,
        "low": low if figure.shown else None,
        "high": high if figure.shown else None,
        "size": size_words(figure) if figure.shown else "withheld",
        "says": says(name, card, figure),
        "withheld": not figure.shown,
        "colour": colour,
    }


def point(name: str, card: Metric, figure: Figure, counted: float | None = None) -> dict[str, object]:
    """A point of a line at the first day of its period; `counted` replaces the value where a count is drawn.

    Where only bounds are told the point stands at the bound that says something, and is marked as bounded.
    """
    value = figure.value if counted is None else counted
    said = figure_words(card, figure) if counted is None else f"about {people(counted)}"
    bounded = figure.shown and value is None
    return {
        "x": figure.period.start,
        "at": _bound(card, figure) if bounded else value if figure.shown else None,
        "bounded": bounded,
        "says": f"{name}, {period_words(figure.period, year=False)}: {said}",
    }


def _bound(card: Metric, figure: Figure) -> float | None:
    top = 1.0 if card.shape in SHARES else None
    if figure.high is None or (top is not None and figure.high >= top):
        return figure.low
    return figure.high if not figure.low else figure.middle


BOUNDS = " A dotted line stands at a bound: the figure is over or under it."


def bounds_note(figures: Sequence[Figure]) -> str:
    """What a caution adds where a line is dotted."""
    return BOUNDS if any(figure.shown and figure.value is None for figure in figures) else ""


def spans(figures: Sequence[Figure]) -> list[dict[str, object]]:
    """Hatched spans for the periods in which a figure is withheld."""
    return [
        {
            "x": figure.period.start,
            "x2": figure.period.end + 1,
            "says": f"{period_words(figure.period, year=False)}: withheld, {reason(figure)}",
        }
        for figure in figures
        if not figure.shown
    ]


def group_cell(question: Question, figure: Figure, name: str) -> Cell:
    """A group's name as the link to its own page, where something of it is shown."""
    if not figure.shown or figure.dimension is Dimension.ORGANISATION:
        return Cell(name)
    return Cell(name, question.href("/team", dimension=figure.dimension, group=figure.group, part=1))


def figure_cell(card: Metric, figure: Figure) -> Cell:
    """The figure in a table, or the reason why it is withheld."""
    if not figure.shown:
        return Cell(f"withheld: {reason(figure)}", withheld=True)
    return Cell(value_words(card, figure), f"/figure/{figure.id}")


def note(figure: Figure) -> str:
    """What a table says beside a figure."""
    return "unchanged members" if figure.unchanged else ""


def by_group(question: Question, card: Metric, figures: Sequence[Figure], caption: str) -> Table:
    """A table with a row a group: name, figure, how many people, note."""
    names = labels([figure.group for figure in figures])
    rows = [
        (group_cell(question, figure, names[figure.group]), figure_cell(card, figure), size(figure), note(figure))
        for figure in figures
    ]
    heading = SINGULAR[figures[0].dimension].capitalize() if figures else "Group"
    return Table(caption, (heading, card.title, "Of", "Note"), rows_of(rows))


def by_period(caption: str, series: Mapping[str, tuple[Metric, Sequence[Figure]]]) -> Table:
    """A table with a row a period, latest first, and a column a series."""
    found = {name: (card, {figure.period: figure for figure in figures}) for name, (card, figures) in series.items()}
    periods = sorted({period for _, at in found.values() for period in at}, reverse=True)
    rows = [
        (period_words(period).removeprefix("the ").capitalize(), *(_at(card, at.get(period)) for card, at in found.values()))
        for period in periods
    ]
    return Table(caption, ("Period", *found), rows_of(rows))


def _at(card: Metric, figure: Figure | None) -> Cell:
    return Cell("not released", withheld=True) if figure is None else figure_cell(card, figure)


def share_words(figure: Figure) -> str:
    """A category's share: 'tried: about 20%'."""
    if figure.value is not None:
        return f"{category_words(figure.category)}: about {percent(figure.value)}"
    low, high = percent(figure.low or 0), percent(1 if figure.high is None else figure.high)
    return f"{category_words(figure.category)}: between {low} and {high}"
