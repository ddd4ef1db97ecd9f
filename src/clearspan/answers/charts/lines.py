"""Lines over time: one series a line with its name at its end, bounds dotted, withheld periods hatched, breaks marked."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.frame import HATCH, QUIET, Frame

DAYS_A_WEEK = 7


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"share", "axis", "series": [{"name", "colour", "strong", "points"}], "breaks", "withheld"}.

    A point is {"x", "at", "bounded", "says"}; a break {"x", "says"}; a withheld span {"x", "x2", "says"}. x is a day.
    """
    narrow = width < 500
    plot = Frame(width - 48 - (112 if narrow else 152), 208 if narrow else 256, 48, 112 if narrow else 152, 32, 28)
    share = bool(content["share"])
    series: Sequence[Mapping[str, Any]] = content["series"]
    points = [{**point, "name": each["name"], "c": each["colour"]} for each in series for point in each["points"]]
    days = [point["x"] for point in points] or [0, DAYS_A_WEEK]
    ticks = sheet.ticks_to(_highest(points), share=share)
    x, y = plot.x(min(days), max(*days, min(days) + DAYS_A_WEEK)), plot.y(0, ticks[-1])
    layers = [
        *sheet.across(plot, ticks, y, share=share),
        sheet.months(plot, min(days), max(days), x),
        sheet.words([{"text": content["axis"]}], alt.XValue(-plot.left), alt.YValue(-20), fill=QUIET),
        *_spans(content.get("withheld", ()), x, plot),
        *_breaks(content.get("breaks", ()), x, plot),
        *curves(points, x, y, {each["name"]: 2.5 if each.get("strong") else 1.5 for each in series}),
        *_names(series, plot, ticks[-1], narrow=narrow),
    ]
    return sheet.dressed(sheet.panel(plot, layers))


def curves(points: Sequence[Mapping[str, Any]], x: alt.Scale, y: alt.Scale, widths: Mapping[str, float]) -> list[alt.Chart]:
    """The lines themselves, dotted between bounds, and for each point a mark that says what it tells."""
    at, up = alt.X("x:Q", scale=x), alt.Y("at:Q", scale=y)
    colour = alt.Stroke("c:N", scale=None)
    layers = []
    for name, thick in widths.items():
        own = strokes([point for point in points if point["name"] == name])
        for dotted in (False, True):
            rows = [row for row in own if row["dotted"] is dotted]
            dash = {"strokeDash": [1.5, 4], "strokeCap": "round"} if dotted else {}
            line = alt.Chart(sheet.data(rows)).mark_line(aria=False, strokeWidth=thick, strokeJoin="round", **dash)
            layers += [line.encode(x=at, y=up, stroke=colour, detail=alt.Detail("run:N"))] if rows else []
    told = [point for point in points if point["at"] is not None]
    fill, described = alt.Fill("c:N", scale=None), alt.Description("says:N")
    marks = alt.Chart(sheet.data(told)).mark_circle(size=72, opacity=0)
    layers.append(marks.encode(x=at, y=up, fill=fill, description=described))
    lone = [point for point in alone(points)]
    if lone:
        layers.append(alt.Chart(sheet.data(lone)).mark_circle(size=16, opacity=1, aria=False).encode(x=at, y=up, fill=fill))
    return layers


def strokes(points: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The points of one line as runs to draw: solid between figures, dotted next to a bound, none across a withheld one."""
    rows: list[dict[str, Any]] = []
    run, style = 0, None
    for first, second in pairwise(points):
        if first["at"] is None or second["at"] is None:
            style = None
            continue
        dotted = bool(first["bounded"] or second["bounded"])
        if dotted is not style:
            run, style = run + 1, dotted
            rows.append({**first, "run": run, "dotted": dotted})
        rows.append({**second, "run": run, "dotted": dotted})
    return rows


def alone(points: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Points whose neighbours are withheld, so that no line shows them."""
    told = [None, *points, None]
    return [
        here
        for before, here, after in zip(told, told[1:], told[2:], strict=False)
        if here is not None and here["at"] is not None and not _joined(before, here) and not _joined(here, after)
    ]


def _joined(first: Mapping[str, Any] | None, second: Mapping[str, Any] | None) -> bool:
    return (
        first is not None and second is not None and first["name"] == second["name"] and None not in (first["at"], second["at"])
    )


def _highest(points: Sequence[Mapping[str, Any]]) -> float:
    return max((point["at"] for point in points if point["at"] is not None), default=0)


def _spans(spans: Sequence[Mapping[str, Any]], x: alt.Scale, plot: Frame) -> list[alt.Chart]:
    marks = alt.Chart(sheet.data(spans)).mark_rect(fill=HATCH)
    where = alt.X("x:Q", scale=x)
    description = alt.Description("says:N")
    return (
        [marks.encode(x=where, x2=alt.X2("x2:Q"), y=alt.YValue(0), y2=alt.Y2Value(plot.height), description=description)]
        if spans
        else []
    )


def _breaks(breaks: Sequence[Mapping[str, Any]], x: alt.Scale, plot: Frame) -> list[alt.Chart]:
    marks = alt.Chart(sheet.data(breaks)).mark_rule(stroke=QUIET, strokeWidth=1, strokeDash=[3, 3])
    where, description = alt.X("x:Q", scale=x), alt.Description("says:N")
    return [marks.encode(x=where, y=alt.YValue(0), y2=alt.Y2Value(plot.height), description=description)] if breaks else []


def _names(series: Sequence[Mapping[str, Any]], plot: Frame, highest: float, *, narrow: bool) -> list[alt.Chart]:
    ends = []
    for each in series:
        told = [point["at"] for point in each["points"] if point["at"] is not None]
        if told:
            ends.append((each, plot.height * (1 - told[-1] / highest)))
    places = sheet.apart([place for _, place in ends], 18 if not narrow else 34, 4, plot.height - 4)
    layers = []
    for (each, _), place in zip(ends, places, strict=True):
        text = _wrapped(each["name"], 14) if narrow else each["name"]
        middle = place - 8 if isinstance(text, list) else place
        layers.append(
            sheet.words(
                [{"text": text}],
                alt.XValue(plot.width + 10),
                alt.YValue(middle),
                fill=each.get("ink", each["colour"]),
                fontWeight=600 if each.get("strong") else 400,
                limit=plot.right - 12,
                lineHeight=16,
            )
        )
    return layers


def _wrapped(name: str, room: int) -> str | list[str]:
    if len(name) <= room or " " not in name:
        return name
    cuts = [place for place, letter in enumerate(name) if letter == " "]
    cut = min(cuts, key=lambda place: abs(place - len(name) / 2))
    return [name[:cut], name[cut + 1 :]]
