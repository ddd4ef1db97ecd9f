"""Who is who, and where they work: from the statements of all staff lists ever read and the alias tables of one run."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.sources.staff.aliases import join_aliases
from clearspan.sources.staff.people_now import people_now
from clearspan.sources.staff.roster_files import NOBODY, Finding, Ints, RosterFile
from clearspan.sources.staff.roster_people import roster_people
from clearspan.sources.staff.spells import spells
from clearspan.sources.staff.staff import SOURCE, Staff, StaffTables
from clearspan.sources.staff.statements import statements
from clearspan.vocabulary.tables import PERSON_SPELL, STAFF_IDENTIFIER, STAFF_STATEMENT
from clearspan.warehouse.draft import Draft

PSEUDONYM_KEY = "pseudonym"
"""Name of the key under which identifiers become tokens."""

IDENTITY_FOLDER = "identity"
"""Folder of a data directory in which it is known who is who."""


@dataclass(frozen=True)
class Identified:
    """What came of it: the staff as it is stored now, findings about records of any run, forgotten rows by arrival, and
    the person numbers under which statements were stored that are somebody else's now."""

    staff: StaffTables
    findings: tuple[Finding, ...]
    forgotten: dict[int, int]
    moved: frozenset[int]


def identify(
    draft: Draft,
    identities: Identities,
    stored: StaffTables,
    rosters: Sequence[RosterFile],
    aliases: Sequence[RosterFile],
) -> Identified:
    """Statements and spells of all lists, put into the draft; `stored` are the statements of earlier runs.

    In how many runs the lists came, and in which order, makes no difference to the spells.
    """
    said = statements(rosters, identities, _identity(stored))
    staff = Staff.of(stored.without(said.listed).and_these(said.tables), identities)
    people = roster_people(staff, identities)
    joined = join_aliases(aliases, identities, _distinct(people_now(people.identity, identities)))
    made = spells(staff, people.identity, identities)
    tables = staff.stated_of(people.stored_under, identities)
    draft.replace(STAFF_STATEMENT.name, SOURCE, tables.statements)
    draft.replace(STAFF_IDENTIFIER.name, SOURCE, tables.identifiers)
    draft.replace(PERSON_SPELL.name, SOURCE, made.rows)
    findings = (*said.findings, *people.findings, *made.findings, *joined.findings)
    return Identified(tables, findings, said.forgotten | joined.forgotten, moved_people(stored, identities))


def moved_people(stored: StaffTables, identities: Identities) -> frozenset[int]:
    """The person numbers in the statements and identifiers stored whose identity is another person's now, or nobody's."""
    moved: set[int] = set()
    for table in (stored.statements, stored.identifiers):
        before = table["person"].to_numpy()
        now = people_now(table["identity"].to_numpy().astype(np.int64), identities)
        moved |= set(np.unique(before[before != now]).tolist())
    return frozenset(moved)


def follow_joins(draft: Draft, identities: Identities) -> None:
    """Nothing; lets every stored fact belong to the person that its identity has now, whenever that changed."""
    draft.remap(
        *(dict(zip(*(each.tolist() for each in pair), strict=True)) for pair in (identities.people(), identities.retired()))
    )


def _identity(stored: StaffTables) -> Ints:
    return np.unique(stored.identifiers["identity"].to_numpy()).astype(np.int64)


def _distinct(people: Ints) -> Ints:
    return np.unique(people[people != NOBODY])


def renumbered(directory: Path) -> dict[int, int]:
    """The number that somebody had before identities were joined -> the one that they have now."""
    with Identities(directory / IDENTITY_FOLDER, load_or_create(PSEUDONYM_KEY)) as identities:
        former, now = identities.retired()
    return dict(zip(former.tolist(), now.tolist(), strict=True))
