"""The main job without pages and report: `python -m bench.scale_case EXPORTS DIR`.

Notes: `release` seconds of the release itself, `cells` released or withheld, `rows` of use read.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.measure import report
from clearspan.jobs import refresh as refreshing
from clearspan.jobs.run import read_exports
from clearspan.privacy.release.measure import Measure, ReleaseRequest
from clearspan.privacy.release.release import Released, release
from clearspan.settings import load_settings
from clearspan.warehouse.store import Store


class Stopwatch:
    """Tells the time of the release from the time of the measures that it asks for one by one."""

    def __init__(self) -> None:
        self.whole = self.measuring = 0.0

    def release(self, request: ReleaseRequest) -> Released:
        """The release of the request."""
        begin = time.perf_counter()
        found = release(replace(request, measures=self._timed(iter(request.measures))))
        self.whole += time.perf_counter() - begin
        return found

    def _timed(self, measures: Iterator[Measure]) -> Iterator[Measure]:
        while True:
            begin = time.perf_counter()
            measure = next(measures, None)
            self.measuring += time.perf_counter() - begin
            if measure is None:
                return
            yield measure


def main(exports: Path, directory: Path) -> dict[str, float]:
    """The notes of the job."""
    directory.mkdir(parents=True)
    settings, watch = load_settings(directory), Stopwatch()
    refreshing.release = watch.release  # pyright: ignore[reportPrivateImportUsage]
    begin = time.perf_counter()
    read_exports(exports, directory, settings, lambda _what, _share: None)
    reading = time.perf_counter() - begin
    found = refreshing.refresh(directory, settings, refreshing.policy_of(settings), lambda _what, _share: None)
    rows = Store.open(directory).generation().rows("usage")
    cells = found.released + found.withheld
    return {"release": watch.whole - watch.measuring, "reading": reading, "cells": cells, "rows": rows}


if __name__ == "__main__":
    report(lambda: main(Path(sys.argv[1]), Path(sys.argv[2])))
