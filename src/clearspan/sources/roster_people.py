"""Who the rows of the staff lists are: identifiers of one row made one person, and identifiers of two people refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from clearspan.privacy.identities import FORGOTTEN, UNUSABLE, Identities
from clearspan.sources.arrow import pc
from clearspan.sources.roster_files import NOBODY, Finding, Flags, Ints, Roster
from clearspan.sources.roster_joins import TWO_PEOPLE, Pairs, join_rows
from clearspan.vocabulary.identifier import IdentifierKind

NOUNS = {
    IdentifierKind.EMAIL: "e-mail address",
    IdentifierKind.EMPLOYEE_ID: "employee number",
    IdentifierKind.GITHUB_LOGIN: "GitHub login",
}
"""What people call the identifiers of a staff list."""

NONE_USABLE = "no identifier of the person can be used"
REPEATED = "a later record of the file is about the same person and day; that one holds"
BETWEEN = "its identifiers belong to two people with employee numbers of their own; they are not joined"


@dataclass(frozen=True)
class RosterPeople:
    """By row of all files together: its person and the identity that stands for it, NOBODY where the row is not used."""

    person: Ints
    identity: Ints
    findings: list[Finding]
    forgotten: Flags


@dataclass(frozen=True)
class Claims:
    """Every identifier of every row: row number, kind, field (texts), and its identity as the register knows it."""

    row: Ints
    kind: pa.Array
    field: pa.Array
    identity: Ints

    @cached_property
    def numbers(self) -> Flags:
        """Which claims are employee numbers."""
        return self._of_kind(IdentifierKind.EMPLOYEE_ID)

    @cached_property
    def emails(self) -> Flags:
        """Which claims are e-mail addresses."""
        return self._of_kind(IdentifierKind.EMAIL)

    def _of_kind(self, kind: IdentifierKind) -> Flags:
        return np.asarray(pc.equal(self.kind, kind.value).to_numpy(zero_copy_only=False), dtype=np.bool_)


def roster_people(roster: Roster, identities: Identities) -> RosterPeople:
    """The person of each row. Joins the identifiers of a row by the rule SAME_ROW; an identifier that two people
    have is joined to neither, and each of their records is reported. Whoever is forgotten stays so, with all the
    identifiers of the row."""
    count = roster.rows.num_rows
    claims = _claims(roster.rows, identities)
    forgotten = np.zeros(count, dtype=np.bool_)
    forgotten[claims.row[claims.identity == FORGOTTEN]] = True
    sound = (claims.identity > 0) & ~forgotten[claims.row]
    owner = _owners(claims, sound, count)
    shared = _shared(claims, sound, owner, _moments(roster))
    at_fault = sound & np.isin(claims.identity, shared)
    _bury(roster.rows, forgotten, shared, claims, identities)
    identities.separate([[each] for each in shared.tolist()], TWO_PEOPLE)
    usable = sound & ~at_fault
    anchor = _owners(claims, usable, count)
    refused = join_rows(_pairs(claims, usable, anchor), anchor, claims.identity[usable & claims.numbers], identities)
    findings = [
        *_findings(roster, claims, at_fault, anchor),
        *(roster.finding(row, "identifiers", BETWEEN, kept=True) for row in refused.tolist()),
        *(roster.finding(row, "identifiers", NONE_USABLE, kept=False) for row in _nobodies(anchor, forgotten)),
    ]
    person = _people_of(anchor, identities)
    repeated = _repeated(roster, person)
    findings += [roster.finding(row, "identifiers", REPEATED, kept=False) for row in repeated]
    person[repeated] = NOBODY
    return RosterPeople(person, anchor, findings, forgotten)


def _repeated(roster: Roster, person: Ints) -> list[int]:
    """The rows after which the same file has another row of the same person at the same moment."""
    used = np.flatnonzero(person != NOBODY)[::-1]
    last = np.unique(_moments(roster)[used] << 32 | person[used], return_index=True)[1]
    return sorted(np.delete(used, last).tolist())


def _pairs(claims: Claims, usable: Flags, anchor: Ints) -> Pairs:
    numbered = np.zeros(len(anchor), dtype=np.bool_)
    numbered[claims.row[usable & claims.numbers]] = True
    row = claims.row[usable]
    pairs = Pairs(row, anchor[row], claims.identity[usable], numbered[row])
    return pairs.where(pairs.own != pairs.other)


def _claims(rows: pa.Table, identities: Identities) -> Claims:
    lists = rows["identifiers"].combine_chunks()
    row = pc.list_parent_indices(lists).to_numpy(zero_copy_only=False).astype(np.int64)
    kind, value, field = pc.list_flatten(lists).flatten()
    identity = np.full(len(row), UNUSABLE, np.int64)
    for each in pc.unique(kind).to_pylist():
        places = np.flatnonzero(np.asarray(pc.equal(kind, each)))
        coded = value.take(pa.array(places)).dictionary_encode()
        known, _ = identities.resolve([each] * len(coded.dictionary), coded.dictionary.to_pylist())
        identity[places] = known[coded.indices.to_numpy()]
    return Claims(row, kind, field, identity)


def _owners(claims: Claims, sound: Flags, rows: int) -> Ints:
    """The identity that stands for each row: its employee number, else its first identifier; NOBODY without one."""
    owner = np.full(rows, NOBODY, np.int64)
    for mask in (sound, sound & claims.numbers):
        places = np.flatnonzero(mask)[::-1]
        owner[claims.row[places]] = claims.identity[places]
    return owner


def _moments(roster: Roster) -> Ints:
    """A number for each file and day of statement: two rows at one moment are two people, unless one owner."""
    dated, observed = roster.days("from_day", NOBODY), roster.days("as_of", NOBODY)
    day = np.where(dated == NOBODY, observed, dated) + 2**31
    return np.unique(roster.file_of << 32 | day, return_inverse=True)[1]


def _shared(claims: Claims, sound: Flags, owner: Ints, moment: Ints) -> Ints:
    """Identities that two people have: under two employee numbers, or under two owners at one moment; of an employee number,
    with two first addresses at one moment."""
    numbered = np.zeros(len(owner), dtype=np.bool_)
    numbered[claims.row[sound & claims.numbers]] = True
    address = np.full(len(owner), NOBODY, np.int64)
    emails = np.flatnonzero(sound & claims.emails)[::-1]
    address[claims.row[emails]] = claims.identity[emails]
    other = sound & ~claims.numbers
    by_number = other & numbered[claims.row]
    by_address = sound & claims.numbers & (address[claims.row] != NOBODY)
    once = np.zeros(len(moment), np.int64)
    found = [
        _with_two_owners(claims.identity[chosen], at[claims.row[chosen]], whose[claims.row[chosen]])
        for chosen, at, whose in ((by_number, once, owner), (other, moment, owner), (by_address, moment, address))
    ]
    return np.unique(np.concatenate(found))


def _with_two_owners(identity: Ints, moment: Ints, owner: Ints) -> Ints:
    """Identities that stand with two owners at one moment."""
    pairs, group = np.unique(identity << 32 | moment, return_inverse=True)
    owned, owners = np.unique(np.unique(group << 32 | owner) >> 32, return_counts=True)
    return np.unique(pairs[owned[owners > 1]] >> 32)


def _bury(rows: pa.Table, forgotten: Flags, shared: Ints, claims: Claims, identities: Identities) -> None:
    """Let the other identifiers of the rows of forgotten people be forgotten too, but none that two people claim."""
    living = claims.identity[~forgotten[claims.row] & (claims.identity > 0)]
    more = forgotten[claims.row] & (claims.identity > 0) & ~np.isin(claims.identity, np.union1d(shared, living))
    if more.any():
        kinds, values, _ = pc.list_flatten(rows["identifiers"].combine_chunks()).filter(pa.array(more)).flatten()
        identities.bury(kinds.to_pylist(), values.to_pylist())


def _people_of(identity: Ints, identities: Identities) -> Ints:
    known, person = identities.people()
    of = np.full(int(known.max(initial=0)) + 1, NOBODY, np.int64)
    of[known] = person
    return np.where(identity == NOBODY, NOBODY, of[np.maximum(identity, 0)])


def _findings(roster: Roster, claims: Claims, at_fault: Flags, anchor: Ints) -> Iterator[Finding]:
    """One finding for each identifier that is no identifier, or that two people claim, by file and person."""
    seen: set[tuple[int, int, int]] = set()
    for at in np.flatnonzero(at_fault | (claims.identity == UNUSABLE)).tolist():
        row = int(claims.row[at])
        known = at_fault[at] and anchor[row] != NOBODY
        key = (int(roster.file_of[row]), int(claims.identity[at]), int(anchor[row]) if known else -row - 1)
        if key in seen:
            continue
        seen.add(key)
        noun = NOUNS.get(claims.kind[at].as_py(), "identifier")
        two = f"another person has this {noun} too; what is done under it is counted for neither of them"
        reason = two if at_fault[at] else f"is no {noun}; the record is used without it"
        yield roster.finding(row, claims.field[at].as_py(), reason, kept=True)


def _nobodies(anchor: Ints, forgotten: Flags) -> list[int]:
    return np.flatnonzero((anchor == NOBODY) & ~forgotten).tolist()
