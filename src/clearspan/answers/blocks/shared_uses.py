"""How what works travels: how many take up what somebody shares, and how many keep it."""

from clearspan.answers.block import Block, Cell, Step, Table, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import labels
from clearspan.answers.rows import figure_cell
from clearspan.answers.words import period_words, size, value_words
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import Period

ADOPTERS, STAY = "adopters_a_share", "adopters_stay"


def shared_uses(evidence: Evidence, at: Period) -> tuple[Block, ...]:
    """The block on sharing in the nearest period; none where nobody's agreed shares are told."""
    figures = {metric: _shown(evidence, metric, at) for metric in (ADOPTERS, STAY)}
    brought = next((each for each in figures[ADOPTERS] if each.group == WHOLE), None)
    stay = next((each for each in figures[STAY] if each.group == WHOLE), None)
    if brought is None:
        return ()
    groups = list(dict.fromkeys(figure.group for found in figures.values() for figure in found))
    names = labels(groups)
    kept = f"; of those who take one up, {value_words(evidence.cards[STAY], stay)} still use it" if stay is not None else ""
    rows = [(names[group], *(_cell(evidence, figures[metric], group) for metric in (ADOPTERS, STAY))) for group in groups]
    headings = ("Where", *(evidence.cards[metric].title for metric in (ADOPTERS, STAY)))
    return (
        Block(
            name="sharing",
            heading=f"How what works travels, {period_words(brought.period)}",
            claim=f"A use that somebody shares is taken up by {value_words(evidence.cards[ADOPTERS], brought)}{kept}.",
            caution="How much goes by word of mouth: it is only of people who agreed to be counted, and only what the place of "
            f"sharing sees. It rests on the shares of {size(brought)}.",
            step=Step("See what people say of sharing", "/pulse"),
            table=Table(f"Shared uses, {period_words(brought.period)}", headings, rows_of(rows)),
            figures=tuple(figure for found in figures.values() for figure in found),
        ),
    )


def _shown(evidence: Evidence, metric: str, at: Period) -> list[Figure]:
    """Of everyone, and of each division, where it is told."""
    when = evidence.nearest(metric, at)
    found = [
        figure
        for dimension in (Dimension.ORGANISATION, Dimension.DIVISION)
        for figure in evidence.released.figures(metric, dimension, when=when)
    ]
    return [figure for figure in found if figure.shown]


def _cell(evidence: Evidence, figures: list[Figure], group: str) -> str | Cell:
    found = next((figure for figure in figures if figure.group == group), None)
    return "not released" if found is None else figure_cell(evidence.cards[found.metric], found)
