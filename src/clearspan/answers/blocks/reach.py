"""Reach against habit: how many people hold a licence, use AI in a period, and do so out of habit."""

from collections.abc import Mapping, Sequence

from clearspan.answers.block import Block, Step, cannot_tell
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.picture import Picture
from clearspan.answers.question import Question
from clearspan.answers.rows import by_period, point, spans
from clearspan.answers.words import people, period_words, span_words
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import PeriodKind
from clearspan.vocabulary.shape import Shape
from clearspan.vocabulary.tool import ANY_TOOL

EVERYONE = (Dimension.ORGANISATION, WHOLE)

HEADING = "Reach against habit"

SERIES = (
    ("licensed_people", "Licensed", "var(--quiet)", False),
    ("weekly_active_people", "Active in the week", "var(--d1)", False),
    ("daily_active_people", "Active on a day", "var(--d3)", False),
    ("habitual_share", "Habitual", "var(--accent)", True),
)
"""Metric, name, colour and weight of each line."""

LONGEST = {PeriodKind.WEEK: 52, PeriodKind.MONTH: 24, PeriodKind.QUARTER: 12}
"""How many periods a line goes back at most."""

BACK = {PeriodKind.WEEK: 12, PeriodKind.MONTH: 3, PeriodKind.QUARTER: 1}
"""How many periods back 'then' is, where now is compared with then."""

CLIMB, STALL = 0.1, 0.5
"""Licences climb by at least a tenth while use climbs less than half as much: the two lines part."""


def reach(evidence: Evidence, question: Question) -> Block:
    """Licensed, active and habitual people over time; says so where licences climb and use does not."""
    lines = {name: history(evidence, metric, question) for metric, name, _, _ in SERIES}
    step = Step("See who uses AI where", question.href("/adoption"))
    weekly, habitual = _counts(lines["Active in the week"]), _counts(lines["Habitual"])
    if not weekly or not habitual:
        return cannot_tell(
            "reach",
            HEADING,
            "no usage of the whole organisation is released for this period",
            "A period is released once its sources no longer restate it, and habit needs 12 weeks of weekly data. "
            "Data health lists what has arrived.",
            Step("See what has arrived", "/health"),
        )
    drawn = {name: figures for name, figures in lines.items() if figures}
    return Block(
        name="reach",
        heading=HEADING,
        claim=_claim(drawn, question.period.kind),
        caution="A licence is not use, and use is not skill: nothing here says whether the work got better. "
        "People without a licence are counted only where a source reports them.",
        step=step,
        picture=_picture(evidence.cards, drawn, question),
        table=by_period(
            "People in the whole organisation", {name: (evidence.cards[_metric(name)], drawn[name]) for name in drawn}
        ),
        figures=tuple(figure for figures in drawn.values() for figure in figures),
    )


def history(
    evidence: Evidence, metric: str, question: Question, who: tuple[Dimension, str] = EVERYONE, tool: str = ANY_TOOL
) -> list[Figure]:
    """The figures of one group (its dimension and its key) in the periods up to the one asked about, earliest first."""
    dimension, group = who
    until = evidence.nearest(metric, question.period)
    found = evidence.released.figures(metric, dimension, tool, when=until.kind, group=group)
    return [figure for figure in found if figure.period.start <= until.start][-LONGEST[until.kind] :]


def counted(figure: Figure) -> float | None:
    """The number of people that a figure counts: those above the line; None where it is withheld or coded."""
    return figure.numerator if figure.shown and figure.numerator is not None else None


def _counts(figures: Sequence[Figure]) -> list[float]:
    return [count for figure in figures if (count := counted(figure)) is not None]


def _metric(name: str) -> str:
    return next(metric for metric, title, _, _ in SERIES if title == name)


def _picture(cards: Mapping[str, Metric], lines: Mapping[str, Sequence[Figure]], question: Question) -> Picture:
    series = []
    for metric, name, colour, strong in SERIES:
        card = cards.get(metric)
        if name not in lines or card is None:
            continue
        points = [
            point(name, card, figure, None if card.shape is Shape.COUNT else counted(figure))
            for figure in lines[name]
            if card.shape is Shape.COUNT or counted(figure) is not None
        ]
        series.append({"name": name, "colour": colour, "strong": strong, "points": points})
    content = {"share": False, "axis": "People", "series": series, "withheld": spans(lines["Active in the week"])}
    sentence = f"People with a licence, active and habitual, up to {period_words(question.period)}."
    return Picture("lines", sentence, content)


def _claim(lines: Mapping[str, Sequence[Figure]], kind: PeriodKind) -> str:
    weekly, habitual = _counts(lines["Active in the week"]), _counts(lines["Habitual"])
    back = BACK[kind]
    licensed = _counts(lines.get("Licensed", ()))
    if len(licensed) > back and len(weekly) > back:
        more, used = licensed[-1] - licensed[-1 - back], weekly[-1] - weekly[-1 - back]
        climb = more / max(licensed[-1 - back], 1)
        if climb >= CLIMB and used / max(weekly[-1 - back], 1) < climb * STALL:
            follows = "use has not followed" if used <= 0 else f"only about {people(used)} more use AI"
            return f"Licences grew by about {people(more)} in {span_words(back, kind)}; {follows}."
    held = f"About {people(licensed[-1])} hold a licence; about" if licensed else "About"
    when = "in the week" if kind is PeriodKind.WEEK else "in an average week"
    return f"{held} {people(weekly[-1])} used AI {when}, and about {people(habitual[-1])} do so out of habit."
