"""A planted organisation in which each release rule has something to protect, and its release with any of the rules off."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from tests.attack.planted import FileSurface

from clearspan.attack.card import Card
from clearspan.attack.export_surface import as_observed
from clearspan.attack.insider import Insider
from clearspan.attack.run import AttackReport, attack
from clearspan.privacy.release.measure import Measure, Released, ReleaseRequest
from clearspan.privacy.release.policy import RULES, Policy
from clearspan.privacy.release.release import release
from clearspan.privacy.release.state import empty_state
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import Period, parse_period
from clearspan.vocabulary.shape import Population, Shape

FIRST, SECOND = parse_period("2026-W20"), parse_period("2026-W21")
TOOL = "chatgpt"
TIERS = ("none", "tried", "occasional", "habitual", "power")

SMALL, UNANIMOUS, JOINED, DOMINATED, SPLIT = "X / A / small", "X / B / alike", "X / B / joined", "X / B / one", "Y / D / split"
TEAMS = {
    "X / A / one": 12, "X / A / two": 13, SMALL: 3,
    UNANIMOUS: 14, JOINED: 16, DOMINATED: 12,
    "Y / C / one": 15, "Y / C / two": 18, "Y / C / three": 21,
    SPLIT: 24, "Y / D / two": 22, "Y / D / few": 7,
}  # fmt: skip
"""Teams and their people in the first week: a small team beside two others, a unanimous one, one that somebody joins, one
with a dominant person, one in which nobody stands between the ends, and one that is just below the minimum."""

JOINER = sum(TEAMS.values())
"""The person who joins the team JOINED between the two weeks."""


@dataclass(frozen=True)
class Planted:
    """The organisation's people in both weeks, and what each contributes."""

    members: pa.Table
    measures: tuple[Measure, ...]


def plant(seed: int = 3) -> Planted:
    """The planted organisation; people's roles, levels and places are drawn, so that no two dimensions agree."""
    random = np.random.default_rng(seed)
    team = [name for name, size in TEAMS.items() for _ in range(size)] + [JOINED]
    people = [
        {
            "person": number,
            "organisation": WHOLE,
            "division": name.split(" / ")[0],
            "department": " / ".join(name.split(" / ")[:2]),
            "team": name,
            "role": ["Sales", "Support", "Engineering", "Legal"][int(random.integers(4))],
            "level": ["junior", "senior"][int(random.integers(2))],
            "tenure": ["under 6 months", "2 to 5 years", "over 5 years"][int(random.integers(3))],
            "location": ["Oslo", "Lyon"][int(random.integers(2))],
        }
        for number, name in enumerate(team)
    ]
    members = pa.Table.from_pylist(
        [
            person | {"kind": "week", "start": period.start}
            for period in (FIRST, SECOND)
            for person in people
            if period is SECOND or person["person"] != JOINER
        ]
    )
    return Planted(members, _measures(team, random))


def _measures(team: list[str], random: np.random.Generator) -> tuple[Measure, ...]:
    active, tier, cost = [], [], []
    for number, name in enumerate(team):
        for period in (FIRST, SECOND):
            at = (number, TOOL, "week", period.start)
            does = 1.0 if name == UNANIMOUS else float(random.integers(2))
            category = TIERS[4 * int(random.integers(2)) if name == SPLIT else int(random.integers(5))]
            spends = 1000.0 if name == DOMINATED and number == team.index(DOMINATED) else float(random.integers(8, 13))
            active.append((*at, None, does, 1.0))
            tier.append((*at, category, 1.0, 1.0))
            cost.append((*at, None, spends, 1.0))
    employed, licensed = Population.EMPLOYED, Population.LICENSED
    return (
        Measure("active_share", 1, Shape.SHARE, employed, contribution_rows(active)),
        Measure("tiers", 1, Shape.DISTRIBUTION, employed, contribution_rows(tier), TIERS, "habitual", family="tiers"),
        Measure("habitual_share", 1, Shape.SHARE, employed, contribution_rows(tier, {"habitual", "power"}), family="tiers"),
        Measure("power_share", 1, Shape.SHARE, employed, contribution_rows(tier, {"power"}), family="tiers"),
        Measure("idle_licence_cost", 1, Shape.SUM, licensed, contribution_rows(cost)),
    )


def contribution_rows(rows: list[tuple], standing: set[str] | None = None) -> pa.Table:
    """Rows of person, tool, kind, start, category, value and weight as contributions; with `standing`, of a share: 1 for
    people in those categories."""
    if standing is not None:
        rows = [(*row[:4], None, float(row[4] in standing), 1.0) for row in rows]
    person, tool, kind, start, category, value, weight = zip(*rows, strict=True)
    return pa.table(
        {
            "person": pa.array(person, pa.int32()),
            "tool": pa.array(tool),
            "kind": pa.array(kind),
            "start": pa.array(start, pa.int32()),
            "category": pa.array(category, pa.string()),
            "value": pa.array(value, pa.float64()),
            "weight": pa.array(weight, pa.float64()),
        }
    )


def released(planted: Planted, off: str | None, periods: tuple[Period, ...], published: pa.Table, number: int = 1) -> Released:
    """The release of some periods with every rule but `off` in force."""
    last = max(period.start for period in periods)
    known = planted.members.filter(pc.less_equal(planted.members["start"], last))
    counted = known.select(["person", "kind", "start"])
    measures = [
        replace(each, contributions=each.contributions.filter(pc.less_equal(each.contributions["start"], last)))
        for each in planted.measures
    ]
    return release(
        ReleaseRequest(
            periods=periods,
            members=known,
            populations={"employed": counted, f"licensed:{TOOL}": counted},
            measures=measures,
            published=published,
            policy=Policy(rules=RULES - {off} if off else RULES),
            noise_key=b"a key of at least sixteen bytes",
            number=number,
            released_at=1_800_000_000 + number,
            small=False,
        )
    )


def insider_of(planted: Planted) -> Insider:
    """The insider who knows the planted organisation; everybody holds the tool."""
    held = planted.members.select(["person", "kind", "start"])
    held = held.append_column("tool", pa.array([TOOL] * held.num_rows))
    cost = next(each.contributions for each in planted.measures if each.name == "idle_licence_cost")
    own = cost.append_column("metric", pa.array(["idle_licence_cost"] * cost.num_rows))
    stated = planted.members.select(["person", "kind", "start", *map(str, Dimension)])
    return Insider(stated, held, own=own)


def attacked(
    planted: Planted, cells: list[pa.Table], earlier: pa.Table | None = None, knows: Insider | None = None
) -> AttackReport:
    """What every attacker finds in the cells of some releases."""
    table = as_observed(pa.concat_tables(cells))
    cards = tuple(Card(each.name, each.shape, each.population, each.categories) for each in planted.measures)

    shown = FileSurface(table, shows=cards)
    return attack([shown], knows or insider_of(planted), earlier=None if earlier is None else as_observed(earlier))


def first_and_second(planted: Planted, off: str | None) -> list[pa.Table]:
    """The cells of two releases, a week each."""
    first = released(planted, off, (FIRST,), empty_state())
    second = released(planted, off, (SECOND,), first.membership, 2)
    return [first.cells, second.cells]
