"""How many tools, and how many places within them, people use."""

from clearspan.answers.block import Block, Step, Table, cannot_tell, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.group import PLURAL, SINGULAR, labels
from clearspan.answers.picture import Picture
from clearspan.answers.question import Question
from clearspan.answers.rows import dot_row, figure_cell, group_cell, part_of, says
from clearspan.answers.words import number, period_words, size

HEADING = "How broad the use is"


def breadth(evidence: Evidence, question: Question) -> Block:
    """The mean number of tools that people use, by group; surfaces stand in the table."""
    at = evidence.nearest("tools_used", question.period)
    card, other = evidence.cards["tools_used"], evidence.cards["surfaces_used"]
    figures = evidence.released.figures("tools_used", question.dimension, when=at)
    whole = evidence.whole("tools_used", question.period)
    if not any(figure.shown for figure in figures):
        return cannot_tell(
            "breadth",
            HEADING,
            f"the number of tools is not released for {PLURAL[question.dimension]} in {period_words(at)}",
            "It needs the exports of at least one tool for the whole period.",
            Step("See what has arrived", "/health"),
        )
    surfaces = {f.group: f for f in evidence.released.figures("surfaces_used", question.dimension, when=at)}
    drawn = part_of(figures, question.part)
    names = labels([figure.group for figure in drawn])
    content = {
        "share": False,
        "rows": [dot_row(names[figure.group], card, figure) for figure in drawn],
        "whole": None if whole is None or whole.value is None else {"v": whole.value, "says": says("Everyone", card, whole)},
    }
    rows = [
        (
            group_cell(question, figure, names[figure.group]),
            figure_cell(card, figure),
            figure_cell(other, surfaces[figure.group]) if figure.group in surfaces else "not released",
            size(figure),
        )
        for figure in drawn
    ]
    when = period_words(at)
    told = whole.value if whole is not None else None
    heads = (SINGULAR[question.dimension].capitalize(), card.title, other.title, "Of")
    return Block(
        name="breadth",
        heading=HEADING,
        claim=f"People use about {number(told)} tools on average in {period_words(at, year=False)}."
        if told is not None
        else "The number of tools is told for some groups, but not for everyone together.",
        caution="More tools are not better. Breadth says where habits could carry over, and where licences overlap.",
        step=Step("See which tools reach people", question.href("/adoption") + "#tools"),
        picture=Picture("dots", f"Mean number of tools in {when}, by group.", content),
        table=Table(f"Breadth of use, {when}", heads, rows_of(rows)),
        figures=(*drawn, *(surfaces[figure.group] for figure in drawn if figure.group in surfaces)),
    )
