"""Who uses AI where: the active share of each group on one scale."""

from collections.abc import Sequence

from clearspan.answers.block import Block, Step, cannot_tell
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import PLURAL, labels
from clearspan.answers.picture import Picture
from clearspan.answers.question import Question
from clearspan.answers.rows import by_group, dot_row, part_of, says
from clearspan.answers.words import percent, period_words, tool_words, value_words
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.grid import Dimension

HEADING = "Who uses AI where"
WHOLE_LINE = " The thin line is everyone together."
CLOSE = 0.1
"""Groups whose shares lie within ten points are said to be alike."""


def spread(evidence: Evidence, question: Question, metric: str = "active_share") -> Block:
    """The share of people active in each group of a dimension; extremes are named only of large groups, never of teams."""
    at = evidence.nearest(metric, question.period)
    card = evidence.cards[metric]
    figures = evidence.released.figures(metric, question.dimension, question.tool, when=at)
    step = Step("See how regular the use is", question.href("/adoption") + "#tiers")
    if sum(figure.shown for figure in figures) < 2:
        return cannot_tell(
            "spread",
            HEADING,
            f"fewer than two {PLURAL[question.dimension]} are large enough to show for {tool_words(question.tool)}",
            "Larger groups, or another way to group people, may show a figure.",
            Step("Group people by division", question.href("/adoption", dimension=Dimension.DIVISION, part=1)),
        )
    drawn = part_of(figures, question.part)
    whole = evidence.whole(metric, question.period, question.tool)
    names = labels([figure.group for figure in drawn])
    content = {
        "share": True,
        "rows": [dot_row(names[figure.group], card, figure) for figure in drawn],
        "whole": None if whole is None or whole.value is None else {"v": whole.value, "says": says("Everyone", card, whole)},
    }
    when = period_words(at)
    return Block(
        name="spread",
        heading=HEADING,
        claim=_teams_claim(figures, whole) if question.dimension is Dimension.TEAM else _claim(card, figures),
        caution="It counts who used AI at all, not how well or how much. Groups differ in their work and in the licences they "
        "hold. The order is the organisation's, not a ranking." + (WHOLE_LINE if content["whole"] else ""),
        step=step,
        picture=Picture("dots", f"Share of people who used {tool_words(question.tool)} in {when}, by group.", content),
        table=by_group(question, card, drawn, f"{card.title}, {when}, {tool_words(question.tool)}"),
        figures=tuple(drawn) if whole is None else (*drawn, whole),
    )


def _claim(card: Metric, figures: Sequence[Figure]) -> str:
    told = sorted((figure for figure in figures if figure.shown), key=lambda figure: figure.middle or 0)
    low, high = told[0], told[-1]
    when = period_words(figures[0].period, year=False)
    groups = PLURAL[figures[0].dimension]
    if (high.middle or 0) - (low.middle or 0) < CLOSE:
        return f"The {groups} are alike: in each, {value_words(card, told[len(told) // 2])} used AI in {when}."
    names = labels([low.group, high.group])
    first = f"In {names[high.group]}, {value_words(card, high)} of people used AI in {when}"
    return f"{first}; in {names[low.group]}, {value_words(card, low)}."


def _teams_claim(figures: Sequence[Figure], whole: Figure | None) -> str:
    told = [figure for figure in figures if figure.shown]
    if whole is None or whole.value is None:
        return f"{len(told)} teams are large enough to show; everyone together is not told for this period."
    below = sum(figure.apart(whole) < 0 for figure in told)
    above = sum(figure.apart(whole) > 0 for figure in told)
    level = len(told) - below - above
    if not above and not below:
        return f"None of the {len(told)} teams shown can be told apart from everyone's {percent(whole.value)}."
    sides = f"{above} of {len(told)} teams shown lie above everyone's {percent(whole.value)}, {below} below"
    return f"{sides}; {level} are level with it, or too small to tell." if level else f"{sides}."
