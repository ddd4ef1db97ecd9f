"""Lines over time: one series a line with its name at its end, bounds as bars, withheld periods hatched, breaks marked."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.frame import HATCH, QUIET, Frame

DAYS_A_WEEK = 7


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"share", "axis", "series": [{"name", "colour", "strong", "points"}], "breaks", "withheld"}.

    A point is {"x", "v", "low", "high", "says"}; a break {"x", "says"}; a withheld span {"x", "x2", "says"}. x is a day.
    """
    narrow = width < 500
    plot = Frame(width - 48 - (112 if narrow else 152), 208 if narrow else 256, 48, 112 if narrow else 152, 32, 28)
    share = bool(content["share"])
    series: Sequence[Mapping[str, Any]] = content["series"]
    points = [{**point, "name": each["name"], "c": each["colour"]} for each in series for point in each["points"]]
    days = [point["x"] for point in points] or [0, DAYS_A_WEEK]
    ticks = sheet.ticks_to(_highest(points), share=share)
    x, y = plot.x(min(days), max(max(days), min(days) + DAYS_A_WEEK)), plot.y(0, ticks[-1])
    layers = [
        *sheet.across(plot, ticks, y, share=share),
        sheet.months(plot, min(days), max(days), x),
        sheet.words([{"text": content["axis"]}], alt.value(-plot.left), alt.value(-20), fill=QUIET),
        *_spans(content.get("withheld", ()), x, plot),
        *_breaks(content.get("breaks", ()), x, plot),
        *curves(points, x, y, {each["name"]: 2.5 if each.get("strong") else 1.5 for each in series}),
        *_names(series, plot, ticks[-1], narrow=narrow),
    ]
    return sheet.dressed(sheet.panel(plot, layers))


def curves(points: Sequence[Mapping[str, Any]], x: alt.Scale, y: alt.Scale, widths: Mapping[str, float]) -> list[alt.Chart]:
    """The lines themselves, the bounds of coded points, and for each point a mark that says what it tells."""
    at = alt.X("x:Q", scale=x)
    colour = alt.Stroke("c:N", scale=None)
    layers = []
    for name, thick in widths.items():
        own = sheet.data([point for point in points if point["name"] == name])
        line = alt.Chart(own).mark_line(aria=False, strokeWidth=thick, strokeJoin="round", invalid="break-paths-show-domains")
        layers.append(line.encode(x=at, y=alt.Y("v:Q", scale=y), stroke=colour))
    bounded = [point for point in points if point.get("low") is not None and point.get("high") is not None]
    bars = alt.Chart(sheet.data(bounded)).mark_rule(aria=False, strokeWidth=5, strokeOpacity=0.45)
    layers.append(bars.encode(x=at, y=alt.Y("low:Q", scale=y), y2="high:Q", stroke=colour))
    told = [{**point, "at": _middle(point)} for point in points if _middle(point) is not None]
    marks = alt.Chart(sheet.data(told)).mark_circle(size=72, opacity=0)
    layers.append(
        marks.encode(x=at, y=alt.Y("at:Q", scale=y), fill=alt.Fill("c:N", scale=None), description=alt.Description("says:N"))
    )
    return layers


def _middle(point: Mapping[str, Any]) -> float | None:
    if point.get("v") is not None:
        return point["v"]
    bounds = [bound for bound in (point.get("low"), point.get("high")) if bound is not None]
    return sum(bounds) / len(bounds) if bounds else None


def _highest(points: Sequence[Mapping[str, Any]]) -> float:
    return max((bound for point in points for bound in (point.get("v"), point.get("high")) if bound is not None), default=0)


def _spans(spans: Sequence[Mapping[str, Any]], x: alt.Scale, plot: Frame) -> list[alt.Chart]:
    marks = alt.Chart(sheet.data(spans)).mark_rect(fill=HATCH)
    where = alt.X("x:Q", scale=x)
    description = alt.Description("says:N")
    return [marks.encode(x=where, x2="x2:Q", y=alt.value(0), y2=alt.value(plot.height), description=description)] if spans else []


def _breaks(breaks: Sequence[Mapping[str, Any]], x: alt.Scale, plot: Frame) -> list[alt.Chart]:
    marks = alt.Chart(sheet.data(breaks)).mark_rule(stroke=QUIET, strokeWidth=1, strokeDash=[3, 3])
    where, description = alt.X("x:Q", scale=x), alt.Description("says:N")
    return [marks.encode(x=where, y=alt.value(0), y2=alt.value(plot.height), description=description)] if breaks else []


def _names(series: Sequence[Mapping[str, Any]], plot: Frame, highest: float, *, narrow: bool) -> list[alt.Chart]:
    ends = []
    for each in series:
        told = [value for value in map(_middle, each["points"]) if value is not None]
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
                alt.value(plot.width + 10),
                alt.value(middle),
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
