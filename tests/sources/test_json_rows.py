"""JSON files of any shape give the declared rows; what does not fit is rejected by record and field, and costs nothing else."""

import gzip
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from clearspan.errors import UnreadableFile
from clearspan.sources.reading.arrived import Arrived, arrived
from clearspan.sources.reading.declared_type import declared_type
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.opening import Limits
from clearspan.sources.source import FieldRole, KeptField

KEEPS = (
    KeptField("login", FieldRole.IDENTIFIER, "identifier"),
    KeptField("count", FieldRole.MEASURE, "prompts"),
    KeptField("used", FieldRole.CATEGORY, "active"),
    KeptField("parts[].name", FieldRole.CATEGORY, "surface"),
    KeptField("parts[].count", FieldRole.MEASURE, "prompts"),
    KeptField("cli.count", FieldRole.MEASURE, "prompts"),
)
DECLARED = declared_type(KEEPS, ["used"])
EMPTY = {"login": None, "count": None, "used": None, "parts": None, "cli": None}


def file_of(tmp_path: Path, text: str | bytes, limits: Limits | None = None) -> Arrived:
    path = tmp_path / "export.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return arrived(path, tmp_path, limits or Limits())


def one(tmp_path: Path, text: str | bytes, limits: Limits | None = None) -> JsonRows:
    (batch,) = read_json(file_of(tmp_path, text, limits), DECLARED)
    return batch


def lines(*records: Any) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


@pytest.mark.parametrize("shape", ["{0}\n{1}\n", "{0}\r\n\r\n{1}", "[{0},{1}]", "[\n {0},\n {1}\n]", "{0} {1}", "[{0}]\n[{1}]"])
def test_lines_documents_and_arrays_give_the_same_rows(tmp_path: Path, shape: str) -> None:
    text = shape.format('{"login":"ana","count":2}', '{"login":"bo"}')
    batch = one(tmp_path, text)
    assert batch.rows.to_pylist() == [{**EMPTY, "login": "ana", "count": 2.0}, {**EMPTY, "login": "bo"}]
    assert batch.sieve.numbers.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ({"count": "7"}, {"count": 7.0}),
        ({"count": " 7.0 "}, {"count": 7.0}),
        ({"count": ""}, {"count": None}),
        ({"count": None, "parts": None, "cli": None}, {}),
        ({"login": 90210}, {"login": "90210"}),
        ({"used": "true"}, {"used": True}),
        ({"used": 0}, {"used": False}),
        ({"cli": {}, "parts": []}, {"cli": {"count": None}, "parts": []}),
        ({"parts": [{"name": 5, "count": "3", "new": {}}]}, {"parts": [{"name": "5", "count": 3.0}]}),
    ],
)
def test_numbers_and_truth_written_as_text_are_read_and_absence_is_null(tmp_path: Path, sent: dict, read: dict) -> None:
    assert one(tmp_path, lines(sent)).rows.to_pylist() == [{**EMPTY, **read}]


@pytest.mark.parametrize(
    ("record", "field", "reason"),
    [
        ('{"count":"many"}', "count", "is not a number"),
        ('{"count":[]}', "count", "is not a number"),
        ('{"login":["ana"]}', "login", "is not text"),
        ('{"used":"maybe"}', "used", "is neither true nor false"),
        ('{"parts":"ana"}', "parts", "is not a list"),
        ('{"parts":["ana"]}', "parts", "is not an object"),
        ('{"parts":[{"count":"x"}]}', "parts.count", "is not a number"),
        ('{"cli":5}', "cli", "is not an object"),
        ("null", "", "the record is not a JSON object"),
        ('"ana"', "", "the record is not a JSON object"),
        ('{"login":"ana"', "", "the line is not complete JSON"),
        ('{"login":NaN}', "", "the line is not complete JSON"),
        ('{"login":"\\ud800"}', "", "the line is not complete JSON"),
        ("[" * 5000, "", "the line is not complete JSON"),
    ],
)
def test_a_record_that_does_not_fit_is_rejected_and_its_neighbours_kept(
    tmp_path: Path, record: str, field: str, reason: str
) -> None:
    batch = one(tmp_path, f'{{"login":"first"}}\n{record}\n{{"login":"last","count":3}}\n')
    assert [row["login"] for row in batch.rows.to_pylist()] == ["first", "last"]
    assert batch.sieve.numbers.tolist() == [1, 3]
    assert [(item.record, item.field, item.reason) for item in batch.sieve.rejects] == [(2, field, reason)]
    assert batch.records == 3


