"""Whether as many were measured on each side as were assigned to it: where not, no later number can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearspan.proof.interval import chi_square_above

ALARM = 0.001
"""Probability below which the arms do not have the sizes that they were to have."""


@dataclass(frozen=True)
class SampleRatio:
    """Measured sizes of arms beside those expected: the `p` of Pearson's chi-square, and whether it is an alarm."""

    measured: tuple[int, ...]
    expected: tuple[float, ...]
    p: float

    @property
    def alarm(self) -> bool:
        """Whether arms lost, or gained, more than chance explains."""
        return self.p < ALARM

    @property
    def sentence(self) -> str:
        """What to say of it."""
        told = ", ".join(f"{seen} of {due:.0f}" for seen, due in zip(self.measured, self.expected, strict=True))
        if self.alarm:
            return f"The arms are not those that were drawn ({told} expected): find out who is missing before anything is read."
        return f"The arms have the sizes that were drawn ({told} expected)."


def sample_ratio(measured: Sequence[int], shares: Sequence[float]) -> SampleRatio:
    """The check of measured sizes against the shares in which arms were drawn. Raises ValueError for shares of 0."""
    seen, due = np.array(measured, dtype=np.float64), np.array(shares, dtype=np.float64)
    if len(seen) < 2 or len(seen) != len(due) or not (due > 0).all():
        raise ValueError("two arms or more, each with a share above 0")
    due = due / due.sum() * seen.sum()
    statistic = float(((seen - due) ** 2 / due).sum()) if seen.sum() else 0.0
    return SampleRatio(tuple(measured), tuple(due.tolist()), chi_square_above(statistic, len(seen) - 1))
