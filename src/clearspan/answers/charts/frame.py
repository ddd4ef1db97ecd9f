"""What all charts share: the sheet they are drawn on, its colours, and the marks without meaning (grid, labels)."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from clearspan.vocabulary.period import day_of

TEXT = 13
"""Size of all text in pictures, in pixels: the smallest of the page's four sizes."""

INK, QUIET, RULE, ACCENT, HATCH = "var(--ink)", "var(--quiet)", "var(--rule)", "var(--accent)", "url(#hatch)"

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Frame:
    """The plot's size and its margins, in pixels."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    def x(self, low: float, high: float) -> alt.Scale:
        """A scale from values to the plot's width."""
        return alt.Scale(domain=[low, high], range=[0, self.width], nice=False, zero=False)

    def y(self, low: float, high: float) -> alt.Scale:
        """A scale from values to the plot's height, upwards."""
        return alt.Scale(domain=[low, high], range=[self.height, 0], nice=False, zero=False)

    def rows(self, count: int) -> alt.Scale:
        """A scale from row numbers to the plot's height, downwards."""
        return alt.Scale(domain=[-0.5, count - 0.5], range=[0, self.height], nice=False, zero=False)


def data(rows: Sequence[Row]) -> alt.InlineData:
    """The rows as the inline data of a layer, as text: the chart is copied often while it is built."""
    return alt.InlineData(values=json.dumps([dict(row) for row in rows]), format=alt.JsonDataFormat(type="json"))


def sheet(frame: Frame) -> alt.Chart:
    """An invisible sheet that gives the picture its exact size."""
    return (
        alt.Chart(data([{}]))
        .mark_rect(fill="transparent", aria=False)
        .encode(
            x=alt.XValue(-frame.left),
            x2=alt.X2Value(frame.width + frame.right),
            y=alt.YValue(-frame.top),
            y2=alt.Y2Value(frame.height + frame.bottom),
        )
    )


def panel(frame: Frame, layers: Sequence[alt.Chart]) -> alt.LayerChart:
    """The layers on a sheet of the frame's size."""
    return alt.LayerChart(layer=[sheet(frame), *layers], width=frame.width, height=frame.height)


def dressed(chart: Any) -> Any:
    """The chart, changed in place, with nothing of its own: no background, no padding, no axes; text in the page's smallest
    size."""
    chart.config = {
        "background": "transparent",
        "padding": 0,
        "view": {"stroke": None, "fill": None},
        "axis": {"disable": True},
        "text": {"fontSize": TEXT, "fill": INK},
        "concat": {"spacing": 0},
    }
    return chart


def words(rows: Sequence[Row], x: Any, y: Any, **mark: Any) -> alt.Chart:
    """Texts without meaning for assistive technology: the marks they belong to say the same."""
    style = {"fontSize": TEXT, "fill": INK, "baseline": "middle", "align": "left", **mark}
    return alt.Chart(data(rows)).mark_text(aria=False, **style).encode(x=x, y=y, text=alt.Text("text:N"))


def across(frame: Frame, ticks: Sequence[float], y: alt.Scale, *, share: bool) -> list[alt.Chart]:
    """Horizontal grid lines with their labels at the left; zero is drawn stronger."""
    rows = [{"v": tick, "text": tick_words(tick, share=share), "c": INK if tick == 0 else RULE} for tick in ticks]
    grid = alt.Chart(data(rows)).mark_rule(aria=False, strokeWidth=1)
    at = alt.Y("v:Q", scale=y)
    colour = alt.Stroke("c:N", scale=None)
    return [
        grid.encode(x=alt.XValue(0), x2=alt.X2Value(frame.width), y=at, stroke=colour),
        words(rows, alt.XValue(-8), at, align="right", fill=QUIET),
    ]


def down(frame: Frame, ticks: Sequence[float], x: alt.Scale, *, share: bool, zero: str = INK) -> list[alt.Chart]:
    """Vertical grid lines with their labels above; zero is drawn stronger, unless bars stand on it."""
    rows = [{"v": tick, "text": tick_words(tick, share=share), "c": zero if tick == 0 else RULE} for tick in ticks]
    grid = alt.Chart(data(rows)).mark_rule(aria=False, strokeWidth=1)
    at = alt.X("v:Q", scale=x)
    colour = alt.Stroke("c:N", scale=None)
    return [
        grid.encode(x=at, y=alt.YValue(0), y2=alt.Y2Value(frame.height), stroke=colour),
        words(rows, at, alt.YValue(-12), align="center", fill=QUIET),
    ]


def months(frame: Frame, first: int, last: int, x: alt.Scale) -> alt.Chart:
    """Names of months below the plot, as many as fit; the year stands with the first and with each January."""
    starts = [day for day in range(first, last + 1) if day_of(day).day == 1]
    room = max(1, frame.width // 64)
    every = next((step for step in (1, 2, 3, 4, 6, 12) if len(starts) / step <= room), 12)
    rows = []
    for place, day in enumerate(starts[::every]):
        at = day_of(day)
        year = f" {at.year}" if place == 0 or at.month == 1 else ""
        rows.append({"v": day, "text": at.strftime("%b") + year})
    return words(rows, alt.X("v:Q", scale=x), alt.YValue(frame.height + 16), align="center", fill=QUIET)


def month_words(day: int) -> str:
    """The month of a day number with its year: 'Sep 2026'."""
    return day_of(day).strftime("%b %Y")


def tick_words(value: float, *, share: bool) -> str:
    """A tick as people read it."""
    if share:
        return f"{round(value * 100)}%"
    return f"{value:,.0f}" if value == int(value) else f"{value:g}"


def ticks_to(highest: float, *, share: bool, most: int = 5) -> list[float]:
    """Round ticks from zero to at least the highest value; of a share to 100% where it comes near."""
    if highest <= 0:
        highest = 1.0 if not share else 0.1
    steps = (0.05, 0.1, 0.2, 0.25, 0.5) if share else tuple(m * 10.0**e for e in range(-1, 9) for m in (1, 2, 5))
    step = next((step for step in steps if math.ceil(highest / step - 1e-9) <= most), steps[-1])
    count = math.ceil(highest / step - 1e-9)
    return [round(step * place, 6) for place in range(count + 1)]


def apart(wanted: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Positions near the wanted ones that keep at least `least` between neighbours, within bounds where they fit."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    placed: list[float] = []
    for place in order:
        placed.append(max(wanted[place], low if not placed else placed[-1] + least))
    if placed and placed[-1] > high:
        placed[-1] = max(high, low)
        for place in range(len(placed) - 2, -1, -1):
            placed[place] = min(placed[place], placed[place + 1] - least)
    positions = [0.0] * len(wanted)
    for place, position in zip(order, placed, strict=True):
        positions[place] = position
    return positions
