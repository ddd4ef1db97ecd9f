"""Computes a released figure again from the facts of today, and says whether its whole sheet would come out the same.

What is computed never leaves this module: neither the new figure, nor which groups of the sheet (all groups of one metric, tool
and period) would differ. See docs/privacy-maths.md, "Explaining a figure".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyarrow as pa

from clearspan.answers.arrivals import Arrival
from clearspan.answers.changed_since import Reason, arrived_since, changed_since
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.arrow import pc
from clearspan.jobs.recomputed import recomputed_sheet
from clearspan.privacy.release.policy import Policy
from clearspan.settings import Settings
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.releases import Releases
from clearspan.warehouse.store import Store
from clearspan.warehouse.tables import Tables, fetch

CELL = ("dimension", "group", "category")
COMPARED = ("numerator", "denominator", "n", "value", "low", "high", "withheld", "members_as_of", "unchanged")


class Outcome(StrEnum):
    """What a recomputation comes to."""

    SAME = "same"
    DIFFERS = "differs"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True)
class Recomputed:
    """What a recomputation comes to, and why, in words."""

    outcome: Outcome
    why: str


INCOMPARABLE = {
    Reason.DEFINITION: "The definition has changed, and a figure is computed by the definition in force.",
    Reason.ERASED: "Somebody was erased since. Whether that would change the figure would tell about them.",
    Reason.JOINED: "Accounts were joined or parted since. Whether that would change the figure would tell about their owners.",
}
TOO_FEW = (
    "At some time since, facts of fewer than {least} people arrived. Whether they would change the figure would tell about them."
)
TOO_OLD = "Of whom groups consisted before that release is not kept any more: only of the last year of weekly releases."
SAME = "Computed again from the facts of today, every figure of this metric, tool and period would be released as it was."
RESTATED = (
    "Computed again from the facts of today, the figures of this metric, tool and period would not all be released as they "
    "were, because facts were restated or added since. Which of them, and by how much, is not said."
)
UNEXPLAINED = (
    "Computed again from the same facts, the figures of this metric, tool and period would not all be released as they were: "
    "the program or its settings (minimums, cut-offs, keys) have changed since."
)


def recompute(directory: Path, settings: Settings, policy: Policy, evidence: Evidence, figure: Figure) -> Recomputed:
    """Whether the sheet of a figure would be released as it was. What has changed is looked at first, and the values only where
    what has changed concerns nobody, or enough people at a time. Raises StoreError where the facts cannot be read."""
    changes = {change.reason for change in changed_since(evidence, figure)}
    for reason, why in INCOMPARABLE.items():
        if reason in changes:
            return Recomputed(Outcome.NOT_COMPARABLE, why)
    memory = f"{settings.number('memory_limit_mb')}MB"
    with Store.open(directory).facts(settings.text("engine"), settings.text("spark_address"), memory) as tables:
        if not _enough(tables, arrived_since(evidence, figure), policy.minimum_rate):
            return Recomputed(Outcome.NOT_COMPARABLE, TOO_FEW.format(least=policy.minimum_rate))
        today = recomputed_sheet(directory, settings, policy, tables, figure)
    if today is None:
        return Recomputed(Outcome.NOT_COMPARABLE, TOO_OLD)
    if _alike(_released_sheet(directory, figure), today):
        return Recomputed(Outcome.SAME, SAME)
    return Recomputed(Outcome.DIFFERS, RESTATED if changes else UNEXPLAINED)


def _enough(tables: Tables, arrivals: Sequence[Arrival], least: int) -> bool:
    """Whether what arrived at one time was always facts of nobody, or of at least so many people."""
    told = _people_by_arrival(tables, [arrival.number for arrival in arrivals]) if arrivals else {}
    together: dict[int, set[int]] = {}
    for arrival in arrivals:
        together.setdefault(arrival.arrived_at, set()).update(told.get(arrival.number, ()))
    return all(not people or len(people) >= least for people in together.values())


def _people_by_arrival(tables: Tables, numbers: Sequence[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for name, table in TABLES.items():
        if {"person", "arrival"} <= {column.name for column in table.columns}:
            rows = getattr(tables, name)
            pairs = fetch(tables, rows.filter(rows.arrival.isin(list(numbers))).select("arrival", "person").distinct())
            for arrival, person in zip(pairs["arrival"].to_pylist(), pairs["person"].to_pylist(), strict=True):
                if person is not None:
                    found.setdefault(arrival, set()).add(person)
    return found


def _released_sheet(directory: Path, figure: Figure) -> pa.Table:
    cells = Releases(directory).cells()
    wanted = (
        ("metric", figure.metric),
        ("metric_version", figure.version),
        ("tool", figure.tool),
        ("kind", figure.period.kind.value),
        ("start_day", figure.period.start),
        ("release", figure.release),
    )
    for name, value in wanted:
        cells = cells.filter(pc.equal(cells[name], value))
    return cells


def _alike(first: pa.Table, second: pa.Table) -> bool:
    return _by_cell(first) == _by_cell(second)


def _by_cell(cells: pa.Table) -> dict[tuple[object, ...], tuple[object, ...]]:
    rows = cells.select([*CELL, *COMPARED]).to_pylist()
    return {tuple(row[name] for name in CELL): tuple(row[name] for name in COMPARED) for row in rows}
