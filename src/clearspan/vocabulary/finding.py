"""The released finding: what is said of a group in words and ranks, beside the released cells that say it in figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from clearspan.vocabulary.grid import Dimension


class FindingKind(StrEnum):
    """What a finding is about."""

    DIAGNOSIS = "diagnosis"
    MATURITY = "maturity"
    ISLANDS = "islands"
    STARVATION = "starvation"
    REALITY_GAP = "reality_gap"
    REWORK = "rework"
    GAMING = "gaming"
    ALIGNMENT = "alignment"
    PROGRAMME = "programme"
    VALUE = "value"
    SKILLS = "skills"
    WORK_REVIEWS = "work_reviews"


Told = str | float | int | bool | None
"""What a detail may hold."""


@dataclass(frozen=True)
class Finding:
    """One thing said of one group for one quarter, released once and never altered.

    `outcome` is the finding's answer in one word of its kind's own list ("cause", "cannot tell"); `details` is everything a page
    or export may show of it: names, steps and bounds, never an exact figure of fewer people than the minimum. `version` is
    that of the rules by which it was found.
    """

    kind: FindingKind
    dimension: Dimension
    group: str
    period: str
    start_day: int
    outcome: str
    version: int
    details: Mapping[str, Told | tuple[Told, ...] | tuple[Mapping[str, Told], ...]] = field(default_factory=dict[str, Any])

    def text(self, name: str) -> str:
        """A detail that is a text; empty where it is not there."""
        found = self.details.get(name)
        return "" if found is None else str(found)

    def number(self, name: str) -> float:
        """A detail that is a number; 0 where it is not there."""
        found = self.details.get(name)
        return float(found) if isinstance(found, int | float) else 0.0

    def says(self, name: str) -> bool:
        """Whether a detail that is yes or no is yes."""
        return bool(self.details.get(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """A detail that is a list of texts; none where it is not there."""
        found = self.details.get(name)
        return tuple(str(each) for each in found) if isinstance(found, tuple | list) else ()

    def bounds(self, name: str) -> tuple[float, float]:
        """A detail that is a pair of bounds; 0 and 0 where it is not there."""
        found = self.details.get(name)
        low, high = found if isinstance(found, tuple | list) and len(found) == 2 else (0.0, 0.0)
        return float(str(low)), float(str(high))

    def rows(self, name: str) -> tuple[Mapping[str, Told], ...]:
        """The rows of a detail that is a list of rows; none where it is not there."""
        found = self.details.get(name)
        return tuple(each for each in found if isinstance(each, Mapping)) if isinstance(found, tuple | list) else ()
