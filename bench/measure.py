"""Runs one case in a process of its own and measures its time and peak memory."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """What a case took: seconds inside the timed part, peak memory of the process in megabytes, and its own notes."""

    seconds: float
    peak_mb: float
    notes: dict[str, float]


def measure(module: str, *arguments: str) -> Measured:
    """What `python -m bench.<module> ARGUMENTS` measured; it prints one JSON line by `report`."""
    command = [sys.executable, "-m", f"bench.{module}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"bench.{module} {' '.join(arguments)} failed:\n{done.stderr[-2000:]}")
    line = json.loads(done.stdout.strip().splitlines()[-1])
    return Measured(line["seconds"], line["peak_mb"], line["notes"])


def fastest(runs: list[Measured]) -> Measured:
    """The run that other programs on the machine disturbed least."""
    return min(runs, key=lambda measured: measured.seconds)


def least(runs: list[Measured], note: str) -> float:
    """The smallest value of a note."""
    return min(measured.notes[note] for measured in runs)


def report(work: Callable[[], dict[str, float] | None]) -> None:
    """Print what `work` took, for `measure` to read; a note named `seconds` replaces the time of the whole."""
    begin = time.perf_counter()
    notes = work() or {}
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": notes.pop("seconds", seconds), "peak_mb": peak, "notes": notes}))
