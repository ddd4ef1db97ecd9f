"""The finding of a read-out: everything that may leave of a programme, as plain values; never a person, never an exact figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clearspan.programmes.beside import Beside
from clearspan.programmes.cohorts import Cohort
from clearspan.programmes.programme import Programme
from clearspan.programmes.read_out import ReadOut
from clearspan.programmes.target_reading import TargetReading
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import WHOLE, Dimension

VERSION = 2
"""Version of the rules by which programmes are read out."""


def period_of(programme: str, day: int) -> str:
    """The name under which a read-out is released, once: the programme and the day."""
    return f"{programme}-day-{day}"


@dataclass(frozen=True)
class Participants:
    """What is seen of those who take part: where the target stands, what became of those who were trained, and effects that stand
    beside that of the offer: on those who took part, and on those around them."""

    target: TargetReading
    cohorts: tuple[Cohort, ...] = ()
    beside: tuple[Beside, ...] = ()


def told(programme: Programme, days: tuple[int, int], read: ReadOut, participants: Participants, power: str) -> Finding:
    """The finding of a programme's read-out. `days` are the days since its last start and the day number that it is; `power` is
    the sentence that was shown before the start."""
    day, on = days
    cohorts = participants.cohorts
    details: dict[str, Any] = {
        "statement": f"{programme.name}, day {day}",
        "programme": programme.name,
        "title": programme.title,
        "day": day,
        "last": day == programme.checkpoints[-1],
        "randomised": programme.design.randomised,
        "design": programme.design.value,
        "power": power,
        **_read(read),
        **_target(programme, participants.target),
        "cohorts": tuple(row for cohort in cohorts for row in _cohort(cohort)),
        "further": tuple(one.row() for one in participants.beside),
        "moves": tuple(row for cohort in cohorts for row in _moves(cohort)),
    }
    period = period_of(programme.name, day)
    return Finding(FindingKind.PROGRAMME, Dimension.ORGANISATION, WHOLE, period, on, read.label.value, VERSION, details)


def _read(read: ReadOut) -> dict[str, Any]:
    found = read.verdict
    return {
        "sentence": read.sentence,
        "why": read.why,
        "effect": read.effect,
        "low": read.low,
        "high": read.high,
        "naive": read.naive,
        "drift": read.drift,
        "dip": read.dip,
        "unit": read.unit,
        "teams": read.teams,
        "people": read.people,
        "left": read.left,
        "rests_on": found.rests_on if found else "",
        "counter": found.counter if found else "",
        "alarm": bool(found and found.alarm),
        "overturned_by": found.overturned_by if found else (),
        "beside": found.beside if found else (),
        "waves": tuple({"week": wave.week, "effect": wave.effect, "low": wave.low, "high": wave.high} for wave in read.waves),
    }


def _target(programme: Programme, reading: TargetReading) -> dict[str, Any]:
    return {
        "target": programme.target.sentence(),
        "target_share": programme.target.share,
        "target_day": programme.target.day,
        "target_status": reading.status.value,
        "target_why": reading.why,
        "target_week": reading.week,
        "target_seen": reading.share,
        "target_forecast": reading.forecast,
    }


def _cohort(cohort: Cohort) -> list[Mapping[str, Any]]:
    found = []
    for look in cohort.looks:
        low, high = look.regular or (None, None)
        done = look.completed or (None, None)
        interval = look.interval or (None, None)
        found.append(
            {
                "month": cohort.month,
                "day": look.day,
                "people": 5 * round(look.people / 5),
                "low": low,
                "high": high,
                "interval_low": interval[0],
                "interval_high": interval[1],
                "completed_low": done[0],
                "completed_high": done[1],
            }
        )
    return found


def _moves(cohort: Cohort) -> list[Mapping[str, Any]]:
    return [
        {
            "month": cohort.month,
            "from_day": move.from_day,
            "to_day": move.to_day,
            "before": move.before,
            "after": move.after,
            "low": move.share[0],
            "high": move.share[1],
        }
        for move in cohort.moves
    ]
