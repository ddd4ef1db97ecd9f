"""What an outsider sees of one released cell, and tables of such cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa

from clearspan.vocabulary.period import parse_period

OBSERVED = pa.schema(
    [
        ("metric", pa.string()),
        ("tool", pa.string()),
        ("dimension", pa.string()),
        ("group", pa.string()),
        ("kind", pa.string()),
        ("start_day", pa.int32()),
        ("end_day", pa.int32()),
        ("category", pa.string()),
        ("n", pa.float64()),
        ("numerator", pa.float64()),
        ("denominator", pa.float64()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("withheld", pa.string()),
        ("members_as_of", pa.int32()),
        ("unchanged", pa.bool_()),
        ("release", pa.int64()),
        ("metric_version", pa.int64()),
    ]
)
"""Columns of a table of observed cells, in the order of Observed's fields. A column that a surface does not show is null."""

KEY = ("metric", "tool", "dimension", "group", "kind", "start_day", "category")
"""What makes two observations the same cell."""

FIGURES = ("n", "numerator", "denominator", "value", "low", "high")
"""The columns that hold figures."""


@dataclass(frozen=True, slots=True)
class Observed:
    """One released cell as seen from outside; `start_day` and `end_day` are day numbers, both inclusive."""

    metric: str
    tool: str
    dimension: str
    group: str
    kind: str
    start_day: int
    end_day: int
    category: str = ""
    n: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    withheld: str | None = None
    members_as_of: int | None = None
    unchanged: bool = False
    release: int | None = None
    metric_version: int | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What identifies the cell on the grid."""
        return tuple(getattr(self, name) for name in KEY)

    @property
    def figures(self) -> tuple[float | None, ...]:
        """All figures of the cell."""
        return tuple(getattr(self, name) for name in FIGURES)

    @property
    def told(self) -> bool:
        """Whether the cell tells anything: a figure or a bound."""
        return self.withheld is None and any(figure is not None for figure in self.figures)

    @property
    def label(self) -> str:
        """The cell in words: metric, tool, group and first day of its period."""
        part = f"[{self.category}]" if self.category else ""
        return f"{self.metric}{part} of {self.tool} for {self.dimension} {self.group}, {self.kind} from {self.start_day}"


def table_of(cells: Iterable[Observed]) -> pa.Table:
    """A table of observed cells with the columns of OBSERVED."""
    listed = list(cells)
    return pa.table(
        {field.name: pa.array([getattr(cell, field.name) for cell in listed], field.type) for field in OBSERVED},
        schema=OBSERVED,
    )


def observed_rows(table: pa.Table) -> list[Observed]:
    """The rows of a table of observed cells, one by one."""
    return [Observed(*row) for row in zip(*(table[field.name].to_pylist() for field in OBSERVED), strict=True)]


def observed_from(row: Mapping[str, object], known: Mapping[str, object]) -> Observed:
    """The cell that a surface shows as the mapping `row`; `known` supplies what the question already said.

    A period by name gives its days, and 'by' the dimension. Raises KeyError or ValueError where the row is no cell.
    """
    merged = {**known, **{key: value for key, value in row.items() if value is not None and value != ""}}
    merged["dimension"] = row.get("dimension") or row.get("by") or merged["dimension"]
    if row.get("start_day") is None and row.get("period"):
        period = parse_period(str(merged["period"]))
        merged |= {"kind": str(period.kind), "start_day": period.start, "end_day": period.end}
    figures = {name: _number(merged.get(name)) for name in FIGURES}
    withheld = merged.get("withheld")
    return Observed(
        metric=str(merged["metric"]),
        tool=str(merged["tool"]),
        dimension=str(merged["dimension"]),
        group=str(merged["group"]),
        kind=str(merged["kind"]),
        start_day=int(str(merged["start_day"])),
        end_day=int(str(merged["end_day"])),
        category=str(merged.get("category") or ""),
        withheld=str(withheld) if withheld else None,
        members_as_of=_whole(merged.get("members_as_of")),
        unchanged=str(merged.get("unchanged")).lower() in ("true", "1"),
        release=_whole(merged.get("release")),
        metric_version=_whole(merged.get("metric_version")),
        **figures,
    )


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _whole(value: object) -> int | None:
    return None if value is None else int(str(value))
