"""Loads whom a programme reached: who took part by records of training and practice, and who works with whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from sqlalchemy import select

from clearspan.application.store import Application
from clearspan.application.tables import PRACTICE_STEP
from clearspan.diagnosis.loading import Fetch, places_of
from clearspan.jobs.identify import renumbered
from clearspan.jobs.programme_facts import ProgrammeFacts
from clearspan.practice.record import Step
from clearspan.programmes.beside import Beside
from clearspan.programmes.outcome_panel import Bools, Ints, Trial
from clearspan.programmes.programme import Programme
from clearspan.programmes.read_out import Measured
from clearspan.programmes.share_bounds import FEWEST
from clearspan.programmes.spill_over import Ties, spill_over
from clearspan.programmes.taking_part import Took, taking_part
from clearspan.proof.looks import Look
from clearspan.proof.panel import NEVER

DAY = 86_400
UNKNOWN = -1
TIED_WEEKS = 12
"""Weeks before the start in which ties are looked at: what a programme changes in them is not among them."""


@dataclass(frozen=True)
class Reached:
    """Whom programmes reached, by the facts and by the record of practice."""

    facts: ProgrammeFacts
    fetch: Fetch
    store: Application
    directory: Path

    def beside(self, programme: Programme, outcome: Measured, look: Look, on: int) -> tuple[Beside, ...]:
        """What stands beside the effect of the offer, as it was known on a day."""
        trial = outcome.trial
        people, first = trial.people.person, trial.first
        part = taking_part(programme.design, outcome, self.took(trial, on), look)
        return part, *spill_over(programme.design, outcome, self.ties(people, first), look)

    def took(self, trial: Trial, last: int) -> Took | None:
        """Who took part by a day: by courses that are the programme's own (nobody began them before the first start, and most who
        did by then belong to teams that start; their subject may be unknown), else by any training about AI, or anything tried
        in the library. None where no record says so of anybody."""
        table: Any = self.facts.table("training")
        first, people = trial.first, trial.people.person
        maybe = table.mutate(day=table.started_day.fill_null(table.completed_day), ai=table.about_ai.fill_null(UNKNOWN))
        found = self.fetch(maybe.filter((maybe.ai != 0) & (maybe.day <= last)).select("person", "course", "day", "ai"))
        who, day, about_ai = (found[name].to_numpy().astype(np.int64) for name in ("person", "day", "ai"))
        course = np.array(found["course"].to_pylist(), dtype=object)
        starts = np.isin(who, people[trial.treated[trial.people.team]])
        own = [each for each in set(course[day >= first]) if _own(course == each, day >= first, starts)]
        if own:
            inside = np.isin(course, own)
            return Took(_first_days(people, who[inside], day[inside]), "a course of its own")
        tried, when = self._tried()
        who, day = np.concatenate([who[about_ai == 1], tried]), np.concatenate([day[about_ai == 1], when])
        inside = (day >= first) & (day <= last)
        by = "any training about AI, or anything tried in the library"
        return Took(_first_days(people, who[inside], day[inside]), by) if inside.any() else None

    def _tried(self) -> tuple[Ints, Ints]:
        """Who tried something of the library, and on which days."""
        steps = PRACTICE_STEP.c
        wanted = select(steps.person, steps.at).where(steps.step.in_([Step.TRIED.value, Step.DONE.value]))
        with self.store.reading() as connection:
            rows = connection.execute(wanted).all()
        now_of = renumbered(self.directory) if rows else {}
        person = np.array([now_of.get(person, person) for person, _ in rows], dtype=np.int64)
        return person, np.array([at // DAY for _, at in rows], dtype=np.int64)

    def ties(self, people: Ints, first: int) -> Ties | None:
        """Who worked with whom before a day; where nothing says so, whom one manager leads; None where neither is known."""
        table: Any = self.facts.table("tie")
        rows = table.filter((table.week >= first - 7 * TIED_WEEKS) & (table.week < first))
        found = self.fetch(rows.group_by("person", "other").aggregate(strength=rows.strength.sum()))
        if found.num_rows:
            strength = found["strength"].to_numpy().astype(np.float64)
            return _both_ways(people, found["person"], found["other"], strength, "ties")
        return self._led_alike(people, first)

    def _led_alike(self, people: Ints, first: int) -> Ties | None:
        """Pairs of people of a trial whom one manager leads."""
        spell: Any = self.facts.table("person_spell")
        at = spell.filter((spell.from_day < first) & (spell.to_day.isnull() | (spell.to_day >= first - 1)))
        rows = self.fetch(at.filter(at.manager.notnull()).select("person", "manager").distinct())
        manager, who = rows["manager"].to_numpy(), rows["person"].to_numpy().astype(np.int64)
        inside = np.isin(who, people)
        pairs = [(one, other) for each in np.unique(manager[inside]).tolist() for one, other in _pairs(who[manager == each])]
        if not pairs:
            return None
        one, other = (pa.chunked_array([pa.array(side)]) for side in zip(*pairs, strict=True))
        return _both_ways(people, one, other, np.ones(len(pairs)), "managers that teams share")


def _own(mine: Bools, since: Bools, starts: Bools) -> bool:
    """Whether a course (its rows) is the programme's own."""
    return bool(since[mine].all()) and int((mine & starts).sum()) >= FEWEST and float(starts[mine].mean()) > 0.5


def _first_days(people: Ints, who: Ints, day: Ints) -> Ints:
    """By person, the first of their days; NEVER where there is none."""
    place = places_of(people, pa.chunked_array([who]))
    earliest = np.full(len(people), NEVER)
    np.minimum.at(earliest, place[place >= 0], day[place >= 0])
    return earliest


def _pairs(who: Ints) -> Sequence[tuple[int, int]]:
    places = np.triu_indices(len(who), 1)
    return list(zip(who[places[0]].tolist(), who[places[1]].tolist(), strict=True))


def _both_ways(people: Ints, one: pa.ChunkedArray, other: pa.ChunkedArray, strength: np.ndarray, by: str) -> Ties:
    first, second = places_of(people, one), places_of(people, other)
    ends = np.concatenate([first, second]), np.concatenate([second, first]), np.concatenate([strength, strength])
    kept = ends[0] >= 0
    return Ties(ends[0][kept], ends[1][kept], ends[2][kept].astype(np.float64), by)
