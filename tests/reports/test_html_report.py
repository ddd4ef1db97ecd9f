"""The report: one file that needs nothing else, with the pages' answers."""

import re
from pathlib import Path

import pyarrow as pa
import pytest
from tests.answers.evidences import SMALL
from tests.answers.synthetic import synthetic_cells

from clearspan.answers.desk import Desk
from clearspan.answers.question import Question
from clearspan.answers.where_we_stand import where_we_stand
from clearspan.reports.html_report import write_report
from clearspan.warehouse.releases import Releases


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the made-up release and its report."""
    folder = tmp_path_factory.mktemp("reported")
    Releases(folder).publish(synthetic_cells(**SMALL), pa.table({"person": [1]}))
    write_report(folder)
    return folder


def test_the_report_needs_nothing_else(directory: Path) -> None:
    html = (directory / "report" / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<script|<link|\ssrc=|href=\"(?!#)|@import|url\((?!#)", html)
    assert html.count("<svg") > 20


def test_the_report_tells_what_the_pages_tell(directory: Path) -> None:
    html = (directory / "report" / "index.html").read_text(encoding="utf-8")
    evidence = Desk(directory).evidence()
    period = evidence.latest()
    assert period is not None
    answer = where_we_stand(evidence, Question(period))
    for claim in (answer.lead, *(block.claim for block in answer.blocks), *(part.claim for part in answer.later)):
        assert claim in html


def test_no_two_parts_share_an_anchor(directory: Path) -> None:
    found = re.findall(r'\sid="([^"]+)"', (directory / "report" / "index.html").read_text(encoding="utf-8"))
    assert len(found) == len(set(found))


def test_the_cells_stand_beside_the_report(directory: Path) -> None:
    lines = (directory / "report" / "cells.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == Releases(directory).cells().num_rows + 1
    assert sorted(path.name for path in (directory / "report").iterdir()) == ["cells.csv", "index.html"]


def test_with_nothing_released_the_report_says_so(tmp_path: Path) -> None:
    assert "Nothing is released yet" in write_report(tmp_path).read_text(encoding="utf-8")
