"""Writes the exports and the truth of a simulated organisation, week by week."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clearspan.errors import UsageError
from clearspan.simulator.arrays import NEVER, Floats
from clearspan.simulator.assignment import Assigned, read_assignment
from clearspan.simulator.behaviour import Behaviour
from clearspan.simulator.organisation import Organisation, build_organisation
from clearspan.simulator.plan import Plan
from clearspan.simulator.plants import Gamer, plant_gamers
from clearspan.simulator.programmes import (
    BASELINE_WEEKS,
    Effects,
    Programme,
    Push,
    effects_of,
    pick_lowest,
    plan_programmes,
)
from clearspan.simulator.pulse import Pulse
from clearspan.simulator.truth import Ledger, Truth, begin
from clearspan.simulator.work import Workplace
from clearspan.simulator.writers.asana import Asana
from clearspan.simulator.writers.chatgpt import ChatGpt
from clearspan.simulator.writers.claude import Claude
from clearspan.simulator.writers.github_copilot import GithubCopilot
from clearspan.simulator.writers.m365 import M365Copilot
from clearspan.simulator.writers.neutral import Neutral
from clearspan.simulator.writers.pulse_answers import PulseAnswers
from clearspan.simulator.writers.roster import Roster
from clearspan.simulator.writers.slack import Slack
from clearspan.simulator.writers.viva import VivaQuery
from clearspan.simulator.writers.work_items import WorkItems
from clearspan.simulator.writers.writer import Writer, iso

EXPORTS, TRUTH = "exports", "truth.json"
STRENGTH_LOW, STRENGTH_HIGH = 0.6, 1.4
"""Teams respond to the same treatment between these multiples of its effect."""

Progress = Callable[[str, float], None]


def simulate(plan: Plan, out: Path, assignment: Path | None = None, progress: Progress | None = None) -> None:
    """Writes `out`/exports (every vendor's files) and `out`/truth.json (everything planted and what really happened).

    With an `assignment` (see read_assignment) the same organisation is simulated, with the teams treated as the file
    says from their start days on: up to the earliest of these, people do exactly the same. `progress` is told what is
    being written and the share done. Memory grows with people, not with weeks.
    An earlier simulation in `out` is replaced. Raises UnreadableFile or BadRecord where the assignment cannot be used,
    UsageError where `out` holds exports that no simulation wrote.
    """
    organisation = build_organisation(plan)
    assigned = read_assignment(assignment, organisation.structure) if assignment else None
    _clear(out)
    gamers = plant_gamers(plan, organisation.people, organisation.licences, organisation.plants, organisation.streams)
    programmes, push = plan_programmes(plan, organisation.structure, organisation.plants, organisation.streams)
    effects = _effects(organisation, programmes, assigned or ())
    slack, asana = Slack(organisation, out / EXPORTS / "slack"), Asana(organisation, out / EXPORTS / "asana")
    writers = [*_writers(organisation, gamers, out / EXPORTS), slack, asana]
    ledger = Ledger(organisation)
    run = _Run(organisation, Behaviour(organisation, gamers), effects, writers, ledger, push)
    for number in range(plan.weeks):
        run.week(number)
        if progress:
            progress(f"week of {iso(plan.first + 7 * number)}", (number + 1) / plan.weeks)
    for writer in writers:
        writer.finish()
    picked = (*programmes, run.pushed) if run.pushed else programmes
    systems = {"slack": slack.workforce.truth(), "asana": asana.workforce.truth()}
    Truth(organisation, gamers, ledger).write(out / TRUTH, picked, effects, assigned, systems)


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
    writers: list[Writer]
    ledger: Ledger
    push: Push
    pushed: Programme | None = None

    def week(self, number: int) -> None:
        """Simulates and writes one week."""
        start = self.organisation.plan.first + 7 * number
        if start >= self.push.start and self.pushed is None:
            baseline = slice(max(number - BASELINE_WEEKS, 0), number)
            active, people = (
                counts[:, baseline].sum(axis=1).astype(float) for counts in (self.ledger.without, self.ledger.members)
            )
            self.pushed = pick_lowest(self.push, active, people)
        shift, relief = self.effects.at(start, self.organisation.structure)
        week = self.behaviour.step(number, shift, relief)
        self.ledger.add(week)
        for writer in self.writers:
            writer.write(week)


def _effects(organisation: Organisation, programmes: tuple[Programme, ...], assigned: tuple[Assigned, ...]) -> Effects:
    """The effects of the organisation's own programmes and of the assignment."""
    treatments = [
        (team, programme.arm, int(programme.starts[team]))
        for programme in programmes
        for team in np.flatnonzero(programme.starts < NEVER).tolist()
    ]
    treatments += [(one.team, one.arm, one.start) for one in assigned]
    return effects_of(treatments, organisation.plants, _strength(organisation))


def _strength(organisation: Organisation) -> Floats:
    draws = organisation.streams.uniform(len(organisation.structure.teams), "strength")
    return STRENGTH_LOW + (STRENGTH_HIGH - STRENGTH_LOW) * draws


def _writers(organisation: Organisation, gamers: tuple[Gamer, ...], exports: Path) -> list[Writer]:
    return [
        Roster(organisation, exports / "roster"),
        GithubCopilot(organisation, gamers, exports / "github-copilot"),
        ChatGpt(organisation, exports / "chatgpt"),
        Claude(organisation, exports / "claude"),
        M365Copilot(organisation, exports / "m365"),
        VivaQuery(organisation, exports / "viva"),
        WorkItems(organisation, Workplace(organisation, gamers), exports / "work"),
        PulseAnswers(organisation, Pulse(organisation), exports / "pulse"),
        Neutral(organisation, exports / "neutral"),
    ]
