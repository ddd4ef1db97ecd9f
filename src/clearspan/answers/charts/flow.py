"""The time ledger as a flow: what was saved, what is taken off it step by step, and what becomes of what is left."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.dots import row_names, rows_frame
from clearspan.answers.charts.effects import ticks_around
from clearspan.answers.charts.frame import QUIET


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"rows": [{"label", "from", "to", "amount", "says", "colour"}]}: minutes; each bar begins where the one
    before it ended."""
    narrow = width < 500
    rows = [{**row, "row": place} for place, row in enumerate(content["rows"])]
    plot = rows_frame(width, len(rows), narrow=narrow, right=72)
    ticks = ticks_around([row[name] for row in rows for name in ("from", "to")], share=False)
    x, y = plot.x(ticks[0], ticks[-1]), plot.rows(len(rows))
    at = alt.Y("row:Q", scale=y)
    bars = alt.Chart(sheet.data(rows)).mark_bar(height=16, cornerRadius=2)
    joins = [{"v": first["to"], "row": first["row"], "row2": first["row"] + 1} for first in rows[:-1]]
    links = alt.Chart(sheet.data(joins)).mark_rule(aria=False, stroke=QUIET, strokeWidth=1)
    amounts = [{"row": row["row"], "text": row["amount"]} for row in rows]
    layers = [
        *sheet.down(plot, ticks, x, share=False),
        *row_names(rows, plot, y, narrow=narrow),
        links.encode(x=alt.X("v:Q", scale=x), y=at, y2=alt.Y2("row2:Q")),
        bars.encode(
            x=alt.X("from:Q", scale=x),
            x2="to:Q",
            y=at,
            fill=alt.Fill("colour:N", scale=None),
            description=alt.Description("says:N"),
        ),
        sheet.words(amounts, alt.XValue(plot.width + plot.right), at, align="right", fill=QUIET),
    ]
    return sheet.dressed(sheet.panel(plot, layers))
