"""Joins identifiers of one person in the register by the rows of alias tables, as far as the staff lists allow it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from clearspan.arrow import pc
from clearspan.privacy.connected import lowest_of_each
from clearspan.privacy.identities import BOT, FORGOTTEN, UNUSABLE, Identities
from clearspan.sources.staff.roster_files import Finding, Flags, Ints, Roster, RosterFile

UNUSABLE_VALUE = "is no identifier of its kind"
TWO_CLAIM_IT = "rows of two people claim this identifier; it is joined to neither"
ROSTER_DIFFERS = "would make one person of two whom the staff list knows; the staff list wins"


@dataclass(frozen=True)
class Joined:
    """What became of alias rows: how many hold, what was refused (all with `kept` False), and by arrival the rows of
    forgotten people."""

    rows: int
    findings: tuple[Finding, ...]
    forgotten: dict[int, int]


@dataclass
class _Check:
    """Which rows are still sound, and a finding for each that is not."""

    table: Roster
    sound: Flags
    findings: list[Finding] = field(default_factory=list[Finding])

    def refuse(self, wrong: Flags, column: str, reason: str) -> None:
        """Take out the rows that are wrong."""
        rows = np.flatnonzero(self.sound & wrong).tolist()
        self.findings.extend(self.table.finding(row, column, reason, kept=False) for row in rows)
        self.sound = self.sound & ~wrong


def join_aliases(files: Sequence[RosterFile], identities: Identities, on_roster: Ints) -> Joined:
    """Joins the identifiers of each row by the row's own rule. `files` hold alias rows; `on_roster` are the numbers of
    everyone with a spell: two of them are never made one, and each keeps the number. What is said of a bot
    is noted and joins nothing as long as it is one."""
    if not files:
        return Joined(0, (), {})
    table = Roster.of(sorted(files, key=lambda file: (file.name, file.arrival)))
    one, one_person = _resolved(table, identities, "kind", "value")
    other, other_person = _resolved(table, identities, "other_kind", "other_value")
    forgotten = (one == FORGOTTEN) | (other == FORGOTTEN)
    _bury(table, forgotten & (other > 0) & ~np.isin(other_person, on_roster), identities)
    of_bot = ((one_person == BOT) | (other_person == BOT)) & (one > 0) & (other > 0)
    check = _Check(table, ~forgotten & ~of_bot)
    check.refuse(one == UNUSABLE, "email", UNUSABLE_VALUE)
    check.refuse(other == UNUSABLE, "identifier", UNUSABLE_VALUE)
    check.refuse(_claimed_twice(other, one_person, check.sound), "identifier", TWO_CLAIM_IT)
    people = np.stack([one_person, other_person], axis=1)
    check.refuse(_against_roster(people, check.sound, on_roster), "identifier", ROSTER_DIFFERS)
    sound = check.sound
    for rule in pc.unique(table.rows["rule"]).to_pylist():
        chosen = (sound | of_bot) & np.asarray(pc.equal(table.rows["rule"], rule))
        identities.unite(np.stack([one[chosen], other[chosen]], axis=1).tolist(), rule, on_roster.tolist())
    counts = np.bincount(table.file_of[forgotten], minlength=len(table.files)).tolist()
    by_arrival = {file.arrival: count for file, count in zip(table.files, counts, strict=True) if count}
    return Joined(int(sound.sum()), tuple(check.findings), by_arrival)


def _resolved(table: Roster, identities: Identities, kind: str, value: str) -> tuple[Ints, Ints]:
    identity, person = identities.resolve(table.rows[kind].to_pylist(), table.rows[value].to_pylist())
    return identity.astype(np.int64), person.astype(np.int64)


def _claimed_twice(other: Ints, person: Ints, sound: Flags) -> Flags:
    claims = np.unique(np.stack([other[sound], person[sound]], axis=1), axis=0)
    identity, people = np.unique(claims[:, 0], return_counts=True)
    return np.isin(other, identity[people > 1])


def _against_roster(people: Ints, sound: Flags, on_roster: Ints) -> Flags:
    """Rows that, with the others, would connect two people who are both on the roster."""
    lowest = lowest_of_each(people[sound].tolist())
    everyone = np.unique(people[sound])
    label = np.array([lowest.get(person, person) for person in everyone.tolist()], np.int64)
    listed, count = np.unique(label[np.isin(everyone, on_roster)], return_counts=True)
    mixed = everyone[np.isin(label, listed[count > 1])]
    return np.isin(people[:, 0], mixed)


def _bury(table: Roster, rows: Flags, identities: Identities) -> None:
    """Let further identifiers of somebody forgotten be forgotten too."""
    if rows.any():
        chosen = table.rows.filter(rows)
        identities.bury(chosen["other_kind"].to_pylist(), chosen["other_value"].to_pylist())
