"""A bar for each category, from zero: how people are distributed over ordered categories."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.dots import hatched, row_names, rows_frame


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"share", "rows": [{"label", "v", "low", "high", "says", "withheld", "colour", "value"}]}."""
    narrow = width < 500
    rows = [{**row, "row": place} for place, row in enumerate(content["rows"])]
    plot = rows_frame(width, len(rows), narrow=narrow, right=72)
    share = bool(content["share"])
    highest = max((bound for row in rows for bound in (row["v"], row["high"]) if bound is not None), default=0)
    ticks = sheet.ticks_to(highest, share=share)
    x, y = plot.x(0, ticks[-1]), plot.rows(len(rows))
    at = alt.Y("row:Q", scale=y)
    drawn = [{**row, "zero": 0, "to": row["v"] if row["v"] is not None else row["low"]} for row in rows if not row["withheld"]]
    described = alt.Description("says:N")
    bars = alt.Chart(sheet.data(drawn)).mark_bar(height=16)
    texts = [{"row": row["row"], "text": row["value"]} for row in rows]
    layers = [
        *sheet.down(plot, ticks, x, share=share),
        *row_names(rows, plot, y, narrow=narrow),
        sheet.words(texts, alt.XValue(plot.width + plot.right), at, align="right"),
        *hatched(rows, plot, at),
        bars.encode(x=alt.X("zero:Q", scale=x), x2="to:Q", y=at, fill=alt.Fill("colour:N", scale=None), description=described),
    ]
    return sheet.dressed(sheet.panel(plot, layers))
