"""How people work with a tool, as far as its feed tells that without content: turns, what is turned down, what is handed over."""

from collections.abc import Mapping, Sequence

from clearspan.answers.block import Block, Cell, Step, Table, rows_of
from clearspan.answers.blocks.cuts import MATTERS
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import PLURAL, SINGULAR, labels
from clearspan.answers.picture import Key, Picture
from clearspan.answers.question import Question
from clearspan.answers.rows import dot_row, figure_cell, part_of, says
from clearspan.answers.words import listed, number, period_words, tool_words, value_words
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import Period

TURNS = "turns_a_conversation"
BY_EXPERIENCE = ("handed_over_new", "handed_over_experienced")
LABELS = {
    "declined_share": "Suggestions turned down",
    "handed_over_new": "Handed over, newer",
    "handed_over_experienced": "Handed over, longer",
}
"""What the rows of the picture are called, short enough for a phone."""
OF_HUNDRED = tuple(LABELS)
MEASURES = (TURNS, *OF_HUNDRED)
"""The measures, in the order of the table."""


def ways(evidence: Evidence, question: Question) -> tuple[Block, ...]:
    """The block of the tool asked about, or else of the tool of which most is told; none where no feed tells anything of it."""
    tools = dict.fromkeys(tool for metric in MEASURES for tool in evidence.released.tools(metric))
    asked = [tool for tool in tools if question.tool in (tool, "any")]
    told = {tool: _everyone(evidence, question, tool) for tool in asked}
    most = max(told, key=lambda tool: len(told[tool]), default=None)
    return (_block(evidence, question, most, told[most]),) if most is not None and told[most] else ()


def _everyone(evidence: Evidence, question: Question, tool: str) -> dict[str, Figure]:
    """The figures of everyone, by measure, of those that are shown."""
    found = {metric: _whole(evidence, metric, evidence.nearest(metric, question.period), tool) for metric in MEASURES}
    return {metric: figure for metric, figure in found.items() if figure is not None and figure.shown}


def _whole(evidence: Evidence, metric: str, at: Period, tool: str) -> Figure | None:
    return next(iter(evidence.released.figures(metric, Dimension.ORGANISATION, tool, when=at, group=WHOLE)), None)


def _block(evidence: Evidence, question: Question, tool: str, whole: Mapping[str, Figure]) -> Block:
    groups = {metric: _by_group(evidence, question, figure) for metric, figure in whole.items()}
    rows = [_strip(evidence, figure, groups[metric]) for metric, figure in whole.items() if metric in OF_HUNDRED]
    when = period_words(next(iter(whole.values())).period)
    by = PLURAL[question.dimension]
    keys = (Key("d1", "everyone"), Key("hollow", by)) if any(row["groups"] for row in rows) else ()
    sentence = f"How people work with {tool_words(tool)}, {when}: of a hundred, for everyone and by {by}."
    return Block(
        name="ways",
        heading=f"How people work with {tool_words(tool)}",
        claim=_claim(evidence, whole),
        caution="Whether people check what they get, and what is at risk: no feed tells it. Few turns are no merit and many no "
        "fault, and neither giving work away nor taking turns is better. Counts alone are looked at, nobody's words.",
        step=Step("Read what each figure does not say", "/measures"),
        picture=Picture("strips", sentence, {"most": 100, "rows": rows}, keys) if rows else None,
        table=_table(evidence, question, whole, groups, when),
        figures=(*whole.values(), *(figure for found in groups.values() for figure in found.values())),
    )


def _by_group(evidence: Evidence, question: Question, whole: Figure) -> dict[str, Figure]:
    if question.dimension is Dimension.ORGANISATION:
        return {}
    found = evidence.released.figures(whole.metric, question.dimension, whole.tool, when=whole.period)
    return {figure.group: figure for figure in part_of([each for each in found if each.shown], question.part)}


def _strip(evidence: Evidence, whole: Figure, groups: Mapping[str, Figure]) -> dict[str, object]:
    card, names = evidence.cards[whole.metric], labels(list(groups))
    told = [(group, figure) for group, figure in groups.items() if figure.middle is not None]
    rings = [{"v": each.middle, "says": says(f"{card.title}, {names[group]}", card, each)} for group, each in told]
    return {**dot_row(LABELS[whole.metric], card, whole), "groups": rings}


def _claim(evidence: Evidence, whole: Mapping[str, Figure]) -> str:
    if all(metric in whole for metric in BY_EXPERIENCE):
        newer, longer = (whole[metric] for metric in BY_EXPERIENCE)
        apart, matters = longer.apart(newer), MATTERS * max(newer.middle or 0, longer.middle or 0)
        more = "more than" if apart > matters else "less than" if apart < -matters else "about as much as"
        new, old = (number(each.middle or 0) for each in (newer, longer))
        return f"Experienced users hand over to agents {more} newer users do: {old} of 100 prompts, against {new}."
    parts = [
        f"{evidence.cards[metric].title.lower()}: {value_words(evidence.cards[metric], each)}" for metric, each in whole.items()
    ]
    said = listed(parts, most=len(MEASURES))
    return f"{said[0].upper()}{said[1:]}."


def _table(
    evidence: Evidence, question: Question, whole: Mapping[str, Figure], groups: Mapping[str, Mapping[str, Figure]], when: str
) -> Table:
    shown = list(dict.fromkeys(group for found in groups.values() for group in found))
    names = labels(shown)
    rows: list[Sequence[str | Cell]] = [("Everyone", *(figure_cell(evidence.cards[name], each) for name, each in whole.items()))]
    for group in shown:
        cells = [(evidence.cards[name], groups[name].get(group)) for name in whole]
        told = [Cell("not released", withheld=True) if each is None else figure_cell(card, each) for card, each in cells]
        rows.append((names[group], *told))
    headings = (SINGULAR[question.dimension].capitalize(), *(evidence.cards[name].title for name in whole))
    return Table(f"Of people with use, {when}", headings, rows_of(rows))
