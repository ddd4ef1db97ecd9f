"""How often draws fell where: bars on one scale, those below nothing in another colour, and the line at nothing."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.effects import ticks_around
from clearspan.answers.charts.frame import INK, QUIET, Frame


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"axis", "bars": [{"from", "to", "share", "says"}], "middle": {"v", "text"}}; values are shares (1 is
    100%)."""
    narrow = width < 500
    plot = Frame(width - 24 - 24, 176 if narrow else 208, 24, 24, 32, 28)
    bars = content["bars"]
    ticks = ticks_around([bar[name] * 100 for bar in bars for name in ("from", "to")], share=False)
    x = plot.x(min(0.0, *(bar["from"] for bar in bars)), max(0.0, *(bar["to"] for bar in bars)))
    y = plot.y(0, max(bar["share"] for bar in bars) * 1.1)
    rows = [{**bar, "colour": "var(--accent)" if bar["to"] <= 0 else "var(--d1)"} for bar in bars]
    inside = [tick for tick in ticks if x.domain[0] <= tick / 100 <= x.domain[1]]  # type: ignore[index]
    named = [{"v": tick / 100, "text": f"{tick:+.0f}%" if tick else "0%"} for tick in inside]
    marks = alt.Chart(sheet.data(rows)).mark_bar(stroke="var(--paper)", strokeWidth=1)
    rule = alt.Chart(sheet.data([{"v": 0.0}])).mark_rule(aria=False, stroke=INK, strokeWidth=1)
    at = alt.X("v:Q", scale=x)
    layers = [
        sheet.words([{"text": content["axis"]}], alt.XValue(-plot.left), alt.YValue(-20), fill=QUIET),
        sheet.words(named, at, alt.YValue(plot.height + 16), align="center", fill=QUIET),
        marks.encode(
            x=alt.X("from:Q", scale=x), x2="to:Q", y=alt.Y("share:Q", scale=y), y2=alt.Y2Value(plot.height),
            fill=alt.Fill("colour:N", scale=None), description=alt.Description("says:N"),
        ),
        rule.encode(x=at, y=alt.YValue(0), y2=alt.Y2Value(plot.height)),
    ]  # fmt: skip
    return sheet.dressed(sheet.panel(plot, layers))
