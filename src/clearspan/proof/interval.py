"""Intervals and probabilities of an estimate with few clusters: Student's t with one degree of freedom less than clusters."""

import math

from scipy import special


def quantile(degrees: float, level: float = 0.95) -> float:
    """How many standard errors an interval reaches to either side."""
    return float(special.stdtrit(degrees, 0.5 + level / 2))


def interval(effect: float, error: float, degrees: float, level: float = 0.95) -> tuple[float, float]:
    """The interval of an effect with a standard error of so many degrees of freedom; NaN where there is no error."""
    reach = quantile(degrees, level) * error
    return effect - reach, effect + reach


def probability(effect: float, error: float, degrees: float) -> float:
    """How often chance alone would bring an effect at least as large, in either direction; NaN where there is no error."""
    if not error > 0:
        return math.nan
    return float(2 * special.stdtr(degrees, -abs(effect) / error))


def f_above(value: float, first: int, second: int) -> float:
    """The probability of a value above this one under an F distribution with these degrees of freedom."""
    return float(special.fdtrc(first, second, value))


def chi_square_above(value: float, degrees: int) -> float:
    """The probability of a value above this one under a chi-square distribution."""
    return float(special.chdtrc(degrees, value))
