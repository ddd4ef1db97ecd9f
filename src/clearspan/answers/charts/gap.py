"""Two dots a group and the distance between them: what is and what would be expected, or two beliefs and what is measured."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.dots import hatched, row_names, rows_frame
from clearspan.answers.charts.frame import QUIET

LANE, LANE_NARROW = 0.27, 0.15
"""How far a bar above or below the dots lies from their line, in rows; on a phone, where rows are tall."""


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"share", "rows": [{"label", "is", "expected", "colour", "size", "withheld", "says"}]}.

    Where `content` has "most", the scale goes from 0 to it. A row may have "spans": [{"low", "high", "colour", "lane", "says"}],
    thin bars above (lane -1) or below (lane 1) the dots, or on their line (lane 0).
    """
    narrow = width < 500
    rows = [{**row, "row": place} for place, row in enumerate(content["rows"])]
    plot = rows_frame(width, len(rows), narrow=narrow, right=72)
    share = bool(content["share"])
    highest = max((row[key] for row in rows for key in ("is", "expected") if row[key] is not None), default=0)
    ticks = sheet.ticks_to(highest, share=share)
    if "most" in content:
        ticks = [float(content["most"]) * step / 4 for step in range(5)]
    x, y = plot.x(0, ticks[-1]), plot.rows(len(rows))
    at = alt.Y("row:Q", scale=y)
    shown = [{name: value for name, value in row.items() if name != "spans"} for row in rows if not row["withheld"]]
    colour = alt.Color("colour:N", scale=None)
    described = alt.Description("says:N")
    distance = alt.Chart(sheet.data(shown)).mark_rule(aria=False, strokeWidth=3)
    expected = alt.Chart(sheet.data(shown)).mark_point(size=80, fill="var(--paper)", stroke=QUIET, strokeWidth=2, aria=False)
    actual = alt.Chart(sheet.data(shown)).mark_circle(size=96, opacity=1)
    sizes = [{"row": row["row"], "text": row["size"]} for row in rows]
    layers = [
        *sheet.down(plot, ticks, x, share=share),
        *row_names(rows, plot, y, narrow=narrow),
        sheet.words(sizes, alt.XValue(plot.width + plot.right), at, align="right", fill=QUIET),
        *hatched([{"row": row["row"], "withheld": row["withheld"], "says": row["says"]} for row in rows], plot, at),
        *_spans(rows, x, at, LANE_NARROW if narrow else LANE),
        distance.encode(x=alt.X("is:Q", scale=x), x2=alt.X2("expected:Q"), y=at, color=colour),
        expected.encode(x=alt.X("expected:Q", scale=x), y=at),
        actual.encode(x=alt.X("is:Q", scale=x), y=at, color=colour, description=described),
    ]
    return sheet.dressed(sheet.panel(plot, layers))


def _spans(rows: list[dict[str, Any]], x: alt.Scale, at: alt.Y, lane: float) -> list[alt.Chart]:
    spans = [{**span, "row": row["row"] + span["lane"] * lane} for row in rows for span in row.get("spans", ())]
    if not spans:
        return []
    bars = alt.Chart(sheet.data(spans)).mark_bar(height=4, cornerRadius=2, opacity=0.8)
    encoded = bars.encode(
        x=alt.X("low:Q", scale=x),
        x2="high:Q",
        y=at,
        color=alt.Color("colour:N", scale=None),
        description=alt.Description("says:N"),
    )
    return [encoded]
