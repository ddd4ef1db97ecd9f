"""What a file tells beside the columns that were named: a treatment column, and the level at which the roll-out was assigned."""

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.errors import BadRecord, CannotTell
from clearspan.proof.arrays import Floats, Ints
from clearspan.proof.panel import NEVER, Panel

TREATMENT_NAMES = frozenset({"treated", "treatment", "treat", "is_treated", "in_treatment"})
"""What a column is called that says, by 0 and 1, who is treated: at the time, or at any time."""
LEAST_LEVELS = 4
TOGETHER = 0.8
"""A column is the level of the roll-out where so many units share theirs with another, and all who share it begin alike."""
WRONG = "18 times in 100 where 5 are meant"
"""How often clustering by person found an effect of nothing in a simulated roll-out by team."""


def check_treatment(table: pa.Table, panel: Panel, where: str) -> None:
    """Nothing. Raises BadRecord where a treatment column of 0 and 1 contradicts the dates, or a unit in it leaves treatment."""
    for name in table.column_names:
        if name.lower() not in TREATMENT_NAMES or name in panel.columns.used:
            continue
        told = _zero_one(table[name])
        if told is None:
            continue
        begun = panel.times[panel.time] >= panel.cohort[panel.unit]
        ever = panel.treated[panel.unit]
        if (told == begun).all() or (told == ever).all():
            continue
        _refuse_leaving(told, panel, name, where)
        record = int(np.argmax(told != begun)) + 1
        raise BadRecord(
            f"contradicts the date in {panel.columns.treated_from}",
            where=f"{where}, record {record}, field {name}",
            remedy="Correct one of the two; name the column otherwise if it means something else, such as taking up an offer.",
        )


def _refuse_leaving(told: Floats, panel: Panel, name: str, where: str) -> None:
    first = np.full(panel.units, panel.periods)
    np.minimum.at(first, panel.unit[told == 1], panel.time[told == 1])
    left = (told == 0) & (panel.time > first[panel.unit])
    if left.any():
        raise BadRecord(
            "is 0 although its unit was treated before: it left treatment",
            where=f"{where}, record {int(np.argmax(left)) + 1}, field {name}",
            remedy="Leave such units out, or ask for the effect of being offered it: keep the first date and drop this column.",
        )


def _zero_one(column: pa.ChunkedArray) -> Floats | None:
    """The column as numbers, where all are 0 or 1."""
    try:
        values = pc.cast(column, pa.float64())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return None
    found = values.fill_null(np.nan).to_numpy()
    return found if ((found == 0) | (found == 1)).all() else None


def refuse_finer_than_assigned(table: pa.Table, panel: Panel, where: str) -> None:
    """Nothing. Raises CannotTell where the file shows that start dates were set by group, and clusters are smaller than that."""
    for name in table.column_names:
        if name in panel.columns.used:
            continue
        level = assigned_by(_codes(table[name]), panel)
        if level is None:
            continue
        cluster_of_level = np.empty(int(level.max()) + 1, dtype=np.int64)
        cluster_of_level[level] = panel.cluster
        if (cluster_of_level[level] != panel.cluster).any():
            used = panel.columns.cluster or panel.columns.unit
            raise CannotTell(
                f"all of one {name} begin together, so {name} was what was assigned; errors by {used} would take members of one "
                f"{name} for independent evidence, and find an effect of nothing {WRONG}",
                where=where,
                remedy=f"Add --cluster {name}.",
            )


def assigned_by(level: Ints | None, panel: Panel) -> Ints | None:
    """By unit, the group by which start dates were set, where the column (by row) is such a group; else None."""
    if level is None:
        return None
    of_unit = np.empty(panel.units, dtype=np.int64)
    of_unit[panel.unit] = level
    if (of_unit[panel.unit] != level).any():
        return None
    size = np.bincount(of_unit)
    levels = int((size > 0).sum())
    starts = len(panel.cohorts) + int((~panel.treated).any())
    if levels < max(LEAST_LEVELS, starts + 1) or size[of_unit].mean() < 2 or (size[of_unit] > 1).mean() < TOGETHER:
        return None
    cohort = np.full(len(size), NEVER)
    cohort[of_unit] = panel.cohort
    return of_unit if (cohort[of_unit] == panel.cohort).all() else None


def _codes(column: pa.ChunkedArray) -> Ints | None:
    if pa.types.is_floating(column.type) or pa.types.is_boolean(column.type) or pa.types.is_nested(column.type):
        return None
    coded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    return coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
