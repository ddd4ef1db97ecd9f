"""The divisions side by side over time."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from clearspan.answers.block import Block, Step, cannot_tell
from clearspan.answers.blocks.reach import BACK, LONGEST, history
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import label, labels
from clearspan.answers.picture import Picture
from clearspan.answers.question import Question
from clearspan.answers.rows import bounds_note, by_period, point
from clearspan.answers.words import listed, period_words, span_words, tool_words
from clearspan.vocabulary.grid import Dimension

HEADING = "The divisions over time"
MOST = 12
"""Panels in one picture."""
RISE = 0.05
"""A division is said to have risen where its share moved by five points or more."""


def divisions(evidence: Evidence, question: Question) -> Block:
    """Small multiples of the active share of each division, the whole organisation behind each."""
    card = evidence.cards["active_share"]
    kind = question.period.kind
    figures = evidence.released.figures("active_share", Dimension.DIVISION, question.tool, when=kind)
    found = {group: list(own)[-LONGEST[kind] :] for group, own in groupby(sorted(_until(figures, question), key=_by), _group)}
    found = {group: own for group, own in found.items() if any(figure.shown for figure in own)}
    if len(found) < 2:
        return cannot_tell(
            "divisions",
            HEADING,
            "fewer than two divisions are large enough to show",
            "The staff list needs a division for each person, and each division at least 8 people.",
            Step("See what has arrived", "/health"),
        )
    drawn = dict(list(found.items())[:MOST])
    names = labels(list(drawn))
    whole = history(evidence, "active_share", question, tool=question.tool)
    content = {
        "share": True,
        "panels": [
            {"label": names[group], "points": [point(names[group], card, f) for f in own]} for group, own in drawn.items()
        ],
        "whole": [point("Everyone", card, figure) for figure in whole],
    }
    return Block(
        name="divisions",
        heading=HEADING,
        claim=_claim(found, BACK[kind], span_words(BACK[kind], kind)),
        caution="The thin grey line is everyone together, and gaps are periods in which a figure is withheld. People who change "
        "division change lines." + bounds_note([figure for own in drawn.values() for figure in own]),
        step=Step("Group people by team", question.href("/adoption", dimension=Dimension.TEAM, part=1) + "#spread"),
        picture=Picture(
            "multiples",
            f"Share of people using {tool_words(question.tool)} up to {period_words(question.period)}, by division.",
            content,
        ),
        table=by_period("Share of people active, by division", {names[group]: (card, own) for group, own in drawn.items()}),
        figures=tuple(figure for own in drawn.values() for figure in own),
    )


def _until(figures: Sequence[Figure], question: Question) -> list[Figure]:
    return [figure for figure in figures if figure.period.start <= question.period.start]


def _group(figure: Figure) -> str:
    return figure.group


def _by(figure: Figure) -> tuple[str, int]:
    return figure.group, figure.period.start


def _claim(found: Mapping[str, Sequence[Figure]], back: int, span: str) -> str:
    moved = {}
    for group, figures in found.items():
        if len(figures) > back and figures[-1].middle is not None and figures[-1 - back].middle is not None:
            moved[group] = figures[-1].apart(figures[-1 - back])
    rose = [label(group) for group, change in moved.items() if change >= RISE]
    fell = [label(group) for group, change in moved.items() if change <= -RISE]
    if not moved:
        return "There are too few periods to say which way the divisions move."
    if len(rose) == len(moved):
        return f"Use rose in every division shown in {span}."
    parts = [f"rose in {listed(rose)}"] if rose else []
    parts += [f"fell in {listed(fell)}"] if fell else []
    steady = len(moved) - len(rose) - len(fell)
    parts += [f"stayed within five points in {steady} of {len(moved)}"] if steady else []
    return f"In {span}, use {', '.join(parts)}."
