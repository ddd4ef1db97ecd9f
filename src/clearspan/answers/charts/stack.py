"""One bar a group, divided into ordered categories that together make all of its people."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.dots import hatched, row_names, rows_frame
from clearspan.answers.charts.frame import QUIET, RULE


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"rows": [{"label", "size", "withheld", "says", "parts": [{"from", "to", "colour", "says"}]}]}."""
    narrow = width < 500
    rows = [{**row, "row": place} for place, row in enumerate(content["rows"])]
    plot = rows_frame(width, len(rows), narrow=narrow, right=72)
    x, y = plot.x(0, 1), plot.rows(len(rows))
    at = alt.Y("row:Q", scale=y)
    parts = [{**part, "row": row["row"]} for row in rows for part in row["parts"]]
    sizes = [{**row, "text": row["size"]} for row in rows]
    bars = alt.Chart(sheet.data(parts)).mark_bar(height=18, stroke="var(--paper)", strokeWidth=1)
    layers = [
        *sheet.down(plot, [0, 0.25, 0.5, 0.75, 1], x, share=True, zero=RULE),
        *row_names(rows, plot, y, narrow=narrow),
        sheet.words(sizes, alt.XValue(plot.width + plot.right), at, align="right", fill=QUIET),
        *hatched([{key: row[key] for key in ("row", "withheld", "says")} for row in rows], plot, at),
        bars.encode(
            x=alt.X("from:Q", scale=x),
            x2=alt.X2("to:Q"),
            y=at,
            fill=alt.Fill("colour:N", scale=None),
            description=alt.Description("says:N"),
        ),
    ]
    return sheet.dressed(sheet.panel(plot, layers))
