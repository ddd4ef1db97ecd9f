"""An effect as `clearspan effect --json` prints it."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from clearspan.proof.aggregate import Drawn, Series
from clearspan.proof.effect import Effect, Tables
from clearspan.proof.estimate import Estimate
from clearspan.proof.interval import quantile
from clearspan.proof.panel import Panel

Told = Callable[[int], int | str]


def effect_record(effect: Effect, panel: Panel) -> dict[str, Any]:
    """The effect as a record; numbers that do not exist are null. `beside` holds what the shape of the rest has no place for."""
    drawn = effect.estimate.randomised
    estimate, tables, decided = effect.estimate, effect.tables, effect.decided
    return {
        "estimate": estimate.effect,
        "se": estimate.error,
        "se_kind": estimate.error_kind,
        "low": decided.low,
        "high": decided.high,
        "p": decided.p,
        "percent": effect.percent,
        "n": estimate.n,
        "clusters": estimate.clusters,
        "groups": _cells(tables, panel.told) if tables else [],
        "aggregates": _aggregates(tables, estimate, panel.told),
        "pretest": {"w": tables.pretest.w, "p": tables.pretest.p} if tables and tables.pretest else None,
        "warnings": list(effect.warnings),
        "beside": {
            "design": effect.design.value,
            "comparison": effect.comparison.value,
            "rests_on": estimate.rests_on,
            "randomisation": None if drawn is None else asdict(drawn),
            "student": {"low": estimate.low, "high": estimate.high, "p": estimate.p},
            **estimate.seen,
            **{name: _short(other) for name, other in effect.beside.items()},
            "before_after": effect.naive,
        },
    }


def _short(estimate: Estimate) -> dict[str, Any]:
    drawn = estimate.randomised
    return {
        "estimate": estimate.effect,
        "se": estimate.error,
        "se_kind": estimate.error_kind,
        "low": estimate.low,
        "high": estimate.high,
        "p": estimate.p,
        "randomisation": None if drawn is None else asdict(drawn),
        "parts": [asdict(part) for part in estimate.parts],
        "seen": dict(estimate.seen),
        "warnings": list(estimate.warnings),
    }


def _cells(tables: Tables, told: Told) -> list[dict[str, Any]]:
    cells = tables.cells
    rows = zip(cells.group.tolist(), cells.time.tolist(), cells.effect.tolist(), cells.error.tolist(), strict=True)
    return [{"group": told(group), "time": told(time), "estimate": effect, "se": error} for group, time, effect, error in rows]


def _aggregates(tables: Tables | None, estimate: Estimate, told: Told) -> dict[str, Any]:
    if tables is None:
        return {"simple": {"estimate": estimate.effect, "se": estimate.error}, "group": None, "calendar": None, "dynamic": None}
    reach = quantile(tables.cells.clusters - 1)
    dynamic = _series(tables.dynamic, "by_time", "time", list(tables.dynamic.at.tolist()))
    for row in dynamic["by_time"]:
        for prefix, width in (("", reach), ("joint_", tables.joint_reach)):
            row[f"{prefix}low"], row[f"{prefix}high"] = row["estimate"] - width * row["se"], row["estimate"] + width * row["se"]
    return {
        "simple": _one(tables.simple),
        "group": _series(tables.group, "by_group", "group", [told(each) for each in tables.group.at.tolist()]),
        "calendar": _series(tables.calendar, "by_time", "time", [told(each) for each in tables.calendar.at.tolist()]),
        "dynamic": dynamic,
    }


def _one(drawn: Drawn) -> dict[str, float]:
    return {"estimate": drawn.effect, "se": drawn.error}


def _series(series: Series, name: str, key: str, at: Sequence[int | str]) -> dict[str, Any]:
    parts = [{key: each, **_one(part)} for each, part in zip(at, series.parts, strict=True)]
    return {**_one(series.overall), name: parts}
