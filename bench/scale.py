"""The whole job on organisations of growing size."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Measured, measure
from bench.row import Row
from bench.sizes import Sizes

WEEKS = 8
MOST_MB = 4096
MOST_GROWTH = 1.15


def rows(sizes: Sizes, work: Path) -> Iterator[Row]:
    """Rows on the scale."""
    before: tuple[int, float] | None = None
    for people in sizes.scale:
        wrote, job = _measured(people, work)
        seconds = job.seconds - job.notes["release"]
        millions = f"{job.notes['rows'] / 1e6:.2f} million rows of use"
        what = f"{people:,} people × {WEEKS} weeks ({millions}): reading, identities, storing, measuring"
        each = 1000 * seconds / people
        ours = f"{seconds:.1f} s, {each:.2f} ms a person"
        if before is None:
            yield Row(what, ours)
        else:
            growth = each / before[1]
            goal, met = (
                ("", None) if people != sizes.scale[-1] else (f"at most {MOST_GROWTH:g} times a person", growth <= MOST_GROWTH)
            )
            yield Row(what, ours, f"{before[0]:,} people", f"{growth:.2f}", goal, met)
        cells = f"{job.notes['cells']:,.0f} cells"
        yield Row(f"{people:,} people: release ({cells})", f"{job.notes['release']:.1f} s")
        yield Row(
            f"{people:,} people: peak memory", f"{job.peak_mb:,.0f} MB", goal=f"below {MOST_MB:,} MB", met=job.peak_mb < MOST_MB
        )
        yield Row(f"{people:,} people: writing the simulated files", f"{wrote:.1f} s")
        before = (people, each)


def _measured(people: int, work: Path) -> tuple[float, Measured]:
    """Seconds of the simulation, and what the job took on its files."""
    out = work / f"scale-{people}"
    shutil.rmtree(out, ignore_errors=True)
    begin = time.perf_counter()
    command = [sys.executable, "-m", "clearspan", "simulate", "--people", str(people), "--weeks", str(WEEKS), "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    wrote = time.perf_counter() - begin
    job = measure("scale_case", str(out / "exports"), str(out / "kept"))
    shutil.rmtree(out)
    return wrote, job
