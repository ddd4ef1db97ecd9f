"""Whom the statements of staff lists are about: identifiers of one record made one person, those of two people refused."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clearspan.privacy.identities import BOT, Identities
from clearspan.sources.staff.people_now import people_now
from clearspan.sources.staff.roster_files import NOBODY, Finding, Flags, Ints
from clearspan.sources.staff.roster_joins import TWO_PEOPLE, Pairs, join_rows
from clearspan.sources.staff.staff import Claims, Staff
from clearspan.sources.staff.stand_in_lists import outdone
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
    """By statement: the identity that stands for its person, NOBODY where the statement is not used (one that only stands in is
    not, once there is a staff list); and the identity under which it is stored all the same."""

    identity: Ints
    stored_under: Ints
    findings: list[Finding]


def roster_people(staff: Staff, identities: Identities) -> RosterPeople:
    """Who each statement is about. Joins the identifiers of a record by the rule SAME_ROW; an identifier that two people
    have is joined to neither, and each of their records is reported. All statements together decide, so that it does
    not matter in which order the lists came."""
    claims, count = staff.claims, staff.rows.num_rows
    owner = claims.owners(np.ones(len(claims.row), np.bool_), count)
    bot = people_now(claims.identity, identities) == BOT
    of_bot = _of_bots(claims, owner, bot)
    shared = np.setdiff1d(_shared(claims, owner, _moments(staff)), claims.identity[bot])
    at_fault = np.isin(claims.identity, shared)
    stands_in = outdone(staff)
    usable = ~at_fault & ~bot & ~of_bot[claims.row] & ~stands_in[claims.row]
    identities.separate([[each] for each in shared.tolist()], TWO_PEOPLE)
    anchor = claims.owners(usable, count)
    refused = join_rows(_pairs(claims, usable, anchor), anchor, claims.identity[usable & claims.numbers], identities)
    nobodies = np.flatnonzero((anchor == NOBODY) & ~of_bot & ~stands_in)
    repeated = _repeated(staff, people_now(anchor, identities))
    findings = [
        *_findings(staff, at_fault, anchor),
        *(staff.finding(row, "identifiers", BETWEEN, kept=True) for row in refused.tolist()),
        *(staff.finding(row, "identifiers", NONE_USABLE, kept=False) for row in nobodies.tolist()),
        *(staff.finding(row, "identifiers", REPEATED, kept=False) for row in repeated),
    ]
    used = anchor.copy()
    used[repeated] = NOBODY
    return RosterPeople(used, np.where(anchor == NOBODY, owner, anchor), findings)


def _of_bots(claims: Claims, owner: Ints, bot: Flags) -> Flags:
    """The rows that are about a bot or a service account: by what stands for the row, or by its first address."""
    address = np.full(len(owner), NOBODY, np.int64)
    emails = np.flatnonzero(claims.emails)[::-1]
    address[claims.row[emails]] = claims.identity[emails]
    bots = np.unique(claims.identity[bot])
    return np.isin(owner, bots) | np.isin(address, bots)


def _repeated(staff: Staff, person: Ints) -> list[int]:
    """The rows after which the same file has another row of the same person at the same moment."""
    used = np.flatnonzero(person != NOBODY)[::-1]
    last = np.unique(_moments(staff)[used] << 32 | person[used], return_index=True)[1]
    return sorted(np.delete(used, last).tolist())


def _pairs(claims: Claims, usable: Flags, anchor: Ints) -> Pairs:
    numbered = np.zeros(len(anchor), dtype=np.bool_)
    numbered[claims.row[usable & claims.numbers]] = True
    row = claims.row[usable]
    pairs = Pairs(row, anchor[row], claims.identity[usable], numbered[row])
    return pairs.where(pairs.own != pairs.other)


def _moments(staff: Staff) -> Ints:
    """A number for each file and day of statement: two rows at one moment are two people, unless one owner."""
    dated, observed = staff.days("from_day", NOBODY), staff.days("as_of", NOBODY)
    day = np.where(dated == NOBODY, observed, dated) + 2**31
    return np.unique(staff.file << 32 | day, return_inverse=True)[1]


def _shared(claims: Claims, owner: Ints, moment: Ints) -> Ints:
    """Identities that two people have: under two employee numbers, or under two owners at one moment; of an employee number,
    with two first addresses at one moment."""
    numbered = np.zeros(len(owner), dtype=np.bool_)
    numbered[claims.row[claims.numbers]] = True
    address = np.full(len(owner), NOBODY, np.int64)
    emails = np.flatnonzero(claims.emails)[::-1]
    address[claims.row[emails]] = claims.identity[emails]
    other = ~claims.numbers
    by_number = other & numbered[claims.row]
    by_address = claims.numbers & (address[claims.row] != NOBODY)
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


def _findings(staff: Staff, at_fault: Flags, anchor: Ints) -> Iterator[Finding]:
    """One finding for each identifier that two people claim, by file and person."""
    claims = staff.claims
    seen: set[tuple[int, int, int]] = set()
    for at in np.flatnonzero(at_fault).tolist():
        row = int(claims.row[at])
        key = (int(staff.file[row]), int(claims.identity[at]), int(anchor[row]) if anchor[row] != NOBODY else -row - 1)
        if key not in seen:
            seen.add(key)
            noun = NOUNS.get(claims.kind[at].as_py(), "identifier")
            reason = f"another person has this {noun} too; what is done under it is counted for neither of them"
            yield staff.finding(row, claims.field[at].as_py(), reason, kept=True)
