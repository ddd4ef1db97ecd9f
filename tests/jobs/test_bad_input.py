"""Bad input: a clear message, nothing half loaded, nothing lost that could be kept."""

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.organisation import silent

from clearspan.jobs.file_report import FileReport
from clearspan.jobs.run import read_exports
from clearspan.settings import load_settings
from clearspan.warehouse.store import Store

HEADER = "email,tool,period_start,period_end,active_days,actions\n"
GOOD = HEADER + "".join(f"p{n}@example.com,claude,2026-05-04,2026-05-10,{n % 6},{n}\n" for n in range(20))


def _run(exports: Path, tmp_path: Path) -> dict[str, FileReport]:
    reports = read_exports(exports, tmp_path / "out", load_settings(tmp_path), silent)
    return {report.path: report for report in reports}


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "good.csv").write_text(GOOD)
    return folder


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "is empty"),
        ("cut.csv.gz", gzip.compress(GOOD.encode() * 50, mtime=0)[:-20], "ends early"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "no source knows"),
        ("open.csv", (GOOD + '"p30@example.com,claude,2026-05-04').encode(), "never closes"),
        ("twice.csv", GOOD.replace("actions", "tool", 1).encode(), "2 columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_leaves_nothing(
    exports: Path, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (exports / name).write_bytes(content)
    reports = _run(exports, tmp_path)
    assert reports[name].failed and said in reports[name].why and name in reports[name].why
    assert reports["good.csv"].kept == 20
    assert Store.open(tmp_path / "out").rows("usage").num_rows == 20


@pytest.mark.parametrize(
    "packed",
    [
        lambda path: path.write_bytes(gzip.compress(GOOD.encode(), mtime=0)),
        lambda path: path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode()),
        lambda path: path.write_bytes(GOOD.encode("utf-16")),
        lambda path: path.write_text(GOOD.replace(",", ";")),
    ],
    ids=["gzip", "BOM", "UTF-16", "semicolons"],
)
def test_other_packings_of_a_file_are_read(exports: Path, tmp_path: Path, packed: Callable[[Path], object]) -> None:
    (exports / "good.csv").unlink()
    packed(exports / "packed.dat")
    assert _run(exports, tmp_path)["packed.dat"].kept == 20


def test_a_bad_record_is_named_and_the_others_are_kept(exports: Path, tmp_path: Path) -> None:
    bad = "p30@example.com,claude,2026-05-04,2026-05-10,-1,3\np31@example.com,claude,1026-05-04,2026-05-10,1,3\n"
    (exports / "good.csv").write_text(GOOD + bad)
    report = _run(exports, tmp_path)["good.csv"]
    assert (report.rows, report.kept, report.rejected) == (22, 20, 2)
    told = "\n".join(report.examples)
    assert "good.csv, record 21: active_days" in told
    assert "good.csv, record 22: period_start" in told
    assert "p30" not in told


def test_a_zip_bomb_is_refused(exports: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(exports / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.csv", HEADER.encode() + b"0" * (80 << 20))
    reports = _run(exports, tmp_path)
    assert reports["bomb.zip"].failed and reports["good.csv"].kept == 20


def test_an_unknown_person_is_kept_and_joins_when_the_roster_knows_them(exports: Path, tmp_path: Path) -> None:
    _run(exports, tmp_path)
    before = Store.open(tmp_path / "out").rows("usage")
    roster = "Employee_ID,Email_-_Work,Department,Hire_Date,Effective_Date\n"
    roster += "".join(f"E{n},p{n}@example.com,Ops,2020-01-01,2026-01-01\n" for n in range(20))
    (exports / "roster.csv").write_text(roster)
    _run(exports, tmp_path)
    spells = Store.open(tmp_path / "out").rows("person_spell")
    after = Store.open(tmp_path / "out").rows("usage")
    assert set(after["person"].to_pylist()) == set(spells["person"].to_pylist())
    assert before.num_rows == after.num_rows == 20


def test_two_sources_are_never_guessed_between(exports: Path, tmp_path: Path) -> None:
    header = GOOD.replace("actions", "actions,licence_from,licence_to,monthly_price,currency", 1)
    (exports / "good.csv").write_text(header)
    report = _run(exports, tmp_path)["good.csv"]
    assert report.failed and "could be" in report.why
