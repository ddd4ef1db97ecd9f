"""Staff lists as spells: a person in a place for a time, from the roster rows of all files and the identity register."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from clearspan.privacy.identities import Identities
from clearspan.sources.arrow import pc
from clearspan.sources.fact_rows import fact_schema
from clearspan.sources.managers import has_reports, managers, spells_in_cycles
from clearspan.sources.org_keys import org_keys
from clearspan.sources.roster_files import NOBODY, Finding, Flags, Ints, Roster, RosterFile
from clearspan.sources.roster_people import RosterPeople, roster_people
from clearspan.sources.spell_times import OPEN, Times, spell_times
from clearspan.vocabulary.tables import PERSON_SPELL

SOURCE = "roster"
"""Source under which spells are stored."""

TEXTS = ("team", "department", "division", "role", "level", "location", "employment")


@dataclass(frozen=True)
class Spells:
    """The rows of person_spell (all columns), and what became of the roster rows they were made from.

    `findings` name file, record and field; those with `kept` False were not used. `forgotten` counts by arrival the
    rows of people who are forgotten. `managers_outside` counts the rows whose manager is on no list.
    """

    rows: pa.Table
    findings: tuple[Finding, ...]
    forgotten: dict[int, int]
    managers_outside: int

    @property
    def people(self) -> Ints:
        """The numbers of everyone who has a spell, ascending."""
        return np.unique(self.rows["person"].to_numpy()).astype(np.int64)


def person_spells(files: Sequence[RosterFile], identities: Identities) -> Spells:
    """The spells that all staff lists together tell; the same files give the same spells in whatever order they come.

    The register learns which identifiers are one person (see roster_people).
    """
    roster = Roster.of(sorted(files, key=lambda file: (file.name, file.arrival)))
    people = roster_people(roster, identities)
    times = spell_times(roster, people.person)
    reporting = managers(roster, people.person, identities)
    columns = _columns(roster, people, times, reporting.person)
    merged, times = _merged(columns, times)
    manager = merged["manager"].fill_null(NOBODY).to_numpy().astype(np.int64)
    circular = spells_in_cycles(times, manager)
    manager[circular] = NOBODY
    findings = [*people.findings, *_cycle_findings(roster, times, circular)]
    rows = _finished(merged, times, manager)
    outside = int((reporting.outside & (people.person != NOBODY)).sum())
    return Spells(rows, tuple(findings), _by_arrival(roster, people.forgotten), outside)


def _columns(roster: Roster, people: RosterPeople, times: Times, manager: Ints) -> pa.Table:
    """The columns of each spell that do not depend on its neighbours."""
    placed = roster.rows.take(pa.array(times.row))
    keys = org_keys(placed["division"], placed["department"], placed["team"])
    arrivals = np.array([file.arrival for file in roster.files], np.int64)
    return pa.table(
        {
            "identity": _one_identity(times, people.identity),
            "manager": _nullable(manager[times.row], NOBODY),
            "hired_day": placed["hired_day"],
            "as_of": pa.array(times.as_of),
            "arrival": pa.array(arrivals[roster.file_of[times.row]]),
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


def _cycle_findings(roster: Roster, times: Times, circular: Flags) -> list[Finding]:
    reason = "the managers form a circle; the record is kept without its manager"
    rows = np.unique(times.row[circular]).tolist()
    return [roster.finding(row, "manager", reason, kept=True) for row in rows]


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


def _by_arrival(roster: Roster, rows: Flags) -> dict[int, int]:
    counts = np.bincount(roster.file_of[rows], minlength=len(roster.files))
    return {file.arrival: int(count) for file, count in zip(roster.files, counts, strict=True) if count}
