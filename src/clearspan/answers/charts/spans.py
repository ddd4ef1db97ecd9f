"""A row of spans of days for each source on one line of time: full where stored, hatched where missing."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.dots import row_names
from clearspan.answers.charts.frame import HATCH, Frame

HEIGHT = 10
"""Pixels of a bar."""
EDGE = 28
"""Pixels at either end in which no name of a month fits."""
NAMES = 328
"""Pixels for the names of sources, which are long."""


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"rows": [{"label", "spans": [{"x", "x2", "says"}], "gaps": likewise}]}; x is a day, x2 exclusive."""
    narrow = width < 500
    rows = [{**row, "row": place} for place, row in enumerate(content["rows"])]
    left = 0 if narrow else NAMES
    plot = Frame(width - left - 16, len(rows) * (40 if narrow else 26), left + 8, 8, 8, 28)
    stored = [{**span, "row": row["row"]} for row in rows for span in row["spans"]]
    missing = [{**span, "row": row["row"]} for row in rows for span in row["gaps"]]
    first, last = min(span["x"] for span in stored), max(span["x2"] for span in stored)
    x, y = plot.x(first, max(last, first + 7)), plot.rows(len(rows))
    edge = -(-EDGE * (last - first) // plot.width)
    layers = [sheet.months(plot, first + edge, last - edge, x), *row_names(rows, plot, y, narrow=narrow)]
    for spans, fill in ((stored, "var(--d1)"), (missing, HATCH)):
        if spans:
            bars = alt.Chart(sheet.data(spans)).mark_bar(height=HEIGHT, cornerRadius=2, fill=fill, opacity=1)
            at = alt.X("x:Q", scale=x)
            layers.append(bars.encode(x=at, x2="x2:Q", y=alt.Y("row:Q", scale=y), description=alt.Description("says:N")))
    return sheet.dressed(sheet.panel(plot, layers))
