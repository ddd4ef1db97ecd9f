"""One answer of one estimator: the effect, how sure it is, and what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clearspan.proof.interval import interval, probability
from clearspan.proof.randomisation import Randomised


@dataclass(frozen=True)
class Part:
    """One effect among several, such as that of a cohort or of a time since the start."""

    label: str
    effect: float
    error: float
    low: float
    high: float


@dataclass(frozen=True)
class Estimate:
    """The `effect` in the outcome's unit (of its logarithm, where the panel holds that), its standard `error` and of which kind,
    the 95% interval, and `p`; `rests_on` is the comparison in words; `randomised` is what drawing the
    assignment again says; `seen` are further numbers by name; `n` counts the rows."""

    effect: float
    error: float
    error_kind: str
    low: float
    high: float
    p: float
    n: int
    clusters: int
    rests_on: str
    randomised: Randomised | None = None
    parts: tuple[Part, ...] = ()
    seen: Mapping[str, float] = field(default_factory=dict[str, float])
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Base:
    """What an estimate is of: rows, clusters and the comparison in words."""

    n: int
    clusters: int
    rests_on: str


def student(effect: float, error: float, kind: str, base: Base, level: float = 0.95) -> Estimate:
    """An estimate whose interval and p are Student's, with one degree of freedom less than clusters."""
    degrees = base.clusters - 1
    low, high = interval(effect, error, degrees, level)
    p = probability(effect, error, degrees)
    return Estimate(effect, error, kind, low, high, p, base.n, base.clusters, base.rests_on)
