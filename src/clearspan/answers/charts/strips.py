"""A row for each question on one scale: everyone as a dot with its interval, and the groups around it as small rings."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.dots import hatched, marks, row_names, rows_frame
from clearspan.answers.charts.frame import QUIET, RULE

STEPS = 4
"""Steps between grid lines from the least to the most."""


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"most", "rows": [{"label", "v", "low", "high", "size", "says", "withheld", "colour", "groups"}]}.

    The scale goes from 0 to `most`; `groups` are [{"v", "says"}].
    """
    narrow = width < 500
    rows = [{**row, "row": place} for place, row in enumerate(content["rows"])]
    plot = rows_frame(width, len(rows), narrow=narrow, right=72)
    ticks = [content["most"] * step / STEPS for step in range(STEPS + 1)]
    x, y = plot.x(0, content["most"]), plot.rows(len(rows))
    at = alt.Y("row:Q", scale=y)
    lanes = alt.Chart(sheet.data(rows)).mark_rule(aria=False, stroke=RULE, strokeWidth=1)
    rings = [{**group, "row": row["row"]} for row in rows for group in row["groups"]]
    sizes = [{**row, "text": row["size"]} for row in rows]
    bare = [{name: value for name, value in row.items() if name != "groups"} for row in rows]
    layers = [
        *sheet.down(plot, ticks, x, share=False),
        lanes.encode(x=alt.XValue(0), x2=alt.X2Value(plot.width), y=at),
        *row_names(bare, plot, y, narrow=narrow),
        sheet.words(sizes, alt.XValue(plot.width + plot.right), at, align="right", fill=QUIET),
        *hatched(bare, plot, at),
        *_rings(rings, x, at),
        *marks(bare, x, at),
    ]
    return sheet.dressed(sheet.panel(plot, layers))


def _rings(rings: list[dict[str, Any]], x: alt.Scale, at: alt.Y) -> list[alt.Chart]:
    if not rings:
        return []
    drawn = alt.Chart(sheet.data(rings)).mark_point(size=56, fill="var(--paper)", stroke=QUIET, strokeWidth=1.5, opacity=0.9)
    return [drawn.encode(x=alt.X("v:Q", scale=x), y=at, description=alt.Description("says:N"))]
