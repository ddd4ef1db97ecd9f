"""The read-out of a programme on a planned day: what may be said of it, so that no single person decides it."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from clearspan.errors import CannotTell
from clearspan.programmes.outcome_panel import FEWEST_TEAMS, Trial
from clearspan.programmes.programme import Design as Assigned
from clearspan.proof.aggregate import simple
from clearspan.proof.choices import Base, Choices
from clearspan.proof.effect import Design, Effect, comparison_for, effect_of
from clearspan.proof.estimators import cuped
from clearspan.proof.group_time import group_time
from clearspan.proof.looks import Look, choices_at
from clearspan.proof.panel import Panel
from clearspan.proof.verdict import Finding as Found
from clearspan.proof.verdict import Verdict, Words, verdict

WEAKER = {Found.NO_EFFECT: (Found.NOT_SEEN,), Found.NOT_SEEN: (Found.NO_EFFECT,)}
"""Findings between which a single person may decide: then the weaker one is told."""
ONE = "a single person would decide it"
BY_ONE = "It cannot be told: what a single person did would decide it."
APART = (
    "Those who began were moving apart from the others before the start already, as the picture shows: what moved them may move "
    "them still."
)
BUMP = 1e-3
"""By how much a team's outcome is moved to see how the effect moves with it."""


class Label(StrEnum):
    """What is said of a programme in three words."""

    WORKED = "it worked"
    HARMED = "it did harm"
    NO_EFFECT = "it had no effect"
    NOT_SEEN = "no effect seen"
    SEEMED = "it only seemed to work"
    CANNOT_TELL = "cannot be told"
    TOO_FEW = "too few people"
    MESSY = "not judged yet"


@dataclass(frozen=True)
class Measured:
    """An outcome to read: its trial, how it is spoken of, by what its figures are multiplied to be told (100 for shares), in
    which steps effects are then told (intervals are rounded outwards), and how many people on either side it takes to speak."""

    trial: Trial
    words: Words
    scale: float = 100.0
    step: float = 1.0
    fewest: int = 8


@dataclass(frozen=True)
class Wave:
    """The effect so many weeks after the start, with the band that holds for all at once."""

    week: int
    effect: float
    low: float
    high: float


@dataclass(frozen=True)
class ReadOut:
    """What is said on a day. `naive` is the treated teams' own change, of which `dip` is what they were below their usual level
    when they were picked and `drift` what the others changed by as well; all in the outcome's told unit, in steps."""

    label: Label
    sentence: str
    why: str = ""
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    naive: float | None = None
    drift: float | None = None
    dip: float | None = None
    verdict: Verdict | None = None
    waves: tuple[Wave, ...] = ()
    teams: tuple[int, int] = (0, 0)
    people: tuple[int, int] = (0, 0)
    left: tuple[int, int] = (0, 0)
    unit: str = ""


def read_out(assigned: Assigned, outcome: Measured, counter: Measured | None, look: Look, *, messy: bool) -> ReadOut:
    """The read-out of an outcome as it was known on a planned day; `messy` where the first, messy time still lasts. What passes
    for an effect on that day is the look's own bound, so that looking early does not raise false alarms."""
    trial, choices = outcome.trial, choices_of(outcome.trial, look)
    sizes = {arm: int((trial.treated[trial.people.team] == arm).sum()) for arm in (True, False)}
    teams = int(trial.treated.sum()), int((~trial.treated).sum())
    if min(sizes.values()) < outcome.fewest:
        why = f"fewer than {outcome.fewest} people on one side"
        return ReadOut(Label.TOO_FEW, "Too few people took part to say anything.", why, teams=teams)
    if trial.messy_days and not trial.counted:
        sentence = (
            f"Not judged yet: the first {trial.messy_days} days after a start are not counted, and four weeks after them are."
        )
        return ReadOut(Label.MESSY, sentence, teams=teams)
    design = Design.RANDOMISED if assigned.randomised else Design.STAGGERED
    try:
        effect = _scaled(_effect(trial.panel(), design, choices), outcome.scale)
    except CannotTell as error:
        return ReadOut(Label.CANNOT_TELL, f"It cannot be told: {error.what}.", error.what, teams=teams)
    without = moving_most(outcome, design, choices)
    told = _told(effect, without, outcome.step)
    found, decides = _held(outcome, told, _turned(outcome, design, choices, without), _counter(counter, design, choices))
    dip = dip_of(trial) * outcome.scale if trial.picked_weeks else 0.0
    read = _read(outcome, told, found, dip)
    named = (Label.CANNOT_TELL, BY_ONE, ONE) if decides else (_label(found, outcome, told, dip), found.sentence, "")
    label, sentence, why = (Label.MESSY, found.sentence, "") if messy else named
    people, waves = (_fives(sizes[True]), _fives(sizes[False])), _waves(outcome, choices)
    doubts = (*((APART,) if apart_before(waves) else ()), *found.overturned_by)
    read = replace(read, verdict=replace(found, overturned_by=doubts), waves=waves, teams=teams, people=people)
    return replace(read, label=label, sentence=sentence, why=why)


