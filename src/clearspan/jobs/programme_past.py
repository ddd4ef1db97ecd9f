"""The past of teams, for planning: how many people each had, and its outcomes by week; kept beside the facts, and never shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from clearspan.arrow import pc
from clearspan.jobs.programme_facts import ProgrammeFacts, in_weeks
from clearspan.programmes.templates import templates_of
from clearspan.proof.panel import NEVER, Panel
from clearspan.vocabulary.period import PeriodKind
from clearspan.warehouse import durable

FOLDER, FILE = "past", "outcomes.parquet"
PERIOD_WEEKS = 4
PLACES = ("role", "department", "division")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Team:
    """A team as it is now: its key, its parents, the job family that most of its people have, and how many people it has."""

    team: str
    role: str
    department: str
    division: str
    people: int


@dataclass(frozen=True)
class Past:
    """The teams of an organisation and their outcomes by week."""

    teams: tuple[Team, ...]
    rows: pa.Table

    def until(self, day: int) -> "Past":
        """The same as it was known before a day."""
        return Past(self.teams, self.rows.filter(pc.less(self.rows["start"], day - 6)))

    def outcome(self, metric: str, teams: Sequence[str]) -> Floats:
        """A metric by team and week (teams, weeks), NaN where nothing is known."""
        rows = self.rows.filter(pc.equal(self.rows["metric"], metric))
        weeks = np.unique(self.rows["start"].to_numpy())
        found = np.full((len(teams), len(weeks)), np.nan)
        place = {team: at for at, team in enumerate(teams)}
        at = np.searchsorted(weeks, rows["start"].to_numpy())
        values = rows["value"].to_numpy() / np.maximum(rows["weight"].to_numpy(), 1e-9)
        for team, week, value in zip(rows["team"].to_pylist(), at.tolist(), values.tolist(), strict=True):
            if team in place:
                found[place[team], week] = value
        return found

    def panel(self, metric: str, teams: Sequence[str]) -> Panel:
        """The past of some teams in periods of four weeks, or of a month where it is known by month, as an estimator's panel in
        which nobody is treated; it begins where half of the teams are known of which it ever is."""
        by_week = self.outcome(metric, teams)
        known = np.flatnonzero((~np.isnan(by_week)).any(axis=0))
        monthly = len(known) > 1 and int(np.diff(known).min()) > 1
        length, by_week = (1, by_week[:, known]) if monthly else (PERIOD_WEEKS, by_week)
        periods = by_week.shape[1] // length
        cut = by_week[:, by_week.shape[1] - periods * length :].reshape(len(teams), periods, length)
        counted = (~np.isnan(cut)).sum(axis=2)
        counted = counted[(counted > 0).any(axis=1)]
        first = int(np.argmax(2 * (counted > 0).sum(axis=0) >= len(counted))) if counted.size else 0
        ever = (~np.isnan(cut)).any(axis=(1, 2))
        means = np.nansum(cut[ever], axis=2)[:, first:] / np.maximum(counted[:, first:], 1)
        unit, time = np.nonzero(counted[:, first:])
        units, periods = len(means), periods - first
        return Panel(
            unit=unit,
            time=time,
            outcome=means[unit, time],
            cohort=np.full(units, NEVER, dtype=np.int64),
            cluster=np.arange(units),
            times=np.arange(periods, dtype=np.int64),
        )


def write_past(directory: Path, facts: ProgrammeFacts) -> None:
    """Nothing; keeps the outcomes that programmes may have, by team and week; one that is known by month stands in the week that
    holds the middle of its month."""
    members = facts.members().filter(pc.is_valid(facts.members()["team"]))
    if not members.num_rows:
        return
    parts = [_people(members)]
    for metric in sorted({template.outcome for template in templates_of(directory).values()}):
        found = facts.history(metric)
        if found is None:
            continue
        rows = found.rows if found.kind is PeriodKind.WEEK else in_weeks(found.rows)
        joined = rows.join(members.select(["person", "start", "team"]), ["person", "start"], join_type="inner")
        summed = joined.group_by(["team", "start"]).aggregate([("value", "sum"), ("weight", "sum")])
        parts.append(_rows(metric, summed["team"], summed["start"], summed["value_sum"], summed["weight_sum"]))
    out = pa.BufferOutputStream()
    pq.write_table(pa.concat_tables(parts), out)
    (directory / FOLDER).mkdir(parents=True, exist_ok=True)
    durable.write(directory / FOLDER / FILE, out.getvalue().to_pybytes())


def read_past(directory: Path) -> Past | None:
    """The past that was kept; None where there is none yet."""
    path = directory / FOLDER / FILE
    if not path.exists():
        return None
    rows = pq.read_table(path)
    people = rows.filter(pc.equal(rows["metric"], ""))
    teams = tuple(
        Team(row["team"], row["role"] or "", row["department"] or "", row["division"] or "", round(row["value"]))
        for row in sorted(people.to_pylist(), key=lambda row: row["team"])
    )
    return Past(teams, rows.filter(pc.not_equal(rows["metric"], "")))


def forget_past(directory: Path) -> None:
    """Nothing; deletes the past that was kept, because somebody is in it who is to be forgotten; the next run writes it anew."""
    (directory / FOLDER / FILE).unlink(missing_ok=True)


def _people(members: pa.Table) -> pa.Table:
    """One row a team as it is in the last week: how many people it has, and where it is."""
    last = members.filter(pc.equal(members["start"], pc.max(members["start"])))
    found = []
    for team in sorted(set(last["team"].to_pylist())):
        mine = last.filter(pc.equal(last["team"], team))
        usual = {name: _most(mine[name].to_pylist()) for name in PLACES}
        found.append({"team": team, "start": int(last["start"][0].as_py()), "value": float(mine.num_rows), **usual})
    names = pa.Table.from_pylist(found)
    rows = _rows("", names["team"], names["start"], names["value"], names["value"])
    return (
        rows.drop_columns(list(PLACES))
        .append_column("role", names["role"].cast(pa.string()))
        .append_column("department", names["department"].cast(pa.string()))
        .append_column("division", names["division"].cast(pa.string()))
    )


def _rows(
    metric: str, team: pa.ChunkedArray, start: pa.ChunkedArray, value: pa.ChunkedArray, weight: pa.ChunkedArray
) -> pa.Table:
    count = len(team)
    nothing = pa.nulls(count, pa.string())
    columns = {
        "metric": pa.array([metric] * count, pa.string()),
        "team": team.cast(pa.string()),
        "start": start.cast(pa.int32()),
        "value": value.cast(pa.float64()),
        "weight": weight.cast(pa.float64()),
        **dict.fromkeys(PLACES, nothing),
    }
    return pa.table(columns)


def _most(names: list[str | None]) -> str | None:
    known = [name for name in names if name]
    return max(sorted(set(known)), key=known.count) if known else None
