"""Delimited files of any habit give the same rows, and every record that does not fit is told by its number."""

from pathlib import Path

import pytest

from clearspan.errors import UnreadableFile
from clearspan.sources.reading.arrived import arrived
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.opening import Limits
from clearspan.sources.source import FieldRole, KeptField

FIELDS = (
    KeptField("User Name", FieldRole.IDENTIFIER, "identifier", aliases=("login",), required=True),
    KeptField("count", FieldRole.MEASURE, "prompts"),
)


def rows_of(tmp_path: Path, text: str | bytes, limits: Limits | None = None) -> list[CsvRows]:
    path = tmp_path / "export.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_csv(arrived(path, tmp_path, limits or Limits()), FIELDS))


def values(batches: list[CsvRows]) -> list[tuple[int, str | None, str | None]]:
    """Number and both columns of every row that is kept."""
    return [
        row
        for batch in batches
        for row, kept in zip(
            zip(
                batch.sieve.numbers.tolist(),
                batch.column("User Name").to_pylist(),
                batch.column("count").to_pylist(),
                strict=True,
            ),
            batch.sieve.open,
            strict=True,
        )
        if kept
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["User Name", "user_name", "USERNAME", '"User Name"', "Login"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiter_header_spelling_and_line_ends_do_not_matter(tmp_path: Path, delimiter: str, name: str, end: str) -> None:
    lines = [f"Count{delimiter}{name}", f"3{delimiter} ana ", f"{delimiter}bo", f'4{delimiter}"c{delimiter}{end}d"']
    batches = rows_of(tmp_path, end.join(lines))
    assert values(batches) == [(1, "ana", "3"), (2, "bo", None), (3, f"c{delimiter}{end}d", "4")]


def test_a_line_that_states_the_separator_is_obeyed(tmp_path: Path) -> None:
    assert values(rows_of(tmp_path, "sep=;\r\nlogin;a,b,c\r\nana;1,2,3\r\n")) == [(1, "ana", None)]


def test_rows_of_another_width_are_rejected_by_number_and_the_others_kept(tmp_path: Path) -> None:
    batches = rows_of(tmp_path, "login,count\nana,1\n\nbo\ncy,2,3\n,\ndi,4\n")
    assert values(batches) == [(1, "ana", "1"), (5, "di", "4")]
    (batch,) = batches
    assert [(reject.record, reject.reason) for reject in batch.sieve.rejects] == [
        (2, "has 1 fields where the header has 2"),
        (3, "has 3 fields where the header has 2"),
    ]
    assert batch.sieve.dropped == {"empty row": 1}
    assert batch.records == 5


def test_numbers_go_on_over_batches(tmp_path: Path) -> None:
    body = "".join(f"user{at},{at}\n" if at % 7 else "broken\n" for at in range(1, 301))
    batches = rows_of(tmp_path, "login,count\n" + body, Limits(line_bytes=256))
    assert len(batches) > 5
    assert values(batches) == [(at, f"user{at}", str(at)) for at in range(1, 301) if at % 7]
    assert sorted(reject.record for batch in batches for reject in batch.sieve.rejects) == list(range(7, 301, 7))
    assert sum(batch.records for batch in batches) == 300


def test_a_quotation_mark_that_is_never_closed_is_an_error_and_loses_nothing_silently(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="quotation mark in record 2"):
        rows_of(tmp_path, 'login,count\nana,1\n"bo,2\ncy,3\ndi,4\n')


def test_a_quotation_mark_inside_a_value_is_a_character(tmp_path: Path) -> None:
    assert values(rows_of(tmp_path, 'login,count\n5" ana,1\nbo,2\n')) == [(1, '5" ana', "1"), (2, "bo", "2")]


def test_a_record_over_the_limit_is_an_error_that_says_after_which(tmp_path: Path) -> None:
    text = "login,count\n" + "ana,1\n" * 5 + "x" * 5000 + ",1\n" + "ana,1\n" * 5
    with pytest.raises(UnreadableFile, match="longer than 1,000 bytes after record 5"):
        rows_of(tmp_path, text, Limits(line_bytes=1000))


def test_bytes_that_are_no_utf8_cost_a_record_only_where_they_are_kept(tmp_path: Path) -> None:
    batches = rows_of(tmp_path, b"login,count,Name\nana,1,M\xfcller\nj\xf6rg,2,x\n")
    assert values(batches) == [(1, "ana", "1")]
    assert [(item.record, item.field) for item in batches[0].sieve.rejects] == [(2, "User Name")]


def test_a_required_column_that_is_missing_and_one_that_stands_twice_are_errors(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no column 'User Name'"):
        rows_of(tmp_path, "count\n1\n")
    with pytest.raises(UnreadableFile, match="2 columns for 'User Name'"):
        rows_of(tmp_path, "login,user_name\n1,2\n")


def test_other_columns_are_told_by_name_unless_the_name_could_be_personal(tmp_path: Path) -> None:
    (batch,) = rows_of(tmp_path, "login,Department,what ana wrote!\n")
    assert batch.undeclared == {"Department", "(a name that is not shown)"}
    assert batch.records == 0


@pytest.mark.parametrize("value", ["ana@example.com", "2026-09-03", "1.5", "3"])
def test_no_column_is_told_by_name_where_a_record_has_run_into_the_header(tmp_path: Path, value: str) -> None:
    (batch,) = rows_of(tmp_path, f"login,Departmentana,{value},Sales\nbo,1,2,3\n")
    assert batch.undeclared == {"(a name that is not shown)"}
