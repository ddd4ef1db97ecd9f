"""An organisation in which people join, leave and move for weeks, with roles that nearly follow teams, and its release."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from tests.attack.planted import FileSurface
from tests.attack.rules_off import TIERS, contribution_rows

from clearspan.attack.card import Card
from clearspan.attack.export_surface import as_observed
from clearspan.attack.insider import Insider
from clearspan.attack.run import AttackReport, attack
from clearspan.privacy.release.measure import Measure, ReleaseRequest
from clearspan.privacy.release.policy import Policy
from clearspan.privacy.release.release import release
from clearspan.privacy.release.state import empty_state
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import Period, PeriodKind, parse_period, periods_between
from clearspan.vocabulary.shape import Population, Shape

FIRST_DAY = parse_period("2026-W10").start
HELD = {"chatgpt": 0.9, "claude": 0.15}
"""Tools, and the share of people who hold a licence of each."""


@dataclass(frozen=True)
class Moving:
    """Everyone's places, days and licences; arrays have one entry a person."""

    team: np.ndarray
    next_team: np.ndarray
    moves: np.ndarray
    role: np.ndarray
    level: np.ndarray
    hired: np.ndarray
    left: np.ndarray
    holds: dict[str, np.ndarray]

    def rows(self, period: Period) -> Iterator[dict[str, object]]:
        """The members at the end of a period."""
        for person in np.flatnonzero((self.hired <= period.end) & (self.left >= period.end)).tolist():
            team = int(self.next_team[person] if self.moves[person] <= period.end else self.team[person])
            path = [f"D{team // 20}", f"P{team // 5}", f"T{team}"]
            yield {
                "person": person,
                "kind": str(period.kind),
                "start": period.start,
                "organisation": WHOLE,
                "division": path[0],
                "department": " / ".join(path[:2]),
                "team": " / ".join(path),
                "role": f"R{self.role[person]}",
                "level": f"L{self.level[person]}",
                "tenure": "under 6 months" if period.end - self.hired[person] < 183 else "6 to 24 months",
                "location": f"O{team // 10}",
            }


def moving(people: int, days: int, tools: tuple[str, ...], seed: int) -> Moving:
    """People of teams of 3 to 20, of whom over `days` some 15% join, 10% leave and 8% move."""
    random = np.random.default_rng(seed)
    weight = random.integers(3, 20, people // 9).astype(float)
    team = random.choice(len(weight), people, p=weight / weight.sum())
    within = random.integers(FIRST_DAY, FIRST_DAY + days, (3, people))
    never = FIRST_DAY + 10 * days
    return Moving(
        team,
        random.integers(0, len(weight), people),
        np.where(random.random(people) < 0.08, within[0], never),
        np.where(random.random(people) < 0.15, random.integers(0, 5, people), team % 5),
        random.integers(0, 3, people),
        np.where(random.random(people) < 0.15, within[1], FIRST_DAY - 500),
        np.where(random.random(people) < 0.1, within[2], never),
        {tool: random.random(people) < HELD[tool] for tool in tools},
    )


def attacked_release(
    people: int, weeks: int, seed: int, kinds: tuple[PeriodKind, ...] = (PeriodKind.WEEK,), tools: tuple[str, ...] = ("chatgpt",)
) -> tuple[AttackReport, int]:
    """What the attackers find in the release of all periods of some kinds, and how many cells are shown."""
    world = moving(people, 7 * weeks, tools, seed)
    last = FIRST_DAY + 7 * weeks - 1
    periods = tuple(period for kind in kinds for period in periods_between(FIRST_DAY, last, kind))
    members = pa.Table.from_pylist([row for period in periods for row in world.rows(period)])
    counted = members.select(["person", "kind", "start"])
    held = {tool: counted.filter(pa.array(holds[counted["person"].to_numpy()])) for tool, holds in world.holds.items()}
    measures = _measures(counted, world, np.random.default_rng(seed))
    request = ReleaseRequest(
        periods=periods,
        members=members,
        populations={"employed": counted} | {f"licensed:{tool}": rows for tool, rows in held.items()},
        measures=measures,
        published=empty_state(),
        policy=Policy(),
        noise_key=b"a key of at least sixteen bytes",
        number=1,
        released_at=1_800_000_000,
        small=False,
    )
    cells = release(request).cells
    licensed = pa.concat_tables([rows.append_column("tool", pa.array([tool] * rows.num_rows)) for tool, rows in held.items()])
    left = {person: int(day) for person, day in enumerate(world.left) if day <= last}
    knows = Insider(members.select(["person", "kind", "start", *map(str, Dimension)]), licensed, left)
    cards = tuple(Card(each.name, each.shape, each.population, each.categories) for each in measures)
    return attack([FileSurface(as_observed(cells), shows=cards)], knows), cells["withheld"].null_count


def _measures(counted: pa.Table, world: Moving, random: np.random.Generator) -> tuple[Measure, ...]:
    active, tier, cost = [], [], []
    usual = random.random((2, len(world.team)))
    for row in counted.to_pylist():
        person, at = row["person"], (row["kind"], row["start"])
        does = {tool: float(holds[person] and random.random() < usual[0, person]) for tool, holds in world.holds.items()}
        active += [(person, tool, *at, None, value, 1.0) for tool, value in (does | {"any": max(does.values())}).items()]
        cost += [(person, tool, *at, None, 30 * (1 - value), 1.0) for tool, value in does.items() if world.holds[tool][person]]
        step = int(np.clip(5 * usual[1, person] + random.integers(-1, 2), 0, 4))
        tier.append((person, "any", *at, TIERS[step], 1.0, 1.0))
    employed, licensed = Population.EMPLOYED, Population.LICENSED
    return (
        Measure("active_share", 1, Shape.SHARE, employed, contribution_rows(active)),
        Measure("tiers", 1, Shape.DISTRIBUTION, employed, contribution_rows(tier), TIERS, "habitual", family="tiers"),
        Measure("habitual_share", 1, Shape.SHARE, employed, contribution_rows(tier, {"habitual", "power"}), family="tiers"),
        Measure("power_share", 1, Shape.SHARE, employed, contribution_rows(tier, {"power"}), family="tiers"),
        Measure("idle_licence_cost", 1, Shape.SUM, licensed, contribution_rows(cost)),
    )
