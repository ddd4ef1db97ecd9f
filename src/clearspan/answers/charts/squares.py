"""A map of groups: a square each in the field of a grid in which it lies, few and large fields, so that bounds suffice."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from clearspan.answers.charts import frame as sheet
from clearspan.answers.charts.frame import QUIET, RULE, Frame

SIDE, GAP = 14, 4
"""Pixels of a square, and between two."""


def draw(content: Mapping[str, Any], width: int) -> alt.LayerChart:
    """The chart of {"across", "down", "columns", "rows", "squares": [{"column", "row", "colour", "says"}]}: the names of the two
    axes and of their fields, the last row of `rows` at the bottom."""
    columns, rows = content["columns"], content["rows"]
    narrow = width < 500
    left = 76 if narrow else 152
    wide = (width - left - 8) // len(columns)
    fit = max((wide - 16) // (SIDE + GAP), 1)
    fields: dict[tuple[int, int], list[Mapping[str, Any]]] = {}
    for square in content["squares"]:
        fields.setdefault((square["column"], square["row"]), []).append(square)
    lines = [max((-(-len(fields.get((c, r), ())) // fit) for c in range(len(columns))), default=1) or 1 for r in range(len(rows))]
    tall = [max(line * (SIDE + GAP) + 16, 40) for line in lines]
    tops = [sum(tall[:row]) for row in range(len(rows))]
    plot = Frame(wide * len(columns), sum(tall), left, 8, 48, 4)
    placed = [
        {
            "x": column * wide + 8 + (place % fit) * (SIDE + GAP) + SIDE / 2,
            "y": tops[row] + 8 + (place // fit) * (SIDE + GAP) + SIDE / 2,
            "colour": square["colour"],
            "says": square["says"],
        }
        for (column, row), squares in sorted(fields.items())
        for place, square in enumerate(squares)
    ]
    x, y = plot.x(0, plot.width), alt.Scale(domain=[0, plot.height], range=[0, plot.height], nice=False, zero=False)
    at_x, at_y = alt.X("x:Q", scale=x), alt.Y("y:Q", scale=y)
    frames = [
        {"x": c * wide, "x2": (c + 1) * wide - 2, "y": tops[r], "y2": tops[r] + tall[r] - 2} for c, r in _all(columns, rows)
    ]
    names = [{"x": c * wide + wide / 2, "y": -12, "text": name} for c, name in enumerate(columns)]
    named = [{"x": -8, "y": tops[r] + tall[r] / 2, "text": name} for r, name in enumerate(rows)]
    titles = [{"x": plot.width / 2, "y": -36, "text": content["across"]}, {"x": -plot.left, "y": -36, "text": content["down"]}]
    squares = alt.Chart(sheet.data(placed)).mark_square(size=SIDE * SIDE, opacity=1)
    layers = [
        alt.Chart(sheet.data(frames))
        .mark_rect(fill="none", stroke=RULE, aria=False)
        .encode(x=at_x, x2="x2:Q", y=at_y, y2="y2:Q"),
        sheet.words(names, at_x, at_y, align="center", fill=QUIET),
        sheet.words(named, at_x, at_y, align="right", fill=QUIET),
        sheet.words(titles[:1], at_x, at_y, align="center"),
        sheet.words(titles[1:], at_x, at_y, align="left"),
        squares.encode(x=at_x, y=at_y, color=alt.Color("colour:N", scale=None), description=alt.Description("says:N")),
    ]
    return sheet.dressed(sheet.panel(plot, layers))


def _all(columns: list[str], rows: list[str]) -> list[tuple[int, int]]:
    return [(column, row) for row in range(len(rows)) for column in range(len(columns))]
