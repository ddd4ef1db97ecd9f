"""What reviews say of groups: from ten authors on, from questions on which raters agree, and of a closed quarter alone."""

from pathlib import Path

import numpy as np
import pytest

from clearspan.application.store import Application
from clearspan.diagnosis.panel import Groups, Panel
from clearspan.jobs import group_reviews
from clearspan.skills.interview.kit_file import work_review
from clearspan.skills.interview.review_record import ReviewRecord
from clearspan.vocabulary.finding import Finding
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import quarter_of

QUARTER = quarter_of(20000)
AUTHORS = np.arange(100, 124)
QUESTIONS = tuple(work_review().questions)


@pytest.fixture
def panel(monkeypatch: pytest.MonkeyPatch) -> Panel:
    """24 people in two job families, of which one is small."""
    monkeypatch.setattr(group_reviews, "renumbered", lambda _: {})
    groups = Groups(("Finance", "Sales"), np.array([0] * 4 + [1] * 20))
    return Panel(QUARTER, {Dimension.ROLE: groups}, {}, {}, np.zeros(24, dtype=np.bool_), AUTHORS)


def reviewed(directory: Path, noise: int, day: int = QUARTER.start + 3, authors: int = 24) -> None:
    """Work of everyone, nearly all of level 3; the second rater differs by `noise` on the last question."""
    with Application(directory) as store:
        record = ReviewRecord(store)
        for place, author in enumerate(AUTHORS[:authors].tolist()):
            number, level = record.hand_in(author, (1, 2), "x", day), 1 if place % 10 == 3 else 3
            for rater in (1, 2):
                odd = noise if rater == 2 and place % 2 else 0
                levels = {name: level + (odd if name == QUESTIONS[-1] else 0) for name in QUESTIONS}
                record.keep(number, rater, levels, day)


def told(directory: Path, panel: Panel) -> dict[str, Finding]:
    return {each.group: each for each in group_reviews.group_reviews(directory, panel)}


def test_a_group_of_ten_authors_is_told_and_a_question_without_agreement_is_left_out(tmp_path: Path, panel: Panel) -> None:
    assert not told(tmp_path, panel)
    reviewed(tmp_path, noise=1)
    found = told(tmp_path, panel)
    assert found["Finance"].outcome == "too few people" and "level" not in found["Finance"].details
    sales = found["Sales"]
    assert sales.outcome == "told" and (sales.details["lowest"], sales.details["level"]) == (3, 3)
    assert set(sales.texts("questions")) == set(QUESTIONS[:3]), "raters agree on three of four"
    assert set(sales.details) == {"lowest", "level", "highest", "questions"}, "no figure that one person could move"


def test_what_is_rated_after_the_quarter_is_told_in_the_next(tmp_path: Path, panel: Panel) -> None:
    reviewed(tmp_path, noise=0, day=QUARTER.end + 1, authors=1)
    assert not told(tmp_path, panel)
