"""Whatever the bytes: a reader gives batches in which every record is accounted for, or an InputError without their content."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.thorough import often

import clearspan.sources.vendors
from clearspan.errors import InputError
from clearspan.shelf import read_shelf
from clearspan.sources.reading.arrived import arrived
from clearspan.sources.reading.opening import Limits
from clearspan.sources.recognise import recognise
from clearspan.sources.source import Batch, Source

HERE = Path(__file__).parent
SOURCES = read_shelf(clearspan.sources.vendors, Source)
EXAMPLES = {name: sorted(path for path in (HERE / name).glob("**/arrived*") if path.is_file()) for name in SOURCES}
PERSONAL = ("quillfeather", "oystermouth", "brambleby", "thistlewick")
TRICKS = (
    *(b'"', b",", b"\n", b"\r", b"\x00", b"\xff", b"\xef\xbb\xbf", b"{", b"}", b"[", b"]", b"null", b"true", b"-1", b"1e999"),
    *(b"[" * 2000, b'{"a":' * 2000, b"9" * 400, b"2026-02-30", b"9999-12-31", b'"\\ud800"', b"NaN", b"\x1f\x8b", b"PK\x03\x04"),
)
LIMITS = Limits(line_bytes=1 << 16, document_bytes=1 << 20)
RUNS = settings(
    max_examples=often(8, 100), derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """The data with a few pieces cut out, doubled, or replaced."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        trick = draw(st.one_of(st.sampled_from(TRICKS), st.binary(max_size=8), st.just(b""), st.just(data[start:end] * 2)))
        data = data[:start] + trick + data[end:]
    return data


def check(source: Source, data: bytes) -> None:
    """Reads the bytes as the source, and as whatever they are recognised for."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export-2026-08-20"
        path.write_bytes(data)
        for known in (True, False):
            try:
                file = arrived(path, path.parent, LIMITS)
                reader = source if known else recognise(file, SOURCES.values()).source
                for batch in reader.read(file):
                    check_batch(batch)
            except InputError as error:
                assert not [name for name in PERSONAL if name in str(error).lower()]
                assert error.where
                assert error.remedy


def check_batch(batch: Batch) -> None:
    gone = sum(batch.dropped.values()) + len(batch.rejects)
    assert 0 <= gone <= batch.records
    assert len({reject.record for reject in batch.rejects}) == len(batch.rejects)
    said = repr([*batch.rejects, *batch.dropped, *batch.fields_dropped]).lower()
    assert not [name for name in PERSONAL if name in said]
    if batch.earlier:
        assert batch.records == 0
    elif "usage" in batch.facts:
        kept = {record for rows in batch.facts.values() for record in rows.column("record").to_pylist()}
        assert len(kept) == batch.records - gone
        assert not kept & {reject.record for reject in batch.rejects}


@pytest.mark.thorough("100 files a source in place of 8")
@pytest.mark.parametrize("name", SOURCES)
@RUNS
@given(data=st.binary(max_size=200))
def test_any_bytes(name: str, data: bytes) -> None:
    check(SOURCES[name], data)


@pytest.mark.thorough("100 damaged exports a source in place of 8")
@pytest.mark.parametrize("name", [name for name, paths in EXAMPLES.items() if paths])
@RUNS
@given(data=st.data())
def test_damaged_exports(name: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(EXAMPLES[name]))
    check(SOURCES[name], data.draw(damaged(path.read_bytes())))
