"""A random organisation with joiners, movers and leavers, and the requests to release its figures."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from clearspan.privacy.release.measure import Measure, Released, ReleaseRequest
from clearspan.privacy.release.policy import Policy
from clearspan.privacy.release.release import release
from clearspan.privacy.release.state import empty_state
from clearspan.vocabulary.period import Period, PeriodKind, parse_period
from clearspan.vocabulary.shape import Population, Shape

KEY = bytes(range(32))
DIMENSIONS = ("division", "department", "team", "role", "level", "tenure", "location")
MONTHS = tuple(parse_period(f"2025-{month:02d}") for month in range(1, 13))
QUARTERS = tuple(parse_period(f"2025-Q{quarter}") for quarter in range(1, 5))
UNPERTURBED = Policy(rules=Policy().rules - {"perturbation"})


@dataclass
class World:
    """Who is in which group in each period: arrays by dimension, object dtype, of people who are employed."""

    periods: tuple[Period, ...]
    people: dict[Period, np.ndarray] = field(default_factory=dict)
    groups: dict[Period, dict[str, np.ndarray]] = field(default_factory=dict)
    seed: int = 0

    def members(self, until: Period | None = None) -> pa.Table:
        """The members table of all periods up to one."""
        columns: dict[str, list[Any]] = {name: [] for name in ("person", "kind", "start", "organisation", *DIMENSIONS)}
        for period in self._known(until):
            count = len(self.people[period])
            columns["person"].extend(self.people[period].tolist())
            columns["kind"].extend([period.kind.value] * count)
            columns["start"].extend([period.start] * count)
            columns["organisation"].extend(["everyone"] * count)
            for name in DIMENSIONS:
                columns[name].extend(self.groups[period][name].tolist())
        types = {"person": pa.int32(), "start": pa.int32()}
        return pa.table({name: pa.array(values, type=types.get(name, pa.string())) for name, values in columns.items()})

    def populations(self, until: Period | None = None) -> dict[str, pa.Table]:
        """Everyone employed."""
        return {"employed": self.members(until).select(["person", "kind", "start"])}

    def contributions(self, probability: float, until: Period | None = None, kind: str = "share") -> pa.Table:
        """Values drawn by person and period: the same for the same seed, however often they are asked for."""
        tables = []
        for period in self._known(until):
            people = self.people[period]
            draw = np.random.default_rng([self.seed, period.start])
            uniform = draw.random(int(people.max()) + 1 if len(people) else 0)[people]
            tables.append(_rows(people, period, uniform, probability, kind))
        return pa.concat_tables(tables)

    def _known(self, until: Period | None) -> list[Period]:
        return [each for each in self.periods if until is None or each.start <= until.start]


def _rows(people: np.ndarray, period: Period, uniform: np.ndarray, probability: float, kind: str) -> pa.Table:
    value = {
        "share": (uniform < probability).astype(float),
        "mean": np.floor(5.999 * uniform),
        "sum": np.where(uniform < probability, np.round(20 + 40 * uniform, 2), 0.0),
        "tiers": np.zeros(len(people)),
    }[kind]
    tiers = np.array(TIERS, dtype=object)[np.minimum((uniform * 5).astype(int), 4)]
    count = len(people)
    return pa.table(
        {
            "person": pa.array(people, type=pa.int32()),
            "tool": pa.array(["any"] * count, type=pa.string()),
            "kind": pa.array([period.kind.value] * count, type=pa.string()),
            "start": pa.array([period.start] * count, type=pa.int32()),
            "category": pa.array(tiers if kind == "tiers" else [None] * count, type=pa.string()),
            "value": pa.array(value, type=pa.float64()),
            "weight": pa.array(np.ones(count), type=pa.float64()),
        }
    )


TIERS = ("none", "tried", "occasional", "habitual", "power")


def make_world(
    people: int,
    *,
    seed: int = 0,
    team: float = 12.5,
    periods: tuple[Period, ...] = MONTHS,
    churn: float = 0.02,
    departments: int = 4,
    divisions: int = 5,
    roles: int = 8,
    locations: int = 4,
) -> World:
    """An organisation of `people`, in teams of `team` people on average, `departments` teams a department and
    `divisions` departments a division; in each period a share `churn` leaves, joins, and moves."""
    draw = np.random.default_rng(seed)
    teams = max(1, round(people / team))
    chance = draw.dirichlet(np.full(teams, 40.0))
    size = people
    ids = np.arange(1, size + 1)
    place = draw.choice(teams, size, p=chance)
    role = np.minimum(draw.geometric(0.3, size) - 1, roles - 1) if roles > 1 else np.zeros(size, int)
    level = draw.choice(5, size, p=[0.3, 0.3, 0.2, 0.12, 0.08])
    home = draw.choice(locations, teams)
    location = np.where(draw.random(size) < 0.8, home[place], draw.choice(locations, size))
    hired = draw.integers(0, 3000, size)
    world = World(periods, seed=seed)
    for at, period in enumerate(periods):
        if at:
            stay = draw.random(len(ids)) >= churn / 2
            joiners = int(draw.binomial(people, churn / 2))
            moving = draw.random(len(ids)) < churn / 2
            place = np.where(moving, draw.choice(teams, len(ids), p=chance), place)
            new = draw.choice(teams, joiners, p=chance)
            ids = np.concatenate([ids[stay], ids.max() + 1 + np.arange(joiners)])
            place = np.concatenate([place[stay], new])
            role = np.concatenate([role[stay], np.minimum(draw.geometric(0.3, joiners) - 1, roles - 1)])
            level = np.concatenate([level[stay], draw.choice(5, joiners, p=[0.3, 0.3, 0.2, 0.12, 0.08])])
            location = np.concatenate([location[stay], home[new]])
            hired = np.concatenate([hired[stay], np.zeros(joiners, int)])
        hired = hired + (period.end - period.start + 1)
        world.people[period] = ids.copy()
        world.groups[period] = _named(place, (departments, divisions), (role, level, hired, location))
    return world


def _named(place: np.ndarray, above: tuple[int, int], others: tuple[np.ndarray, ...]) -> dict[str, np.ndarray]:
    department, division = place // above[0], place // (above[0] * above[1])
    role, level, hired, location = others
    return {
        "division": np.array([f"V{v}" for v in division], dtype=object),
        "department": np.array([f"V{v} / D{d}" for v, d in zip(division, department, strict=True)], dtype=object),
        "team": np.array([f"V{v} / D{d} / T{t}" for v, d, t in zip(division, department, place, strict=True)], dtype=object),
        "role": np.array([f"role {r}" for r in role], dtype=object),
        "level": np.array([f"level {v}" for v in level], dtype=object),
        "tenure": np.array(["new", "some", "long"], dtype=object)[np.digitize(hired, [183, 1826])],
        "location": np.array([f"place {p}" for p in location], dtype=object),
    }


def share(world: World, probability: float = 0.6, until: Period | None = None, **changes: Any) -> Measure:
    """A share of all employed people."""
    return Measure(
        **{
            "name": "active_share",
            "version": 1,
            "shape": Shape.SHARE,
            "population": Population.EMPLOYED,
            "contributions": world.contributions(probability, until),
            **changes,
        }
    )


def ask(world: World, *periods: Period, measures: list[Measure] | None = None, **changes: Any) -> Released:
    """Releases the periods, by default of one share, with everything known up to the last of them."""
    until = max(periods, key=lambda each: each.start)
    given = {
        "periods": periods,
        "members": world.members(until),
        "populations": world.populations(until),
        "measures": measures if measures is not None else [share(world, until=until)],
        "published": empty_state(),
        "policy": Policy(),
        "noise_key": KEY,
        "number": 1,
        "released_at": 0,
        "small": False,
        **changes,
    }
    return release(ReleaseRequest(**given))


def rows(released: Released, **wanted: Any) -> list[dict[str, Any]]:
    """The cells, as dicts, whose columns have the wanted values."""
    return [row for row in released.cells.to_pylist() if all(row[name] == value for name, value in wanted.items())]


def told(row: dict[str, Any]) -> bool:
    """Whether a cell says anything."""
    return row["withheld"] is None


def months(count: int) -> tuple[Period, ...]:
    """The first months of the year."""
    return MONTHS[:count]


__all__ = [
    "DIMENSIONS",
    "KEY",
    "MONTHS",
    "QUARTERS",
    "TIERS",
    "UNPERTURBED",
    "PeriodKind",
    "World",
    "ask",
    "make_world",
    "months",
    "rows",
    "share",
    "told",
]
