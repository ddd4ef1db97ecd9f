"""What people say about one thing: each question with its interval for everyone, and by group where that may be told."""

from collections.abc import Mapping, Sequence

from clearspan.answers.block import Block, Cell, Step, Table, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import PLURAL, SINGULAR, labels
from clearspan.answers.picture import Key, Picture
from clearspan.answers.question import Question
from clearspan.answers.rows import dot_row, figure_cell, part_of
from clearspan.answers.sampled import MOST_POINTS, sampled
from clearspan.answers.words import figure_words, listed, number, percent, period_words, size
from clearspan.listening.item import Better, Item
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import Period

METRIC = "pulse_points"

MOVED = 3.0
"""Points from which a difference between two quarters is told, where the intervals do not overlap."""


def said(evidence: Evidence, question: Question, at: Period, heading: str, items: Sequence[Item]) -> Block:
    """The block of some questions that are about one thing, in one quarter."""
    card = evidence.cards[METRIC]
    found = {item: _whole(evidence, item, at) for item in items}
    groups = {item: _by_group(evidence, question, item, at) for item in items}
    rows = [{**dot_row(i.title, card, figure), "groups": _rings(evidence, i, groups[i])} for i, figure in found.items()]
    return Block(
        name=heading.lower().replace(",", "").replace(" ", "-"),
        heading=heading,
        claim=_claim(evidence, found, at),
        caution=_caution(found),
        step=Step("See which reasons the answers point to, team by team", "/diagnosis"),
        picture=_picture(question, heading, rows),
        table=_table(evidence, question, found, groups),
        figures=(*found.values(), *(figure for figures in groups.values() for figure in figures.values())),
    )


def _picture(question: Question, heading: str, rows: Sequence[Mapping[str, object]]) -> Picture:
    by = PLURAL[question.dimension]
    keys = (Key("d1", "everyone"), Key("hollow", by)) if any(row["groups"] for row in rows) else ()
    content = {"most": MOST_POINTS, "rows": rows}
    return Picture("strips", f"{heading}: answers of everyone to each question, and of {by}.", content, keys)


def _rings(evidence: Evidence, item: Item, figures: Mapping[str, Figure]) -> list[dict[str, object]]:
    card, names = evidence.cards[METRIC], labels(list(figures))
    told = [(group, figure) for group, figure in figures.items() if figure.middle is not None]
    return [{"v": each.middle, "says": f"{item.title}, {names[group]}: {figure_words(card, each)}"} for group, each in told]


def _whole(evidence: Evidence, item: Item, at: Period) -> Figure:
    figure = evidence.released.figures(METRIC, Dimension.ORGANISATION, item.name, when=at, group=WHOLE)[0]
    return sampled(figure, evidence.whole("active_share", at))


def _by_group(evidence: Evidence, question: Question, item: Item, at: Period) -> dict[str, Figure]:
    """The figures of a question by the dimension asked about, of the groups in this part of the list."""
    if question.dimension is Dimension.ORGANISATION:
        return {}
    employed = {each.group: each for each in evidence.released.figures("active_share", question.dimension, when=at)}
    found = evidence.released.figures(METRIC, question.dimension, item.name, when=at)
    told = evidence.released.groups(question.dimension)
    mine = [figure for figure in found if figure.group in told]
    return {figure.group: sampled(figure, employed.get(figure.group)) for figure in part_of(mine, question.part)}


def _claim(evidence: Evidence, found: dict[Item, Figure], at: Period) -> str:
    told = sorted(found.items(), key=lambda pair: pair[1].middle or 0)
    (low, least), (high, most) = told[0], told[-1]
    if len(told) == 1:
        claim = f"{low.title}: about {number(least.middle or 0)} of 100"
    else:
        claim = f"From about {number(least.middle or 0)} of 100 ({low.title}) to {number(most.middle or 0)} ({high.title})"
    moved = [words for item, figure in found.items() if (words := _moved(evidence, item, figure, at))]
    return f"{claim}; {listed(moved)}." if moved else f"{claim}."


def _moved(evidence: Evidence, item: Item, figure: Figure, at: Period) -> str:
    """How a question's figure moved since the quarter before, where more than chance may have moved it."""
    before = [period for period in evidence.released.periods_of(METRIC) if period.end < at.start]
    former = evidence.released.figures(METRIC, Dimension.ORGANISATION, item.name, when=before[-1], group=WHOLE) if before else []
    if not former or not former[0].shown:
        return ""
    then = sampled(former[0], evidence.whole("active_share", before[-1]))
    if figure.value is None or then.value is None or _overlap(figure, then) or abs(figure.value - then.value) < MOVED:
        return ""
    return f"{item.title} {'rose' if figure.value > then.value else 'fell'} by {number(abs(figure.value - then.value))}"


def _overlap(one: Figure, other: Figure) -> bool:
    lows = [each.low if each.low is not None else each.value or 0 for each in (one, other)]
    highs = [each.high if each.high is not None else each.value or 0 for each in (one, other)]
    return max(lows) <= min(highs)


def _caution(found: dict[Item, Figure]) -> str:
    first = "Those who did not answer may think otherwise; the bars hold 95% of what chance may do, at the widest, and not that."
    lower = [item.title for item in found if item.better is Better.LOWER]
    open_ones = [item.title for item in found if item.better is Better.NEITHER]
    first += f" Of {listed(lower)}, less is better." if lower else ""
    return first + (f" {listed(open_ones)}: neither end is the better one." if open_ones else "")


def _table(evidence: Evidence, question: Question, found: dict[Item, Figure], groups: dict[Item, dict[str, Figure]]) -> Table:
    """A row for everyone and one for each group; a column for each question."""
    card = evidence.cards[METRIC]
    shown = list(dict.fromkeys(group for figures in groups.values() for group in figures))
    names = labels(shown)
    everyone = ("Everyone", *(_cell(evidence, figure) for figure in found.values()))
    rows: list[tuple[str | Cell, ...]] = [everyone]
    for group in shown:
        cells = [figures.get(group) for figures in groups.values()]
        rows.append(
            (names[group], *(Cell("not released", withheld=True) if each is None else figure_cell(card, each) for each in cells))
        )
    by = f", {PLURAL[question.dimension]} below" if shown else ""
    caption = f"Points of 100, {period_words(next(iter(found.values())).period)}{by}"
    return Table(caption, (SINGULAR[question.dimension].capitalize(), *(item.title for item in found)), rows_of(rows))


def _cell(evidence: Evidence, figure: Figure) -> str:
    """The figure of everyone with how many answered."""
    employed = evidence.whole("active_share", figure.period)
    share = f", {percent(figure.n / employed.n)} of everyone" if figure.n and employed and employed.n else ""
    bounds = f" ({number(figure.low)} to {number(figure.high)})" if figure.low is not None and figure.high is not None else ""
    return f"about {number(figure.middle or 0)}{bounds}, {size(figure)}{share}"
