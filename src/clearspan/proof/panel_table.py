"""Makes a panel of a table, and refuses what no estimator could use, naming the record and the field."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.errors import BadRecord, UsageError
from clearspan.proof.arrays import Bools, Floats, Ints
from clearspan.proof.calendar import Clock, glued, number, recognise
from clearspan.proof.panel import NEVER, Columns, Panel

NO_DATE = frozenset({"", "never", "na", "nan", "none", "null", "inf", "infinity", "-"})
"""What stands for a unit that is never treated, beside an empty cell; and 0, where all periods are numbered from 1."""


DENSE = 4
"""Cells of a panel to each of its rows, up to which they are counted one by one."""


@dataclass(frozen=True)
class _Coded:
    """A column's distinct values as texts (None: missing), and each row's place among them."""

    texts: tuple[str | None, ...]
    of_row: Ints


class PanelTable:
    """A table that is to become a panel; `where` is its file's name."""

    def __init__(self, table: pa.Table, columns: Columns, where: str) -> None:
        self.table = table
        self.columns = columns
        self.where = where

    def panel(self, log: bool = False) -> Panel:
        """The panel. Raises UsageError for a column that is not there, BadRecord for what cannot be used."""
        names = self.columns
        units, unit = self._labels(names.unit)
        clock, times, time = self._times()
        self._refuse_twice(unit, units, time, len(times))
        cohort = self._of_units(self._starts(clock, times), unit, units, time)
        cluster = np.arange(units)
        if names.cluster and names.cluster != names.unit:
            cluster = self._clusters(unit, units)
        outcome = self._numbers(names.outcome)
        if log:
            self._refuse((outcome <= 0), names.outcome, "has no logarithm, because it is 0 or less", "Leave out --log.")
            outcome = np.log(outcome)
        controls = [self._numbers(name) for name in names.controls]
        held = np.column_stack(controls) if controls else np.zeros((len(outcome), 0))
        panel = Panel(unit, time, outcome, cohort, cluster, times, held, clock, log, names)
        return self._with_beside(panel)

    def _with_beside(self, panel: Panel) -> Panel:
        """The panel with what is known of each unit beside: who took it up at any time, who is near whom, strata of the draw."""
        names, unit, units = self.columns, panel.unit, panel.units
        found = panel
        if names.uptake:
            took = self._share(names.uptake)
            ever = np.zeros(units)
            np.maximum.at(ever, unit, took)
            found = replace(found, uptake=ever)
        if names.exposure:
            near = self._share(names.exposure)
            found = replace(found, exposure=self._fixed(names.exposure, near, unit, units, "Give the share at the start."))
        if names.stratum:
            _, stratum = self._labels(names.stratum)
            fixed = self._fixed(names.stratum, stratum.astype(np.float64), unit, units, "Give the stratum of the draw.")
            found = replace(found, stratum=fixed.astype(np.int64))
        return found

    def _share(self, name: str) -> Floats:
        values = self._numbers(name)
        self._refuse((values < 0) | (values > 1), name, "is not between 0 and 1", "Write a share, or 0 and 1.")
        return values

    def _fixed(self, name: str, values: Floats, unit: Ints, units: int, remedy: str) -> Floats:
        """By unit, a value that does not change with time."""
        fixed = np.empty(units)
        fixed[unit[::-1]] = values[::-1]
        self._refuse(values != fixed[unit], name, "is another than in an earlier row of its unit", remedy)
        return fixed

    def _column(self, name: str) -> pa.Array:
        if name not in self.table.column_names:
            known = ", ".join(self.table.column_names[:20])
            raise UsageError(f"there is no column {name!r}", where=self.where, remedy=f"Its columns are: {known}.")
        return self.table[name].combine_chunks()

    def _encoded(self, name: str) -> tuple[pa.Array, Ints]:
        """A column's distinct values, and each row's place among them; the place after the last stands for a missing one."""
        column = self._column(name)
        coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        indices = coded.indices
        of_row = (indices.fill_null(len(coded.dictionary)) if indices.null_count else indices).to_numpy().astype(np.int64)
        return coded.dictionary, of_row

    def _texts(self, name: str) -> _Coded:
        distinct, of_row = self._encoded(name)
        return _Coded((*(_text(value) for value in distinct.to_pylist()), None), of_row)

    def _labels(self, name: str) -> tuple[int, Ints]:
        """How many labels a column has, none of which is missing, and each row's number."""
        distinct, of_row = self._encoded(name)
        missing = np.zeros(len(distinct) + 1, dtype=bool)
        missing[-1] = True
        if pa.types.is_string(distinct.type):
            missing[:-1] = pc.equal(pc.utf8_trim_whitespace(distinct), "").to_numpy(zero_copy_only=False)
        elif pa.types.is_floating(distinct.type):
            missing[:-1] = pc.is_nan(distinct).to_numpy(zero_copy_only=False)
        self._refuse(missing[of_row], name, "is missing", "Say it in every row.")
        present = np.bincount(of_row, minlength=len(distinct)) > 0
        return int(present.sum()), of_row if present.all() else (np.cumsum(present) - 1)[of_row]

    def _times(self) -> tuple[Clock, Ints, Ints]:
        """How time is counted, the periods, and each row's."""
        name = self.columns.time
        coded = self._texts(name)
        missing = np.array([text is None or not text.strip() for text in coded.texts])
        self._refuse(missing[coded.of_row], name, "is missing", "Say when each row was.")
        texts = [text or "" for text in coded.texts[:-1]]
        clock = recognise(texts)
        if clock is None:
            odd = np.array([all(number(each, text) is None for each in Clock) for text in texts])
            mask = odd[coded.of_row] if odd.any() else np.ones(len(coded.of_row), dtype=bool)
            what = "is no time" if odd.any() else "is not written as the other rows' times are"
            self._refuse(mask, name, what, "Write whole numbers, or 2026-05-18, 2026-W20, 2026-05 or 2026-Q2.")
        assert clock is not None
        values = np.array([number(clock, text) for text in texts], dtype=np.int64)
        if clock is Clock.NUMBER and (looks := glued(values)):
            raise BadRecord(
                f"is {looks} glued into one number, so that a year would have 100 months",
                where=f"{self.where}, record 1, field {name}",
                remedy="Write it with a dash (2026-05, 2026-W20, 2026-05-18), or number the periods 1, 2, 3.",
            )
        times, place = np.unique(values, return_inverse=True)
        return clock, times, place[coded.of_row]

    def _starts(self, clock: Clock, times: Ints) -> Ints:
        """By row, the time from which its unit is treated, or NEVER."""
        name = self.columns.treated_from
        coded = self._texts(name)
        never_zero = clock is not Clock.NUMBER or int(times[0]) > 0
        found = [_start(clock, text, never_zero) for text in coded.texts]
        odd = np.array([each is None for each in found])
        what = f"is not written as the times in {self.columns.time} are"
        self._refuse(odd[coded.of_row], name, what, "Leave it empty for a unit that is never treated.")
        values = np.array([NEVER if each is None else each for each in found], dtype=np.int64)
        dated = values[values != NEVER]
        if clock is Clock.NUMBER and len(dated) and glued(dated) and not glued(times):
            what = f"is {glued(dated)} glued into one number, and {self.columns.time} is not"
            self._refuse(values[coded.of_row] != NEVER, name, what, "Write both in the same way.")
        return values[coded.of_row]

    def _of_units(self, row_cohort: Ints, unit: Ints, units: int, time: Ints) -> Ints:
        """By unit, the time from which it is treated; one that changes is refused."""
        cohort = np.empty(units, dtype=np.int64)
        cohort[unit[::-1]] = row_cohort[::-1]
        wrong = row_cohort != cohort[unit]
        if not wrong.any():
            return cohort
        last_treated = np.full(units, -1)
        dated = row_cohort != NEVER
        np.maximum.at(last_treated, unit[dated], time[dated])
        leaves = ~dated & (time > last_treated[unit]) & (last_treated[unit] >= 0)
        name = self.columns.treated_from
        if leaves.any():
            what = "is empty although its unit was treated before: it left treatment"
            self._refuse(
                leaves, name, what, "Leave such units out, or ask for the effect of being offered it: keep the first date."
            )
        self._refuse(
            wrong, name, "is another date than in an earlier row of its unit", "Give each unit one date, in all its rows."
        )
        return cohort

    def _clusters(self, unit: Ints, units: int) -> Ints:
        name = self.columns.cluster
        _, of_row = self._labels(name)
        remedy = "Keep the cluster in which the unit was when the start dates were set."
        return self._fixed(name, of_row.astype(np.float64), unit, units, remedy).astype(np.int64)

    def _refuse_twice(self, unit: Ints, units: int, time: Ints, periods: int) -> None:
        key = unit * periods + time
        if units * periods <= DENSE * len(key) and np.bincount(key, minlength=1).max() == 1:
            return
        _, first = np.unique(key, return_index=True)
        again = np.ones(len(key), dtype=bool)
        again[first] = False
        what = f"is there twice for the same {self.columns.unit}"
        self._refuse(again, self.columns.time, what, "Keep one row for each unit and period.")

    def _numbers(self, name: str) -> Floats:
        column = self._column(name)
        try:
            values = pc.cast(column, pa.float64())
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            odd = np.array([not _is_number(value) for value in column.to_pylist()])
            self._refuse(odd, name, "is not a number", "Write numbers with a point; a category becomes columns of 0 and 1.")
            raise
        found = values.fill_null(math.nan).to_numpy(zero_copy_only=False).astype(np.float64)
        self._refuse(~np.isfinite(found), name, "is missing", "Leave the row out where nothing was measured, and do not write 0.")
        return found

    def _refuse(self, wrong: Bools, name: str, what: str, remedy: str) -> None:
        """Raises BadRecord for the first row that is wrong."""
        if wrong.any():
            record = int(np.argmax(wrong)) + 1
            raise BadRecord(what, where=f"{self.where}, record {record}, field {name}", remedy=remedy)


def _start(clock: Clock, text: str | None, never_zero: bool) -> int | None:
    """The time from which a unit is treated, NEVER, or None where the text is neither."""
    if text is None or text.strip().lower() in NO_DATE:
        return NEVER
    found = number(clock, text)
    return NEVER if found in (0, None) and never_zero and number(Clock.NUMBER, text) == 0 else found


def _text(value: object) -> str | None:
    if isinstance(value, float):
        return None if math.isnan(value) else str(int(value)) if value.is_integer() else str(value)
    return None if value is None else str(value)


def _is_number(value: object) -> bool:
    try:
        float(str(value))
    except ValueError:
        return value is None
    return True


def panel_of(columns: Sequence[Sequence[object]], names: Columns = Columns(), log: bool = False) -> Panel:  # noqa: B008  frozen
    """A panel of columns in memory: unit, time, treated from, outcome, then the cluster where `names` has one, then controls."""
    labels = [
        names.unit,
        names.time,
        names.treated_from,
        names.outcome,
        *([names.cluster] if names.cluster else []),
        *names.controls,
    ]
    table = pa.Table.from_arrays([pa.array(values) for values in columns], labels)
    return PanelTable(table, names, "panel").panel(log)
