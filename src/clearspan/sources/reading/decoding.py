"""Sound records of a part of a file, decoded in a process of their own: `python -m clearspan.sources.reading.decoding`.

The process is told on its input what to read, in pickles that nobody but its parent writes, and answers on its output. It ends
when its parent does.
"""

import os
import pickle
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from clearspan.sources.reading.collecting import no_garbage_collection
from clearspan.sources.reading.field_names import FieldNames, Written
from clearspan.sources.reading.line_parts import LinePart
from clearspan.sources.reading.lines import Overlong, grouped_lines
from clearspan.sources.reading.typed_records import CONVERTED_AT_ONCE, TypedRecords

READY = b"r"


@dataclass(frozen=True)
class Task:
    """What a process reads all its life: the parts of one file, as records of one type."""

    path: Path
    declared: pa.StructType
    written: Written
    loose: bool
    line_bytes: int


@dataclass(frozen=True)
class Decoded:
    """The rows of a part of a file, and how some of its records are written, by which names that nobody declared are seen."""

    rows: pa.StructArray
    examples: list[bytes]


def decoded(task: Task, typed: TypedRecords, part: LinePart) -> Decoded | None:
    """The records of a part, None where they are not all sound."""
    arrays: list[pa.Array] = []
    examples: list[bytes] = []
    waiting: list[Any] = []
    for lines in grouped_lines(part.blocks(task.path), task.line_bytes):
        if isinstance(lines, Overlong) or (records := typed.of_lines(lines)) is None:
            return None
        if not waiting:
            examples.append(lines.partition(b"\n")[0])
        waiting += records
        if len(waiting) >= CONVERTED_AT_ONCE:
            arrays.append(typed.rows(waiting))
            waiting = []
    if waiting:
        arrays.append(typed.rows(waiting))
    return Decoded(pa.concat_arrays(arrays), examples) if arrays else None


def packed(found: Decoded | None) -> tuple[bytes, list[bytes]] | None:
    """What was decoded, in a form that goes from process to process."""
    if found is None:
        return None
    batch = pa.RecordBatch.from_struct_array(found.rows)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return sink.getvalue().to_pybytes(), found.examples


def unpacked(answer: tuple[bytes, list[bytes]] | None) -> Decoded | None:
    """What was packed."""
    if answer is None:
        return None
    table = pa.ipc.open_stream(pa.py_buffer(answer[0])).read_all()
    (rows,) = table.to_struct_array().chunks
    return Decoded(rows, answer[1])


def _serve(asked: BinaryIO, answers: BinaryIO) -> None:
    """Nothing; answers each part that is asked for until nobody asks any more."""
    task: Task = pickle.load(asked)
    names = FieldNames(task.written, loose=task.loose)
    answers.write(READY)
    answers.flush()
    while True:
        try:
            part, passed = pickle.load(asked)
        except EOFError:
            return
        with no_garbage_collection():
            answer = packed(decoded(task, TypedRecords(task.declared, names, passed), part))
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


def main() -> None:
    """Nothing; serves the parent. An interrupt from the keyboard is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        try:
            _serve(sys.stdin.buffer, answers)
        except BrokenPipeError:
            os._exit(0)


if __name__ == "__main__":
    main()
