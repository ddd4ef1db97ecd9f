"""What is done with programmes: declared, weighed before the start, assigned, started, closed."""

import csv
import math
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

import clearspan.metrics.definitions
from clearspan import clock
from clearspan.application.store import FILE, Application
from clearspan.errors import CannotTell, UnreadableFile, UsageError
from clearspan.jobs.programme_past import PERIOD_WEEKS, Past, Team, read_past
from clearspan.metrics.metric import Metric
from clearspan.programmes.assignment import FEWEST_TEAMS, Arm, Assignment, Candidate, Place, Wanted, draw
from clearspan.programmes.money import read_money
from clearspan.programmes.outcome_panel import BEFORE_PERIODS
from clearspan.programmes.pods import Pods
from clearspan.programmes.programme import Design, Population, Programme, within
from clearspan.programmes.register import Held, Register, Signature
from clearspan.programmes.snapshot import write_snapshot
from clearspan.programmes.spoken import words_of
from clearspan.programmes.stage import Stage
from clearspan.programmes.target import Target, read_target
from clearspan.programmes.templates import template_named, templates_of
from clearspan.proof.power import Outlook, Plan, outlook, periods_needed, require_answer
from clearspan.settings import load_settings
from clearspan.shelf import read_shelf
from clearspan.vocabulary.grid import PATH_SEPARATOR, WHOLE, Dimension
from clearspan.vocabulary.period import PeriodKind, day_number
from clearspan.vocabulary.tool import ANY_TOOL, TOOLS

POPULATIONS = (Dimension.ORGANISATION, Dimension.DIVISION, Dimension.DEPARTMENT, Dimension.TEAM, Dimension.ROLE)
"""How a population may be named."""
LONGEST_WORDS = 120
"""Letters of a title, an owner, a sponsor or a task."""
FEWEST_PEOPLE = 5
"""People of a team that takes part."""
BASELINE_WEEKS = 8
RUNS, DRAWS = 80, 99


@dataclass(frozen=True)
class Power:
    """What a programme could see before it starts, in the told unit: the smallest effect that it would find in 80 of 100 cases
    (None: none), how many teams take part, and the power at the effect hoped for; `why` where it cannot be said."""

    smallest: float | None
    teams: int
    hoped: float
    at_hoped: float | None
    unit: str
    weeks_needed: int | None = None
    why: str = ""

    @property
    def answerable(self) -> bool:
        """Whether the test would probably see the effect hoped for."""
        return self.at_hoped is not None and self.at_hoped >= 0.8

    @property
    def sentence(self) -> str:
        """What it could see, in words."""
        if self.why:
            return f"It cannot be said what it could see: {self.why}."
        if self.smallest is None:
            return f"With {self.teams} teams no effect, however large, could be told from chance."
        found = f"With {self.teams} teams it would find an effect of {self.smallest:.1f} {self.unit} in 80 of 100 cases"
        return f"{found}, and the {self.hoped:g} {self.unit} hoped for in {100 * (self.at_hoped or 0):.0f}."

    def written(self) -> dict[str, Any]:
        """The power as plain values."""
        named = {name: getattr(self, name) for name in ("smallest", "teams", "hoped", "at_hoped", "unit", "weeks_needed", "why")}
        return {**named, "answerable": self.answerable, "sentence": self.sentence}


@contextmanager
def register_of(directory: Path) -> Generator[tuple[Application, Register]]:
    """The application store of a directory with its programmes; what pages read of them is written anew at the end."""
    with Application(directory, load_settings(directory).text("application_address")) as store:
        register = Register(store)
        yield store, register
        write_snapshot(directory, register)


def programmes_of(directory: Path) -> list[Held]:
    """Every programme of a directory; none where nothing was ever declared."""
    if not (directory / FILE).exists() and not load_settings(directory).text("application_address"):
        return []
    with register_of(directory) as (_, register):
        return register.all()


