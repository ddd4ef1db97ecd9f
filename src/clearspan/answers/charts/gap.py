"""Two dots a group and the distance between them: what is, and what would be expected."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.dots import hatched, row_names, rows_frame
from clearspan.answers.charts.frame import QUIET


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"share", "rows": [{"label", "is", "expected", "colour", "size", "withheld", "says"}]}."""
    narrow = width < 500
    rows = [{**row, "row": place} for place, row in enumerate(content["rows"])]
    plot = rows_frame(width, len(rows), narrow=narrow, right=72)
    share = bool(content["share"])
    highest = max((row[key] for row in rows for key in ("is", "expected") if row[key] is not None), default=0)
    ticks = sheet.ticks_to(highest, share=share)
    x, y = plot.x(0, ticks[-1]), plot.rows(len(rows))
    at = alt.Y("row:Q", scale=y)
    shown = [row for row in rows if not row["withheld"]]
    colour = alt.Color("colour:N", scale=None)
    described = alt.Description("says:N")
    distance = alt.Chart(sheet.data(shown)).mark_rule(aria=False, strokeWidth=3)
    expected = alt.Chart(sheet.data(shown)).mark_point(size=80, fill="var(--paper)", stroke=QUIET, strokeWidth=2, aria=False)
    actual = alt.Chart(sheet.data(shown)).mark_circle(size=96, opacity=1)
    sizes = [{**row, "text": row["size"]} for row in rows]
    layers = [
        *sheet.down(plot, ticks, x, share=share),
        *row_names(rows, plot, y, narrow=narrow),
        sheet.words(sizes, alt.XValue(plot.width + plot.right), at, align="right", fill=QUIET),
        *hatched(rows, plot, at),
        distance.encode(x=alt.X("is:Q", scale=x), x2=alt.X2("expected:Q"), y=at, color=colour),
        expected.encode(x=alt.X("expected:Q", scale=x), y=at),
        actual.encode(x=alt.X("is:Q", scale=x), y=at, color=colour, description=described),
    ]
    return sheet.dressed(sheet.panel(plot, layers))
