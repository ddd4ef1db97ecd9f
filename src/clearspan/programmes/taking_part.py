"""The effect on those who took part because it was offered to them, beside the effect of the offer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from clearspan.errors import CannotTell
from clearspan.programmes.beside import Beside, Bounds, bounds_of, in_steps, spoken_beside, untold
from clearspan.programmes.outcome_panel import FEWEST_TEAMS, Ints, Trial
from clearspan.programmes.programme import Design as Assigned
from clearspan.programmes.read_out import Measured, choices_of, moving_most
from clearspan.programmes.share_bounds import share_bounds
from clearspan.proof.choices import Choices
from clearspan.proof.effect import Design, comparison_for
from clearspan.proof.estimators import complier_effect
from clearspan.proof.looks import Look
from clearspan.proof.panel import NEVER

NAME = "took_part"
ESTIMAND = (
    "those who took part because it was offered to them, and would not have otherwise; it holds if the offer did nothing but by "
    "taking part, and says nothing of those who take part anyway or never"
)
START = "For those who took part because it was offered to them"


@dataclass(frozen=True)
class Took:
    """Who took part: `days` (people of the trial,), on which each did first since the first start, on both sides alike (NEVER:
    not yet); and `by` which records."""

    days: Ints
    by: str


def taking_part(assigned: Assigned, outcome: Measured, took: Took | None, look: Look) -> Beside:
    """What is said of it. `took` is None where no record says so of anybody."""
    why = not_by_lot(assigned, outcome)
    if not why and (took is None or (took.days == NEVER).all()):
        why = "no record of practice or of training about AI says who took part"
    if why or took is None:
        return untold(NAME, ESTIMAND, why)
    said = _said(outcome, took.days, look)
    return replace(said, estimand=f"{said.estimand}; taking part is shown by {took.by}")


def _said(outcome: Measured, took: Ints, look: Look) -> Beside:
    choices = replace(choices_of(outcome.trial, look), adjusted=True)
    try:
        whole = _effect(outcome, took, choices)
        without = [_without(outcome, took, place, choices) for place in _whom(outcome, took, choices)]
        told = in_steps(whole, without, outcome.step)
    except CannotTell as error:
        return untold(NAME, ESTIMAND, error.what)
    said = spoken_beside(NAME, ESTIMAND, START, told, outcome, choices.level)
    return replace(said, shares=_shares(outcome.trial, took)) if not said.why else said


def not_by_lot(assigned: Assigned, outcome: Measured) -> str:
    """Why nothing can stand beside the effect of the offer, by how teams were assigned; empty where it can."""
    trial = outcome.trial
    sides = [trial.treated[trial.people.team] == arm for arm in (True, False)]
    if not assigned.randomised:
        return "it was not drawn by lot who was offered it"
    if min(int(side.sum()) for side in sides) < outcome.fewest:
        return f"fewer than {outcome.fewest} people are on one side"
    if trial.messy_days and not trial.counted:
        return f"the first {trial.messy_days} days after a start are not counted, and no four weeks after them are known yet"
    return ""


def _effect(outcome: Measured, took: Ints, choices: Choices) -> Bounds:
    trial = outcome.trial
    panel = trial.panel()
    if panel.units < 2 * FEWEST_TEAMS:
        raise CannotTell("there are too few teams of which enough is known")
    panel, choices = replace(panel, uptake=trial.share_since(took)), replace(choices, comparison=comparison_for(panel))
    return bounds_of(complier_effect.ESTIMATOR.estimate(panel, choices), outcome.scale)


def _without(outcome: Measured, took: Ints, place: int, choices: Choices) -> Bounds:
    rest = replace(outcome, trial=outcome.trial.leaving_out(place))
    return _effect(rest, np.delete(took, place), choices)


def _whom(outcome: Measured, took: Ints, choices: Choices) -> Iterable[int]:
    """Those without whom the effect moves most: by their outcome, and in the smallest team of each side by having taken part."""
    trial = outcome.trial
    team, size = trial.people.team, np.bincount(trial.people.team, minlength=len(trial.places))
    found = list(moving_most(outcome, Design.RANDOMISED, choices))
    for arm in (True, False):
        for did in (True, False):
            alike = np.flatnonzero((trial.treated[team] == arm) & ((took != NEVER) == did))
            if len(alike):
                found.append(int(alike[np.argmin(size[team[alike]])]))
    return dict.fromkeys(found)


def _shares(trial: Trial, took: Ints) -> tuple[tuple[str, float, float], ...]:
    """How many took part of those to whom it was offered, and of the others, as bounds that hold whoever is left out."""
    mine = trial.treated[trial.people.team]
    sides = (("offered", mine), ("others", ~mine))
    return tuple((name, *share_bounds(int((took[side] != NEVER).sum()), int(side.sum()))) for name, side in sides)