def _check_words(programme: Programme) -> None:
    """Nothing. Raises UsageError where words are longer than anybody reads, or name no tool."""
    target = programme.target
    for what, words in (
        ("title", programme.title),
        ("owner", programme.owner),
        ("sponsor", programme.sponsor),
        ("task", target.task),
    ):
        if len(words) > LONGEST_WORDS or not words.isprintable():
            raise UsageError(f"has no usable {what}", where=programme.name, remedy=f"Use {LONGEST_WORDS} letters at most.")
    if target.tool not in {ANY_TOOL, *TOOLS}:
        raise UsageError("is no tool", where=target.tool, remedy=f"Use one of {', '.join([ANY_TOOL, *TOOLS])}.")


def declare(directory: Path, programme: Programme, by: str) -> None:
    """Nothing; keeps a draft. Raises UsageError for no metric or tool, words too long, or a name that is taken."""
    _check_words(programme)
    metrics = read_shelf(clearspan.metrics.definitions, Metric)
    for name in (programme.outcome, programme.counter_outcome):
        if name not in metrics:
            raise UsageError("there is no such metric", where=name, remedy="List them: clearspan metrics.")
        card = metrics[name]
        if card.contributions is None or card.categories or not {PeriodKind.WEEK, PeriodKind.MONTH} & set(card.periods):
            raise UsageError(
                "cannot be followed by week or month", where=name, remedy="Choose a metric of single figures that can."
            )
    with register_of(directory) as (_, register):
        register.add(programme, _today(), _signed(by))


@dataclass(frozen=True)
class Draft:
    """A programme as somebody asks for it; texts are as people write them, and empty ones are the template's. `population` is a
    dimension and the keys of its groups; `because` says what was found that led to it."""

    name: str
    template: str
    title: str = ""
    population: tuple[str, tuple[str, ...]] = ("organisation", ())
    owner: str = ""
    sponsor: str = ""
    target: str | Target = ""
    length_days: int = 0
    cost: str = ""
    matched: bool = False
    outcome: str = ""
    counter_outcome: str = ""
    because: str = ""

    def programme(self, directory: Path) -> Programme:
        """The programme. Raises UsageError, naming what, where something in it does not do."""
        template = template_named(templates_of(directory), self.template)
        dimension, groups = self.population
        if dimension not in {each.value for each in POPULATIONS}:
            raise UsageError("is no population", where=dimension, remedy=f"Use one of {', '.join(POPULATIONS)}.")
        made = template.programme(self.name, self.title, Population(Dimension(dimension), groups), self.owner, self.sponsor)
        made = within(made, self.length_days) if self.length_days else made
        return replace(
            made,
            target=(read_target(self.target) if isinstance(self.target, str) else self.target) if self.target else made.target,
            cost=read_money(self.cost) if self.cost else None,
            design=Design.MATCHED if self.matched else made.design,
            outcome=self.outcome or made.outcome,
            counter_outcome=self.counter_outcome or made.counter_outcome,
            because=self.because,
        )


def declare_draft(directory: Path, draft: Draft, by: str) -> Power | None:
    """What the programme that was declared could see; None where nothing is known of teams yet."""
    programme = draft.programme(directory)
    past, taken = read_past(directory), busy(programmes_of(directory))
    if past is not None and not candidates(past, programme.population, programme.outcome, taken):
        remedy = "Name groups by their keys, as pages show them; a team in a programme that is not over yet is in no other one."
        raise UsageError("has no free team in its population", where=draft.name, remedy=remedy)
    declare(directory, programme, by)
    return None if past is None else draft_power(past, programme, taken)


def busy(programmes: Iterable[Held]) -> frozenset[str]:
    """The teams of programmes that are assigned or running: in two at once, nobody could say which of them did it."""
    under_way = [each for each in programmes if each.stage in {Stage.ASSIGNED, Stage.RUNNING}]
    return frozenset(place.team for each in under_way for place in each.places)