def apart_before(waves: Iterable[Wave]) -> bool:
    """Whether both sides were moving apart before the start already, by more than chance alone would make likely."""
    return any(wave.week < 0 and not wave.low <= 0 <= wave.high for wave in waves)


def _held(outcome: Measured, told: Effect, turned: set[Found], counter: tuple[Effect, Words] | None) -> tuple[Verdict, bool]:
    """The verdict that holds without anyone, and whether a single person would decide it; between two findings that both saw no
    effect the weaker one is told."""
    found = verdict(told, outcome.words, counter)
    decides = bool(turned - {found.finding, *WEAKER.get(found.finding, ())})
    if not decides and turned - {found.finding}:
        unsure = verdict(told, replace(outcome.words, smallest=None), counter)
        return replace(found, finding=Found.NOT_SEEN, sentence=unsure.sentence), False
    return found, decides


def _read(outcome: Measured, told: Effect, found: Verdict, dip: float) -> ReadOut:
    """The figures of a read-out, in steps."""
    left, step = outcome.trial.left(), outcome.step
    return ReadOut(
        label=Label.MESSY,
        sentence="",
        effect=told.estimate.effect,
        low=_finite(told.decided.low),
        high=_finite(told.decided.high),
        naive=None if told.naive is None else told.naive + _rounded(dip, step),
        drift=None if told.naive is None else _rounded(told.naive - told.estimate.effect, step),
        dip=_rounded(dip, step),
        verdict=found,
        left=(_share_left(*left[True]), _share_left(*left[False])),
        unit=outcome.words.unit,
    )


def dip_of(trial: Trial) -> float:
    """By how much the treated teams were below their own usual level, beyond the others, in the weeks by which they were picked:
    that much comes back by itself. Positive where they were below."""
    whole = replace(trial, picked_weeks=0)
    weeks = trial.outcome.weeks
    picked = (weeks < trial.first) & (weeks >= trial.first - 7 * trial.picked_weeks)
    earlier = weeks < trial.first - 7 * trial.picked_weeks
    value, weight = whole.outcome.value, whole.outcome.weight
    moved = []
    for arm in (True, False):
        mine = trial.treated[trial.people.team] == arm
        rates = [value[mine][:, part].sum() / max(weight[mine][:, part].sum(), 1e-9) for part in (earlier, picked)]
        moved.append(rates[0] - rates[1])
    return float(moved[0] - moved[1])


def choices_of(trial: Trial, look: Look) -> Choices:
    """The choices for a trial: where it is read wave by wave, what is before ends before the messy time."""
    return choices_at(look, Choices(anticipation=0 if trial.two_arms else trial.ahead))


def _effect(panel: Panel, design: Design, choices: Choices) -> Effect:
    """The effect; where two arms were drawn, adjusted for what teams were before, as was declared before the start."""
    if panel.units < 2 * FEWEST_TEAMS:
        raise CannotTell("there are too few teams of which enough is known")
    found = effect_of(panel, design, replace(choices, comparison=comparison_for(panel)))
    adjusted = found.beside.get("cuped")
    return found if adjusted is None else replace(found, estimate=adjusted)


def _scaled(effect: Effect, scale: float) -> Effect:
    """The effect in the unit that is told."""
    one = effect.estimate
    drawn = one.randomised
    more = None if drawn is None else replace(drawn, low=drawn.low * scale, high=drawn.high * scale)
    moved = {name: getattr(one, name) * scale for name in ("effect", "error", "low", "high")}
    estimate = replace(one, **moved, randomised=more)
    return replace(effect, estimate=estimate, naive=None if effect.naive is None else effect.naive * scale)


def moving_most(outcome: Measured, design: Design, choices: Choices) -> dict[int, float]:
    """The effect without each of those people who move it most, up or down, by their places; in the told unit.

    Whom it is, is read from how the effect moves with the outcome of a team of each cohort in each period: for teams that count
    alike that is exact for effects by time, and near for adjusted ones. Those few are then left out in full.
    """
    trial = outcome.trial

    def effect(panel: Panel) -> float:
        if design is Design.RANDOMISED and trial.two_arms:
            return cuped.ESTIMATOR.estimate(panel, replace(choices, draws=1)).effect
        return simple(group_time(panel, replace(choices, comparison=comparison_for(panel)))).effect

    panel = trial.panel()
    whole, laid = effect(panel), panel.grid.T
    slope = {int(cohort): np.zeros(panel.periods) for cohort in np.unique(panel.cohort)}
    for cohort, found in slope.items():
        one = int(np.flatnonzero(panel.cohort == cohort)[0])
        for period in range(panel.periods):
            bumped = laid.copy()
            bumped[one, period] += BUMP
            found[period] = (effect(trial.panel_of(bumped, trial.seen)) - whole) / BUMP
    of_team = np.zeros((len(trial.places), panel.periods))
    of_team[trial.seen] = np.stack([slope[int(cohort)] for cohort in panel.cohort])
    moves = np.nansum(trial.without_each() * of_team[trial.people.team], axis=1)
    order = np.argsort(moves, kind="stable").tolist()
    found_without: dict[int, float] = {}
    for place in dict.fromkeys((*order[:2], *order[-2:])):
        found_without[place] = effect(trial.panel(place)) * outcome.scale
    return found_without


