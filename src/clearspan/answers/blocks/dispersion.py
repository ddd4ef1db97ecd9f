"""How evenly use is spread: the share of people who make half of it."""

from collections.abc import Sequence

from clearspan.answers.block import Block, Step, cannot_tell
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import PLURAL, labels
from clearspan.answers.picture import Picture
from clearspan.answers.question import Question
from clearspan.answers.rows import by_group, dot_row, part_of, says
from clearspan.answers.words import period_words, tool_words, value_words
from clearspan.metrics.metric import Metric

HEADING = "How evenly it is spread"
UNEVEN, EVEN = 0.1, 0.25
"""Half of the use by under a tenth of people is called uneven; by a quarter or more, even. All alike would be a half."""


def dispersion(evidence: Evidence, question: Question) -> Block:
    """The share of people producing half of the use, by group: small where a few do most."""
    at = evidence.nearest("half_use_share", question.period)
    card = evidence.cards["half_use_share"]
    figures = evidence.released.figures("half_use_share", question.dimension, question.tool, when=at)
    whole = evidence.whole("half_use_share", question.period, question.tool)
    if not any(figure.shown for figure in figures):
        return cannot_tell(
            "dispersion",
            HEADING,
            f"no spread of use is released for {PLURAL[question.dimension]} in {period_words(at)}",
            "It needs a count of actions for each person; some sources only say whether someone was active.",
            Step("Read what each source counts", "/about-our-data#sources"),
        )
    drawn = part_of(figures, question.part)
    names = labels([figure.group for figure in drawn])
    content = {
        "share": True,
        "rows": [dot_row(names[figure.group], card, figure) for figure in drawn],
        "whole": None if whole is None or whole.value is None else {"v": whole.value, "says": says("Everyone", card, whole)},
    }
    when = period_words(at)
    return Block(
        name="dispersion",
        heading=HEADING,
        claim=_claim(card, whole, figures),
        caution="Fifty percent would mean that all use it alike; a few percent, that a handful does nearly everything. Uneven is "
        "not wrong where the work differs.",
        step=Step("Compare with what one would expect", question.href("/adoption") + "#expected"),
        picture=Picture("dots", f"Share of people who make half of the use of {tool_words(question.tool)}, {when}.", content),
        table=by_group(question, card, drawn, f"{card.title}, {when}"),
        figures=tuple(drawn) if whole is None else (*drawn, whole),
    )


def _claim(card: Metric, whole: Figure | None, figures: Sequence[Figure]) -> str:
    told = [figure for figure in figures if figure.middle is not None]
    uneven = sum((figure.middle or 0) < UNEVEN for figure in told)
    few = f" In {uneven} of {len(told)} groups shown, fewer than one in ten people make half of the use." if uneven else ""
    if whole is None or not whole.shown:
        return few.strip() or f"In each of the {len(told)} groups shown, at least one in ten people make half of the use."
    least, most = (whole.value, whole.value) if whole.value is not None else (whole.low or 0.0, whole.high or 1.0)
    verdict = "a few do most of it" if most <= UNEVEN else "it is fairly even" if least >= EVEN else "some do much of it"
    return f"Half of all use is made by {value_words(card, whole)} of people: {verdict}.{few}"
