"""Scores the verdicts on simulated programmes: how often intervals hold the truth, how often nothing is called an effect, and
whether as much is found as was promised before the start."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from clearspan.proof.choices import Choices, Comparison
from clearspan.proof.effect import Design, effect_of
from clearspan.proof.estimate import Estimate
from clearspan.proof.estimators import cuped
from clearspan.proof.interval import interval
from clearspan.proof.looks import PLANNED, bounds, choices_at
from clearspan.proof.power import Plan, outlook
from clearspan.scorecard.figures import Scorefigure, share
from clearspan.scorecard.proof_trial import PERIOD, WEEKS_AFTER, Trial, Truth, past_of, simulate

SIZES = (10, 20, 40, 60)
"""Teams in a programme."""
PLANTED = 0.4
"""The planted effect, in standard deviations of a person in a week."""
SPILLS = 0.2
"""Share of the effect that reaches teams that do not begin, in every other programme."""
PERIODS_BEFORE = 5
LEAST_COVER, MOST_COVER = 0.93, 0.97
MOST_FALSE = 0.05
MOST_BROKEN_PROMISE = 0.05
WAVES = (0, 4, 8)


@dataclass
class Tally:
    """What happened over the runs of one design."""

    runs: int = 0
    held: int = 0
    found: int = 0
    at_first_look: int = 0
    wrong: list[float] = field(default_factory=list[float])
    naive_wrong: list[float] = field(default_factory=list[float])
    naive_held: int = 0
    promised: list[float] = field(default_factory=list[float])

    def add(self, estimate: Estimate, trial: Trial, found: bool) -> None:
        """Count one run: its interval at the end, and whether an effect was found at any reading."""
        low, high = (estimate.low, estimate.high) if estimate.randomised is None else _drawn(estimate)
        self.runs += 1
        self.held += low <= trial.estimand <= high
        self.found += found
        self.wrong.append(estimate.effect - trial.estimand)
        self._add_naive(trial)

    def _add_naive(self, trial: Trial) -> None:
        before, after = trial.outcome[trial.treated, 20:24].mean(axis=1), trial.outcome[trial.treated, 24:].mean(axis=1)
        change = after - before
        low, high = interval(trial.before_after, float(change.std(ddof=1) / np.sqrt(len(change))), len(change) - 1)
        self.naive_wrong.append(trial.before_after - trial.estimand)
        self.naive_held += low <= trial.estimand <= high


def _drawn(estimate: Estimate) -> tuple[float, float]:
    assert estimate.randomised is not None
    return estimate.randomised.low, estimate.randomised.high


def score_effects(runs: int, progress: Callable[[str, float], None], sizes: Sequence[int] = SIZES) -> dict[str, Scorefigure]:
    """The figures by name, over so many runs of each size and kind."""
    null, planted = Tally(), Tally()
    by_size: dict[int, Tally] = {}
    for place, teams in enumerate(sizes):
        by_size[teams] = Tally()
        for run in range(runs):
            progress(f"{teams} teams, programme {run + 1} of {runs}", (place + run / runs) / len(sizes))
            seed = 10_000 * teams + run
            spills = SPILLS * (run % 2)
            for truth, tallies in ((Truth(teams), (null,)), (Truth(teams, PLANTED, spills), (planted, by_size[teams]))):
                trial = simulate(truth, seed)
                estimate, found = _read(trial, seed)
                for tally in tallies:
                    tally.add(estimate, trial, found)
            if not spills:
                planted.promised.append(_promised(simulate(Truth(teams, PLANTED), seed), teams, seed))
                planted.at_first_look += found
    figures = dict(_figures(null, planted))
    figures |= {f"covered_{teams}": _covered(f"The same, {teams} teams", tally, goal=False) for teams, tally in by_size.items()}
    return figures | dict(_others(runs))


def _read(trial: Trial, seed: int) -> tuple[Estimate, bool]:
    """The estimate at the end with its 95% interval, and whether any of the planned readings found an effect."""
    found = False
    for look, part in zip(bounds(PLANNED), PLANNED, strict=True):
        panel = trial.panel(round(WEEKS_AFTER * part))
        drawn = cuped.ESTIMATOR.estimate(panel, choices_at(look, Choices(seed=seed))).randomised
        found = found or (drawn is not None and drawn.p <= look.alpha)
    return cuped.ESTIMATOR.estimate(trial.panel(), Choices(seed=seed)), found


def _promised(trial: Trial, teams: int, seed: int) -> float:
    """The power that was promised before the start, from the past."""
    plan = Plan(PERIODS_BEFORE, WEEKS_AFTER // PERIOD, alpha=bounds(PLANNED)[-1].alpha, runs=40, draws=199, seed=seed)
    return outlook(past_of(trial, teams), plan, PLANTED).at_hoped


def _covered(title: str, tally: Tally, goal: bool = True) -> Scorefigure:
    plain = share(title, tally.held, tally.runs)
    if not goal:
        return plain
    words = f"between {LEAST_COVER:.0%} and {MOST_COVER:.0%}"
    return Scorefigure(title, plain.value, plain.low, plain.high, plain.of, words, LEAST_COVER <= plain.value <= MOST_COVER)


def _figures(null: Tally, planted: Tally) -> Iterator[tuple[str, Scorefigure]]:
    yield "covered_nothing", _covered("95% intervals that held the truth, nothing planted", null)
    yield "covered", _covered("95% intervals that held the truth, an effect planted", planted)
    false = share("Programmes without an effect in which one was found, at any of three readings", null.found, null.runs)
    goal = f"interval not above {MOST_FALSE:.0%}"
    yield "false", Scorefigure(false.title, false.value, false.low, false.high, false.of, goal, false.low <= MOST_FALSE)
    yield from _power(planted)
    naive = share("Before-and-after intervals that held the truth, an effect planted", planted.naive_held, planted.runs)
    yield "naive_covered", naive
    for name, title, wrong in (
        ("bias", "Mean error of the estimate", planted.wrong),
        ("naive_bias", "Mean error of before-and-after", planted.naive_wrong),
        ("naive_bias_nothing", "Mean error of before-and-after, nothing planted", null.naive_wrong),
    ):
        yield name, _mean(title, wrong)


def _power(planted: Tally) -> Iterator[tuple[str, Scorefigure]]:
    promised, clean = float(np.mean(planted.promised)), len(planted.promised)
    found = share("Programmes with an effect in which it was found (none spilling over)", planted.at_first_look, clean)
    goal = f"within {MOST_BROKEN_PROMISE:.0%} points of the {promised:.1%} promised before the start".replace(
        "% points", " points"
    )
    met = abs(found.value - promised) <= MOST_BROKEN_PROMISE
    yield "power", Scorefigure(found.title, found.value, found.low, found.high, clean, goal, met)


def _mean(title: str, wrong: list[float]) -> Scorefigure:
    values = np.array(wrong)
    low, high = interval(float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values))), len(values) - 1)
    return Scorefigure(title, float(values.mean()), low, high, len(values))


def _others(runs: int) -> Iterator[tuple[str, Scorefigure]]:
    """Other designs as they are, with 20 teams in three waves."""
    for name, title, design, lot in (
        ("waves", "In three waves drawn by lot", Design.RANDOMISED, True),
        ("chosen", "In three waves, those in the worst spell first (no lot)", Design.STAGGERED, False),
    ):
        for planted in (0.0, PLANTED):
            tally = Tally()
            for run in range(runs):
                trial = simulate(Truth(20, planted, waves=WAVES, lot=lot), 500_000 + run)
                decided = effect_of(trial.panel(), design, Choices(Comparison.NEVER, seed=run)).decided
                tally.add(decided, trial, decided.p <= MOST_FALSE)
            what = "an effect planted" if planted else "nothing planted"
            yield f"{name}_{bool(planted):d}", share(f"{title}: intervals that held the truth, {what}", tally.held, tally.runs)
            if not planted:
                yield f"{name}_false", share(f"{title}: an effect found, nothing planted", tally.found, tally.runs)
