"""Turns a picture into SVG that stands in a page under a strict content security policy."""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import altair as alt
import vl_convert
from altair.utils.schemapi import debug_mode

from clearspan.answers.charts import (
    bump,
    dots,
    effects,
    event_study,
    flow,
    gap,
    histogram,
    lines,
    multiples,
    pairs,
    spans,
    squares,
    stack,
    strips,
)
from clearspan.answers.picture import Picture

CHARTS: dict[str, Callable[[Mapping[str, Any], int], alt.TopLevelMixin]] = {
    "bump": bump.draw,
    "dots": dots.draw,
    "effects": effects.draw,
    "event_study": event_study.draw,
    "flow": flow.draw,
    "gap": gap.draw,
    "histogram": histogram.draw,
    "lines": lines.draw,
    "multiples": multiples.draw,
    "pairs": pairs.draw,
    "spans": spans.draw,
    "squares": squares.draw,
    "stack": stack.draw,
    "strips": strips.draw,
}
"""Every kind of chart, by name."""

_EMPTY = re.compile(r'<path class="(?:fore|back)ground"[^>]*/>|<text[^>]* opacity="0"[^>]*>[^<]*</text>')
_NOISE = re.compile(
    r' (?:font-family|aria-roledescription|stroke-miterlimit|pointer-events|xmlns:xlink|version)="[^"]*"'
    r'| (?:opacity|stroke-width)="1"(?=[ />])|(?<=\d)px(?=")'
)
_LONG = re.compile(r"-?\d+\.\d\d+")
_GROUPS = re.compile(r"<g(?: [^>]*)?></g>")
_CLASSES = re.compile(r' class="(?:mark|role|root)[^"]*"| role="graphics-object"')
_MARK = 'role="graphics-symbol"'


def draw(picture: Picture, width: int) -> str:
    """The picture as SVG: colours are the page's variables, each mark that tells something has an aria-label."""
    with debug_mode(False):
        spec = CHARTS[picture.chart](picture.data, width).to_dict(validate=False)
    svg = vl_convert.vegalite_to_svg(spec)
    return _tidy(svg, picture.sentence)


def _tidy(svg: str, sentence: str) -> str:
    svg = _EMPTY.sub("", svg)
    svg = _CLASSES.sub("", _NOISE.sub("", svg))
    svg = _LONG.sub(lambda match: f"{float(match[0]):.1f}".removesuffix(".0"), svg)
    while (smaller := _GROUPS.sub("", svg)) != svg:
        svg = smaller
    svg = svg.replace(_MARK, f'{_MARK} data-mark=""')
    label = f'<svg role="graphics-document" aria-label="{escape(sentence, quote=True)}"'
    return svg.replace("<svg", label, 1)
