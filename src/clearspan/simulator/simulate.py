"""Writes the exports and the truth of a simulated organisation, week by week."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.errors import UsageError
from clearspan.simulator.arrays import NEVER, Floats
from clearspan.simulator.assignment import Assigned, read_assignment
from clearspan.simulator.behaviour import Behaviour
from clearspan.simulator.dates import iso
from clearspan.simulator.formats import writers_of
from clearspan.simulator.interaction_style import InteractionStyle
from clearspan.simulator.learning import way_truth
from clearspan.simulator.organisation import Organisation, build_organisation
from clearspan.simulator.plan import USUAL, Plan
from clearspan.simulator.plants import plant_gamers
from clearspan.simulator.programmes import (
    BASELINE_WEEKS,
    Effects,
    Programme,
    Push,
    effects_of,
    pick_lowest,
    plan_programmes,
)
from clearspan.simulator.sharing import Sharing
from clearspan.simulator.training import Treatment
from clearspan.simulator.truth import Ledger, Truth, begin
from clearspan.simulator.use_truth import UseByDay
from clearspan.simulator.writer import Scene, Writing

EXPORTS, TRUTH = "exports", "truth.json"
STRENGTH_LOW, STRENGTH_HIGH = 0.6, 1.4
"""Teams respond to the same treatment between these multiples of its effect."""

Progress = Callable[[str, float], None]


def simulate(plan: Plan, out: Path, assignment: Path | Sequence[Path] | None = None, progress: Progress | None = None) -> None:
    """Writes `out`/exports (every vendor's files) and `out`/truth.json (everything planted and what really happened).

    With an `assignment`, one file or several (see read_assignment), the same organisation is simulated, with the teams treated
    as the files say from their start days on: up to the earliest of these, people do exactly the same. `progress` is told what
    is being written and the share done. Memory grows with people, not with weeks.
    An earlier simulation in `out` is replaced. Raises UnreadableFile or BadRecord where the assignment cannot be used,
    UsageError where `out` holds exports that no simulation wrote.
    """
    writers = writers_of(plan.formats)
    organisation = build_organisation(plan)
    files = [assignment] if isinstance(assignment, Path) else assignment or ()
    assigned = tuple(one for file in files for one in read_assignment(file, organisation.structure)) if files else None
    _clear(out)
    gamers = plant_gamers(plan, organisation.people, organisation.licences, organisation.plants, organisation.streams)
    programmes, push = plan_programmes(plan, organisation.structure, organisation.plants, organisation.streams)
    treatments = _treatments(programmes, assigned or ())
    effects = effects_of(treatments, organisation.plants, _strength(organisation))
    scene = Scene(organisation, gamers, InteractionStyle(organisation), treatments, frozenset(writers))
    writings = [writer.begin(scene, out / EXPORTS / writer.folder) for writer in writers.values()]
    if plan.formats != (USUAL,):
        writings.append(UseByDay(scene))
    ledger, sharing = Ledger(organisation), Sharing(organisation)
    run = _Run(organisation, Behaviour(organisation, gamers), effects, writings, (ledger, sharing), push)
    for number in range(plan.weeks):
        run.week(number)
        if progress:
            progress(f"week of {iso(plan.first + 7 * number)}", (number + 1) / plan.weeks)
    picked = (*programmes, run.pushed) if run.pushed else programmes
    treatments += _treatments(picked[len(programmes) :], ())
    for writing in writings:
        writing.finish()
    told = _told(scene, sharing, writings)
    Truth(organisation, gamers, ledger).write(out / TRUTH, picked, effects, assigned, told)


def _clear(out: Path) -> None:
    """Removes an earlier simulation, and nothing else."""
    exports, truth = out / EXPORTS, out / TRUTH
    if exports.is_dir() and any(exports.iterdir()):
        if not truth.is_file():
            raise UsageError(
                "The folder holds exports that no simulation wrote.", where=str(out), remedy="Choose an empty folder."
            )
        shutil.rmtree(exports)
    out.mkdir(parents=True, exist_ok=True)
    begin(truth)


@dataclass
class _Run:
    """A simulation under way; `pushed` is the programme that picked its teams by their use, once it has."""

    organisation: Organisation
    behaviour: Behaviour
    effects: Effects
    writings: list[Writing]
    counts: tuple[Ledger, Sharing]
    push: Push
    pushed: Programme | None = None

    def week(self, number: int) -> None:
        """Simulates and writes one week."""
        start = self.organisation.plan.first + 7 * number
        ledger, sharing = self.counts
        if start >= self.push.start and self.pushed is None:
            baseline = slice(max(number - BASELINE_WEEKS, 0), number)
            active, people = (counts[:, baseline].sum(axis=1).astype(float) for counts in (ledger.without, ledger.members))
            self.pushed = pick_lowest(self.push, active, people)
        shift, relief = self.effects.at(start, self.organisation.structure)
        week = self.behaviour.step(number, shift, relief)
        ledger.add(week)
        sharing.add(week)
        for writing in self.writings:
            writing.write(week)


def _treatments(programmes: tuple[Programme, ...], assigned: tuple[Assigned, ...]) -> list[Treatment]:
    """The treatments of the organisation's own programmes and of the assignment."""
    own = [
        (team, programme.arm, int(programme.starts[team]))
        for programme in programmes
        for team in np.flatnonzero(programme.starts < NEVER).tolist()
    ]
    return own + [(one.team, one.arm, one.start) for one in assigned]


def _strength(organisation: Organisation) -> Floats:
    draws = organisation.streams.uniform(len(organisation.structure.teams), "strength")
    return STRENGTH_LOW + (STRENGTH_HIGH - STRENGTH_LOW) * draws


def _told(scene: Scene, sharing: Sharing, writings: Sequence[Writing]) -> dict[str, Any]:
    """The truths that were gathered while the organisation was written, by the name that truth.json gives them."""
    org = scene.organisation
    keys = (org.structure.team_key(team) for team in range(len(org.ways)))
    found: dict[str, Any] = {
        "interaction_style": scene.style.truth(),
        "sharing": sharing.truth(),
        "training": {key: way_truth(way) for key, way in zip(keys, org.ways, strict=True)},
    }
    for writing in writings:
        for name, truth in writing.truth().items():
            found[name] = found[name] | truth if name in found else truth
    return found
