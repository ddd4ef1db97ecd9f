"""The frozen object that every estimator reads: who was seen when, with what outcome, and who was treated from when."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from clearspan.proof.arrays import Bools, Floats, Ints
from clearspan.proof.calendar import Clock, told

NEVER = np.iinfo(np.int64).max
"""The cohort of a unit that was not treated while it was watched."""


@dataclass(frozen=True)
class Columns:
    """What a panel's columns are called, so that messages and tables speak of them by their names; empty: there is none."""

    unit: str = "unit"
    time: str = "time"
    treated_from: str = "treated_from"
    outcome: str = "outcome"
    cluster: str = ""
    controls: tuple[str, ...] = ()
    uptake: str = ""
    exposure: str = ""
    stratum: str = ""

    @property
    def used(self) -> frozenset[str]:
        """Every name."""
        named = (self.unit, self.time, self.treated_from, self.outcome, self.cluster, self.uptake, self.exposure, self.stratum)
        return frozenset(named) | frozenset(self.controls)


@dataclass(frozen=True)
class Panel:
    """A panel of units over periods, coded as whole numbers.

    By row: `unit` (rows,), 0 to units - 1; `time` (rows,), a position in `times`; `outcome` (rows,), its logarithm where `log`;
    `controls` (rows, number of controls). By unit: `cohort` (units,), the time from which it is treated, or NEVER; `cluster`
    (units,), 0 to clusters - 1. `times` (periods,) are the periods, rising, as `clock` counts them. `notes`: what was set aside.
    Where they are known: `uptake` (units,), 1 for who did what was offered, or (rows,), for who had by then; `exposure` (units,),
    the share of those around an untreated unit who are treated; `stratum` (units,), within which start dates were drawn.
    """

    unit: Ints
    time: Ints
    outcome: Floats
    cohort: Ints
    cluster: Ints
    times: Ints
    controls: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    clock: Clock = Clock.NUMBER
    log: bool = False
    columns: Columns = Columns()
    uptake: Floats = field(default_factory=lambda: np.zeros(0))
    exposure: Floats = field(default_factory=lambda: np.zeros(0))
    stratum: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    notes: tuple[str, ...] = ()

    @property
    def units(self) -> int:
        """How many units there are."""
        return len(self.cohort)

    @property
    def periods(self) -> int:
        """How many periods there are."""
        return len(self.times)

    @cached_property
    def clusters(self) -> int:
        """How many clusters there are."""
        return int(self.cluster.max()) + 1 if len(self.cluster) else 0

    @property
    def clustered(self) -> bool:
        """Whether clusters hold several units."""
        return self.clusters < self.units

    @cached_property
    def cohorts(self) -> Ints:
        """The times from which someone is treated, rising; NEVER is not among them."""
        found = np.unique(self.cohort)
        return found[found != NEVER]

    @cached_property
    def grid(self) -> Floats:
        """The outcome by period and unit (periods, units); NaN where a unit was not seen."""
        return self.on_grid(self.outcome)

    def on_grid(self, values: Floats) -> Floats:
        """Values by row, laid out by period and unit (periods, units); NaN where a unit was not seen."""
        cells = self.periods * self.units
        laid = np.empty(cells) if len(values) == cells else np.full(cells, np.nan)
        laid[self.time * self.units + self.unit] = values
        return laid.reshape(self.periods, self.units)

    @cached_property
    def treated(self) -> Bools:
        """By unit, whether it is treated at any time."""
        return self.cohort != NEVER

    @property
    def complete(self) -> bool:
        """Whether every unit is seen in every period."""
        return len(self.outcome) == self.units * self.periods

    def told(self, time: int) -> int | str:
        """A time as the panel wrote it."""
        return told(self.clock, time)