def _turned(outcome: Measured, design: Design, choices: Choices, people: Iterable[int]) -> set[Found]:
    """The findings without each of those who move the effect most; the others move it less, in the same direction."""
    found = set()
    for place in people:
        effect = _scaled(_effect(outcome.trial.panel(place), design, choices), outcome.scale)
        found.add(verdict(effect, outcome.words).finding)
    return found


def _told(effect: Effect, left_out: Mapping[int, float], step: float) -> Effect:
    """The effect in steps: the interval moved as far as leaving one person out moves the effect, and rounded outwards."""
    apart = np.array([*left_out.values(), effect.estimate.effect]) - effect.estimate.effect
    down, up = min(float(apart.min()), 0.0), max(float(apart.max()), 0.0)

    def low(value: float) -> float:
        return float(np.floor((value + down) / step + 1e-9) * step) if math.isfinite(value) else value

    def high(value: float) -> float:
        return float(np.ceil((value + up) / step - 1e-9) * step) if math.isfinite(value) else value

    one = effect.estimate
    drawn = one.randomised
    more = None if drawn is None else replace(drawn, low=low(drawn.low), high=high(drawn.high), p=round(drawn.p, 2))
    estimate = replace(
        one, effect=_rounded(one.effect, step), low=low(one.low), high=high(one.high), p=round(one.p, 2), randomised=more
    )
    return replace(effect, estimate=estimate, naive=None if effect.naive is None else _rounded(effect.naive, step))


def _counter(counter: Measured | None, design: Design, choices: Choices) -> tuple[Effect, Words] | None:
    if counter is None:
        return None
    try:
        effect = _scaled(_effect(counter.trial.panel(), design, choices), counter.scale)
    except CannotTell:
        return None
    return _told(effect, moving_most(counter, design, choices), counter.step), counter.words


def _label(found: Verdict, outcome: Measured, told: Effect, dip: float) -> Label:
    words, step = outcome.words, outcome.step
    good = words.more_is_better is not False
    named: Mapping[Found, Label] = {
        Found.ROSE: Label.WORKED if good else Label.HARMED,
        Found.FELL: Label.HARMED if good else Label.WORKED,
        Found.NO_EFFECT: Label.NO_EFFECT,
        Found.NOT_SEEN: Label.NOT_SEEN,
        Found.CANNOT_TELL: Label.CANNOT_TELL,
    }
    label = named[found.finding]
    smallest = words.smallest or 5 * step
    if label in (Label.NO_EFFECT, Label.NOT_SEEN):
        low, high = told.decided.low, told.decided.high
        if high - low > 6 * smallest:
            return Label.CANNOT_TELL
        if dip >= smallest / 2 and (told.naive or 0.0) + dip >= 2 * smallest:
            return Label.SEEMED
    return label


def _waves(outcome: Measured, choices: Choices) -> tuple[Wave, ...]:
    """The effects by time since the start against the last period before it, so that it shows where both sides were moving apart
    already, with the joint band, in steps of two, outwards; all that happened, messy time too."""
    scale, coarse = outcome.scale, 2 * outcome.step
    whole = replace(outcome.trial, by_wave=True, messy_days=0, picked_weeks=0)
    panel = whole.panel()
    try:
        last = replace(choices, anticipation=0, base=Base.UNIVERSAL, comparison=comparison_for(panel))
        effect = effect_of(panel, Design.STAGGERED, last)
    except CannotTell:
        return ()
    tables = effect.tables
    if tables is None or not math.isfinite(tables.joint_reach):
        return ()
    found = []
    for at, part in zip(tables.dynamic.at.tolist(), tables.dynamic.parts, strict=True):
        reach = 0.0 if math.isnan(part.error) else tables.joint_reach * part.error
        low, high = (part.effect - reach) * scale, (part.effect + reach) * scale
        bounds = float(np.floor(low / coarse) * coarse), float(np.ceil(high / coarse) * coarse)
        found.append(Wave(at * whole.step, float(np.round(part.effect * scale / coarse) * coarse) + 0.0, *bounds))
    return tuple(found)


def _rounded(value: float, step: float) -> float:
    return round(float(np.round(value / step) * step), 6) + 0.0


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _fives(count: int) -> int:
    return 5 * round(count / 5)


def _share_left(people: int, gone: int) -> int:
    """How many of a hundred left, rounded to fives."""
    return 5 * round(20 * gone / max(people, 1))
