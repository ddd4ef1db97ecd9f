"""The released answers as data frames, for analysts."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from clearspan.answers.desk import Desk
from clearspan.answers.export import export_cells
from clearspan.answers.figure import RECORD_FIELDS
from clearspan.answers.measures import record
from clearspan.answers.show import show
from clearspan.errors import UsageError

_TYPES = {"version": pa.int32(), "n": pa.int64(), "value": pa.float64(), "low": pa.float64(), "high": pa.float64()}


class Analyst:
    """The same released figures that the pages show, for one directory. No fact and no person can be reached through it."""

    def __init__(self, directory: Path | str) -> None:
        self._desk = Desk(Path(directory))
        if not (Path(directory) / "release").exists():
            raise UsageError(
                "nothing is released there", where=str(directory), remedy="Run `clearspan run EXPORTS --out DIR` first."
            )

    def metrics(self) -> pa.Table:
        """Every metric's card, one a row."""
        return pa.Table.from_pylist([record(card) for card in self._desk.evidence().cards.values()])

    def periods(self) -> list[str]:
        """Names of the released periods, earliest first."""
        return [period.name for period in self._desk.evidence().released.periods()]

    def show(
        self,
        metric: str,
        by: str,
        period: str | Sequence[str],
        tool: str = "any",
        group: str | None = None,
        category: str | None = None,
    ) -> pa.Table:
        """The released figures of a metric by a dimension in one or several periods; `.to_pandas()` makes a data frame.

        Raises UsageError and NotReleased as the command line does.
        """
        periods = [period] if isinstance(period, str) else list(period)
        evidence = self._desk.evidence()
        records = [figure.record() for each in periods for figure in show(evidence, metric, by, each, tool, group, category)]
        fields = {**dict.fromkeys(RECORD_FIELDS, pa.string()), **_TYPES, "unchanged_members": pa.bool_()}
        return pa.Table.from_pylist(records, schema=pa.schema([(name, fields[name]) for name in RECORD_FIELDS]))

    def export(self, path: Path | str) -> Path:
        """The file to which every released cell was written: .csv, or .parquet with the columns' meanings."""
        return export_cells(self._desk.directory, Path(path))
