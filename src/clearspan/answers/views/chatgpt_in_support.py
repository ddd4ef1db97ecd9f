"""How often ChatGPT is used by support: how regular its use is in the job family that answers customers, beside the others."""

from collections.abc import Sequence
from itertools import groupby

from clearspan.answers.block import Block, Step, cannot_tell
from clearspan.answers.blocks.tiers import REGULAR, shares_picture, shares_table
from clearspan.answers.evidence import Evidence, in_category_order
from clearspan.answers.figure import Figure
from clearspan.answers.group import label
from clearspan.answers.question import Question
from clearspan.answers.rows import share_words
from clearspan.answers.view import View, period_for
from clearspan.answers.words import listed, percent, period_words, reason, size
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import PeriodKind

QUESTION = "How often is ChatGPT used by support?"
METRIC, TOOL = "tiers", "chatgpt"
WORDS = ("support", "service", "helpdesk", "help desk", "customer care", "contact centre", "call center")
"""What the groups are called whose people answer customers or colleagues."""
PLACES = (Dimension.ROLE, Dimension.DEPARTMENT, Dimension.DIVISION)
"""Where such a group is looked for, in this order: a job family says most surely what people do."""


def _block(evidence: Evidence, question: Question) -> Block:
    at = period_for(evidence, METRIC, question)
    found = {} if at is None else {
        place: in_category_order(evidence.cards[METRIC], evidence.released.figures(METRIC, place, TOOL, when=at))
        for place in (*PLACES, Dimension.ORGANISATION)
    }  # fmt: skip
    place = next((place for place in PLACES if any(map(_is_support, found.get(place, ())))), None)
    if at is not None and at.kind is PeriodKind.QUARTER and not any(found.get(place) for place in PLACES):
        return cannot_tell(
            VIEW.name,
            QUESTION,
            "too few people work here to show figures of ChatGPT by job family, department or division",
            "It needs more people: among so few, a figure of support alone would say too much about each of them. Of everybody, "
            "and of teams that are counted together, it is shown.",
            Step("See how regular the use of ChatGPT is", question.href("/adoption", tool=TOOL, part=1) + "#tiers"),
        )
    if at is None or place is None:
        return cannot_tell(
            VIEW.name,
            QUESTION,
            "no job family, department or division whose name speaks of support or service has a figure of ChatGPT",
            "It needs ChatGPT's user report, twelve weeks of it, and a staff list that names a job family for support.",
            Step("See which sources are connected", "/sources"),
        )
    support = [figure for figure in found[place] if _is_support(figure)]
    others = [figure for figure in found[place] if not _is_support(figure)]
    drawn = [*support, *found[Dimension.ORGANISATION], *others]
    when = period_words(at)
    return Block(
        name=VIEW.name,
        heading=QUESTION,
        claim=_claim(support),
        caution="How often is told in weeks with use among the last 12: ChatGPT's report has no days. Who belongs to support is "
        f"told by the name of the {place.value}, and the others stand below for comparison. Often is not well: work that needs "
        "it rarely is not done badly.",
        step=Step("See how regular the use of ChatGPT is everywhere", question.href("/adoption", tool=TOOL, part=1) + "#tiers"),
        picture=shares_picture(evidence.cards[METRIC], drawn, f"How regularly people used ChatGPT up to {when}, support first."),
        table=shares_table(question, evidence.cards[METRIC], drawn, f"Weeks with ChatGPT among the last 12, up to {when}"),
        figures=tuple(drawn),
    )


def _is_support(figure: Figure) -> bool:
    return any(word in label(figure.group).casefold() for word in WORDS)


def _claim(support: Sequence[Figure]) -> str:
    told = [list(figures) for _, figures in groupby(support, key=lambda figure: figure.group)]
    return " ".join(_group_claim(figures) for figures in told[:2])


def _group_claim(figures: Sequence[Figure]) -> str:
    name = label(figures[0].group)
    if not any(figure.shown for figure in figures):
        return f"{name} is withheld: {reason(figures[0])}."
    shares = {figure.category: figure.value for figure in figures if figure.value is not None}
    regular = sum(share for category, share in shares.items() if set(category.split(" + ")) <= REGULAR)
    people = size(next(figure for figure in figures if figure.shown))
    if "none" not in shares or not regular:
        return f"{name}, {people}: {listed([share_words(figure) for figure in figures if figure.shown], most=5)}."
    now_and_then = max(1 - regular - shares["none"], 0)
    habit = f"about {percent(regular)} use it out of habit, in at least 9 of 12 weeks"
    return f"{name}, {people}: {habit}; about {percent(now_and_then)} now and then, and about {percent(shares['none'])} never."


VIEW = View(
    name="chatgpt_in_support",
    question=QUESTION,
    means="In how many of the last 12 weeks people of support used ChatGPT: in none, 1 or 2, 3 to 8, or 9 and more.",
    block=_block,
)
