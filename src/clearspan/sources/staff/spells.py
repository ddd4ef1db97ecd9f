"""Staff lists as spells: a person in a place for a time, from all statements and the identity register."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.privacy.identities import Identities
from clearspan.sources.reading.fact_rows import fact_schema
from clearspan.sources.staff.managers import has_reports, managers, spells_in_cycles
from clearspan.sources.staff.org_keys import org_keys
from clearspan.sources.staff.people_now import people_now
from clearspan.sources.staff.roster_files import NOBODY, Finding, Flags, Ints
from clearspan.sources.staff.spell_times import OPEN, Times, spell_times
from clearspan.sources.staff.staff import SOURCE, Staff
from clearspan.vocabulary.tables import PERSON_SPELL

TEXTS = ("team", "department", "division", "role", "level", "location", "employment")


@dataclass(frozen=True)
class Spells:
    """The rows of person_spell (all columns), what is wrong with the managers stated, and how many statements have a
    manager who is on no list."""

    rows: pa.Table
    findings: tuple[Finding, ...]
    managers_outside: int


def spells(staff: Staff, identity: Ints, identities: Identities) -> Spells:
    """The spells that all statements together tell; the same statements give the same spells, whenever each came.

    `identity` stands for the person of each statement, NOBODY where it is not used; people and managers are those of the
    register at this moment.
    """
    person = people_now(identity, identities)
    times = spell_times(staff, person)
    reporting = managers(staff, person, identities)
    columns = _columns(staff, identity, times, reporting.person)
    merged, times = _merged(columns, times)
    manager = merged["manager"].fill_null(NOBODY).to_numpy().astype(np.int64)
    circular = spells_in_cycles(times, manager)
    manager[circular] = NOBODY
    outside = int((reporting.outside & (person != NOBODY)).sum())
    return Spells(_finished(merged, times, manager), tuple(_cycle_findings(staff, times, circular)), outside)


def _columns(staff: Staff, identity: Ints, times: Times, manager: Ints) -> pa.Table:
    """The columns of each spell that do not depend on its neighbours."""
    placed = staff.rows.take(pa.array(times.row))
    keys = org_keys(placed["division"], placed["department"], placed["team"])
    return pa.table(
        {
            "identity": _one_identity(times, identity),
            "manager": _nullable(manager[times.row], NOBODY),
            "hired_day": placed["hired_day"],
            "as_of": pa.array(times.as_of),
            "arrival": placed["arrival"],
            **keys,
            **{name: placed[name] for name in ("role", "level", "location", "employment")},
        }
    )


def _one_identity(times: Times, identity: Ints) -> pa.Array:
    """The identity that stands for each person in all spells: the lowest of those in its rows."""
    person, place = np.unique(times.person, return_inverse=True)
    lowest = np.full(len(person), OPEN)
    np.minimum.at(lowest, place, identity[times.row])
    return pa.array(lowest[place])


def _merged(columns: pa.Table, times: Times) -> tuple[pa.Table, Times]:
    """Adjoining spells of a person in which nothing changed, as one; the last statement's origin stays."""
    same = (times.person[1:] == times.person[:-1]) & (times.start[1:] == times.last[:-1] + 1)
    for name in ("manager", "hired_day", *TEXTS):
        code = _codes(columns[name])
        same &= code[1:] == code[:-1]
    starts = np.flatnonzero(np.concatenate([np.ones(min(1, len(times.row)), np.bool_), ~same]))
    ends = np.append(starts[1:], len(times.row))[: len(starts)] - 1
    merged = Times(times.row[ends], times.person[ends], times.start[starts], times.last[ends], times.as_of[ends])
    return columns.take(pa.array(ends)), merged


def _codes(column: pa.ChunkedArray) -> Ints:
    coded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    return coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)


def _cycle_findings(staff: Staff, times: Times, circular: Flags) -> list[Finding]:
    reason = "the managers form a circle; the record is kept without its manager"
    rows = np.unique(times.row[circular]).tolist()
    return [staff.finding(row, "manager", reason, kept=True) for row in rows]


def _finished(merged: pa.Table, times: Times, manager: Ints) -> pa.Table:
    """The rows of person_spell in the stored schema."""
    columns = {name: merged[name] for name in merged.column_names}
    columns |= {
        "person": pa.array(times.person),
        "from_day": pa.array(times.start),
        "to_day": _nullable(times.last, OPEN),
        "manager": _nullable(manager, NOBODY),
        "is_manager": pa.array(has_reports(times, manager)),
        "source": pa.repeat(SOURCE, len(times.row)),
    }
    schema = fact_schema(PERSON_SPELL)
    return pa.Table.from_arrays([pc.cast(columns[item.name], item.type) for item in schema], schema=schema)


def _nullable(values: Ints, absent: int) -> pa.Array:
    return pa.array(values, mask=values == absent)
