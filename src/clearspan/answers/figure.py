"""One released figure, as every surface shows it."""

from dataclasses import dataclass

from clearspan.answers.figure_id import Place, figure_id, mark_of
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period


@dataclass(frozen=True)
class Figure:
    """One released cell: what it is about, its figure or its bounds, or why it is withheld.

    `numerator` and `denominator` are the released, perturbed counts; `n` is the denominator rounded for people. `low` and
    `high` bound the figure where it is coded at an end, a band, a sample or a model. Days are day numbers.
    """

    metric: str
    version: int
    tool: str
    dimension: Dimension
    group: str
    period: Period
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
    release: int
    released_at: int = 0
    """Seconds since 1970-01-01, UTC."""

    @property
    def id(self) -> str:
        """The figure's id, which never changes."""
        mark = mark_of(self.group, self.category)
        return figure_id(Place(self.metric, self.version, self.tool, self.dimension, self.period, mark))

    @property
    def shown(self) -> bool:
        """True where the figure or at least its bounds are shown."""
        return self.withheld is None and not (self.value is None and self.low is None and self.high is None)

    @property
    def middle(self) -> float | None:
        """The figure, or the middle of its bounds where only they are told; None where withheld."""
        if self.value is not None or not self.shown:
            return self.value
        bounds = [bound for bound in (self.low, self.high) if bound is not None]
        return sum(bounds) / len(bounds)

    def apart(self, other: "Figure") -> float:
        """How far this figure surely lies above the other (or, negative, below); 0 where their bounds overlap."""
        low, high = self._ends()
        least, most = other._ends()
        return low - most if low > most else min(high - least, 0.0)

    def _ends(self) -> tuple[float, float]:
        if self.value is not None:
            return self.value, self.value
        return self.low or 0.0, self.high if self.high is not None else float("inf")

    def record(self) -> dict[str, object]:
        """The figure as a plain record, for JSON and CSV."""
        return {
            "metric": self.metric,
            "version": self.version,
            "tool": self.tool,
            "by": self.dimension.value,
            "group": self.group,
            "period": self.period.name,
            "category": self.category,
            "n": self.n,
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "withheld": self.withheld,
            "unchanged_members": self.unchanged,
            "figure": self.id if self.shown else None,
        }


RECORD_FIELDS = (
    "metric",
    "version",
    "tool",
    "by",
    "group",
    "period",
    "category",
    "n",
    "value",
    "low",
    "high",
    "withheld",
    "unchanged_members",
    "figure",
)
"""The fields of a record, in the order in which exports write them."""
