"""What one may choose about an estimate; chosen before the data are looked at, or named when told."""

from dataclasses import dataclass
from enum import StrEnum


class Comparison(StrEnum):
    """Whom the treated are compared with."""

    NEVER = "never"
    NOT_YET = "not_yet"


class Base(StrEnum):
    """Against which period a period before the start is compared: the one before it, or the last before the start."""

    VARYING = "varying"
    UNIVERSAL = "universal"


class Adjustment(StrEnum):
    """How controls are used: in the outcome, in the chance of being treated, or in both (right where either is)."""

    OUTCOME = "reg"
    CHANCE = "ipw"
    BOTH = "dr"


@dataclass(frozen=True)
class Choices:
    """Choices of an estimate. `anticipation` is in units of time; `adjusted`: two arms are compared as if they had begun alike;
    `level` of intervals; `draws` and `seed` are of everything drawn at random."""

    comparison: Comparison = Comparison.NEVER
    base: Base = Base.VARYING
    adjustment: Adjustment = Adjustment.BOTH
    anticipation: int = 0
    adjusted: bool = False
    level: float = 0.95
    draws: int = 999
    seed: int = 7
