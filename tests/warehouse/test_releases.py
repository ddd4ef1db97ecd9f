"""What was released is never altered, never released again, and is there as a whole or not at all."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from clearspan.errors import StoreError
from clearspan.vocabulary.cell import CELL_COLUMNS, Cell
from clearspan.warehouse.releases import CELL_SCHEMA, Releases

MEMBERS = pa.table({"person": pa.array([1, 2], pa.int32()), "group": ["a", "b"]})


def cell(**given: Any) -> pa.Table:
    filled = {
        "metric": "active_share", "metric_version": 1, "tool": "any", "dimension": "team", "group": "North", "kind": "week",
        "period": "2026-W20", "start_day": 20587, "end_day": 20593, "category": "", "numerator": 8.0, "denominator": 10,
        "n": 10, "value": 0.8, "low": None, "high": None, "withheld": None, "members_as_of": 20593, "unchanged": False,
        "rows": 100, "data_as_of": 20600, "released_at": 1_780_000_000, "release": 1,
    }  # fmt: skip
    return pa.Table.from_pylist([filled | given], schema=CELL_SCHEMA)


def files(releases: Releases) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (releases.directory / "release" / "cells").iterdir()}


def test_nothing_yet(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    assert (releases.number(), releases.cells().num_rows, releases.membership().num_rows) == (0, 0, 0)
    assert releases.cells().schema == CELL_SCHEMA
    assert not any(tmp_path.iterdir())


def test_a_cell_is_stored_with_every_column_of_the_vocabulary() -> None:
    assert set(CELL_COLUMNS) == set(Cell.__dataclass_fields__) == set(CELL_SCHEMA.names)


def test_releases_add_up_and_keep_the_earlier_ones_as_they_were(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    assert releases.publish(cell(), MEMBERS) == 1
    first, stamp = files(releases), releases.stamp()
    assert releases.publish(cell(period="2026-W21", start_day=20594, value=None, withheld="too few"), MEMBERS.slice(1)) == 2
    assert files(releases).items() >= first.items()
    assert releases.cells().column("value").to_pylist() == [0.8, None]
    assert releases.membership().equals(MEMBERS.slice(1))
    assert (releases.number(), releases.stamp() == stamp) == (2, False)


def test_a_cell_is_released_once(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.publish(cell(), MEMBERS)
    with pytest.raises(StoreError, match="released before"):
        releases.publish(cell(value=0.9), MEMBERS)
    with pytest.raises(StoreError, match="stands twice"):
        releases.publish(pa.concat_tables([cell(group="South"), cell(group="South", value=0.1)]), MEMBERS)
    assert releases.number() == 1
    assert releases.publish(cell(metric_version=2), MEMBERS) == 2


def test_an_earlier_membership_is_gone_from_the_disk(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.publish(cell(), MEMBERS)
    before = (releases.number(), releases.stamp())
    releases.revise_memberships(lambda table: table.slice(0, 1))
    assert releases.membership().equals(MEMBERS.slice(0, 1))
    assert len(list((tmp_path / "release" / "membership").iterdir())) == 1
    assert (releases.number(), releases.stamp()) == before


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (cell().drop_columns(["n"]), r"release\.n: the column is missing"),
        (cell().set_column(0, "metric", pa.array([None], pa.string())), r"release\.metric: 1 values are missing"),
        (cell().set_column(12, "n", pa.array(["many"])), r"release\.n: values of type string do not fit int64"),
    ],
)
def test_cells_that_do_not_fit_are_refused(tmp_path: Path, cells: pa.Table, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        Releases(tmp_path).publish(cells, MEMBERS)
    assert Releases(tmp_path).number() == 0


def test_a_crash_before_the_swap_publishes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    releases = Releases(tmp_path)
    releases.publish(cell(), MEMBERS)

    class Killed(BaseException):
        pass

    def replace(path: Path, target: Path) -> None:
        if target.name == "CURRENT":
            raise Killed
        path.rename(target)

    with monkeypatch.context() as crash, pytest.raises(Killed):
        crash.setattr(Path, "replace", replace)
        releases.publish(cell(group="South"), MEMBERS)
    assert (releases.number(), releases.cells().num_rows) == (1, 1)
    assert releases.publish(cell(group="South"), MEMBERS) == 2
    assert releases.cells().num_rows == len(files(releases)) == 2
