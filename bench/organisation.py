"""Writes the facts of an invented organisation straight into a warehouse: the ground on which the metrics are measured."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clearspan.vocabulary.period import day_number, week_of
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.draft import Draft
from clearspan.warehouse.schema import arrow_schema
from clearspan.warehouse.store import Store

FIRST_DAY = day_number(date(2023, 1, 1))
TEAM_SIZE = 12
SPOOL_BYTES = 1 << 30

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Feed:
    """A source of usage: its tool and grain, the share of workdays on which a typical user is active, the surfaces it
    tells apart, from which share of the time it runs, and the share of the time at which it falls silent for three weeks."""

    source: str
    tool: str
    grain: str
    activity: float
    surfaces: tuple[str, ...] = ()
    begins: float = 0.0
    silent: float | None = None


FEEDS = (
    Feed("github_copilot_users", "github_copilot", "day", 0.64, ("ide_completion", "chat", "agent")),
    Feed("claude_users", "claude", "day", 0.52, ("chat", "code"), silent=0.55),
    Feed("chatgpt_users", "chatgpt", "day", 0.6, begins=0.2),
    Feed("neutral_usage", "chatgpt", "week", 0.6),
    Feed("viva_person_query", "m365_copilot", "week", 0.6),
)
PRICES = {"github_copilot": 39, "claude": 30, "chatgpt": 25, "m365_copilot": 28}


@dataclass(frozen=True)
class Size:
    """How many people, over how many years."""

    people: int
    years: int

    @property
    def last_day(self) -> int:
        """The last day of the data."""
        return day_number(date(2023 + self.years, 1, 1)) - 1


def build(directory: Path, size: Size) -> int:
    """How many usage rows were written; the same ones for the same size."""
    store = Store.open(directory)
    with store.draft(SPOOL_BYTES) as draft:
        there = _people(draft, size)
        _licences(draft, size, there)
        for place, feed in enumerate(FEEDS):
            _usage(draft, size, there, feed, place)
        return draft.commit().rows("usage")


@dataclass(frozen=True)
class There:
    """First and last day of employment of each person, by number from 0."""

    joined: Ints
    left: Ints


def _people(draft: Draft, size: Size) -> There:
    """Nine in ten are there from the start; one in eight leaves; one in five changes the team once."""
    draw = np.random.default_rng([1, size.people])
    first, last = FIRST_DAY, size.last_day
    count = size.people
    joined = np.where(draw.random(count) < 0.9, first, draw.integers(first, last - 30, count))
    left = np.where(draw.random(count) < 0.125, joined + draw.integers(30, 700, count), last + 1000)
    moved = np.where(draw.random(count) < 0.2, joined + draw.integers(60, 600, count), last + 2000)
    hired = np.where(joined == first, first - draw.integers(0, 3000, count), joined)
    person = np.arange(count)
    teams = max(count // TEAM_SIZE, 1)
    arrival = draft.next_arrival()
    changing = moved < np.minimum(left, last)
    early = _spells(person, joined, np.where(changing, moved - 1, left), hired, person % teams, last)
    late = _spells(person[changing], moved[changing], left[changing], hired[changing], (person[changing] * 7) % teams, last)
    for part in (early, late):
        _add(draft, "person_spell", part | {"source": "roster", "as_of": last, "arrival": arrival})
    return There(joined, left)


def _spells(person: Ints, from_day: Ints, to_day: Ints, hired: Ints, team: Ints, last: int) -> dict[str, object]:
    division, department = team % 5, team % 40
    names = {
        "division": [f"Division {number}" for number in division],
        "department": [f"Division {a} / Department {b}" for a, b in zip(division, department, strict=True)],
        "team": [f"Division {a} / Department {b} / Team {c}" for a, b, c in zip(division, department, team, strict=True)],
        "role": [f"Role {number % 14}" for number in person],
        "level": [f"L{number % 6 + 1}" for number in person],
        "location": [f"Place {number % 4}" for number in person],
    }
    return names | {
        "person": person,
        "identity": person,
        "from_day": from_day,
        "to_day": pa.array(to_day, mask=to_day > last),
        "employment": "employee",
        "is_manager": 0,
        "hired_day": hired,
    }


def _licences(draft: Draft, size: Size, there: There) -> None:
    """Most people get a licence of each tool at some time; a tenth of the licences have a gap of two months."""
    arrival = draft.next_arrival()
    person = np.arange(size.people)
    for place, tool in enumerate(PRICES):
        draw = np.random.default_rng([2, place, size.people])
        granted = there.joined + (draw.random(size.people) ** 2 * 500).astype(np.int64)
        holds = (draw.random(size.people) < 0.8) & (granted < np.minimum(there.left, size.last_day))
        gap = granted + draw.integers(100, 400, size.people)
        paused = holds & (draw.random(size.people) < 0.1) & (gap + 60 < np.minimum(there.left, size.last_day))
        origin = {"tool": tool, "source": "neutral_licences", "as_of": size.last_day, "arrival": arrival}
        for chosen, since, until in (
            (holds, granted, np.where(paused, gap, there.left)),
            (paused, gap + 60, there.left),
        ):
            open_ended = until[chosen] > size.last_day
            days = {"from_day": since[chosen], "to_day": pa.array(until[chosen], mask=open_ended), "granted": 1}
            _add(draft, "licence", {"person": person[chosen], "identity": person[chosen], **days, **origin})
        middle = FIRST_DAY + (size.last_day - FIRST_DAY) // 2
        money = {"from_day": np.array([FIRST_DAY, middle]), "to_day": pa.array([middle - 1, None]), "currency": "EUR"}
        monthly = pa.array([Decimal(PRICES[tool]), Decimal(PRICES[tool] + 2)], pa.decimal128(18, 6))
        _add(draft, "price", {"monthly": monthly, **money, **origin})


def _usage(draft: Draft, size: Size, there: There, feed: Feed, place: int) -> None:
    """A feed's rows, an arrival for every four weeks."""
    draw = np.random.default_rng([3, place, size.people])
    keen = draw.beta(1.2, 1.0, size.people) * (draw.random(size.people) < 0.9)
    begun = there.joined + (draw.random(size.people) ** 3 * 700).astype(np.int64)
    span = size.last_day - FIRST_DAY
    first_week = week_of(FIRST_DAY + int(feed.begins * span)).start
    silent = week_of(FIRST_DAY + int(feed.silent * span)).start if feed.silent else size.last_day + 99
    for start in range(first_week, size.last_day + 1, 28):
        arrival = draft.next_arrival()
        weeks = [week for week in range(start, start + 28, 7) if not silent <= week < silent + 21]
        for week in weeks:
            chance = keen * feed.activity * 2 * (begun <= week) * (there.left > week + 6)
            rows = _days(draw, week, chance, feed) if feed.grain == "day" else _week(draw, week, chance)
            _add_usage(draft, size, feed, arrival, rows)


