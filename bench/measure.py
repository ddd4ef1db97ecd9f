"""Runs one case in a process of its own and measures its time and peak memory."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

LOOKED_EVERY_SECONDS = 0.1


@dataclass(frozen=True)
class Measured:
    """What a case took: seconds inside the timed part, peak memory of the process and of those that it started in megabytes, and
    its own notes."""

    seconds: float
    peak_mb: float
    notes: dict[str, float]


def measure(module: str, *arguments: str) -> Measured:
    """What `python -m bench.<module> ARGUMENTS` measured; it prints one JSON line by `report`."""
    command = [sys.executable, "-m", f"bench.{module}", *arguments]
    case = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with ThreadPoolExecutor(1) as pool:
        together = pool.submit(_peak_with_children, case)
        out, err = case.communicate()
    if case.returncode:
        raise RuntimeError(f"bench.{module} {' '.join(arguments)} failed:\n{err[-2000:]}")
    line = json.loads(out.strip().splitlines()[-1])
    return Measured(line["seconds"], max(line["peak_mb"], together.result()), line["notes"])


def _peak_with_children(case: "subprocess.Popen[str]") -> float:
    """The largest memory in megabytes, of those looked at, that a process and what it started held together."""
    peak = 0.0
    while case.poll() is None:
        peak = max(peak, _resident(case.pid))
        time.sleep(LOOKED_EVERY_SECONDS)
    return peak


def _resident(process: int) -> float:
    """Megabytes of a process and of what it started."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        started = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / 2**20 + sum(_resident(int(child)) for child in started)


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
