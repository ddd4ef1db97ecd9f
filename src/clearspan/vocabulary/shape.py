"""How people's contributions become a group's figure, whom it counts, and which way is better."""

from enum import StrEnum


class Shape(StrEnum):
    """How people's contributions become a group's figure; it decides how the figure is protected."""

    SHARE = "share"
    """value is 0 or 1 a person; the figure is the share of people with 1."""
    MEAN = "mean"
    """value is a number a person; the figure is the sum of values over the sum of weights."""
    COUNT = "count"
    """value is 0 or 1 a person; the figure is the number of people."""
    SUM = "sum"
    """value is an amount a person; the figure is the sum."""
    DISTRIBUTION = "distribution"
    """category is one of the metric's ordered categories; the figure is the share of people in each."""
    HALF_SHARE = "half_share"
    """value is an amount a person; the figure is the share of people who make half of the sum."""
    EXPECTED = "expected"
    """derived from the released figures of another metric by role; no contributions of its own."""


class Population(StrEnum):
    """Whom the denominator counts."""

    EMPLOYED = "employed"
    LICENSED = "licensed"
    AT_WORK = "at_work"
    """Who worked in the work system that stands in place of the tool."""


class Direction(StrEnum):
    """Which way is better; most usage figures have no better end."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"
