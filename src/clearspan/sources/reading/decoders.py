"""A large file of JSON lines decoded by several processes at once, in order; what they cannot do is done here."""

import fcntl
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import IO, Self

import pyarrow as pa

from clearspan.sources.reading.arrived import Arrived
from clearspan.sources.reading.decoding import READY, Decoded, Task, unpacked
from clearspan.sources.reading.field_names import FieldNames
from clearspan.sources.reading.line_parts import PART_BYTES, LinePart, line_parts
from clearspan.sources.reading.lines import Overlong, grouped_lines
from clearspan.sources.reading.opening import plain_from, unreadable

SHARED_FROM_BYTES = 256 << 20
"""Bytes of a file from which processes are started for it: what they take to start is then a small part."""

MOST_PROCESSES = 4
_ASKED_AT_ONCE = 2
_PIPE_BYTES = 1 << 20
_MOST_UNSOUND = 8
"""Parts in a row that were not sound, after which no process is asked any more."""

_MODULE = "clearspan.sources.reading.decoding"

SharedPiece = bytes | Overlong | Decoded
"""Some whole lines to be read here, a line left out, or rows."""

Learnt = Callable[[], frozenset[str] | None]
"""Which undeclared names records are known to have by now; None while nothing is known."""


def can_share(arrived: Arrived) -> bool:
    """Whether the file is large enough and lies there as it is to be read."""
    path = arrived.content
    large = SHARED_FROM_BYTES <= arrived.size <= arrived.limits.total_bytes
    return large and isinstance(path, Path) and plain_from(path) is not None


def shared_pieces(arrived: Arrived, declared: pa.StructType, names: FieldNames, learnt: Learnt) -> Iterator[SharedPiece]:
    """The lines of a file for which `can_share` holds, decoded where they are sound. Raises UnreadableFile."""
    path = arrived.content
    assert isinstance(path, Path)
    try:
        parts = line_parts(path, plain_from(path) or 0, arrived.size, PART_BYTES)
        for part in parts:
            yield from grouped_lines(part.blocks(path), arrived.limits.line_bytes)
            if learnt() is not None:
                break
        with ExitStack() as stack:
            task = Task(path, declared, names.written, names.loose, arrived.limits.line_bytes)
            processes: list[_Process] = []
            with suppress(OSError):
                for _ in range(min(os.cpu_count() or 1, MOST_PROCESSES)):
                    processes.append(stack.enter_context(_Process(task)))
            pool = _Pool(processes, learnt)
            for part, found in pool.in_order(parts):
                yield from [found] if found is not None else grouped_lines(part.blocks(path), arrived.limits.line_bytes)
    except OSError as error:
        raise unreadable(error, arrived.name) from None


class _Process:
    """One process that decodes parts of a file, in the order in which they are asked for."""

    def __init__(self, task: Task) -> None:
        self.under_way = 0
        self._ready, self._ended = False, False
        path = os.pathsep.join(filter(None, sys.path))
        self._process = subprocess.Popen(
            [sys.executable, "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._asked, self._answers = self._process.stdin, self._process.stdout
        _widen(self._answers)
        self._tell(task)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in (self._asked, self._answers):
            with suppress(OSError):
                pipe.close()
        self._process.wait()

    def free(self) -> bool:
        """Whether another part may be asked for: it has started, has not ended, and has little to do."""
        if not self._ready and not self._ended and wait([self._answers.fileno()], 0):
            self._ready = self._answers.read(1) == READY
            self._ended = not self._ready
        return self._ready and not self._ended and self.under_way < _ASKED_AT_ONCE

    def ask(self, part: LinePart, passed: frozenset[str]) -> None:
        """Nothing; asks for a part, in which records may have these undeclared names."""
        self.under_way += 1
        self._tell((part, passed))

    def answer(self) -> Decoded | None:
        """What was made of the part that was asked for first; None where it is not sound, or the process has ended."""
        self.under_way -= 1
        if not self._ended:
            try:
                return unpacked(pickle.load(self._answers))
            except (EOFError, OSError, pickle.UnpicklingError):
                self._ended = True
        return None

    def _tell(self, what: object) -> None:
        try:
            pickle.dump(what, self._asked, pickle.HIGHEST_PROTOCOL)
            self._asked.flush()
        except OSError:
            self._ended = True


def _widen(pipe: IO[bytes]) -> None:
    """Nothing; lets a process leave its answers in the pipe and go on, where the system can hold so much."""
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


@dataclass
class _Pool:
    """The processes that decode one file."""

    processes: list[_Process]
    learnt: Learnt
    unsound: int = 0

    def in_order(self, parts: Iterable[LinePart]) -> Iterator[tuple[LinePart, Decoded | None]]:
        """Each part with what a process made of it; None where it is to be read here."""
        under_way: deque[tuple[LinePart, _Process]] = deque()
        for part in parts:
            while under_way and self._free() is None:
                yield self._oldest(under_way)
            process = self._free() if self.unsound < _MOST_UNSOUND and part.length <= 2 * PART_BYTES else None
            if process is not None:
                process.ask(part, self.learnt() or frozenset())
                under_way.append((part, process))
                continue
            while under_way:
                yield self._oldest(under_way)
            yield part, None
        while under_way:
            yield self._oldest(under_way)

    def _free(self) -> _Process | None:
        """The process with the least to do, where one may be asked."""
        free = [process for process in self.processes if process.free()]
        return min(free, key=lambda process: process.under_way, default=None)

    def _oldest(self, under_way: deque[tuple[LinePart, _Process]]) -> tuple[LinePart, Decoded | None]:
        part, process = under_way.popleft()
        found = process.answer()
        self.unsound = self.unsound + 1 if found is None else 0
        return part, found
