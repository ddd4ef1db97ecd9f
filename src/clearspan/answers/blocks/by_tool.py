"""Which tools reach people: the active share by tool over time, with the days on which a vendor's figure changed its meaning."""

from collections.abc import Mapping, Sequence
from datetime import date

from clearspan.answers.block import Block, Step, cannot_tell
from clearspan.answers.blocks.reach import BACK, history
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.picture import Picture
from clearspan.answers.question import Question
from clearspan.answers.rows import COLOURS, bounds_note, by_period, point, spans
from clearspan.answers.words import day_words, listed, period_words, span_words, tool_words, value_words
from clearspan.vocabulary.period import PeriodKind, day_number
from clearspan.vocabulary.tool import ANY_TOOL

HEADING = "Which tools reach people"
GROWTH = 0.03
"""A tool is said to have gained or lost where its share moved by three points or more."""


def by_tool(evidence: Evidence, question: Question) -> Block:
    """The share of people active in each tool; the five most used, the others in no picture."""
    card = evidence.cards["active_share"]
    tools = [tool for tool in evidence.released.tools("active_share") if tool != ANY_TOOL]
    found = {tool: history(evidence, "active_share", question, tool=tool) for tool in tools}
    found = {tool: figures for tool, figures in found.items() if any(figure.shown for figure in figures)}
    if not found:
        return cannot_tell(
            "tools",
            HEADING,
            "no tool's use by the whole organisation is released for this period",
            "Each tool needs an export of its own; some report whole months only.",
            Step("See what has arrived", "/health"),
        )
    most = sorted(found, key=lambda tool: -(found[tool][-1].middle or 0))[: len(COLOURS)]
    drawn = {tool: found[tool] for tool in sorted(most)}
    series = [
        {"name": tool_words(tool), "colour": colour, "points": [point(tool_words(tool), card, figure) for figure in figures]}
        for (tool, figures), colour in zip(drawn.items(), COLOURS, strict=False)
    ]
    breaks = _breaks(evidence, drawn)
    content = {"share": True, "axis": "Share of people", "series": series, "breaks": breaks, "withheld": _spans(drawn)}
    return Block(
        name="tools",
        heading=HEADING,
        claim=_claim(found, question.period.kind, evidence),
        caution=_caution(breaks) + bounds_note([figure for figures in drawn.values() for figure in figures]),
        step=Step("Read what each source counts as use", "/about-our-data#sources"),
        picture=Picture("lines", f"Share of people active in each tool, up to {period_words(question.period)}.", content),
        table=by_period("Share of people active", {tool_words(tool): (card, figures) for tool, figures in drawn.items()}),
        figures=tuple(figure for figures in drawn.values() for figure in figures),
    )


def _spans(drawn: Mapping[str, Sequence[Figure]]) -> list[dict[str, object]]:
    first = next(iter(drawn.values()))
    return spans(first) if len(drawn) == 1 else []


def _breaks(evidence: Evidence, drawn: Mapping[str, Sequence[Figure]]) -> list[dict[str, object]]:
    days = [figure.period.start for figures in drawn.values() for figure in figures]
    marks = {
        (day, brk.what, tool_words(tool))
        for source in evidence.sources.values()
        for brk in source.breaks
        for tool in source.tools
        if tool in drawn and min(days) <= (day := day_number(date.fromisoformat(brk.day))) <= max(days)
    }
    return [{"x": day, "says": f"{tool}, from {day_words(day)}: {what}"} for day, what, tool in sorted(marks)]


def _caution(breaks: Sequence[Mapping[str, object]]) -> str:
    first = "Each vendor counts use in its own way, so compare a tool with itself rather than with another."
    return f"{first} Thin dashed lines mark days on which a vendor's figure changed its meaning." if breaks else first


def _claim(found: Mapping[str, Sequence[Figure]], kind: PeriodKind, evidence: Evidence) -> str:
    card = evidence.cards["active_share"]
    last = {tool: figures[-1] for tool, figures in found.items() if figures[-1].shown}
    if not last:
        return "Tools are told for earlier periods, but not for this one."
    most = max(last, key=lambda tool: last[tool].middle or 0)
    claim = f"{tool_words(most)} reaches most: {value_words(card, last[most])} of people"
    back = BACK[kind]
    moved = {
        tool: (figures[-1].value or 0) - (figures[-1 - back].value or 0)
        for tool, figures in found.items()
        if len(figures) > back and figures[-1].value is not None and figures[-1 - back].value is not None
    }
    gained = [tool for tool, change in moved.items() if change >= GROWTH]
    if not moved or (not gained and max(moved.values()) < GROWTH):
        return f"{claim}." if not moved else f"{claim}; no tool gained in {span_words(back, kind)}."
    if len(gained) == len(moved) > 1:
        fastest = max(moved, key=lambda tool: moved[tool])
        return f"{claim}; every tool gained in {span_words(back, kind)}, {tool_words(fastest)} most."
    return f"{claim}; {listed([tool_words(tool) for tool in gained])} gained in {span_words(back, kind)}."
