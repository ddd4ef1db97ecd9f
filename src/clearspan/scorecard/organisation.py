"""One simulated organisation: made, read and measured as any other, and its diagnoses laid beside what was planted."""

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

import clearspan.diagnosis.causes
from clearspan.diagnosis.cause import Cause
from clearspan.diagnosis.siblings import JOINED
from clearspan.diagnosis.verdict import Outcome, Verdict, diagnose
from clearspan.jobs.forget import IDENTITY_FOLDER, PSEUDONYM_KEY
from clearspan.jobs.quarter import Quarter, ToldBy
from clearspan.jobs.refresh import closing_of
from clearspan.jobs.run import read_exports
from clearspan.metrics.facts import load_facts
from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.scorecard.seeing import Seen, seen
from clearspan.settings import load_settings
from clearspan.shelf import read_shelf
from clearspan.simulator.plan import Plan
from clearspan.simulator.simulate import EXPORTS, TRUTH, simulate
from clearspan.vocabulary.grid import PATH_SEPARATOR, Dimension
from clearspan.vocabulary.period import PeriodKind
from clearspan.warehouse.store import Store
from clearspan.warehouse.tables import fetch, materialise

NO_REASON = "cannot_tell"
"""What the truth calls a team that is stuck for a reason that no data shows."""


ISLANDS = "islands"
"""What stands for a team in which two camps are planted; the truth lists these apart."""


STARVATION = "experience_starvation"
"""The cause that is planted by department, whatever else is the matter with a team."""


LEADING = frozenset({"Lead", "Manager", "Director", "Executive"})
"""The levels of leaders in a simulated organisation."""


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


def score(plan: Plan) -> tuple[list[Scored], Seen]:
    """Every team of a simulated organisation, scored, and what the other analyses saw."""
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder)
        simulate(plan, directory)
        truth = orjson.loads((directory / TRUTH).read_bytes())
        with quarter_of(directory) as quarter:
            verdicts = diagnose(quarter.panel, read_shelf(clearspan.diagnosis.causes, Cause), Dimension.TEAM)
            beside = seen(quarter, truth, _gamers(directory, truth))
    planted = {row["team"]: row["cause"] for row in truth["stuck"]} | {row["team"]: ISLANDS for row in truth["islands"]}
    return scored_teams(plan.seed, planted, verdicts, {row["department"] for row in truth["absorbed"]}), beside


def _gamers(directory: Path, truth: Mapping[str, Any]) -> dict[tuple[int, str], Mapping[str, Any]]:
    """The planted gamers by person and tool."""
    with Identities(directory / IDENTITY_FOLDER, load_or_create(PSEUDONYM_KEY)) as identities:
        _, people = identities.find(["email"] * len(truth["gamed"]), [row["email"] for row in truth["gamed"]])
    return {(int(person), row["tool"]): row for person, row in zip(people, truth["gamed"], strict=True)}


def scored_teams(
    seed: int, planted: Mapping[str, str], verdicts: Sequence[Verdict], starved: Collection[str] = ()
) -> list[Scored]:
    """Every team once: by what is said of it alone, or where that is nothing, of it and its siblings together.

    What is said of several teams together is right where it is planted in one of them: their sound siblings are not counted.
    Nor are sound teams of the `starved` departments of which it is said that learners lack work: these are scored apart.
    """
    alone = {verdict.group: verdict for verdict in verdicts if JOINED not in verdict.group}
    together = {team: verdict for verdict in verdicts if JOINED in verdict.group for team in verdict.group.split(JOINED)}
    found = []
    for team, verdict in alone.items():
        said = together.get(team, verdict) if verdict.outcome is Outcome.TOO_FEW else verdict
        if team not in planted and any(sibling in planted for sibling in said.group.split(JOINED)):
            continue
        if team not in planted and said.likeliest[:1] == (STARVATION,) and _department(team) in starved:
            continue
        found.append(Scored(seed, planted.get(team, ""), said.outcome, said.likeliest, said.probability))
    return found


def _department(team: str) -> str:
    return PATH_SEPARATOR.join(team.split(PATH_SEPARATOR)[:-1])


@contextmanager
def quarter_of(directory: Path) -> Iterator[Quarter]:
    """The last closed quarter of a folder with exports; reads them first."""
    settings = load_settings(directory)
    read_exports(directory / EXPORTS, directory, settings, lambda _what, _done: None)
    with Store.open(directory).facts("duckdb", "", f"{settings.number('memory_limit_mb')}MB") as tables:
        closing = closing_of(tables, settings.number("quiet_feed_days"))
        if closing is None:
            raise AssertionError("a simulated organisation has feeds")
        latest = [period for period in closing.periods() if period.kind is PeriodKind.QUARTER][-1]
        facts = load_facts(
            tables,
            closing.first_day,
            closing.last_day,
            materialise=lambda expression, name: materialise(tables, expression, name),
        )
        yield Quarter(latest, facts, lambda expression: fetch(tables, expression), ToldBy(LEADING))
