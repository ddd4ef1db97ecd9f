"""What leaders say beside everyone: the questions of the self-check, which both are asked."""

from collections.abc import Mapping

from clearspan.answers.block import Block, Step, Table, rows_of
from clearspan.answers.blocks.said import METRIC
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.picture import Key, Picture
from clearspan.answers.rows import figure_cell, size_words
from clearspan.answers.sampled import sampled
from clearspan.answers.words import number, period_words
from clearspan.listening.item import Audience, Item, ItemKind
from clearspan.privacy.release.leaders import LEADERS_GROUP
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import Period

FAR = 10.0
"""Points from which leaders and everyone are called far apart."""

Pair = tuple[Figure, Figure]


def leaders_say(evidence: Evidence, at: Period, known: Mapping[str, Item]) -> tuple[Block, ...]:
    """The block, where leaders' pooled answers to a question of the self-check are released in the quarter; else nothing."""
    pairs = {item: pair for item in known.values() if _asked_both(item) if (pair := _pair(evidence, item, at))}
    if not pairs:
        return ()
    card = evidence.cards[METRIC]
    rows = [
        {
            "label": item.title,
            "is": leaders.middle,
            "expected": everyone.middle,
            "colour": "var(--accent)" if _far((leaders, everyone)) else "var(--d1)",
            "size": size_words(leaders),
            "withheld": False,
            "says": f"{item.title}: leaders {number(leaders.middle or 0)}, everyone {number(everyone.middle or 0)}",
        }
        for item, (leaders, everyone) in pairs.items()
    ]
    table = rows_of([(item.title, figure_cell(card, one), figure_cell(card, all_)) for item, (one, all_) in pairs.items()])
    keys = (Key("d1", "leaders"), Key("hollow", "everyone"), Key("accent", "ten points or more apart"))
    block = Block(
        name="leaders",
        heading="What leaders say, and what everyone says",
        claim=_claim(pairs),
        caution="Leaders are pooled over the whole organisation, and are among everyone. Small differences may be chance.",
        step=Step("See on what both agree", "/alignment"),
        picture=Picture("gap", "Answers of leaders and of everyone to the same questions.", {"share": False, "rows": rows}, keys),
        table=Table(f"Points of 100, {period_words(at)}", ("Question", "Leaders", "Everyone"), table),
        figures=tuple(figure for pair in pairs.values() for figure in pair),
    )
    return (block,)


def _asked_both(item: Item) -> bool:
    return Audience.SELF_CHECK in item.audiences and item.kind is ItemKind.SCALE


def _pair(evidence: Evidence, item: Item, at: Period) -> Pair | None:
    of = evidence.released.figures
    leaders = of(METRIC, Dimension.LEVEL, item.name, when=at, group=LEADERS_GROUP)
    everyone = of(METRIC, Dimension.ORGANISATION, item.name, when=at, group=WHOLE)
    if not leaders or not everyone or not leaders[0].shown or not everyone[0].shown:
        return None
    return sampled(leaders[0], None), sampled(everyone[0], evidence.whole("active_share", at))


def _far(pair: Pair) -> bool:
    leaders, everyone = pair
    return abs((leaders.middle or 0) - (everyone.middle or 0)) >= FAR


def _claim(pairs: Mapping[Item, Pair]) -> str:
    item = max(pairs, key=lambda each: abs((pairs[each][0].middle or 0) - (pairs[each][1].middle or 0)))
    leaders, everyone = (figure.middle or 0 for figure in pairs[item])
    if not _far(pairs[item]):
        return f"Leaders and everyone say much the same: nowhere are they {number(FAR)} points of 100 apart."
    where = "higher" if leaders > everyone else "lower"
    return f"Leaders are furthest from everyone on one question: {item.title}, {number(abs(leaders - everyone))} points {where}."
