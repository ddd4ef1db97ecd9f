"""Effects of small groups, drawn towards those of all as far as the data say that they are alike."""

from dataclasses import dataclass

import numpy as np

from clearspan.diagnosis.pooling import Pooled, pool_means
from clearspan.errors import CannotTell
from clearspan.proof.aggregate import Series


@dataclass(frozen=True)
class PooledEffects:
    """By cohort `at`: the effect drawn towards the others', and its 95% interval, in `pooled`."""

    at: tuple[int, ...]
    pooled: Pooled


def pooled_effects(series: Series) -> PooledEffects:
    """The effects of a series, partly pooled, how much they differ integrated over: with one best number for it, intervals would
    hold the truth 84 times in 100 and not 95. Raises CannotTell where there are fewer than two with an error."""
    effects = np.array([part.effect for part in series.parts])
    errors = np.array([part.error for part in series.parts])
    if (errors > 0).sum() < 2:
        raise CannotTell("fewer than two groups have an effect with an error, so that there is nothing to pool")
    return PooledEffects(tuple(series.at.tolist()), pool_means(effects, errors))
