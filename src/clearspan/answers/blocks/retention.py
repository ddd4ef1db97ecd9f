"""Who stays: of those who first used AI, how many still do 30, 60 and 90 days later."""

from collections.abc import Sequence

from clearspan.answers.block import Block, Step, Table, cannot_tell, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.picture import Picture
from clearspan.answers.question import Question
from clearspan.answers.rows import dot_row, figure_cell
from clearspan.answers.words import figure_words, part_words, period_words, size, tool_words
from clearspan.metrics.metric import Metric

HEADING = "Who stays with it"
DAYS = (30, 60, 90)


def retention(evidence: Evidence, question: Question) -> Block:
    """The share of first users who are still active after 30, 60 and 90 days."""
    found = [
        (days, evidence.cards[f"retention_{days}"], figure)
        for days in DAYS
        if (figure := evidence.whole(f"retention_{days}", question.period, question.tool)) is not None
    ]
    if not any(figure.shown for _, _, figure in found):
        return cannot_tell(
            "retention",
            HEADING,
            "too few people started long enough before the end of a period",
            "The first figure comes with the period in which enough people end their sixth week after the start; those for 60 "
            "and 90 days come after ten and fourteen weeks.",
            Step("See how soon people start", question.href("/adoption") + "#licence_to_first_use"),
        )
    rows = [dot_row(f"{days} days after first use", card, figure) for days, card, figure in found]
    when = period_words(found[-1][2].period)
    return Block(
        name="retention",
        heading=HEADING,
        claim=_claim(found),
        caution="Each figure counts other people: those whose 30, 60 or 90 days ended in the period, not those who began in it. "
        "A falling line may be people who started at another time, not the same people leaving.",
        step=Step("See who moved between tiers", question.href("/adoption") + "#moves"),
        picture=Picture(
            "dots",
            f"Share still active 30, 60 and 90 days after first use, of people whose days ended in {when}.",
            {"share": True, "rows": rows, "whole": None},
        ),
        table=_table(found, f"Still active after first use, {tool_words(question.tool)}, people whose days ended in {when}"),
        figures=tuple(figure for _, _, figure in found),
    )


def _claim(found: Sequence[tuple[int, Metric, Figure]]) -> str:
    told = [(days, card, figure) for days, card, figure in found if figure.shown]
    days, card, figure = told[-1]
    if figure.value is not None:
        part = part_words(figure.value)
        return f"{part[0].upper()}{part[1:]} of those who start still use AI {days} days later."
    words = figure_words(card, figure)
    return f"{words[0].upper()}{words[1:]} who start still use AI {days} days later."


def _table(found: Sequence[tuple[int, Metric, Figure]], caption: str) -> Table:
    rows = [(f"{days} days", figure_cell(card, figure), size(figure)) for days, card, figure in found]
    return Table(caption, ("After", "Still active", "Of"), rows_of(rows))