def draft_power(past: Past, programme: Programme, taken: frozenset[str] = frozenset()) -> Power:
    """What a draft could see with all teams of its population that are not taken, half of which would start."""
    teams = [each.team for each in candidates(past, programme.population, programme.outcome, taken)]
    return power_of(past, programme, teams, weeks=True)


def candidates(past: Past, population: Population, metric: str, taken: frozenset[str] = frozenset()) -> tuple[Candidate, ...]:
    """The teams that may take part, each with its job family as stratum: those of families with one team alone are one
    stratum. `taken` names teams that are in another programme."""
    large = [each for each in past.teams if each.people >= FEWEST_PEOPLE and each.team not in taken]
    teams = [each for each in large if _inside(each, population)]
    roles = [each.role for each in teams]
    before = past.outcome(metric, [each.team for each in teams])[:, -BASELINE_WEEKS:]
    found = []
    for each, row in zip(teams, before, strict=True):
        known = row[~np.isnan(row)]
        stratum = each.role if roles.count(each.role) > 1 else "others"
        found.append(Candidate(each.team, stratum, each.people, float(known.mean()) if len(known) else None))
    return tuple(found)


def _inside(team: Team, population: Population) -> bool:
    if population.dimension is Dimension.ORGANISATION or not population.groups:
        return True
    named: Mapping[Dimension, str] = {
        Dimension.TEAM: team.team,
        Dimension.DEPARTMENT: team.department,
        Dimension.DIVISION: team.division,
        Dimension.ROLE: team.role,
    }
    return named.get(population.dimension, WHOLE) in population.groups


def past_of(directory: Path) -> Past:
    """The past of teams. Raises CannotTell where none is kept yet."""
    past = read_past(directory)
    if past is None or not past.teams:
        raise CannotTell("nothing is known of teams yet", where=str(directory), remedy="Run on the exports first: clearspan run.")
    return past


