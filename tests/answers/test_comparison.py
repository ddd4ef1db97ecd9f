"""Two exports compared: every cell that differs is found, with what explains it; what is no export is refused."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.answers.evidences import cell, table

from clearspan.answers.comparison import Explained, compare, sentences
from clearspan.answers.export import csv_chunks
from clearspan.errors import UnreadableFile
from clearspan.warehouse.releases import EXPORT_SCHEMA

SMALL = "This group has fewer than 8 people."
FIRST = [
    cell("active_share", "2026-W20", 0.5),
    cell("active_share", "2026-W21", 0.5),
    cell("active_share", "2026-W22", 0.5),
    cell("active_share", "2026-W23", 0.5),
    cell("active_share", "2026-W24", withheld=SMALL, n=None, denominator=None),
    cell("active_share", "2026-W25", 0.5),
    cell("power_share", "2026-W20", 0.2),
    cell("tiers", "2026-W20", 0.2, category="none"),
]
SECOND = [
    FIRST[0],
    cell("active_share", "2026-W21", 0.6, data_as_of=20_700, rows=1200),
    cell("active_share", "2026-W22", 0.6, metric_version=2),
    cell("active_share", "2026-W23", 0.6, members_as_of=20_500, unchanged=True),
    cell("active_share", "2026-W24", 0.5),
    cell("active_share", "2026-W25", withheld=SMALL, n=None, denominator=None, unchanged=True),
    cell("power_share", "2026-W20", 0.3),
    cell("tiers", "2026-W20", 0.2, category="none + tried"),
]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_each_difference_is_explained(tmp_path: Path, ending: str) -> None:
    paths = [tmp_path / f"first.{ending}", tmp_path / f"second.{ending}"]
    for path, rows in zip(paths, (FIRST, SECOND), strict=True):
        if ending == "csv":
            path.write_bytes(b"".join(csv_chunks(table(rows))))
        else:
            pq.write_table(table(rows).cast(EXPORT_SCHEMA), path)
    found = compare(*paths)
    assert found.alike == 1
    assert {(each.metric, each.period, each.category): each.explained for each in found.differences} == {
        ("active_share", "2026-W21", ""): (Explained.DATA,),
        ("active_share", "2026-W22", ""): (Explained.DEFINITION,),
        ("active_share", "2026-W23", ""): (Explained.PEOPLE,),
        ("active_share", "2026-W24", ""): (Explained.SHOWN,),
        ("active_share", "2026-W25", ""): (Explained.WITHHELD, Explained.PEOPLE),
        ("power_share", "2026-W20", ""): (Explained.NOTHING,),
        ("tiers", "2026-W20", "none"): (Explained.ONLY_FIRST,),
        ("tiers", "2026-W20", "none + tried"): (Explained.ONLY_SECOND,),
    }
    told = {each.period: each.words for each in found.differences if each.metric == "active_share"}
    assert told["2026-W22"] == "The definition went from version 1 to 2."
    assert "in some 1,200 rows" in told["2026-W21"]
    assert found.record()["differ"] == 8
    assert sentences(compare(paths[0], paths[0])) == ("The exports are alike: 8 cells.",)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("cells.csv", "a,b\n1,2\n", "has no column metric"),
        ("cells.parquet", "a,b\n", "is no export of released cells"),
        ("cells.csv", "", "is no export of released cells"),
    ],
)
def test_a_file_that_is_no_export_is_refused(tmp_path: Path, name: str, content: str, says: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(UnreadableFile, match=says):
        compare(tmp_path / name, tmp_path / name)
    with pytest.raises(UnreadableFile, match="does not exist"):
        compare(tmp_path / "none.csv", tmp_path / name)