def _days(draw: np.random.Generator, week: int, chance: Floats, feed: Feed) -> dict[str, object]:
    """Active days, and on each the surfaces that were used."""
    weekday = np.array([1, 1, 1, 1, 0.8, 0.06, 0.04])
    person, day = np.nonzero(draw.random((len(chance), 7)) < np.minimum(chance, 0.95)[:, None] * weekday)
    actions = draw.poisson(7, len(person)) + 1
    parts = [(person, day, np.zeros(len(person), np.int64), actions)]
    for number in range(len(feed.surfaces)):
        used = draw.random(len(person)) < 0.75 / (number + 1) ** 0.7
        parts.append((person[used], day[used], np.full(used.sum(), number + 1), actions[used] // (number + 2)))
    person, day, surface, actions = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    names = pa.array(["all", *feed.surfaces]).take(pa.array(surface))
    return {"person": person, "surface": names, "start_day": week + day, "end_day": week + day, "active": 1, "actions": actions}


def _week(draw: np.random.Generator, week: int, chance: Floats) -> dict[str, object]:
    """Everybody who may use the tool, the idle ones too; the number of active days is told, actions are not."""
    person = np.flatnonzero(chance > 0)
    days = draw.binomial(5, np.minimum(chance[person], 0.95))
    figures = {"active": (days > 0).astype(np.int64), "active_days": days, "actions": pa.nulls(len(person), pa.int64())}
    return {"person": person, "surface": "all", "start_day": week, "end_day": week + 6, **figures}


def _add_usage(draft: Draft, size: Size, feed: Feed, arrival: int, rows: dict[str, object]) -> None:
    end = np.broadcast_to(np.asarray(rows["end_day"]), len(np.asarray(rows["person"])))
    if not len(end) or end.max() > size.last_day:
        return
    origin = {"tool": feed.tool, "source": feed.source, "grain": feed.grain, "zone": "UTC", "arrival": arrival}
    rows = rows | origin | {"identity": rows["person"], "as_of": end + 1, "prompts": rows["actions"]}
    _add(draft, "usage", rows)


def _add(draft: Draft, table: str, columns: dict[str, object]) -> None:
    """Adds rows given as arrays or single values; columns that are not given are null."""
    schema = arrow_schema(TABLES[table])
    length = max(len(column) for column in columns.values() if not isinstance(column, str | int))
    arrays = []
    for item in schema:
        value = columns.get(item.name)
        if value is None or isinstance(value, str | int):
            arrays.append(pa.repeat(pa.scalar(value, item.type), length))
        else:
            arrays.append((value if isinstance(value, pa.Array) else pa.array(value)).cast(item.type))
    draft.add(table, pa.Table.from_arrays(arrays, schema=schema))