def power_of(
    past: Past, programme: Programme, teams: Sequence[str], share: float = 0.5, hoped: float | None = None, *, weeks: bool = False
) -> Power:
    """What a programme could see with these teams, found by running it on their own past; `weeks`: also how many it would
    need."""
    words, scale, _ = words_of(read_shelf(clearspan.metrics.definitions, Metric)[programme.outcome])
    wanted = hoped or words.smallest or 0.5
    if len(teams) < 2 * FEWEST_TEAMS:
        free = f"{len(teams)} {'team is' if len(teams) == 1 else 'teams are'} free in that population"
        why = f"{free}, and it takes {2 * FEWEST_TEAMS}"
        return Power(None, len(teams), wanted, None, words.unit, None, why)
    after = max(1, programme.checkpoints[-1] // (7 * PERIOD_WEEKS))
    plan = Plan(BEFORE_PERIODS, after, share, runs=RUNS, draws=DRAWS)
    try:
        panel = past.panel(programme.outcome, teams)
        plan = replace(plan, before=max(1, min(BEFORE_PERIODS, panel.periods - after)))
        found: Outlook = outlook(panel, plan, wanted / scale)
        needed = periods_needed(panel, replace(plan, runs=40), wanted / scale) if weeks else None
    except CannotTell as error:
        return Power(None, len(teams), wanted, None, words.unit, None, error.what)
    smallest = found.smallest * scale if math.isfinite(found.smallest) else None
    return Power(smallest, found.clusters, wanted, found.at_hoped, words.unit, needed and needed * PERIOD_WEEKS)


def assign(directory: Path, name: str, wanted: Wanted, by: str) -> Held:
    """The programme with its teams drawn, and what it could see with them, shown before it starts."""
    past = past_of(directory)
    with register_of(directory) as (_, register):
        programme = register.find(name).programme
        mine = candidates(past, programme.population, programme.outcome, busy(register.all()))
        drawn = draw(name, mine, replace(wanted, design=programme.design, length_days=programme.checkpoints[-1]))
        held = register.assign(name, drawn, wanted.start_day, _signed(by))
        return _shown(register, past, held, by)


def adopt(directory: Path, name: str, places: Sequence[Place], seed: int, by: str) -> Held:
    """The programme with an assignment that was made elsewhere."""
    with register_of(directory) as (_, register):
        programme = register.find(name).programme
        first = min(
            (place.start_day for place in places if place.arm is Arm.TREATMENT and place.start_day is not None), default=None
        )
        if first is None:
            raise UsageError("no team starts", where=name, remedy="Give teams in the arm 'treatment', with a day.")
        return register.assign(name, Assignment(programme.design, seed, tuple(places)), first, _signed(by))


def _shown(register: Register, past: Past, held: Held, by: str) -> Held:
    register.show_power(held.programme.name, power_of_held(past, held).written(), _signed(by))
    return register.find(held.programme.name)


def power_of_held(past: Past, held: Held) -> Power:
    """What an assigned programme can see, by what was before its start."""
    treated = sum(place.arm is Arm.TREATMENT for place in held.places)
    share = 0.5 if held.programme.design is Design.STEPPED_WEDGE else treated / len(held.places)
    before = past.until(held.start_day) if held.start_day else past
    return power_of(before, held.programme, [place.team for place in held.places], share)


def start(directory: Path, name: str, by: str, signed: str = "") -> Held:
    """The programme, running. Raises CannotTell where its test cannot answer, unless somebody signs why it starts
    nevertheless."""
    with register_of(directory) as (_, register):
        held = register.find(name)
        if held.stage is Stage.ASSIGNED:
            _require(held, by, signed)
        return register.start(name, _signed(by), signed)


def _require(held: Held, by: str, signed: str) -> None:
    """Nothing. Raises CannotTell where what was shown before the start could not answer."""
    power = held.power
    if power is None:
        if not signed.strip():
            raise CannotTell(
                "nobody saw what the test could show",
                where=held.programme.name,
                remedy="Run on the exports, or sign why it starts nevertheless.",
            )
        return
    smallest = power["smallest"] if power["smallest"] is not None else math.inf
    at_hoped = power["at_hoped"] if power["at_hoped"] is not None else 0.0
    found = Outlook(smallest, power["teams"], math.nan, at_hoped, power["hoped"], Plan(1, 1))
    require_answer(found, by, signed)


def close(directory: Path, name: str, by: str, why: str = "") -> Held:
    """The programme, closed; its pods' links open nothing any more, and what they told each other is deleted."""
    with register_of(directory) as (store, register):
        held = register.move(name, Stage.CLOSED, _signed(by), why)
        Pods(store).end(name)
        return held


def read_places(path: Path) -> tuple[Place, ...]:
    """The places in a CSV file. Raises UnreadableFile where it has not the columns, or an arm or a day is wrong."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        return tuple(
            sorted(
                Place(
                    row["team"],
                    Arm(row["arm"]),
                    day_number(date.fromisoformat(row["start_day"])) if row["start_day"] else None,
                    row.get("stratum") or "all",
                )
                for row in rows
            )
        )
    except (OSError, UnicodeDecodeError, KeyError, ValueError) as error:
        raise UnreadableFile(
            "is no assignment",
            where=path.name,
            remedy=f"Give a CSV with team, arm ({', '.join(Arm)}) and start_day as 2026-06-01, empty for never.",
        ) from error


def team_words(team: str) -> str:
    """A team's own name, and where it is."""
    *parents, own = team.split(PATH_SEPARATOR)
    return f"{own} ({', '.join(parents)})" if parents else own


def _signed(by: str) -> Signature:
    if not by.strip() or "@" in by:
        raise UsageError("names no unit or function", where="by", remedy="Say which unit does it, never an address.")
    return Signature(int(clock.now().timestamp()), by.strip()[:64])


def _today() -> int:
    return day_number(clock.now().date())
