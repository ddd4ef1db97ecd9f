"""A made-up release: plausible cells of every metric over some 2,000 people and 40 weeks, withheld and coded ones included."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from clearspan.vocabulary.cell import CELL_COLUMNS
from clearspan.vocabulary.grid import PATH_SEPARATOR, TENURE_BANDS, WHOLE, Dimension
from clearspan.vocabulary.period import Period, PeriodKind, parse_period, periods_between

FIRST_WEEK = "2026-W01"
WEEKS = 40
DIVISIONS = ("Customer Service", "Finance", "Operations", "People & Places", "Product", "Sales")
ROLES = (
    "Accountant",
    "Analyst",
    "Buyer",
    "Designer",
    "Engineer",
    "Manager",
    "Marketer",
    "Recruiter",
    "Sales representative",
    "Service agent",
)
TOOLS = {"chatgpt": 0.5, "claude": 0.3, "github_copilot": 0.25, "m365_copilot": 0.8}
TIERS = ("none", "tried", "occasional", "habitual", "power")
STARTS = ("within 7 days", "8 to 30 days", "31 to 90 days", "over 90 days or not yet")
HABITS = ("within 12 weeks", "13 to 18 weeks", "19 to 26 weeks", "over 26 weeks or not yet")
MOVES = ("moved down", "stayed", "moved up")
LONGER_ONLY = frozenset(
    {
        *(
            "licence_to_first_use",
            "first_use_to_habit",
            "half_use_share",
            "idle_licence_cost",
            "idle_licence_share",
            "tier_moves",
        ),
        *("retention_30", "retention_60", "retention_90"),
    }
)
TOO_FEW = "This group has fewer than 8 people."
TO_PROTECT = "Hidden so that figures about a smaller group cannot be worked out."


@dataclass
class People:
    """The people: their groups, their inclination to use AI, and their weeks of use by tool."""

    groups: dict[Dimension, np.ndarray]
    licensed: dict[str, np.ndarray]
    weeks: dict[str, np.ndarray]


@cache
def people(count: int = 2000, seed: int = 7, growth: float = 0.35, teams_each: int = 6) -> People:
    """People of six divisions, twenty departments and some 120 teams; `growth` is how much use grows in 40 weeks."""
    rng = np.random.default_rng(seed)
    teams = [
        PATH_SEPARATOR.join((division, f"{division} {part}", f"{division.split()[0]} {part}{number}"))
        for place, division in enumerate(DIVISIONS)
        for part in ("North", "South", "West", "Central")[: 4 if place < 2 else 3]
        for number in range(1, teams_each + 1)
    ]
    team = np.array(teams)[rng.choice(len(teams), count, p=rng.dirichlet(np.full(len(teams), 6.0)))]
    division = np.array([name.split(PATH_SEPARATOR)[0] for name in team])
    groups = {
        Dimension.ORGANISATION: np.full(count, WHOLE),
        Dimension.DIVISION: division,
        Dimension.DEPARTMENT: np.array([PATH_SEPARATOR.join(name.split(PATH_SEPARATOR)[:2]) for name in team]),
        Dimension.TEAM: team,
        Dimension.ROLE: np.array(ROLES)[(rng.integers(0, 4, count) + 2 * np.searchsorted(DIVISIONS, division)) % len(ROLES)],
        Dimension.LEVEL: np.array([f"Level {level}" for level in rng.choice(5, count, p=(0.3, 0.3, 0.2, 0.15, 0.05)) + 1]),
        Dimension.TENURE: np.array([band.name for band in TENURE_BANDS])[rng.choice(4, count, p=(0.1, 0.25, 0.4, 0.25))],
        Dimension.LOCATION: np.array(("Dublin", "Lyon", "Porto", "Remote", "Utrecht"))[rng.integers(0, 5, count)],
    }
    lean = rng.normal(0, 1.2, count) + np.array([1.2, -1.4, -0.5, -0.2, 1.6, 0.1])[np.searchsorted(DIVISIONS, division)]
    licensed, weeks = {}, {}
    for place, (tool, share) in enumerate(TOOLS.items()):
        licensed[tool] = rng.random(count) < share
        slope = growth * (1 + 0.6 * place) * np.linspace(0, 3, WEEKS)
        odds = lean[:, None] - 2.6 + 0.4 * place + slope[None, :] + rng.normal(0, 0.15, WEEKS)[None, :]
        weeks[tool] = (rng.random((count, WEEKS)) < 1 / (1 + np.exp(-odds))) & licensed[tool][:, None]
    licensed["any"] = np.any(list(licensed.values()), axis=0)
    weeks["any"] = np.any(list(weeks.values()), axis=0)
    return People(groups, licensed, weeks)


@dataclass
class Contribution:
    """What each person adds: a value (or a category number) and a weight, and who is counted."""

    value: np.ndarray
    counted: np.ndarray
    weight: np.ndarray | None = None
    shape: str = "share"
    categories: tuple[str, ...] = ()


def contributions(who: People, tool: str, week: int) -> Iterator[tuple[str, Contribution]]:
    """Every metric's contributions of a tool in the week of that number."""
    active, holds = who.weeks[tool], who.licensed[tool]
    everyone = np.ones(len(holds), dtype=bool)
    recent = active[:, max(0, week - 11) : week + 1].sum(axis=1)
    tier = np.select([recent == 0, recent <= 2, recent <= 8, recent <= 10], [0, 1, 2, 3], 4)
    now = active[:, week].astype(float)
    before = active[:, max(0, week - 15) : max(1, week - 3)].sum(axis=1)
    moved = np.select([recent + 3 < before, recent < before + 3], [0, 1], 2)
    first = np.where(active.any(axis=1), active.argmax(axis=1), 99)
    started = first <= max(0, week - 4)
    amounts = recent * (1 + np.arange(len(recent)) % 7)
    yield "active_share", Contribution(now, everyone)
    yield "active_days", Contribution(now * (1 + recent / 4), everyone, shape="mean")
    yield "active_licence_share", Contribution(now, holds)
    yield "tiers", Contribution(tier, everyone, shape="distribution", categories=TIERS)
    yield "habitual_share", Contribution((tier >= 3).astype(float), everyone)
    yield "power_share", Contribution((tier >= 4).astype(float), everyone)
    yield "idle_licence_share", Contribution(1 - now, holds)
    yield "idle_licence_cost", Contribution((1 - now) * 30, holds, shape="sum")
    yield "licensed_people", Contribution(holds.astype(float), everyone, shape="count")
    yield "weekly_active_people", Contribution(now, everyone, shape="count")
    yield "daily_active_people", Contribution(now * (recent > 8), everyone, shape="count")
    yield "half_use_share", Contribution(amounts.astype(float), amounts > 0, shape="half_share")
    yield "tier_moves", Contribution(moved, everyone, shape="distribution", categories=MOVES)
    yield "licence_to_first_use", Contribution(np.digitize(first, (1, 5, 13)), holds, shape="distribution", categories=STARTS)
    yield "first_use_to_habit", Contribution(np.digitize(first, (2, 6, 9)), started, shape="distribution", categories=HABITS)
    for days, keep in ((30, 0.25), (60, 0.35), (90, 0.42)):
        yield f"retention_{days}", Contribution((recent > 12 * keep).astype(float), started)
    if tool == "any":
        yield "tools_used", Contribution(sum(who.weeks[each][:, week] for each in TOOLS).astype(float), now > 0, shape="mean")
        yield "surfaces_used", Contribution(1.0 + (recent > 6), now > 0, shape="mean")


