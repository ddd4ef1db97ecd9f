"""Effects by weeks since the start, with the band that holds for all of them at once; before the start they should be nothing."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.effects import ticks_around
from clearspan.answers.charts.frame import INK, QUIET, Frame

BLUE = "var(--d1)"


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"axis", "points": [{"x", "v", "low", "high", "says"}]}; x is weeks since the start, figures in points."""
    narrow = width < 500
    plot = Frame(width - 48 - 24, 208 if narrow else 240, 48, 24, 32, 28)
    points = content["points"]
    ticks = ticks_around([point[name] for point in points for name in ("v", "low", "high")], share=False)
    weeks = [point["x"] for point in points]
    x, y = plot.x(min(weeks) - 1, max(weeks) + 1), plot.y(ticks[0], ticks[-1])
    at, up = alt.X("x:Q", scale=x), alt.Y("v:Q", scale=y)
    band = alt.Chart(sheet.data(points)).mark_area(aria=False, opacity=0.18, fill=BLUE)
    line = alt.Chart(sheet.data(points)).mark_line(aria=False, strokeWidth=2, stroke=BLUE)
    dots = alt.Chart(sheet.data(points)).mark_circle(size=64, opacity=1, fill=BLUE)
    start = alt.Chart(sheet.data([{"x": -0.5}])).mark_rule(aria=False, stroke=INK, strokeDash=[2, 3])
    every = weeks[:: 2 if narrow and len(weeks) > 6 else 1]
    named = [{"x": week, "text": f"{week:+d}" if week else "start"} for week in every]
    layers = [
        *sheet.across(plot, ticks, y, share=False),
        sheet.words([{"text": content["axis"]}], alt.XValue(-plot.left), alt.YValue(-20), fill=QUIET),
        sheet.words(named, at, alt.YValue(plot.height + 16), align="center", fill=QUIET),
        band.encode(x=at, y=alt.Y("low:Q", scale=y), y2="high:Q"),
        start.encode(x=at, y=alt.YValue(0), y2=alt.Y2Value(plot.height)),
        line.encode(x=at, y=up),
        dots.encode(x=at, y=up, description=alt.Description("says:N")),
    ]
    return sheet.dressed(sheet.panel(plot, layers))
