"""What a release is asked and what it returns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clearspan.errors import UsageError
from clearspan.privacy.release.columns import ArrowTable
from clearspan.privacy.release.policy import Policy
from clearspan.vocabulary.period import Period, PeriodKind
from clearspan.vocabulary.shape import Population, Shape


@dataclass(frozen=True)
class Measure:
    """One metric over all tools, ready to be released.

    `contributions` has the columns person, tool, kind, start, category, value, weight: one row a person of the
    population, tool and period, of every period up to the last one asked for (a person who left stays in an unchanged
    group with the last row). None for Shape.EXPECTED.
    Measures of one `family` share their numerators (a distribution and the shares of its upper ends): they are
    protected together.
    `kinds` are the lengths of period by which it is released; contributions for others are passed over.
    `headcount` says that each row has the value 1 by definition, so that the figure is the size of the population.
    """

    name: str
    version: int
    shape: Shape
    population: Population
    contributions: ArrowTable | None
    categories: tuple[str, ...] = ()
    cut: str = ""
    sensitive: bool = False
    family: str = ""
    expected_of: str = ""
    headcount: bool = False
    kinds: tuple[PeriodKind, ...] = tuple(PeriodKind)
    rows: int = 0
    data_as_of: int = 0

    def population_key(self, tool: str) -> str:
        """Key of the people whom the measure counts for a tool: employed, licensed:<tool> or at_work:<work system>."""
        return "employed" if self.population is Population.EMPLOYED else f"{self.population}:{tool}"


@dataclass(frozen=True)
class ReleaseRequest:
    """Everything that a release may look at.

    `periods` are closed and unreleased. `members` has one row a person employed at the end of a period (person, kind,
    start, and the group keys, null where not stated) and `populations` one row a person counted (person, kind, start),
    both for every period known up to the last one: a person who is in none of them has been erased.
    `published` is the state that the last release returned. `small` forces the rule for small organisations on or off;
    None decides by size. `leading_levels` are the levels whose people are pooled in sensitive measures, `sensitive_kinds` the
    lengths of period by which sensitive measures are shown: of others nobody sees of whom groups consist.
    """

    periods: tuple[Period, ...]
    members: ArrowTable
    populations: Mapping[str, ArrowTable]
    measures: Iterable[Measure]
    published: ArrowTable
    policy: Policy
    noise_key: bytes
    number: int
    released_at: int
    small: bool | None = None
    leading_levels: frozenset[str] = frozenset()
    sensitive_kinds: frozenset[PeriodKind] = frozenset(PeriodKind)

    def __post_init__(self) -> None:
        if len(self.noise_key) < 16:
            raise UsageError("the noise key has fewer than 16 bytes", where="release", remedy="Give 32 random bytes.")


@dataclass(frozen=True)
class Released:
    """Released cells (the columns of vocabulary.cell) and the new state, to be handed to the next release."""

    cells: ArrowTable
    membership: ArrowTable
