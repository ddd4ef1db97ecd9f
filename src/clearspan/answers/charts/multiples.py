"""Small multiples: one panel a group with its line over time, and the whole organisation's behind it."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.frame import QUIET, Frame
from clearspan.answers.charts.lines import curves


def draw(content: Mapping[str, Any], width: int) -> alt.ConcatChart:
    """The chart of {"share", "panels": [{"label", "points"}], "whole": [points]}; points as in lines."""
    columns = 2 if width < 500 else 3
    each = width // columns
    everything = [point for panel in content["panels"] for point in panel["points"]] + list(content["whole"])
    ticks = sheet.ticks_to(
        max((point["v"] or point["high"] or 0 for point in everything), default=0), share=content["share"], most=2
    )
    days = [point["x"] for point in everything] or [0, 7]
    plot = Frame(each - 64, 88, 40, 24, 32, 28)
    panels = []
    for panel in content["panels"]:
        x, y = plot.x(min(days), max(max(days), min(days) + 7)), plot.y(0, ticks[-1])
        behind = [{**point, "name": "whole", "c": QUIET} for point in content["whole"]]
        own = [{**point, "name": panel["label"], "c": "var(--d1)"} for point in panel["points"]]
        layers = [
            *sheet.across(plot, ticks, y, share=content["share"]),
            sheet.months(plot, min(days), max(days), x),
            sheet.words([{"text": panel["label"]}], alt.value(-plot.left), alt.value(-20), fontWeight=600, limit=each - 24),
            *curves(behind, x, y, {"whole": 1})[:1],
            *curves(own, x, y, {panel["label"]: 2}),
        ]
        panels.append(sheet.panel(plot, layers))
    return sheet.dressed(alt.concat(*panels, columns=columns))
