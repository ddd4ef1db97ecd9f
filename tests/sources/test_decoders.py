"""A large file of lines that several processes decode gives what one process makes of it, whatever is in it and whoever dies."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clearspan.sources.reading import decoders
from clearspan.sources.reading.arrived import arrived
from clearspan.sources.reading.json_rows import read_json
from clearspan.sources.reading.line_parts import line_parts
from clearspan.sources.reading.opening import Limits
from clearspan.sources.vendors.github_copilot_users import _DECLARED  # pyright: ignore[reportPrivateUsage]

LIMIT = 4_000


def record(number: int) -> dict[str, Any]:
    feature = {"feature": "chat_inline", "user_initiated_interaction_count": number % 7}
    return {
        "user_login": f"login-{number}",
        "day": "2026-05-04",
        "unknown": number,
        "totals_by_feature": [feature] * (number % 3),
    }


SOUND = [json.dumps(record(number)) for number in range(3_000)]

TROUBLES: dict[str, list[str]] = {
    "all sound": [],
    "half a line": [SOUND[0][:50]],
    "a wrong type": [json.dumps(record(1) | {"day": {"no": "day"}})],
    "a new name": [json.dumps(record(1) | {"unheard": 1})],
    "a blank line": ["", "  "],
    "a list": ["[1, 2]"],
    "a record over two lines": ['{"user_login":', '"two"}'],
    "a line over the limit": [json.dumps(record(1) | {"unknown": "x" * LIMIT})],
    "no UTF-8": ['{"user_login": "\udce4"}'],
}


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoders, "PART_BYTES", 20_000)
    monkeypatch.setattr(decoders, "SHARED_FROM_BYTES", 1 << 40)


def told(path: Path) -> dict[str, Any]:
    """Everything that reading a file tells."""
    found: dict[str, Any] = {"rows": [], "numbers": [], "rejects": [], "undeclared": set(), "records": 0}
    for batch in read_json(arrived(path, path.parent, Limits(line_bytes=LIMIT)), _DECLARED):
        found["rows"] += batch.rows.to_pylist()
        found["numbers"] += batch.sieve.numbers.tolist()
        found["rejects"] += [(reject.record, reject.field, reject.reason) for reject in batch.sieve.rejects]
        found["undeclared"] |= batch.undeclared
        found["records"] += batch.records
    return found


def written(folder: Path, lines: list[str], begin: str = "", end: str = "\n") -> Path:
    path = folder / "export.ndjson"
    path.write_bytes((begin + "\n".join(lines) + end).encode("utf-8", "surrogateescape"))
    return path


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each part that a process was asked for came back sound."""
    answers: list[bool] = []
    answer = decoders._Process.answer  # pyright: ignore[reportPrivateUsage]

    def noted(process: Any) -> Any:
        found = answer(process)
        answers.append(found is not None)
        return found

    monkeypatch.setattr(decoders._Process, "answer", noted)  # pyright: ignore[reportPrivateUsage]
    return answers


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The processes have started before the first part is given out, so that they are asked."""
    pieces = decoders._Pool.in_order  # pyright: ignore[reportPrivateUsage]

    def patient(pool: Any, parts: Any) -> Iterator[Any]:
        while not all(process.free() for process in pool.processes):
            pass
        return pieces(pool, parts)

    monkeypatch.setattr(decoders._Pool, "in_order", patient)  # pyright: ignore[reportPrivateUsage]


@pytest.mark.usefixtures("waiting")
def test_every_kind_of_trouble_is_told_as_by_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answered: list[bool]
) -> None:
    lines = [*SOUND]
    for place, trouble in enumerate(TROUBLES.values(), 1):
        lines[place * 300 : place * 300] = trouble
    path = written(tmp_path, lines)
    alone = told(path)
    assert not answered and alone["rejects"]
    monkeypatch.setattr(decoders, "SHARED_FROM_BYTES", 0)
    assert told(path) == alone
    assert answered.count(True) > len(TROUBLES) and answered.count(False) >= len(TROUBLES) - 2


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize(("begin", "end"), [("\ufeff", "\n"), ("", ""), ("", "\r\n")])
def test_the_ends_of_a_file_do_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answered: list[bool], begin: str, end: str
) -> None:
    path = written(tmp_path, SOUND[:1_000], begin, end)
    alone = told(path)
    assert alone["records"] == 1_000 and not alone["rejects"]
    monkeypatch.setattr(decoders, "SHARED_FROM_BYTES", 0)
    assert told(path) == alone
    assert any(answered)


@pytest.mark.usefixtures("waiting")
def test_processes_that_die_lose_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answered: list[bool]) -> None:
    path = written(tmp_path, SOUND)
    alone = told(path)
    monkeypatch.setattr(decoders, "SHARED_FROM_BYTES", 0)
    started: list[Any] = []
    ask = decoders._Process.ask  # pyright: ignore[reportPrivateUsage]

    def mortal(process: Any, *what: Any) -> None:
        started.append(process)
        if len(started) in (5, 12):
            process._process.kill()
        ask(process, *what)

    monkeypatch.setattr(decoders._Process, "ask", mortal)  # pyright: ignore[reportPrivateUsage]
    assert told(path) == alone
    assert True in answered and False in answered
    assert {process._process.returncode is None for process in started} == {False}


@pytest.mark.usefixtures("waiting")
def test_processes_end_with_a_reading_that_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoders, "SHARED_FROM_BYTES", 0)
    monkeypatch.setattr("clearspan.sources.reading.json_rows.RECORDS_A_BATCH", 500)
    started: list[Any] = []
    begin = decoders._Process.__enter__  # pyright: ignore[reportPrivateUsage]
    monkeypatch.setattr(decoders._Process, "__enter__", lambda process: started.append(process) or begin(process))  # pyright: ignore[reportPrivateUsage]
    reading = read_json(arrived(written(tmp_path, SOUND), tmp_path), _DECLARED)
    assert next(reading).records >= 500
    reading.close()  # type: ignore[attr-defined]
    assert started and all(process._process.returncode is not None for process in started)


def test_parts_are_whole_lines_without_a_gap(tmp_path: Path) -> None:
    path = written(tmp_path, [*SOUND[:50], "x" * 5_000, "", *SOUND[50:90]])
    content = path.read_bytes()
    parts = list(line_parts(path, 0, len(content), 700))
    assert b"".join(b"".join(part.blocks(path)) for part in parts) == content
    assert all(content[part.begin - 1 : part.begin] in (b"", b"\n") for part in parts)
    assert len(parts) > 10
