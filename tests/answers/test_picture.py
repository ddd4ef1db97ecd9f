"""Pictures: drawn once, safe under a strict policy, and saying what they show."""

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.answers.evidences import cell, evidence_of, made_up
from tests.answers.pulsed import pulsed
from tests.answers.test_health import LAST, arrival
from tests.answers.test_programme_pages import programmed
from tests.answers.test_seeing import islands_said
from tests.answers.test_sources import evidence as sources_of

from clearspan.answers.adoption import BLOCKS
from clearspan.answers.alignment import alignment
from clearspan.answers.blocks.over_time import over_time
from clearspan.answers.blocks.reach import reach
from clearspan.answers.blocks.spread import spread
from clearspan.answers.drawing import CHARTS, draw
from clearspan.answers.islands import islands_page
from clearspan.answers.picture import NARROW, WIDE, Gallery, Picture
from clearspan.answers.programme import verdict_blocks
from clearspan.answers.programmes import programmes_page
from clearspan.answers.pulse import pulse
from clearspan.answers.question import Question
from clearspan.answers.saved_views import saved_views
from clearspan.answers.sources import sources_page
from clearspan.answers.value import value_page
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import parse_period

WEEK, QUARTER = parse_period("2026-W40"), parse_period("2026-Q2")
SVG = "{http://www.w3.org/2000/svg}"


@cache
def _pictures() -> list[Picture]:
    asked = Question(WEEK, Dimension.DEPARTMENT)
    group = made_up().released.groups(Dimension.DEPARTMENT)[0]
    blocks = [reach(made_up(), asked), over_time(made_up(), asked, group), *(block(made_up(), asked) for block in BLOCKS)]
    blocks += [
        *saved_views(made_up(), asked).blocks,
        *pulse(pulsed(), Question(QUARTER)).blocks[:2],
        alignment(pulsed()).blocks[0],
        islands_page(islands_said()).blocks[0],
        *programmes_page(programmed()).blocks,
        *value_page(programmed()).blocks,
        *verdict_blocks(programmed().findings[0]),
    ]
    stored = sources_page(sources_of(arrival(1), arrival(2, first_day=LAST + 9, last_day=LAST + 20))).picture
    return [picture for picture in (stored, *(block.picture for block in blocks)) if picture]


@cache
def _drawn() -> list[str]:
    return [draw(picture, WIDE) for picture in _pictures()]


def test_every_kind_of_chart_is_drawn() -> None:
    assert {picture.chart for picture in _pictures()} == set(CHARTS)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_picture_fits_is_valid_and_needs_no_style_or_script(width: int) -> None:
    for picture in _pictures():
        CHARTS[picture.chart](picture.data, width).to_dict()
        svg = draw(picture, width)
        root = ElementTree.fromstring(svg)
        assert abs(float(root.attrib["width"]) - width) <= 8
        assert not re.search(r"\sstyle=|<style|<script|\son\w+=|font-family", svg)
        assert root.attrib["aria-label"] == picture.sentence
        marks = [node for node in root.iter() if "data-mark" in node.attrib]
        assert marks
        assert all(node.attrib["aria-label"] for node in marks)


def test_colours_come_from_the_page() -> None:
    for svg in _drawn():
        colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))
        assert {colour for colour in colours if not colour.startswith(("var(--", "url(#"))} <= {"none", "transparent"}


def test_a_withheld_group_is_hatched_and_says_why() -> None:
    hidden = cell("active_share", "2026-W40", None, dimension="division", group="Hidden", withheld="This group is too small.")
    shown = [cell("active_share", "2026-W40", 0.5, dimension="division", group=name) for name in ("Sales", "Service")]
    picture = spread(evidence_of(hidden, *shown), Question(WEEK)).picture
    assert picture is not None
    root = ElementTree.fromstring(draw(picture, WIDE))
    (hatched,) = [node for node in root.iter() if node.attrib.get("fill") == "url(#hatch)"]
    assert hatched.attrib["aria-label"] == "Hidden: withheld: this group is too small"


def test_a_name_cannot_become_markup() -> None:
    name = '<script>alert("1")</script> & Söhne'
    rows = [cell("active_share", "2026-W40", 0.5, dimension="division", group=group) for group in (name, "Sales")]
    picture = spread(evidence_of(*rows), Question(WEEK)).picture
    assert picture is not None
    svg = draw(picture, WIDE)
    assert "<script" not in svg
    assert f"{name}: about 50% of some 100 people" in {
        node.attrib.get("aria-label") for node in ElementTree.fromstring(svg).iter()
    }


def test_a_picture_is_drawn_once_and_again_when_a_figure_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    monkeypatch.setattr("clearspan.answers.drawing.draw", lambda picture, width: drawn.append(width) or "<svg/>")
    gallery = Gallery(tmp_path)
    for share in (0.5, 0.5, 0.6):
        rows = [cell("active_share", "2026-W40", share, dimension="division", group=group) for group in ("Sales", "Service")]
        picture = spread(evidence_of(*rows), Question(WEEK)).picture
        assert picture is not None
        assert gallery.svg(picture) == "<svg/>"
    assert drawn == [WIDE, WIDE]
    assert len(list((tmp_path / "pictures").iterdir())) == 2


def test_at_most_five_colours_carry_meaning() -> None:
    for svg in _drawn():
        colours = set(re.findall(r'(?:fill|stroke)="(var\(--(?:d\d|t\d|accent)\))"', svg))
        assert len(colours) <= 5
