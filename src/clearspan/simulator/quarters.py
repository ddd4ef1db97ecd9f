"""Counts by team and quarter, as truth.json holds them."""

from collections.abc import Sequence

import numpy as np

from clearspan.simulator.arrays import Floats, Ints
from clearspan.simulator.structure import Structure
from clearspan.vocabulary.period import quarter_of

THURSDAY = 3
"""Days from Monday; a week belongs to the quarter that holds its Thursday."""


class QuarterCounts:
    """Named counts by team and quarter; a day counts in the quarter of its week's Thursday."""

    def __init__(self, structure: Structure, names: Sequence[str]) -> None:
        self._structure = structure
        self._names = tuple(names)
        self._quarters: dict[str, Floats] = {}

    def add(self, week_start: int, team: Ints, counted: Sequence[Floats | Ints]) -> None:
        """Adds to a week's quarter: of each thing counted, an amount by team number in `team`."""
        name = quarter_of(week_start + THURSDAY).name
        teams = len(self._structure.teams)
        sums = np.stack([np.bincount(team, weights=one, minlength=teams) for one in counted], axis=1).astype(np.float64)
        self._quarters[name] = self._quarters.get(name, np.zeros_like(sums)) + sums

    def truth(self) -> dict[str, dict[str, dict[str, int]]]:
        """By quarter and team: the counts by name, where there are any."""
        return {
            quarter: {
                self._structure.team_key(team): dict(zip(self._names, (int(value) for value in row), strict=True))
                for team, row in enumerate(sums.tolist())
                if any(row)
            }
            for quarter, sums in sorted(self._quarters.items())
        }
