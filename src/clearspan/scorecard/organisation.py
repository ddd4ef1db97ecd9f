"""One simulated organisation: made, read and measured as any other, and its diagnoses laid beside what was planted."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

import clearspan.diagnosis.causes
from clearspan.diagnosis.cause import Cause
from clearspan.diagnosis.loading import load_panel
from clearspan.diagnosis.panel import Panel
from clearspan.diagnosis.siblings import JOINED
from clearspan.diagnosis.verdict import Outcome, Verdict, diagnose
from clearspan.jobs.refresh import closing_of
from clearspan.jobs.run import read_exports
from clearspan.metrics.facts import load_facts
from clearspan.settings import load_settings
from clearspan.shelf import read_shelf
from clearspan.simulator.plan import Plan
from clearspan.simulator.simulate import EXPORTS, TRUTH, simulate
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import PeriodKind
from clearspan.warehouse.store import Store
from clearspan.warehouse.tables import fetch, materialise

NO_REASON = "cannot_tell"
"""What the truth calls a team that is stuck for a reason that no data shows."""


ISLANDS = "islands"
"""What stands for a team in which two camps are planted; the truth lists these apart."""


@dataclass(frozen=True)
class Scored:
    """One team: what was planted (empty: nothing), what the diagnosis said, and its likeliest hypotheses."""

    seed: int
    planted: str
    outcome: Outcome
    likeliest: tuple[str, ...]
    probability: float

    @property
    def answered(self) -> bool:
        """Whether a cause was named."""
        return self.outcome is Outcome.CAUSE

    def hit(self, among: int) -> bool:
        """Whether what was planted is among the first so many."""
        return self.planted in self.likeliest[:among]


def score(plan: Plan) -> list[Scored]:
    """Every team of a simulated organisation, scored."""
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder)
        simulate(plan, directory)
        truth = orjson.loads((directory / TRUTH).read_bytes())
        verdicts = diagnose(panel_of(directory), read_shelf(clearspan.diagnosis.causes, Cause), Dimension.TEAM)
    planted = {row["team"]: row["cause"] for row in truth["stuck"]} | {row["team"]: ISLANDS for row in truth["islands"]}
    return scored_teams(plan.seed, planted, verdicts)


def scored_teams(seed: int, planted: Mapping[str, str], verdicts: Sequence[Verdict]) -> list[Scored]:
    """Every team once: by what is said of it alone, or where that is nothing, of it and its siblings together.

    What is said of several teams together is right where it is planted in one of them: their sound siblings are not counted.
    """
    alone = {verdict.group: verdict for verdict in verdicts if JOINED not in verdict.group}
    together = {team: verdict for verdict in verdicts if JOINED in verdict.group for team in verdict.group.split(JOINED)}
    found = []
    for team, verdict in alone.items():
        said = together.get(team, verdict) if verdict.outcome is Outcome.TOO_FEW else verdict
        if team not in planted and any(sibling in planted for sibling in said.group.split(JOINED)):
            continue
        found.append(Scored(seed, planted.get(team, ""), said.outcome, said.likeliest, said.probability))
    return found


def panel_of(directory: Path) -> Panel:
    """The panel of the last closed quarter of a folder with exports; reads them first."""
    settings = load_settings(directory)
    read_exports(directory / EXPORTS, directory, settings, lambda _what, _done: None)
    with Store.open(directory).facts("duckdb", "", f"{settings.number('memory_limit_mb')}MB") as tables:
        closing = closing_of(tables, settings.number("quiet_feed_days"))
        if closing is None:
            raise AssertionError("a simulated organisation has feeds")
        quarter = [period for period in closing.periods() if period.kind is PeriodKind.QUARTER][-1]
        facts = load_facts(
            tables,
            closing.first_day,
            closing.last_day,
            materialise=lambda expression, name: materialise(tables, expression, name),
        )
        return load_panel(facts, lambda expression: fetch(tables, expression), quarter)
