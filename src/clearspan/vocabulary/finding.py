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
