"""The desk at which answers are given: one directory's evidence, loaded once and again when something was published."""

import threading
from dataclasses import replace
from functools import cache
from pathlib import Path

import clearspan.metrics.definitions
import clearspan.sources.vendors
from clearspan import clock
from clearspan.answers.arrivals import read_arrivals
from clearspan.answers.evidence import Collecting, Evidence, Minimums
from clearspan.answers.picture import Gallery
from clearspan.answers.released import Released
from clearspan.listening.packs import items_of, packs_of
from clearspan.metrics.metric import Metric
from clearspan.practice.library import library_of, library_stamp
from clearspan.privacy.identity_counts import counts_file, read_counts
from clearspan.programmes.snapshot import read_snapshot, snapshot_stamp
from clearspan.shelf import read_shelf
from clearspan.sources.connection import Connections
from clearspan.sources.source import Source
from clearspan.vocabulary.period import day_number
from clearspan.warehouse.alterations import read_alterations
from clearspan.warehouse.findings import Findings
from clearspan.warehouse.releases import Releases
from clearspan.warehouse.store import Store


@cache
def cards() -> dict[str, Metric]:
    """Every metric on the shelf, by name."""
    return read_shelf(clearspan.metrics.definitions, Metric)


@cache
def sources() -> dict[str, Source]:
    """Every source on the shelf, by name."""
    return read_shelf(clearspan.sources.vendors, Source)


class Desk:
    """The evidence and the pictures of a directory. Threads may share it; reading never waits for a run that writes."""

    def __init__(self, directory: Path, minimums: Minimums | None = None, every_hours: int = 24) -> None:
        self.directory = directory
        self.gallery = Gallery(directory)
        self._minimums = minimums or Minimums()
        self._every_hours = every_hours
        self._lock = threading.Lock()
        self._held: tuple[str, Evidence] | None = None

    def stamp(self) -> str:
        """A text that changes when something was published or arrived, a connection was pulled, or a day went by."""
        generation = Store.open(self.directory).generation().number
        connections = Connections(self.directory).stamp()
        counts = counts_file(self.directory)
        counted = counts.stat().st_mtime_ns if counts.exists() else 0
        findings, own = Findings(self.directory).stamp(), library_stamp(self.directory)
        own = f"{own}-{snapshot_stamp(self.directory)}"
        return f"{Releases(self.directory).stamp()}-{generation}-{connections}-{counted}-{findings}-{own}-{_today()}"

    def evidence(self) -> Evidence:
        """The current evidence: what is released and what arrived."""
        return self.current()[1]

    def current(self) -> tuple[str, Evidence]:
        """The current evidence with its stamp; while one thread loads a new release, the others still see the last one."""
        stamp, held = self.stamp(), self._held
        if held is not None and held[0] == stamp:
            return held
        if not self._lock.acquire(blocking=held is None) and held is not None:
            return held
        try:
            if self._held is None or self._held[0] != stamp:
                self._held = (stamp, self._load(stamp))
            return self._held
        finally:
            self._lock.release()

    def _load(self, stamp: str) -> Evidence:
        held = self._held
        same = held is not None and stamp.partition("-")[0] == held[0].partition("-")[0]
        released = held[1].released if held and same else Released(Releases(self.directory).cells())
        arrivals = read_arrivals(Store.open(self.directory).rows("arrival"))
        currencies = set(Store.open(self.directory).rows("price")["currency"].to_pylist())
        collecting = Collecting(tuple(Connections(self.directory).all()), self._every_hours, _today())
        counts = read_counts(self.directory)
        found = tuple(Findings(self.directory).everything())
        altered = read_alterations(self.directory)
        asked = items_of(packs_of(self.directory))
        priced = _priced(currencies)
        library, tried = library_of(self.directory), read_snapshot(self.directory)
        more = (collecting, counts, found, altered, asked, library, tried)
        return Evidence(released, priced, sources(), arrivals, self._minimums, *more)


def _today() -> int:
    return day_number(clock.now().date())


def _priced(currencies: set[str]) -> dict[str, Metric]:
    """The cards, with money in the one currency of the prices where there is one."""
    unit = f"{next(iter(currencies))} a month" if len(currencies) == 1 else "a month, in the currency of the price"
    return {name: replace(card, unit=unit) if card.unit.startswith("money a month") else card for name, card in cards().items()}
