"""What leaves for analysts: exports and data frames hold exactly what was released."""

from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from tests.answers.evidences import cell, table

import clearspan
from clearspan.answers.export import export_cells
from clearspan.answers.warm import warm
from clearspan.errors import UsageError
from clearspan.vocabulary.cell import CELL_COLUMNS
from clearspan.warehouse.releases import EXPORT_SCHEMA, Releases

ROWS = [
    cell("active_share", "2026-W39", 0.4),
    cell("active_share", "2026-W40", None, withheld="This group has fewer than 8 people.", n=None, denominator=None),
    cell("active_share", "2026-W40", 0.5, dimension="division", group='Sales, "North"'),
    cell("active_share", "2026-W40", 0.6, dimension="division", group="Service"),
]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A folder with a small release."""
    Releases(tmp_path).publish(table(ROWS), pa.table({"person": [1]}))
    return tmp_path


def test_the_exports_hold_exactly_the_released_cells(directory: Path, tmp_path: Path) -> None:
    released = Releases(directory).cells().cast(EXPORT_SCHEMA)
    as_parquet = pyarrow.parquet.read_table(export_cells(directory, tmp_path / "cells.parquet"))
    assert as_parquet.equals(released)
    options = pyarrow.csv.ConvertOptions(column_types=released.schema, strings_can_be_null=True, quoted_strings_can_be_null=False)
    as_csv = pyarrow.csv.read_csv(export_cells(directory, tmp_path / "cells.csv"), convert_options=options)
    assert as_csv.to_pylist() == released.to_pylist()


def test_each_parquet_column_says_what_it_means(directory: Path, tmp_path: Path) -> None:
    schema = pyarrow.parquet.read_schema(export_cells(directory, tmp_path / "cells.parquet"))
    assert {field.name: field.metadata[b"meaning"].decode() for field in schema} == CELL_COLUMNS


def test_another_ending_is_refused(directory: Path) -> None:
    with pytest.raises(UsageError):
        export_cells(directory, directory / "cells.xlsx")


def test_an_analyst_gets_the_same_figures_as_data_frames(directory: Path) -> None:
    analyst = clearspan.open(directory)
    frame = analyst.show("active_share", "division", "2026-W40").to_pandas()
    assert dict(zip(frame["group"], frame["value"], strict=True)) == {'Sales, "North"': 0.5, "Service": 0.6}
    assert analyst.show("active_share", "organisation", ["2026-W39", "2026-W40"])["withheld"].to_pylist() == [
        None,
        "This group has fewer than 8 people.",
    ]
    assert analyst.periods() == ["2026-W39", "2026-W40"]
    assert "active_share" in analyst.metrics()["name"].to_pylist()


def test_a_folder_without_a_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        clearspan.open(tmp_path)


def test_pictures_are_drawn_ahead(directory: Path) -> None:
    count = warm(directory)
    assert count > 0
    assert len(list((directory / "pictures").iterdir())) == 2 * count
