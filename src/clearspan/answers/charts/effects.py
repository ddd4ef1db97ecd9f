"""A row for each effect on one scale through zero: the interval as a bar, the effect as a dot, what stands beside it hollow."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.dots import hatched, row_names, rows_frame
from clearspan.answers.charts.frame import INK, QUIET, Frame


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"share", "rows": [{"label", "v", "low", "high", "hollow", "says", "hollow_says", "withheld", "colour"}],
    "line"}.

    `line` is {"v", "text"} or None: what the figures are held against. A row without figures is hatched and says why.
    """
    narrow = width < 500
    rows = [{**row, "row": place} for place, row in enumerate(content["rows"])]
    plot = rows_frame(width, len(rows), narrow=narrow, right=16, labelled=content.get("line") is not None)
    ticks = ticks_around(_figures(rows, content.get("line")), share=bool(content["share"]))
    x, y = plot.x(ticks[0], ticks[-1]), plot.rows(len(rows))
    at = alt.Y("row:Q", scale=y)
    layers = [
        *sheet.down(plot, ticks, x, share=bool(content["share"])),
        *row_names(rows, plot, y, narrow=narrow),
        *_line(content.get("line"), plot, x),
        *hatched([{key: row[key] for key in ("row", "withheld", "says")} for row in rows], plot, at),
        *_marks([row for row in rows if not row["withheld"]], x, at),
    ]
    return sheet.dressed(sheet.panel(plot, layers))


def ticks_around(figures: Sequence[float], *, share: bool) -> list[float]:
    """Round ticks that hold all figures and zero, five to seven of them."""
    low, high = min(0.0, *figures, 0.0), max(0.0, *figures, 0.0)
    plain = tuple(m * 10.0**e for e in range(-1, 6) for m in (1, 2, 5))
    steps = (0.05, 0.1, 0.2, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0) if share else plain
    step = next((each for each in steps if (high - low) / each <= 6), steps[-1])
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * place, 6) for place in range(first, max(last, first + 1) + 1)]


def _figures(rows: Sequence[Mapping[str, Any]], line: Mapping[str, Any] | None) -> list[float]:
    found = [row[name] for row in rows for name in ("v", "low", "high", "hollow") if row[name] is not None]
    return [*found, *([line["v"]] if line else []), 0.0]


def _line(line: Mapping[str, Any] | None, plot: Frame, x: alt.Scale) -> list[alt.Chart]:
    if line is None:
        return []
    mark = alt.Chart(sheet.data([line])).mark_rule(stroke=INK, strokeWidth=1, strokeDash=[2, 3], aria=False)
    at = alt.X("v:Q", scale=x)
    return [
        mark.encode(x=at, y=alt.YValue(-4), y2=alt.Y2Value(plot.height + 4)),
        sheet.words([line], at, alt.YValue(plot.height + 14), align="center", fill=QUIET),
    ]


def _marks(rows: Sequence[Mapping[str, Any]], x: alt.Scale, at: alt.Y) -> list[alt.Chart]:
    described, colour = alt.Description("says:N"), alt.Color("colour:N", scale=None)
    bounded = [row for row in rows if row["low"] is not None and row["high"] is not None]
    single = [row for row in rows if row["v"] is not None]
    beside = [{**row, "says": row["hollow_says"]} for row in rows if row["hollow"] is not None]
    layers = []
    if bounded:
        bars = alt.Chart(sheet.data(bounded)).mark_bar(height=6, cornerRadius=3, opacity=0.55)
        layers.append(bars.encode(x=alt.X("low:Q", scale=x), x2="high:Q", y=at, color=colour, description=described))
    if single:
        dots = alt.Chart(sheet.data(single)).mark_circle(size=96, opacity=1)
        layers.append(dots.encode(x=alt.X("v:Q", scale=x), y=at, color=colour, description=described))
    if beside:
        rings = alt.Chart(sheet.data(beside)).mark_point(size=80, strokeWidth=2, fill="var(--paper)", stroke=QUIET, opacity=1)
        layers.append(rings.encode(x=alt.X("hollow:Q", scale=x), y=at, description=described))
    return layers
