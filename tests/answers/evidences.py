"""Evidence for tests: of the made-up organisation, and of cells written by hand."""

from functools import cache
from typing import Any

import pyarrow as pa
from tests.answers.synthetic import synthetic_cells

from clearspan.answers.desk import cards, sources
from clearspan.answers.evidence import Evidence
from clearspan.answers.released import Released
from clearspan.vocabulary.cell import CELL_COLUMNS
from clearspan.vocabulary.grid import WHOLE
from clearspan.vocabulary.period import parse_period
from clearspan.warehouse.releases import CELL_SCHEMA

SMALL = {"count": 600, "weeks": 14, "teams_each": 1}


@cache
def made_up() -> Evidence:
    """Evidence of the made-up organisation."""
    return Evidence(Released(synthetic_cells(**SMALL)), cards(), sources())


def cell(metric: str, period: str, value: float | None = None, **given: Any) -> dict[str, Any]:
    """One released cell of the whole organisation of 100 people, with changes."""
    at = parse_period(period)
    row = dict.fromkeys(CELL_COLUMNS) | {
        "metric": metric,
        "metric_version": 1,
        "tool": "any",
        "dimension": "organisation",
        "group": WHOLE,
        "kind": at.kind.value,
        "period": period,
        "start_day": at.start,
        "end_day": at.end,
        "category": "",
        "numerator": None if value is None else value * 100,
        "denominator": 100,
        "n": 100,
        "value": value,
        "members_as_of": at.end,
        "unchanged": False,
        "rows": 1000,
        "data_as_of": at.end,
        "released_at": 1_790_000_000,
        "release": 1,
    }
    return row | given


def table(rows: list[dict[str, Any]]) -> pa.Table:
    """The cells as a release stores them."""
    return pa.Table.from_pylist(rows, schema=CELL_SCHEMA)


def evidence_of(*rows: dict[str, Any], **given: Any) -> Evidence:
    """Evidence of cells written by hand."""
    return Evidence(Released(table(list(rows))), cards(), sources(), **given)
