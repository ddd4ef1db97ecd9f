"""Reads which teams are treated from when: the file by which an organisation is continued."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clearspan.errors import BadRecord, UnreadableFile
from clearspan.simulator.programmes import ARMS
from clearspan.simulator.structure import Structure
from clearspan.vocabulary.period import day_number

HEADER = ("team", "arm", "start_day")


@dataclass(frozen=True)
class Assigned:
    """One team in an arm from a day on."""

    team: int
    arm: str
    start: int


def read_assignment(path: Path, structure: Structure) -> tuple[Assigned, ...]:
    """The assignment in a CSV file with the columns team (its key), arm and start_day (an ISO date).

    Raises UnreadableFile where the file is not such a CSV, BadRecord (with the record's number) where a row names an
    unknown team or arm, a wrong date, or a team twice.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile("The assignment cannot be read.", where=path.name, remedy="Give a UTF-8 CSV file.") from error
    if not rows or not set(HEADER) <= set(rows[0]):
        raise UnreadableFile(
            "The assignment has no rows with the columns team, arm and start_day.",
            where=path.name,
            remedy="Write one row a team under that header.",
        )
    keys = {structure.team_key(team): team for team in range(len(structure.teams))}
    assigned = tuple(_row(row, keys, f"{path.name}, record {number}") for number, row in enumerate(rows, 1))
    seen: set[int] = set()
    for number, one in enumerate(assigned, 1):
        if one.team in seen:
            raise BadRecord("The team is assigned twice.", where=f"{path.name}, record {number}", remedy="Keep one row.")
        seen.add(one.team)
    return assigned


def _row(row: dict[str, str], keys: dict[str, int], where: str) -> Assigned:
    team = keys.get(row["team"] or "")
    if team is None:
        raise BadRecord("No team has that key.", where=f"{where}, team", remedy="Take keys from truth.json.")
    if row["arm"] not in ARMS:
        raise BadRecord("No such arm.", where=f"{where}, arm", remedy=f"Use one of: {', '.join(ARMS)}.")
    try:
        start = day_number(date.fromisoformat(row["start_day"] or ""))
    except ValueError:
        raise BadRecord("Not a date.", where=f"{where}, start_day", remedy="Write 2026-05-04.") from None
    return Assigned(team, row["arm"], start)
