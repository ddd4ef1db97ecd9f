"""Figures in plain words."""

import pytest

from clearspan.answers.desk import cards
from clearspan.answers.figure import Figure
from clearspan.answers.words import figure_words, listed, number, part_words, period_words
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import parse_period


def figure(
    metric: str, value: float | None = None, low: float | None = None, high: float | None = None, **given: object
) -> Figure:
    """A figure of some 50 people."""
    fields = {"n": 50, "denominator": 50, "numerator": None, "withheld": None, "unchanged": False} | given
    days = {"members_as_of": 1, "data_as_of": 1, "rows": 100, "release": 1, "version": 1}
    at = {"tool": "any", "dimension": Dimension.TEAM, "group": "A", "period": parse_period("2026-W20"), "category": ""}
    return Figure(metric=metric, value=value, low=low, high=high, **at, **days, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (figure("active_share", 0.604), "about 60% of some 50 people"),
        (figure("active_share", None, 0.9, 1.0), "over 90% of some 50 people"),
        (figure("active_share", None, 0.9, None), "over 90% of some 50 people"),
        (figure("active_share", None, 0.0, 0.1), "under 10% of some 50 people"),
        (figure("active_share", None, 0.35, 0.5), "between 35% and 50% of some 50 people"),
        (figure("expected_active_share", 0.45, 0.4, 0.5), "about 45% (40% to 50%) of some 50 people"),
        (figure("active_share", 0.0), "hardly any of some 50 people"),
        (figure("licensed_people", 1234.0), "about 1,230 people"),
        (figure("licensed_people", None, 40.0, None), "over 40 people"),
        (figure("active_days", 2.34), "about 2.3 days a week, among some 50 people"),
        (figure("active_share", None, withheld="This group is too small."), "withheld: this group is too small"),
    ],
)
def test_a_figure_is_told_with_its_n_its_bounds_or_its_reason(shown: Figure, words: str) -> None:
    assert figure_words(cards()[shown.metric], shown) == words


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2026-W20", "the week of 11 May 2026"),
        ("2026-05", "May 2026"),
        ("2026-Q2", "the second quarter of 2026"),
    ],
)
def test_periods_are_told_in_words(period: str, words: str) -> None:
    assert period_words(parse_period(period)) == words


def test_numbers_are_rounded_to_three_figures() -> None:
    assert [number(value) for value in (0.25, 7, 19.96, 456.7, 12_345, 1_234_567)] == [
        "0.2",
        "7",
        "20.0",
        "457",
        "12,300",
        "1,230,000",
    ]


def test_lists_and_parts_read_as_sentences() -> None:
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"
    assert part_words(0.52) == "about half"
