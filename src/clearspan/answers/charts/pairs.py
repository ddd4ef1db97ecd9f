"""Two dots a group, one below the other on one scale from zero, with bounds as bars: two tools, or two work systems."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.dots import hatched, marks, row_names, rows_frame

APART = 0.34
"""How far the two lanes of a row stand apart, in rows."""
THIN = 5
"""Pixels of the hatched bar of a figure that is withheld."""


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"share", "rows": [{"label", "marks": [{"lane", "v", "low", "high", "says", "withheld", "colour"}]}]}.

    A lane is 0 or 1; a mark that is withheld is hatched across and says why.
    """
    narrow = width < 500
    rows = [{**row, "row": place} for place, row in enumerate(content["rows"])]
    plot = rows_frame(width, len(rows), narrow=narrow, right=24)
    lift = 0.0 if narrow else APART / 2
    told = [{**mark, "row": row["row"] + mark["lane"] * APART - lift} for row in rows for mark in row["marks"]]
    highest = max((bound for mark in told for bound in (mark["v"], mark["high"]) if bound is not None), default=0)
    share = bool(content["share"])
    ticks = sheet.ticks_to(highest, share=share)
    x, y = plot.x(0, ticks[-1]), plot.rows(len(rows))
    at = alt.Y("row:Q", scale=y)
    layers = [
        *sheet.down(plot, ticks, x, share=share),
        *row_names(rows, plot, y, narrow=narrow),
        *hatched(told, plot, at, THIN),
        *marks(told, x, at),
    ]
    return sheet.dressed(sheet.panel(plot, layers))
