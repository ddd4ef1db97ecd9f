"""What a programme does to teams that are not in it, through those with whom their people work."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from clearspan.errors import CannotTell
from clearspan.programmes.beside import Beside, Bounds, in_steps, spoken_beside, untold
from clearspan.programmes.outcome_panel import FEWEST_TEAMS, Floats, Ints, Trial
from clearspan.programmes.programme import Design as Assigned
from clearspan.programmes.read_out import Measured, choices_of, moving_most
from clearspan.programmes.taking_part import not_by_lot
from clearspan.proof.choices import Choices
from clearspan.proof.effect import Design
from clearspan.proof.estimators import exposure
from clearspan.proof.looks import Look

AROUND, REACHED = "spill_over", "not_near"
FAINT = 0.1
"""Share of the work with other teams that goes to teams that start, below which a team counts as near none of them."""
MOST_TIED = 2
"""People on either side with the strongest ties across, who are left out one by one."""
AROUND_OF = (
    "teams that do not start, if all with whom their people work outside the team had started, against teams near none of them; "
    "who is near whom was not drawn by lot"
)
REACHED_OF = "teams that start, against teams that do not and are near none of those that do"


@dataclass(frozen=True)
class Ties:
    """Who works with whom, by places among the people of a trial: `one` with `other` (-1: somebody outside of it) at a
    `strength`; each pair both ways. `by` says what shows it: ties, or managers that teams share."""

    one: Ints
    other: Ints
    strength: Floats
    by: str = "ties"

    def without(self, place: int) -> "Ties":
        """The ties without a person, the places of those after it moved up."""
        kept = (self.one != place) & (self.other != place)
        one, other = self.one[kept], self.other[kept]
        return Ties(one - (one > place), other - (other > place), self.strength[kept], self.by)


def spill_over(assigned: Assigned, outcome: Measured, ties: Ties | None, look: Look) -> tuple[Beside, ...]:
    """What is said of teams around those that start, and of those that start against teams that none of it reached."""
    why = not_by_lot(assigned, outcome)
    if not why and not outcome.trial.two_arms:
        why = "teams start in waves, and it is told where all start at once"
    if not why and (ties is None or not len(ties.one)):
        why = "neither ties nor managers that teams share say who is near whom"
    if why or ties is None:
        return (untold(AROUND, AROUND_OF, why),)
    choices = choices_of(outcome.trial, look)
    try:
        whole = _effects(outcome, ties, choices)
        without = [
            _effects(replace(outcome, trial=outcome.trial.leaving_out(place)), ties.without(place), choices)
            for place in _whom(outcome, ties, choices)
        ]
        told = [in_steps(one, [each[at] for each in without], outcome.step) for at, one in enumerate(whole)]
    except CannotTell as error:
        return (untold(AROUND, AROUND_OF, error.what),)
    starts = ("Where all those around a team had started and it had not", "Against teams that none of it reached")
    named = zip((AROUND, REACHED), (f"{AROUND_OF}; by {ties.by}", REACHED_OF), starts, told, strict=True)
    return tuple(spoken_beside(name, of, start, bounds, outcome, choices.level) for name, of, start, bounds in named)


def exposure_of(trial: Trial, ties: Ties) -> Floats:
    """By team, the share of its work with other teams that goes to teams that start; a faint one counts as none."""
    team, teams = trial.people.team, len(trial.places)
    mine = team[ties.one]
    theirs = np.where(ties.other >= 0, team[ties.other], -1)
    outside = mine != theirs
    started = outside & (theirs >= 0) & trial.treated[theirs]
    total = np.bincount(mine[outside], ties.strength[outside], teams)
    near = np.bincount(mine[started], ties.strength[started], teams) / np.where(total > 0, total, 1.0)
    return np.where(near < FAINT, 0.0, near)


def _effects(outcome: Measured, ties: Ties, choices: Choices) -> tuple[Bounds, Bounds]:
    """The effect on those around, and on those that start against those that none of it reached; in the told unit."""
    trial = outcome.trial
    panel = trial.panel()
    if panel.units < 2 * FEWEST_TEAMS:
        raise CannotTell("there are too few teams of which enough is known")
    near = exposure_of(trial, ties)[trial.seen]
    found = exposure.ESTIMATOR.estimate(replace(panel, exposure=near), choices)
    around = found.parts[0]
    pairs = ((around.effect, around.low, around.high), (found.effect, found.low, found.high))
    first, second = (Bounds(*(figure * outcome.scale for figure in figures)) for figures in pairs)
    return first, second


def _whom(outcome: Measured, ties: Ties, choices: Choices) -> Iterable[int]:
    """Those without whom the effects move most: by their outcome, and by their ties between the sides."""
    trial = outcome.trial
    begins = trial.treated[trial.people.team]
    across = (ties.other >= 0) & (begins[ties.one] != begins[ties.other])
    strength = np.bincount(ties.one[across], ties.strength[across], len(begins))
    found = list(moving_most(outcome, Design.RANDOMISED, choices))
    for arm in (True, False):
        side = np.flatnonzero(begins == arm)
        found += side[np.argsort(-strength[side], kind="stable")[:MOST_TIED]].tolist()
    return dict.fromkeys(found)
