"""Who moved between tiers since the period before."""

from collections.abc import Sequence

from clearspan.answers.block import Block, Step, cannot_tell
from clearspan.answers.blocks.tiers import shares_picture, shares_table
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.question import Question
from clearspan.answers.words import category_words, period_words, value_words
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.grid import Dimension

HEADING = "Who moved"


def moves(evidence: Evidence, question: Question, *, groups: bool = True) -> Block:
    """The share of people who moved between tiers, of everyone and, with `groups`, of each group asked about."""
    at = evidence.nearest("tier_moves", question.period)
    card = evidence.cards["tier_moves"]
    whole = evidence.at("tier_moves", Dimension.ORGANISATION, question)
    wanted = groups and question.dimension is not Dimension.ORGANISATION and question.dimension is not Dimension.TEAM
    rest = evidence.at("tier_moves", question.dimension, question) if wanted else []
    if not any(figure.shown for figure in whole):
        return cannot_tell(
            "moves",
            HEADING,
            "there are no earlier tiers of the same people to compare with",
            "After 12 further weeks of data there is a second set of tiers, and moves can be told.",
            Step("Read how moves are counted", "/measures#tier_moves"),
        )
    both = [*whole, *rest]
    at = whole[0].period
    sentence = f"Share of people who moved between tiers, {period_words(at)}."
    return Block(
        name="moves",
        heading=HEADING,
        claim=_claim(card, whole),
        caution="This is movement, not effect: no group was left untouched to compare with, and whoever is at the bottom can "
        "only rise. A programme with a comparison can say what caused it.",
        step=Step("Read how moves are counted", "/measures#tier_moves"),
        picture=shares_picture(card, both, sentence),
        table=shares_table(question, card, both, sentence.removesuffix(".")),
        figures=tuple(both),
    )


def _claim(card: Metric, whole: Sequence[Figure]) -> str:
    said = {figure.category: value_words(card, figure) for figure in whole if figure.shown}
    up, down = card.categories[-1], card.categories[0]
    if up in said and down in said:
        return _sentence(f"{said[up]} of people moved up between tiers; {said[down]} moved down")
    return _sentence("; ".join(f"{value} of people {category_words(category)}" for category, value in said.items()))


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
