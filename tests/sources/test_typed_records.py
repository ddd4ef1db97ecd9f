"""Decoding whole pieces of sound lines gives what reading record by record gives, whatever the lines hold."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearspan.sources.reading import json_values, opening
from clearspan.sources.reading.arrived import arrived
from clearspan.sources.reading.declared_type import declared_type
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import paged
from clearspan.sources.reading.typed_records import MOST_NAMES, TypedRecords
from clearspan.sources.source import FieldRole, KeptField

DECLARED = declared_type(
    (
        KeptField("login", FieldRole.IDENTIFIER, "identifier"),
        KeptField("count", FieldRole.MEASURE, "prompts"),
        KeptField("used", FieldRole.CATEGORY, "active"),
        KeptField("parts[].name", FieldRole.CATEGORY, "surface"),
        KeptField("parts[].count", FieldRole.MEASURE, "prompts"),
        KeptField("cli.count", FieldRole.MEASURE, "prompts"),
    ),
    ["used"],
)
SOUND = b'{"login":"ana","count":3,"parts":[{"name":"x","count":1}],"cli":{"count":0}}'
VALUES = [
    *(b"null true 1 -0 01 1. 2.5 9007199254740993 18446744073709551616 1e308 1e999 NaN [ [] {} [null] [[]] x".split(b" ")),
    *(
        b'"" "7" "a\tb" "\\ud800" "\\u00e9" "\\x" "\xff" "\xc3\xa9" {"count":1} {"count":"1"} {"count":null,"n":1e999}'.split(
            b" "
        )
    ),
    *(b'[{"name":"y"},null] [{"name":"y","count":2,"more":[1]}] [{"name":1}] {"count":1,"count":"2"}'.split(b" ")),
]
NAMES = [b"login", b"count", b"used", b"parts", b"cli", b"title", b"\\u0061b", b"\xff", b"a\tb", b""]
FIELDS = [b'"' + name + b'":' + value for name in NAMES for value in VALUES]
RECORDS = st.lists(st.sampled_from(FIELDS), max_size=4).map(b",".join).map(b"{%b}".__mod__)
ODD = [b"", b" ", b"null", b"[]", b'{"login":"a"', b'{"count":1}{"count":2}', b'{"count":1},{"count":2}', b'{"cli":{}', b"{}}"]


def orjson_takes(text: bytes) -> bool:
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return False
    return True


LINES = st.lists(st.one_of(st.just(SOUND), RECORDS, st.sampled_from(ODD)), min_size=1, max_size=30)


def leaves(row: dict[str, Any]) -> dict[str, Any]:
    """An empty text or list for an object is none, or one of nothing but nulls, and an empty text for a list is none or an
    empty one: no column can tell."""
    parts = [tuple((part or {}).get(name) for name in ("name", "count")) for part in row["parts"] or ()]
    return {**row, "cli": (row["cli"] or {}).get("count"), "parts": parts or None}


def outcome(batches: list[JsonRows]) -> tuple[object, ...]:
    rows = [leaves(row) for batch in batches for row in batch.rows.to_pylist()]
    numbers = [number for batch in batches for number in batch.sieve.numbers.tolist()]
    rejects = [(item.record, item.field, item.reason) for batch in batches for item in batch.sieve.rejects]
    return list(zip(numbers, rows, strict=True)), sorted(rejects), sum(batch.records for batch in batches)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, end=st.sampled_from([b"\n", b"\r\n"]), block=st.integers(40, 400))
def test_a_file_read_in_small_pieces_is_the_file_read_at_once(tmp_path: Path, lines: list[bytes], end: bytes, block: int) -> None:
    path = tmp_path / "export.ndjson"
    path.write_bytes(end.join([SOUND, *lines, SOUND]))
    at_once = list(read_json(arrived(path), DECLARED))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "BLOCK_BYTES", block)
        in_pieces = list(read_json(arrived(path), DECLARED))
    assert outcome(in_pieces) == outcome(at_once)


WHOLE = RECORDS.filter(orjson_takes)
PAGES = st.lists(st.one_of(st.just(SOUND), WHOLE), max_size=12).map(b",".join)
SAID = st.sampled_from([b"", *(b'"login":%b,' % value for value in (b'"bo"', b"7", b"null", b"{}"))])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages=st.lists(st.tuples(SAID, PAGES), min_size=1, max_size=3))
@pytest.mark.parametrize("shape", ["one page", "a list of pages", "a page a line", "a list of records"])
def test_pages_taken_apart_as_they_are_written_hold_what_parsed_ones_hold(
    tmp_path: Path, shape: str, pages: list[tuple[bytes, bytes]]
) -> None:
    path = tmp_path / "export.json"
    written = [b'{%b"more":1,"data":[%b]}' % (said, b",".join([SOUND] * 2 + [page] * bool(page))) for said, page in pages]
    records = b",".join([SOUND] + [page for _, page in pages if page])
    path.write_bytes(
        {
            "one page": b'{%b"data":[%b]}' % (pages[0][0], records),
            "a list of pages": b"[%b]" % b",".join(written),
            "a page a line": b"\n".join(written),
            "a list of records": b"[%b]" % records,
        }[shape]
    )
    opened = paged("login")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_values, "VALUES_A_PIECE", 2)
        patch.setattr(opening, "BLOCK_BYTES", 100)
        apart = outcome(list(read_json(arrived(path), DECLARED, opened)))
        parsed = outcome(list(read_json(arrived(path), DECLARED, opened.__call__)))
    assert apart == parsed


def test_what_is_sound_is_decoded_at_once_and_nothing_else() -> None:
    lines = TypedRecords(DECLARED)
    assert lines.of_lines(SOUND) is None
    lines.learn(["title"])
    records = lines.of_lines(b"\n".join([SOUND, b'{"title":[{"who":"bo"}]}', SOUND]))
    assert records is not None
    rows = lines.rows(records)
    rows.validate(full=True)
    assert rows.field("count").to_pylist() == [3.0, None, 3.0]
    assert rows.field("cli").to_pylist() == [{"count": 0.0}, None, {"count": 0.0}]
    for odd in (b'{"new":1}', b'{"count":"x"}', b"null", *ODD):
        assert lines.of_lines(SOUND + b"\n" + odd) is None
    lines.learn(f"name {number}" for number in range(MOST_NAMES))
    assert lines.of_lines(b'{"name 1":1}') is None
