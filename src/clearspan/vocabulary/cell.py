"""The released cell: the only form in which a number about a group exists outside the fact store."""

from dataclasses import dataclass

from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import PeriodKind


@dataclass(frozen=True)
class Cell:
    """One figure about one group in one period, as released, or the reason why it is withheld.

    `numerator` and `denominator` are perturbed counts; `value` is derived from them alone and is None where withheld.
    `low` and `high` bound the value where it is coded at an end, a band, a sample or a model; else both are None.
    `n` is the denominator rounded for people. A distribution has one cell a (possibly merged) category.
    """

    metric: str
    metric_version: int
    tool: str
    dimension: Dimension
    group: str
    kind: PeriodKind
    period: str
    start_day: int
    end_day: int
    category: str
    numerator: float | None
    denominator: int | None
    n: int | None
    value: float | None
    low: float | None
    high: float | None
    withheld: str | None
    members_as_of: int
    unchanged: bool
    rows: int
    data_as_of: int
    released_at: int
    release: int


CELL_COLUMNS: dict[str, str] = {
    "metric": "Name of the metric.",
    "metric_version": "Version of the metric's definition.",
    "tool": "Tool, or 'any' for all tools together.",
    "dimension": "How people are grouped.",
    "group": "Key of the group.",
    "kind": "week, month or quarter.",
    "period": "Name of the period.",
    "start_day": "First day of the period, as days since 1970-01-01.",
    "end_day": "Last day of the period.",
    "category": "Category of a distribution, merged categories joined by ' + '; empty for a single figure.",
    "numerator": "Perturbed count or sum above the line; null where withheld or coded.",
    "denominator": "Perturbed count below the line; null where withheld.",
    "n": "The denominator rounded to 5 for people; null where withheld.",
    "value": "The figure; null where withheld, coded at an end, or a band.",
    "low": "Lower bound where the figure is coded, a band, a sample or a model.",
    "high": "Upper bound likewise.",
    "withheld": "Why the figure is withheld; null where it is shown.",
    "members_as_of": "Day as of which the group's members are counted.",
    "unchanged": "True where the members are those of the last release, because too few have changed.",
    "rows": "Rows of facts behind the organisation's figure, rounded to 100.",
    "data_as_of": "Latest day that the data behind the figure covers.",
    "released_at": "When it was released: seconds since 1970-01-01, UTC.",
    "release": "Number of the release that brought it.",
}
"""Meaning of every column, for the data dictionary and the exports."""
