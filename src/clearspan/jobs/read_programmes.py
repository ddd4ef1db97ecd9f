"""Reads programmes out on their planned days: each once, as a finding, when everything up to the day is settled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import clearspan.metrics.definitions
from clearspan import clock
from clearspan.application.store import FILE, Application
from clearspan.diagnosis.loading import Fetch
from clearspan.jobs.plan_programmes import power_of_held
from clearspan.jobs.programme_facts import WEEK, ProgrammeFacts
from clearspan.jobs.programme_past import Past, read_past, write_past
from clearspan.jobs.programme_reach import Reached
from clearspan.jobs.programme_tasks import write_tasks
from clearspan.jobs.value import publish_value
from clearspan.metrics.facts import Facts
from clearspan.metrics.metric import Metric
from clearspan.programmes.assignment import Arm
from clearspan.programmes.cohorts import read_cohort
from clearspan.programmes.outcome_panel import Floats, Ints
from clearspan.programmes.pods import leaders_of
from clearspan.programmes.programme import Programme
from clearspan.programmes.read_out import Label, Measured, ReadOut, read_out
from clearspan.programmes.register import Held, Register, Signature
from clearspan.programmes.snapshot import write_snapshot
from clearspan.programmes.spoken import spoken
from clearspan.programmes.stage import Stage
from clearspan.programmes.target_reading import read as read_target
from clearspan.programmes.told import Participants, period_of, told
from clearspan.proof.looks import Look, bounds
from clearspan.settings import Settings
from clearspan.shelf import read_shelf
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.period import Period, day_of, week_of
from clearspan.warehouse.findings import Findings

BY = "the main job"
READABLE = frozenset({Stage.RUNNING, Stage.READ_OUT})


def publish_read_outs(
    directory: Path, settings: Settings, facts: Facts, tables: Any, fetch: Fetch, closed: Sequence[Period] = ()
) -> list[str]:
    """The names of the read-outs that were published now: those of running programmes that are due, and were not before. Keeps
    the outcomes of teams for planning, too, and tells the value of the latest quarter that has closed."""
    loaded = ProgrammeFacts(facts, tables, fetch)
    write_past(directory, loaded)
    write_tasks(directory, loaded, settings.number("minimum_sensitive_people"))
    address = settings.text("application_address")
    if not address and not (directory / FILE).exists():
        publish_value(directory, facts, fetch, loaded, closed, ())
        return []
    with Application(directory, address) as store:
        reader = Reader(store, Findings(directory), loaded, settings, Reached(loaded, fetch, store, directory))
        _show_powers(Register(store), read_past(directory))
        found = [name for held in Register(store).all() if held.stage in READABLE for name in reader.publish_due(held)]
        write_snapshot(directory, Register(store))
        publish_value(directory, facts, fetch, loaded, closed, Register(store).all())
        return found


def _show_powers(register: Register, past: Past | None) -> None:
    """Nothing; works out, for programmes with an assignment that was made elsewhere, what they can see, by what was before
    them."""
    for held in register.all() if past else ():
        if held.power is None and held.stage in READABLE and past is not None:
            signature = Signature(int(clock.now().timestamp()), BY)
            register.show_power(held.programme.name, power_of_held(past, held).written(), signature)


@dataclass(frozen=True)
class Reader:
    """Reads programmes out of the facts."""

    store: Application
    findings: Findings
    facts: ProgrammeFacts
    settings: Settings
    reached: Reached

    def publish_due(self, held: Held) -> list[str]:
        """The read-outs of a programme that were published now; the last one ends its run."""
        programme, published = held.programme, []
        register = Register(self.store)
        for day in programme.checkpoints:
            period = period_of(programme.name, day)
            if last_start(held) + day - 1 > self.facts.last_day or self.findings.published(FindingKind.PROGRAMME, period):
                continue
            finding = self.read(held, day)
            self.findings.publish(FindingKind.PROGRAMME, period, [finding])
            signature = Signature(int(clock.now().timestamp()), BY)
            register.note(programme.name, f"read out, day {day}: {finding.outcome}", signature)
            if day == programme.checkpoints[-1] and held.stage is Stage.RUNNING:
                register.move(programme.name, Stage.READ_OUT, signature, f"day {day}")
            published.append(period)
        return published

    def read(self, held: Held, day: int) -> Finding:
        """The read-out of a programme. Who leads its pods is not counted: a champion is judged by what changes in others."""
        programme, on = held.programme, last_start(held) + day - 1
        leaders = leaders_of(self.store, programme.name)
        outcome = self._measured(held, programme.outcome, on, leaders)
        counter = self._measured(held, programme.counter_outcome, on, leaders)
        participants = self._participants(held, on, leaders)
        if outcome is None:
            found = ReadOut(Label.CANNOT_TELL, "It cannot be told: the outcome is not known by week or month.")
        else:
            look = looks_of(programme.checkpoints)[programme.checkpoints.index(day)]
            found = read_out(programme.design, outcome, counter, look, messy=day <= programme.messy_days)
            participants = replace(participants, beside=self.reached.beside(programme, outcome, look, on))
        power = str((held.power or {}).get("sentence", ""))
        return told(programme, (day, on), found, participants, power)

    def _measured(self, held: Held, metric: str, on: int, leaders: Sequence[int]) -> Measured | None:
        trial = self.facts.trial(held.programme, held.places, metric, leaders)
        if trial is None:
            return None
        card = read_shelf(clearspan.metrics.definitions, Metric)[metric]
        least = self.settings.number("minimum_sensitive_people" if card.sensitive else "minimum_rate_people")
        return spoken(card, trial.until(on), least)

    def _participants(self, held: Held, on: int, leaders: Sequence[int]) -> Participants:
        """Where the target stands, and what became of those who were trained, by the month in which that was."""
        programme = held.programme
        places = [place for place in held.places if place.arm is Arm.TREATMENT]
        people = self.facts.people(places, min(place.start_day or 0 for place in places), leaders)
        starts = np.array([place.start_day for place in places], dtype=np.int64)[people.team]
        uses, stated = self._uses(programme, people.person, starts, on)
        target = read_target(programme.target, uses, stated, seed=on)
        if not stated:
            return Participants(target)
        trained, completed = self.facts.trained(people.person, starts)
        trained = np.where(trained < 0, starts, trained)
        months = np.array([day_of(int(day)).strftime("%Y-%m") for day in trained])
        since, _ = self._uses(programme, people.person, trained, on)
        cohorts = [
            read_cohort(month, since[months == month], completed[months == month], programme.target.times, programme.checkpoints)
            for month in sorted(set(months.tolist()))
        ]
        return Participants(target, tuple(cohort for cohort in cohorts if cohort.looks))

    def _uses(self, programme: Programme, people: Ints, since: Ints, on: int) -> tuple[Floats, bool]:
        """How often each used the tool for the task by week since a day of their own, as it was known on a day."""
        weeks = max(programme.checkpoints[-1], programme.target.day) // WEEK
        mondays = np.array([week_of(int(day)).start for day in since], dtype=np.int64)
        uses, stated = self.facts.uses(people, programme.target, mondays, weeks)
        ends = mondays[:, None] + WEEK * np.arange(1, weeks + 1) - 1
        return np.where(ends <= on, uses, np.nan), stated


@cache
def looks_of(checkpoints: tuple[int, ...]) -> tuple[Look, ...]:
    """The planned readings of a programme, with what passes for an effect on each."""
    return bounds([day / checkpoints[-1] for day in checkpoints])


def last_start(held: Held) -> int:
    """The day on which the last team of a programme starts; waiting lists start later, and are not meant."""
    return max(place.start_day for place in held.places if place.arm is Arm.TREATMENT and place.start_day is not None)
