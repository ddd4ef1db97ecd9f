"""The frozen object that every cause reads: who is in which group, and each person's value and weight in every signal."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.minimums import LEAST, Minimums
from clearspan.vocabulary.period import Period

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NO_GROUP = -1
"""Group number of a person of whom the staff list does not say."""


@dataclass(frozen=True)
class Groups:
    """The groups of one dimension: their names, and each person's group number."""

    names: tuple[str, ...]
    of_person: Ints


@dataclass(frozen=True)
class Panel:
    """The people employed at the end of a period. `value` and `weight` are arrays by person for each signal, weight 0 where
    nothing is known of the person; `answered` is 1 for who answered any question. The engine sees a person's values only here;
    what it says is of groups."""

    period: Period
    groups: Mapping[Dimension, Groups]
    value: Mapping[str, Floats]
    weight: Mapping[str, Floats]
    answered: Bools
    person: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    """Each person's number in the facts, rising."""
    teaches: Bools = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    """Whose work is learning and development; empty where it is not known."""
    minimums: Minimums = LEAST
    """People who must stand behind what is said."""

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.answered)