def test_bytes_that_are_no_utf8_cost_one_record(tmp_path: Path) -> None:
    batch = one(tmp_path, b'{"login":"ana"}\n{"login":"\xff"}\n{"login":"bo"}\n')
    assert [row["login"] for row in batch.rows.to_pylist()] == ["ana", "bo"]
    assert batch.sieve.rejects[0].record == 2


def test_a_damaged_first_record_does_not_hide_the_others(tmp_path: Path) -> None:
    batch = one(tmp_path, '{"login":"a\n' + lines(*({"login": f"u{at}"} for at in range(5))))
    assert len(batch.rows) == 5


@pytest.mark.parametrize("place", [0, 3, 6])
def test_a_line_over_the_limit_is_rejected_and_the_others_kept(tmp_path: Path, place: int) -> None:
    records = [{"login": f"u{at}"} for at in range(6)]
    records.insert(place, {"login": "x" * 5000})
    first = {"login": "first"}
    batch = one(tmp_path, lines(first, *records), Limits(line_bytes=1000))
    assert len(batch.rows) == 7
    assert [(item.record, item.reason) for item in batch.sieve.rejects] == [(place + 2, "the line is longer than 1,000 bytes")]


def test_a_line_of_64_megabytes_is_passed_over_without_holding_it(tmp_path: Path) -> None:
    path = tmp_path / "export.ndjson"
    with path.open("wb") as file:
        file.write(b'{"login":"first"}\n{"login":"')
        for _ in range(64):
            file.write(b"x" * (1 << 20))
        file.write(b'"}\n{"login":"last"}\n')
    tracemalloc.start()
    (batch,) = read_json(arrived(path), DECLARED)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [row["login"] for row in batch.rows.to_pylist()] == ["first", "last"]
    assert [item.record for item in batch.sieve.rejects] == [2]
    assert peak < 48 << 20


@pytest.mark.parametrize("text", ['{"data":\n[{"login":"ana"}', '[{"login":"ana"},\n{"log', "[" * 100_000])
def test_a_document_that_is_cut_off_is_an_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile, match="not complete JSON"):
        list(read_json(file_of(tmp_path, text), DECLARED))


def test_a_document_over_the_limit_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="JSON document of more than 100 bytes"):
        list(read_json(file_of(tmp_path, "[\n" + "1,\n" * 99 + "1]", Limits(document_bytes=100)), DECLARED))


def test_undeclared_keys_are_told_by_name_and_nested_ones_too(tmp_path: Path) -> None:
    text = lines({"login": "ana", "cli": {"count": 1, "tokens": 2}}, {"title": "x", "bo@example.com": 1})
    assert one(tmp_path, text).undeclared == {"title", "cli.tokens", "(a name that is not shown)"}


def test_records_come_in_batches_with_numbers_that_go_on(tmp_path: Path) -> None:
    text = "".join(f'{{"login":"u{at}"}}\n' for at in range(40_000)) + "broken\n"
    file = file_of(tmp_path, text * 2)
    batches = list(read_json(file, DECLARED))
    assert len(batches) > 1
    numbers = [int(number) for batch in batches for number in batch.sieve.numbers]
    rejected = [item.record for batch in batches for item in batch.sieve.rejects]
    assert sorted(numbers + rejected) == list(range(1, 80_003))
    assert rejected == [40_001, 80_002]


def test_a_file_that_ends_early_is_an_error_however_late(tmp_path: Path) -> None:
    text = "".join(f'{{"login":"u{at}"}}\n' for at in range(140_000)).encode()
    batches = read_json(file_of(tmp_path, gzip.compress(text, 1)[:-9]), DECLARED)
    assert len(next(batches).rows) > 65_000
    with pytest.raises(UnreadableFile, match="ends early"):
        list(batches)
