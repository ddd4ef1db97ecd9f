"""Upskill or hire: two ways to the same proficient people, drawn from measured inputs; or 'insufficient data', never a
default."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clearspan.errors import CannotTell, UnreadableFile
from clearspan.programmes.roi import Uncertain

Floats = npt.NDArray[np.float64]

DRAWS = 20_000
OUTSIDE = 0.05


@dataclass(frozen=True)
class Measured:
    """What the organisation itself measured; None where it has not. Months and money of one person; shares from 0 to 1.

    `to_proficiency`: months until somebody here works proficiently after training begins; `reach_it`: the share who get there.
    `to_fill` and `ramp`: months until somebody new begins, and until they are productive. `leaves_a_year`, `hired_leave_a_year`:
    the shares who leave. `redesign`: the share of the gain that the organisation may realise, because it may change the work.
    `training_cost`, `hiring_cost`; `extra_pay`: how much more somebody new costs a month; `worth`: what a proficient person
    brings a month.
    """

    to_proficiency: Uncertain | None = None
    reach_it: Uncertain | None = None
    to_fill: Uncertain | None = None
    ramp: Uncertain | None = None
    leaves_a_year: Uncertain | None = None
    hired_leave_a_year: Uncertain | None = None
    redesign: Uncertain | None = None
    training_cost: Uncertain | None = None
    hiring_cost: Uncertain | None = None
    extra_pay: Uncertain | None = None
    worth: Uncertain | None = None


@dataclass(frozen=True)
class Comparison:
    """What upskilling brings more than hiring, a place, over `months`: median and 90% interval; the probability that it brings
    more; and from which month on hiring brings more, or upskilling again (None where they do not cross)."""

    months: int
    median: float
    low: float
    high: float
    chance: float
    crossover: int | None

    def sentence(self) -> str:
        """The comparison in words."""
        if self.chance >= 0.9:
            return f"Over {self.months} months, teaching your own people brings more ({self.chance:.0%} of draws)."
        if self.chance <= 0.1:
            return f"Over {self.months} months, hiring brings more ({1 - self.chance:.0%} of draws)."
        return f"Over {self.months} months it cannot be told which brings more ({self.chance:.0%} of draws for teaching)."


def missing(measured: Measured) -> tuple[str, ...]:
    """The inputs that nobody has measured."""
    return tuple(each.name for each in fields(measured) if getattr(measured, each.name) is None)


def compare(measured: Measured, months: int, seed: int, draws: int = DRAWS) -> Comparison:
    """The comparison over some months. Raises CannotTell ('insufficient data'), naming what is missing, where an input is not
    measured."""
    if lacking := missing(measured):
        remedy = f"Measure first: {', '.join(name.replace('_', ' ') for name in lacking)}."
        raise CannotTell("insufficient data", where="upskill or hire", remedy=remedy)
    random = np.random.default_rng(seed)
    value = {each.name: getattr(measured, each.name).drawn(random, draws) for each in fields(measured)}
    horizon = max(months, 60)
    apart = _taught(value, horizon) - _hired(value, horizon)
    middle = np.median(apart, axis=0)
    sign = np.sign(middle[1:])
    turns = np.flatnonzero(sign[1:] != sign[:-1])
    found = apart[:, months]
    low, median, high = (float(each) for each in np.quantile(found, (OUTSIDE, 0.5, 1 - OUTSIDE)))
    return Comparison(months, median, low, high, float((found > 0).mean()), int(turns[-1]) + 2 if len(turns) else None)


def _taught(value: dict[str, Floats], horizon: int) -> Floats:
    """What teaching somebody has brought by each month (draws, months + 1)."""
    at = np.arange(1, horizon + 1)
    there = np.clip(at / np.maximum(value["to_proficiency"], 0.1)[:, None], 0, 1) * _share(value["reach_it"])
    gained = there * _staying(value["leaves_a_year"], at) * _share(value["redesign"]) * value["worth"][:, None]
    return _added(gained, value["training_cost"])


def _hired(value: dict[str, Floats], horizon: int) -> Floats:
    """What hiring somebody has brought by each month (draws, months + 1)."""
    at = np.arange(1, horizon + 1)
    since = at - np.maximum(value["to_fill"], 0)[:, None]
    there = np.clip(since / np.maximum(value["ramp"], 0.1)[:, None], 0, 1)
    paid = np.where(since > 0, value["extra_pay"][:, None], 0.0)
    stay = _staying(value["hired_leave_a_year"], np.maximum(since, 0))
    return _added(stay * (there * _share(value["redesign"]) * value["worth"][:, None] - paid), value["hiring_cost"])


def _added(gained: Floats, cost: Floats) -> Floats:
    return np.concatenate([np.zeros((len(gained), 1)), np.cumsum(gained, axis=1)], axis=1) - cost[:, None]


def _share(figure: Floats) -> Floats:
    return np.clip(figure, 0, 1)[:, None]


def _staying(leaves_a_year: Floats, months: npt.NDArray[np.int64] | Floats) -> Floats:
    return (1 - np.clip(leaves_a_year, 0, 0.99)[:, None]) ** (months / 12)


def read_measured(path: Path) -> Measured:
    """The figures in a TOML file: a table of `middle`, `error` and `df` each. Raises UnreadableFile where it is none, or names a
    figure that there is not."""
    known = {each.name for each in fields(Measured)}
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        if unknown := sorted(set(written) - known):
            raise ValueError(f"there is no figure {unknown[0]}")
        return Measured(**{name: Uncertain(**told) for name, told in written.items()})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        remedy = f"Write figures as ramp = {{ middle = 4, error = 0.5 }}; they are {', '.join(sorted(known))}."
        raise UnreadableFile(f"holds no figures: {error}", where=path.name, remedy=remedy) from error
