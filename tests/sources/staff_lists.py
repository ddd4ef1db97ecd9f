"""Small staff lists, and the spells that they tell by the steps that the main job takes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from clearspan.privacy.identities import Identities
from clearspan.sources.staff.people_now import people_now
from clearspan.sources.staff.roster_files import Finding, Ints, RosterFile
from clearspan.sources.staff.roster_people import roster_people
from clearspan.sources.staff.roster_rows import ROSTER_SCHEMA
from clearspan.sources.staff.spells import spells
from clearspan.sources.staff.staff import Staff, StaffTables
from clearspan.sources.staff.statements import statements


@dataclass(frozen=True)
class Told:
    """Spells, what was found on the way to them, and what is stored."""

    rows: pa.Table
    findings: tuple[Finding, ...]
    forgotten: dict[int, int]
    managers_outside: int
    stored: StaffTables

    @property
    def people(self) -> Ints:
        """The numbers of everyone who has a spell, ascending."""
        return np.unique(self.rows["person"].to_numpy()).astype(np.int64)


def person_spells(files: Sequence[RosterFile], register: Identities, stored: StaffTables | None = None) -> Told:
    """What the lists tell, with those stored before."""
    before = stored or StaffTables.empty()
    said = statements(files, register, np.unique(before.identifiers["identity"].to_numpy()).astype(np.int64))
    staff = Staff.of(before.without(said.listed).and_these(said.tables), register)
    people = roster_people(staff, register)
    made = spells(staff, people.identity, register)
    findings = (*said.findings, *people.findings, *made.findings)
    after = staff.stated_of(people.stored_under, register)
    assert (people_now(people.stored_under, register) > 0).all()
    return Told(made.rows, findings, said.forgotten, made.managers_outside, after)


def row(*emails: str, number: str | None = None, manager: str | None = None, **stated: object) -> dict[str, object]:
    """A row of a list; e-mail addresses by the name before the @."""
    claims = [{"kind": "email", "value": f"{name}@example.com", "field": "Email"} for name in emails]
    if number:
        claims.append({"kind": "employee_id", "value": number, "field": "Employee_ID"})
    kind = None if manager is None else "email" if "@" in manager else "employee_id"
    return {"identifiers": claims, "manager_kind": kind, "manager_value": manager, **stated}


def roster(*rows: dict[str, object], name: str = "roster.csv", arrival: int = 1) -> RosterFile:
    """A list of these rows."""
    filled = [{column: None for column in ROSTER_SCHEMA.names} | each | {"record": place} for place, each in enumerate(rows, 1)]
    return RosterFile(name, arrival, pa.Table.from_pylist(filled, ROSTER_SCHEMA))


def stated_on(file: RosterFile, day: int) -> RosterFile:
    """The list as of a day."""
    at = ROSTER_SCHEMA.names.index("as_of")
    column = pa.repeat(pa.scalar(day, pa.int32()), file.rows.num_rows)
    return RosterFile(file.name, file.arrival, file.rows.set_column(at, ROSTER_SCHEMA.field(at), column))


def snapshot(day: int, *rows: dict[str, object], list_name: str = "staff") -> RosterFile:
    """The list as of a day, with a date in its name."""
    name = f"{list_name}-2026-01-{day % 28 + 1:02}.csv"
    return stated_on(roster(*rows, name=name, arrival=day), day)
