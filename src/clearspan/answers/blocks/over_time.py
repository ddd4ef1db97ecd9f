"""One group over time, beside the group above it and what its mix of roles would lead one to expect."""

from collections.abc import Mapping, Sequence

from clearspan.answers.block import Block, Step, cannot_tell
from clearspan.answers.blocks.reach import BACK, history
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import SINGULAR, label, parent
from clearspan.answers.picture import Picture
from clearspan.answers.question import Question
from clearspan.answers.rows import bounds_note, by_period, point, spans
from clearspan.answers.words import listed, percent, period_words, reason, span_words, tool_words, value_words
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import PeriodKind

HEADING = "Over time"
MOVED = 0.05
"""A change of five points or more is told as a change,"""
MOVED_PEOPLE = 5
"""and only where it is one of at least five people."""

Series = Mapping[str, tuple[Metric, Sequence[Figure]]]


def over_time(evidence: Evidence, question: Question, group: str) -> Block:
    """The group's active share, that of the group above it, and the expected one, up to the period asked about."""
    series = _series(evidence, question, group)
    own = series[label(group)][1]
    if not any(figure.shown for figure in own):
        return cannot_tell(
            "over-time",
            HEADING,
            "nothing is shown of this group up to this period",
            "A later period, a longer one, or all tools together may show a figure.",
            Step("See all groups of its kind", question.href("/adoption", group=None)),
        )
    content = {
        "share": True,
        "axis": "Share of people active",
        "series": [
            {"name": name, "colour": colour, "strong": name == label(group), "points": [point(name, card, f) for f in figures]}
            for (name, (card, figures)), colour in zip(series.items(), ("var(--d1)", "var(--quiet)", "var(--d2)"), strict=False)
        ],
        "withheld": spans(own),
    }
    return Block(
        name="over-time",
        heading=HEADING,
        claim=_claim(series, label(group)),
        caution=_caution(own, question),
        step=Step("Compare it with its neighbours", question.href("/adoption", group=None)),
        picture=Picture("lines", f"Share active over time in {label(group)}, {tool_words(question.tool)}.", content),
        table=by_period("Share of people active", series),
        figures=tuple(figure for _, figures in series.values() for figure in figures),
    )


def _series(evidence: Evidence, question: Question, group: str) -> Series:
    card, who = evidence.cards["active_share"], (question.dimension, group)
    series = {label(group): (card, history(evidence, "active_share", question, who, question.tool))}
    above = parent(question.dimension, group) or (Dimension.ORGANISATION, WHOLE)
    if above[1] != group:
        series[label(above[1])] = (card, history(evidence, "active_share", question, above, question.tool))
    model = history(evidence, "expected_active_share", question, who, question.tool)
    kind = evidence.nearest("active_share", question.period).kind
    if model and model[-1].period.kind is kind and "expected_active_share" in evidence.cards:
        series["Expected"] = (evidence.cards["expected_active_share"], model)
    return {name: found for name, found in series.items() if found[1] or name == label(group)}


def _claim(series: Series, name: str) -> str:
    card, own = series[name]
    last = own[-1]
    if not last.shown:
        return f"{name} is withheld in {period_words(last.period, year=False)}; earlier periods show where it stood."
    said = value_words(card, last)
    claim = f"{said[0].upper()}{said[1:]} of people used AI in {period_words(last.period, year=False)}"
    beside = [
        f"{value_words(found, figures[-1])} {_named(other)}"
        for other, (found, figures) in series.items()
        if other != name and figures and figures[-1].shown and figures[-1].period == last.period
    ]
    compared = f", against {listed(beside)}" if beside else ""
    return f"{claim}{compared}.{_trend(own)}"


def _named(other: str) -> str:
    return {"Expected": "expected", label(WHOLE): "of everyone"}.get(other, f"in {other}")


def _trend(own: Sequence[Figure]) -> str:
    kind: PeriodKind = own[-1].period.kind
    back = BACK[kind]
    if len(own) <= back or not own[-1 - back].shown or own[-1].n is None:
        return ""
    change = own[-1].apart(own[-1 - back])
    if abs(change) < MOVED or abs(change) * own[-1].n < MOVED_PEOPLE:
        return ""
    points = percent(abs(change)).removesuffix("%")
    return f" That is {points} points {'more' if change > 0 else 'less'} than {span_words(back, kind)} earlier."


def _caution(own: Sequence[Figure], question: Question) -> str:
    withheld = [figure for figure in own if not figure.shown]
    parts = ["A small group's line moves with every person, so look at its direction, not at one period."]
    if withheld:
        reasons = sorted({reason(figure) for figure in withheld})
        parts.append(f"{len(withheld)} of {len(own)} periods are withheld (hatched): {listed(reasons)}.")
    if any(figure.unchanged for figure in own if figure.shown):
        parts.append(
            f"Where it says 'unchanged members', the figure counts who was in the {SINGULAR[question.dimension]} at the last "
            "release, because too few have joined or left to show the difference."
        )
    return " ".join(parts) + bounds_note(own)
