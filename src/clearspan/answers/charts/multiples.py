"""Small multiples: one panel a group with its line over time, and the whole organisation's behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.frame import INK, QUIET, RULE, Frame
from clearspan.answers.charts.lines import strokes

WIDE_PANEL = 140
"""Pixels from which a panel has room for the years below it."""
PANEL_HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 88, 40, 24, 32, 28
Row = Mapping[str, Any]


@dataclass(frozen=True)
class _Place:
    """Where a panel lies on the sheet, and how days and values become its pixels."""

    left: float
    top: float
    width: float
    first: int
    last: int
    highest: float

    def x(self, day: int) -> float:
        return round(self.left + self.width * (day - self.first) / max(self.last - self.first, 1), 1)

    def y(self, value: float) -> float:
        return round(self.top + PANEL_HEIGHT * (1 - value / self.highest), 1)


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"share", "panels": [{"label", "points"}], "whole": [points]}; points as in lines. All in pixels."""
    columns = 2 if width < 500 else 3
    panels: Sequence[Row] = content["panels"]
    points = [point for panel in panels for point in panel["points"]] + list(content["whole"])
    days = [point["x"] for point in points] or [0]
    ticks = sheet.ticks_to(max((point["at"] or 0 for point in points), default=0), share=content["share"], most=2)
    high = PANEL_HEIGHT + TOP + BOTTOM
    places = [
        _Place(
            width // columns * (at % columns) + LEFT,
            high * (at // columns) + TOP,
            width // columns - LEFT - RIGHT,
            min(days),
            max(days),
            ticks[-1],
        )
        for at in range(len(panels))
    ]
    layers = [
        _grid(places, ticks),
        *_labels(panels, places, ticks, share=content["share"], room=width // columns - 16),
        *_lines([(place, "whole", content["whole"]) for place in places], QUIET, 1),
        *_lines([(place, panel["label"], panel["points"]) for place, panel in zip(places, panels, strict=True)], "var(--d1)", 2),
        _marks(panels, places),
    ]
    rows = -(-len(panels) // columns)
    return sheet.dressed(sheet.panel(Frame(width, rows * high, 0, 0, 0, 0), layers))


def _at(field: str, channel: type[Any]) -> Any:
    return channel(f"{field}:Q", scale=None)


def _grid(places: Sequence[_Place], ticks: Sequence[float]) -> alt.Chart:
    rows = [
        {"x": place.left, "x2": place.left + place.width, "y": place.y(tick), "c": RULE if tick else INK}
        for place in places
        for tick in ticks
    ]
    marks = alt.Chart(sheet.data(rows)).mark_rule(aria=False, strokeWidth=1)
    return marks.encode(x=_at("x", alt.X), x2=alt.X2("x2:Q"), y=_at("y", alt.Y), stroke=alt.Stroke("c:N", scale=None))


def _labels(
    panels: Sequence[Row], places: Sequence[_Place], ticks: Sequence[float], *, share: bool, room: int
) -> list[alt.Chart]:
    names, values, days = [], [], []
    for panel, place in zip(panels, places, strict=True):
        names.append({"x": place.left - LEFT, "y": place.top - 20, "text": panel["label"]})
        values += [{"x": place.left - 8, "y": place.y(tick), "text": sheet.tick_words(tick, share=share)} for tick in ticks]
        ends = ((place.first, 0), (place.last, 1)) if place.last > place.first else ((place.first, 0),)
        for day, end in ends:
            text = sheet.month_words(day) if place.width >= WIDE_PANEL else sheet.month_words(day)[:3]
            days.append({"x": place.x(day) - end * 6 * len(text), "y": place.top + PANEL_HEIGHT + 16, "text": text})
    x, y = _at("x", alt.X), _at("y", alt.Y)
    return [
        sheet.words(names, x, y, fontWeight=600, limit=room),
        sheet.words(values, x, y, align="right", fill=QUIET),
        sheet.words(days, x, y, fill=QUIET),
    ]


def _lines(lines: Sequence[tuple[_Place, str, Sequence[Row]]], colour: str, thick: int) -> list[alt.Chart]:
    rows = []
    for at, (place, name, points) in enumerate(lines):
        for row in strokes([{**point, "name": name} for point in points]):
            spot = {"x": place.x(row["x"]), "y": place.y(row["at"])}
            rows.append({**spot, "run": f"{at}-{row['run']}", "dotted": row["dotted"]})
    layers = []
    for dotted in (False, True):
        own = [row for row in rows if row["dotted"] is dotted]
        dash = {"strokeDash": [1.5, 4], "strokeCap": "round"} if dotted else {}
        marks = alt.Chart(sheet.data(own)).mark_line(aria=False, stroke=colour, strokeWidth=thick, strokeJoin="round", **dash)
        layers += [marks.encode(x=_at("x", alt.X), y=_at("y", alt.Y), detail=alt.Detail("run:N"))] if own else []
    return layers


def _marks(panels: Sequence[Row], places: Sequence[_Place]) -> alt.Chart:
    told = [
        {"x": place.x(point["x"]), "y": place.y(point["at"]), "says": point["says"]}
        for panel, place in zip(panels, places, strict=True)
        for point in panel["points"]
        if point["at"] is not None
    ]
    marks = alt.Chart(sheet.data(told)).mark_circle(size=56, opacity=0, fill="var(--d1)")
    return marks.encode(x=_at("x", alt.X), y=_at("y", alt.Y), description=alt.Description("says:N"))