@cache
def synthetic_cells(
    count: int = 2000, seed: int = 7, growth: float = 0.35, months: bool = True, weeks: int = WEEKS, teams_each: int = 6
) -> pa.Table:
    """Cells of every metric, tool, dimension and week (and month, of the last week in it), with the columns of a release."""
    who = people(count, seed, growth, teams_each)
    start = parse_period(FIRST_WEEK)
    end = start.start + 7 * WEEKS - 1
    shown = periods_between(start.start, end, PeriodKind.WEEK)[WEEKS - weeks :]
    kinds = (PeriodKind.MONTH, PeriodKind.QUARTER) if months else ()
    first = shown[0].start
    longer = [each for kind in kinds for each in periods_between(start.start, end, kind) if each.end > first]
    rows: list[tuple] = []
    for period in (*shown, *longer):
        week = min(WEEKS - 1, (period.end - start.start) // 7)
        for tool in ("any", *TOOLS):
            for metric, given in contributions(who, tool, week):
                if period.kind is PeriodKind.WEEK and metric in LONGER_ONLY:
                    continue
                slot = Slot(metric, tool, period, end)
                for dimension in Dimension:
                    rows += _cells(who.groups[dimension], dimension, given, slot)
            rows += _expected(who, week, Slot("expected_active_share", tool, period, end))
    names = list(CELL_COLUMNS)
    return pa.table({name: [row[place] for row in rows] for place, name in enumerate(names)}, schema=_schema())


def _schema() -> pa.Schema:
    numbers = {"numerator": pa.float64(), "value": pa.float64(), "low": pa.float64(), "high": pa.float64()}
    texts = ("metric", "tool", "dimension", "group", "kind", "period", "category", "withheld")
    fields = {**dict.fromkeys(CELL_COLUMNS, pa.int64()), **dict.fromkeys(texts, pa.string()), **numbers, "unchanged": pa.bool_()}
    return pa.schema([(name, fields[name]) for name in CELL_COLUMNS])


@dataclass(frozen=True)
class Slot:
    """Where cells stand: metric, tool, period, and the last day of all data."""

    metric: str
    tool: str
    period: Period
    end: int


def _cells(member: np.ndarray, dimension: Dimension, given: Contribution, slot: Slot) -> list:
    names, codes = np.unique(member, return_inverse=True)
    size = np.bincount(codes, given.counted, len(names)).astype(int)
    every = np.bincount(codes, minlength=len(names))
    rows = []
    for place, name in enumerate(names):
        own = (codes == place) & given.counted
        n = int(size[place])
        gives_away = place > 0 and (place * 7 + slot.period.start // 7) % 53 == 0
        reason = TOO_FEW if every[place] < 8 or n < 8 else TO_PROTECT if gives_away else None
        told = [("", (None,) * 6)] if reason else list(_told(given, own, n))
        rows += [_row(slot, dimension, str(name), category, (*figures, reason)) for category, figures in told]
    return rows


def _told(given: Contribution, own: np.ndarray, n: int) -> Iterator[tuple[str, tuple]]:
    """Category and (numerator, denominator, n, value, low, high) of one group."""
    about = 5 * round(n / 5)
    total = float(given.value[own].sum()) if n else 0.0
    if given.shape == "distribution":
        counts = [int((given.value[own] == place).sum()) for place in range(len(given.categories))]
        merged = [([given.categories[0]], counts[0])]
        for name, count in zip(given.categories[1:], counts[1:], strict=True):
            if merged[-1][1] < 2 and n < 30:
                merged[-1] = ([*merged[-1][0], name], merged[-1][1] + count)
            else:
                merged.append(([name], count))
        for names, count in merged:
            yield " + ".join(names), (float(count), n, about, count / max(n, 1), None, None)
    elif given.shape == "count":
        yield "", (total, int(total), 5 * round(total / 5), total, None, None)
    elif given.shape == "sum":
        yield "", (total, n, about, total, None, None)
    elif given.shape == "half_share":
        amounts = np.sort(given.value[own])[::-1]
        few = int(np.searchsorted(np.cumsum(amounts), amounts.sum() / 2)) + 1 if n else 0
        yield "", (float(few), n, about, few / max(n, 1), None, None)
    elif given.shape == "share" and n and total / n > 0.9:
        yield "", (None, n, about, None, 0.9, 1.0)
    elif given.shape == "share" and n and total / n < 0.1:
        yield "", (None, n, about, None, 0.0, 0.1)
    else:
        yield "", (total, n, about, total / max(n, 1), None, None)


def _expected(who: People, week: int, slot: Slot) -> list:
    role, now = who.groups[Dimension.ROLE], who.weeks[slot.tool][:, week]
    names, codes = np.unique(role, return_inverse=True)
    rates = np.bincount(codes, now, len(names)) / np.bincount(codes, minlength=len(names))
    given = Contribution(rates[codes], np.ones(len(role), dtype=bool), shape="mean")
    tree = (Dimension.ORGANISATION, Dimension.DIVISION, Dimension.DEPARTMENT, Dimension.TEAM)
    return [row for each in tree for row in _cells(who.groups[each], each, given, slot)]


def _row(slot: Slot, dimension: Dimension, group: str, category: str, figures: tuple) -> tuple:
    period = slot.period
    unchanged = dimension is Dimension.TEAM and sum(map(ord, group)) % 5 == 0 and figures[-1] is None
    as_of = period.end - (28 if unchanged else 0)
    who = (slot.metric, 1, slot.tool, dimension.value, group, period.kind.value, period.name, period.start, period.end)
    return (*who, category, *figures, as_of, unchanged, 41_200, slot.end, 1_790_000_000, 1)
