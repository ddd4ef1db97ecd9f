"""A dot for each group on one scale from zero, with bounds as lines, the whole as a thin line, and n at the right."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.frame import HATCH, INK, QUIET, Frame


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"share", "rows": [{"label", "v", "low", "high", "size", "says", "withheld", "colour"}], "whole"}.

    `whole` is {"v", "says"} or None. A row with `withheld` is hatched across and says why.
    """
    narrow = width < 500
    rows = [{**row, "row": place} for place, row in enumerate(content["rows"])]
    plot = rows_frame(width, len(rows), narrow=narrow, right=72, labelled=content.get("whole") is not None)
    share = bool(content["share"])
    highest = max((bound for row in rows for bound in (row["v"], row["high"]) if bound is not None), default=0)
    ticks = sheet.ticks_to(highest, share=share)
    x, y = plot.x(0, ticks[-1]), plot.rows(len(rows))
    at = alt.Y("row:Q", scale=y)
    sizes = [{**row, "text": row["size"]} for row in rows]
    layers = [
        *sheet.down(plot, ticks, x, share=share),
        *row_names(rows, plot, y, narrow=narrow),
        sheet.words(sizes, alt.XValue(plot.width + plot.right), at, align="right", fill=QUIET),
        *_whole(content.get("whole"), plot, x),
        *hatched(rows, plot, at),
        *marks(rows, x, at),
    ]
    return sheet.dressed(sheet.panel(plot, layers))


def rows_frame(width: int, count: int, *, narrow: bool, right: int, labelled: bool = False) -> Frame:
    """The frame of a chart with one row a group: names at the left, or on a phone above each row; `labelled` below."""
    left = 0 if narrow else 208
    return Frame(width - left - right - 8, count * (48 if narrow else 26), left + 8, right, 28, 24 if labelled else 4)


def row_names(rows: Sequence[Mapping[str, Any]], plot: Frame, y: alt.Scale, *, narrow: bool) -> list[alt.Chart]:
    """The groups' names beside their rows, or on a phone above them."""
    named = [{"row": row["row"] - (0.36 if narrow else 0), "text": row["label"]} for row in rows]
    at = alt.Y("row:Q", scale=y)
    if narrow:
        return [sheet.words(named, alt.XValue(0), at, fill=INK, limit=plot.width + plot.right)]
    return [sheet.words(named, alt.XValue(-plot.left), at, fill=INK, limit=plot.left - 16)]


def hatched(rows: Sequence[Mapping[str, Any]], plot: Frame, at: alt.Y, height: int = 14) -> list[alt.Chart]:
    """Rows that are withheld, hatched across the plot; each mark says why."""
    withheld = [row for row in rows if row["withheld"]]
    bars = alt.Chart(sheet.data(withheld)).mark_bar(fill=HATCH, height=height)
    described = alt.Description("says:N")
    return [bars.encode(x=alt.XValue(0), x2=alt.X2Value(plot.width), y=at, description=described)] if withheld else []


def _whole(whole: Mapping[str, Any] | None, plot: Frame, x: alt.Scale) -> list[alt.Chart]:
    if whole is None:
        return []
    line = alt.Chart(sheet.data([whole])).mark_rule(stroke=INK, strokeWidth=1, strokeDash=[2, 3])
    at = alt.X("v:Q", scale=x)
    described = alt.Description("says:N")
    name = [{"v": whole["v"], "text": "everyone"}]
    return [
        line.encode(x=at, y=alt.YValue(-4), y2=alt.Y2Value(plot.height + 4), description=described),
        sheet.words(name, at, alt.YValue(plot.height + 14), align="center", fill=QUIET),
    ]


def marks(rows: Sequence[Mapping[str, Any]], x: alt.Scale, at: alt.Y) -> list[alt.Chart]:
    """The dots, and bars between bounds; each says what it tells."""
    described = alt.Description("says:N")
    colour = alt.Color("colour:N", scale=None)
    bounded = [row for row in rows if not row["withheld"] and row["low"] is not None and row["high"] is not None]
    single = [row for row in rows if not row["withheld"] and row["v"] is not None]
    layers = []
    if bounded:
        bars = alt.Chart(sheet.data(bounded)).mark_bar(height=6, cornerRadius=3, opacity=0.75)
        low = alt.X("low:Q", scale=x)
        layers.append(bars.encode(x=low, x2="high:Q", y=at, color=colour, description=described))
    if single:
        dots = alt.Chart(sheet.data(single)).mark_circle(size=96, opacity=1)
        layers.append(dots.encode(x=alt.X("v:Q", scale=x), y=at, color=colour, description=described))
    return layers
