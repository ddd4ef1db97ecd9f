"""How regular the use is: the share of people in each tier, by group."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from clearspan.answers.block import Block, Cell, Step, Table, cannot_tell, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import PLURAL, SINGULAR, labels
from clearspan.answers.picture import Key, Picture
from clearspan.answers.question import Question
from clearspan.answers.rows import figure_cell, group_cell, note, part_of, share_words, size_words
from clearspan.answers.words import category_words, listed, percent, period_words, reason, size
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.grid import Dimension

HEADING = "How regular the use is"
REGULAR = frozenset({"habitual", "power"})


def tiers(evidence: Evidence, question: Question) -> Block:
    """Tiers by group as one bar a group; the claim is about everyone together."""
    at = evidence.nearest("tiers", question.period)
    card = evidence.cards["tiers"]
    figures = evidence.at("tiers", question.dimension, question)
    whole = evidence.at("tiers", Dimension.ORGANISATION, question)
    if not any(figure.shown for figure in (*whole, *figures)):
        return cannot_tell(
            "tiers",
            HEADING,
            f"no tiers are released for {PLURAL[question.dimension]} in {period_words(at)}",
            "Tiers need weekly data over 12 weeks; a source that reports whole months cannot tell in which weeks it was used.",
            Step("See which sources report weeks", "/health"),
        )
    drawn = [figure for group in part_of(_groups(figures), question.part) for figure in group]
    at = (drawn or whole)[0].period
    both = [*whole, *drawn] if question.dimension is not Dimension.ORGANISATION else drawn
    return Block(
        name="tiers",
        heading=HEADING,
        claim=_claim(whole or figures),
        caution="A tier counts weeks with use among the last 12. It is no mark: work that needs AI rarely is not done badly. "
        "Neighbouring tiers are shown together where only a few people are in one; a hatched part may belong to either side.",
        step=Step("Read how tiers are counted, and how they could be gamed", "/measures#tiers"),
        picture=shares_picture(card, both, f"Share of people in each tier in {period_words(at)}, by group."),
        table=shares_table(question, card, both, f"{card.title}, {period_words(at)}"),
        figures=tuple(both),
    )


def _groups(figures: Sequence[Figure]) -> list[list[Figure]]:
    return [list(found) for _, found in groupby(figures, key=lambda figure: figure.group)]


def _claim(whole: Sequence[Figure]) -> str:
    shares = {figure.category: figure.value for figure in whole if figure.value is not None}
    regular = sum(share for name, share in shares.items() if set(name.split(" + ")) <= REGULAR)
    seldom = sum(share for name, share in shares.items() if set(name.split(" + ")) <= {"none", "tried"})
    if not shares or not (regular or seldom):
        return "Tiers are told for some groups, but not for everyone together."
    habit = f"AI is a habit for about {percent(regular)} of people" if regular else "AI is a habit for few people"
    return f"{habit}; about {percent(seldom)} used it in at most 2 of the last 12 weeks." if seldom else f"{habit}."


def position(card: Metric, category: str) -> int:
    """Where a category stands in the metric's order; a merged one where its first stands."""
    first = category.split(" + ", maxsplit=1)[0]
    return card.categories.index(first) if first in card.categories else len(card.categories)


def colour(card: Metric, category: str) -> str:
    """The colour of a category: a step of the ordered scale, or the stripes of the first and last that were merged."""
    names = [name for name in category.split(" + ") if name in card.categories]
    steps = [round(card.categories.index(name) * 4 / max(1, len(card.categories) - 1)) for name in names]
    if not steps:
        return "var(--quiet)"
    return f"var(--t{steps[0]})" if steps[0] == steps[-1] else f"url(#mix-{steps[0]}-{steps[-1]})"


def shares_picture(card: Metric, figures: Sequence[Figure], sentence: str) -> Picture:
    """Stacked bars of a distribution, one a group, in the metric's order of categories."""
    groups = _groups(figures)
    names = labels([found[0].group for found in groups])
    rows = [bar(names[found[0].group], card, found) for found in groups]
    return Picture("stack", sentence, {"rows": rows}, key_of(card))


def key_of(card: Metric) -> tuple[Key, ...]:
    """The key of a distribution: the colour of each of its categories."""
    last = max(1, len(card.categories) - 1)
    return tuple(Key(f"t{round(place * 4 / last)}", name) for place, name in enumerate(card.categories))


def bar(name: str, card: Metric, figures: Sequence[Figure]) -> dict[str, object]:
    """One bar: each category as wide as it surely is; what only bounds are told of is hatched between those it may belong to."""
    shown = sorted((figure for figure in figures if figure.shown), key=lambda figure: position(card, figure.category))
    sure = [figure.value if figure.value is not None else figure.low or 0.0 for figure in shown]
    open_share = max(0.0, 1 - sum(sure)) if any(figure.value is None for figure in shown) else 0.0
    total = sum(sure) + open_share or 1.0
    parts: list[dict[str, object]] = []
    at = 0.0
    for figure, width in zip(shown, sure, strict=True):
        said = f"{name}, {share_words(figure)} of {size(figure)}"
        parts.append({"from": at, "to": at + width / total, "colour": colour(card, figure.category), "says": said})
        at += width / total
        if open_share and figure.value is None:
            said = f"{name}: not told which; {'; '.join(share_words(each) for each in shown if each.value is None)}"
            parts.append({"from": at, "to": at + open_share / total, "colour": "url(#hatch)", "says": said})
            at, open_share = at + open_share / total, 0.0
    why = reason(next((figure for figure in figures if not figure.shown), figures[0]))
    return {
        "label": name,
        "size": size_words(shown[0]) if shown else "withheld",
        "withheld": not shown,
        "says": f"{name}: withheld: {why}",
        "parts": [part for part in parts if part["to"] != part["from"]],
    }


def shares_table(question: Question, card: Metric, figures: Sequence[Figure], caption: str) -> Table:
    """A row a group, a column a category; a merged category stands under its first and names the others."""
    groups = _groups(figures)
    names = labels([found[0].group for found in groups])
    rows = []
    for found in groups:
        first = next((figure for figure in found if figure.shown), found[0])
        cells = _cells(card, found)
        row = [group_cell(question, first, names[first.group]), *(cells.get(name, Cell("")) for name in card.categories)]
        rows.append((*row, size(first), note(first)))
    heading = SINGULAR[groups[-1][0].dimension].capitalize()
    return Table(caption, (heading, *(name.capitalize() for name in card.categories), "Of", "Note"), rows_of(rows))


def _cells(card: Metric, figures: Sequence[Figure]) -> Mapping[str, Cell]:
    if not any(figure.shown for figure in figures):
        return {card.categories[0]: figure_cell(card, figures[0])}
    cells = {}
    for figure in figures:
        names = figure.category.split(" + ")
        told = figure_cell(card, figure)
        cells[names[0]] = (
            told if len(names) == 1 else Cell(f"{told.text} ({listed([category_words(figure.category)])})", told.href)
        )
    return cells
