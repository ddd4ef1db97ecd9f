"""Places of things in several groups, first at the top: a line for each thing, which crosses others where groups differ."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.frame import QUIET, RULE, Frame

LANE = 34
"""Pixels from one place to the next."""
NAMES, NARROW_NAMES = 268, 150
"""Pixels for the names of things at the right."""
NARROWEST = 300
"""Pixels below which names of three groups do not fit beside each other."""
WRAPPED_FROM = 20
"""Characters from which a name is set in two lines on a phone."""


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"groups": [words], "lines": [{"label", "places", "colour", "strong", "says": [words]}], "top"}.

    `places` are by group; things that share a place stand side by side around it. Above the thin line are the first `top`.
    """
    narrow = width < 500
    right = NARROW_NAMES if narrow else NAMES
    lines, groups = content["lines"], content["groups"]
    plot = Frame(width - right - 40, LANE * (len(lines) - 1), 40, right, 52 if narrow else 36, 16)
    drawn = _spread(lines, len(groups))
    x, y = plot.x(0, max(len(groups) - 1, 1)), alt.Scale(domain=[1, len(lines)], range=[0, plot.height], nice=False, zero=False)
    layers = [*_lanes(plot, groups, content["top"], x, y, len(lines))]
    for line, places in zip(lines, drawn, strict=True):
        layers += _line(line, places, x, y)
    layers += _names(lines, drawn, plot, y, narrow=narrow)
    return sheet.dressed(sheet.panel(plot, layers))


def _spread(lines: Sequence[Mapping[str, Any]], groups: int) -> list[list[float]]:
    """Where each line stands in each group: those that share a place fill the places around it, in the order of the others."""
    spread = [[0.0] * groups for _ in lines]
    for group in range(groups):
        shared: dict[float, list[int]] = {}
        for number, line in enumerate(lines):
            shared.setdefault(line["places"][group], []).append(number)
        for place, numbers in shared.items():
            ordered = sorted(numbers, key=lambda number: (sum(lines[number]["places"]), number))
            for step, number in enumerate(ordered):
                spread[number][group] = place - (len(ordered) - 1) / 2 + step
    return spread


def _lanes(plot: Frame, groups: Sequence[str], top: int, x: alt.Scale, y: alt.Scale, count: int) -> list[alt.Chart]:
    """A faint upright for each group with its name above, places at the left, and the line below the first ones."""
    uprights = [{"v": at, "text": name} for at, name in enumerate(groups)]
    rule = alt.Chart(sheet.data(uprights)).mark_rule(aria=False, stroke=RULE, strokeWidth=1)
    at = alt.X("v:Q", scale=x)
    places = [{"p": place, "text": str(place)} for place in range(1, count + 1)]
    below = alt.Chart(sheet.data([{"p": top + 0.5}])).mark_rule(aria=False, stroke=QUIET, strokeWidth=1, strokeDash=[2, 3])
    return [
        rule.encode(x=at, y=alt.YValue(-8), y2=alt.Y2Value(plot.height + 8)),
        below.encode(x=alt.XValue(-16), x2=alt.X2Value(plot.width + 8), y=alt.Y("p:Q", scale=y)),
        *_heads(uprights, at, lifted=plot.width < NARROWEST),
        sheet.words(places, alt.XValue(-32), alt.Y("p:Q", scale=y), fill=QUIET),
    ]


def _heads(uprights: Sequence[Mapping[str, Any]], at: alt.X, *, lifted: bool) -> list[alt.Chart]:
    """The groups' names: the first begins at its upright, the last ends at it, so that none leaves the picture; every second
    one is lifted above its neighbours where they are near."""
    last = len(uprights) - 1
    align = ["left" if place == 0 else "right" if place == last else "center" for place in range(len(uprights))]
    return [
        sheet.words([head], at, alt.YValue(-40 if lifted and place % 2 else -22), align=side, fontWeight=600)
        for place, (head, side) in enumerate(zip(uprights, align, strict=True))
    ]


def _line(line: Mapping[str, Any], places: Sequence[float], x: alt.Scale, y: alt.Scale) -> list[alt.Chart]:
    rows = [{"v": at, "p": place, "says": says} for at, (place, says) in enumerate(zip(places, line["says"], strict=True))]
    thick = 3.5 if line["strong"] else 2
    across, down = alt.X("v:Q", scale=x), alt.Y("p:Q", scale=y)
    curve = alt.Chart(sheet.data(rows)).mark_line(
        aria=False, strokeWidth=thick, stroke=line["colour"], interpolate="monotone", strokeCap="round"
    )
    dots = alt.Chart(sheet.data(rows)).mark_circle(size=110 if line["strong"] else 64, opacity=1, fill=line["colour"])
    return [curve.encode(x=across, y=down), dots.encode(x=across, y=down, description=alt.Description("says:N"))]


def _names(
    lines: Sequence[Mapping[str, Any]], drawn: Sequence[Sequence[float]], plot: Frame, y: alt.Scale, *, narrow: bool
) -> list[alt.Chart]:
    layers = []
    for line, places in zip(lines, drawn, strict=True):
        text = _wrapped(line["label"]) if narrow else line["label"]
        lift = -8 if isinstance(text, list) else 0
        place = alt.Y("p:Q", scale=y)
        layers.append(
            sheet.words(
                [{"p": places[-1], "text": text}],
                alt.XValue(plot.width + 14),
                place,
                dy=lift,
                lineHeight=15,
                limit=plot.right - 14,
                fill=line["colour"] if line["strong"] else sheet.INK,
                fontWeight=600 if line["strong"] else 400,
            )
        )
    return layers


def _wrapped(name: str) -> str | list[str]:
    """A long name in two lines of about the same length."""
    if len(name) < WRAPPED_FROM:
        return name
    cuts = [place for place, letter in enumerate(name) if letter == " "] or [0]
    cut = min(cuts, key=lambda place: abs(place - len(name) / 2))
    return [name[:cut], name[cut:].strip()]
