"""The rows of the identity register in SQLite: tokens, people, joins and tombstones."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from clearspan import clock
from clearspan.privacy.connected import lowest_of_each
from clearspan.privacy.identity_evidence import EVIDENCE_SCHEMA, IdentityEvidence
from clearspan.privacy.sealed_file import open_sealed, writing
from clearspan.vocabulary.join_rule import JoinRule

Token = tuple[str, bytes]
"""Kind and keyed token of an identifier."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS identity (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, token BLOB NOT NULL, key_id TEXT NOT NULL, person INTEGER NOT NULL,
    rule TEXT NOT NULL, since INTEGER NOT NULL, UNIQUE (token, kind));
CREATE INDEX IF NOT EXISTS identity_by_person ON identity (person);
CREATE TABLE IF NOT EXISTS moved (
    joined INTEGER NOT NULL, identity INTEGER NOT NULL, person_before INTEGER NOT NULL, person_after INTEGER NOT NULL,
    rule_before TEXT NOT NULL, PRIMARY KEY (joined, identity)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS moved_by_identity ON moved (identity);
CREATE TABLE IF NOT EXISTS tombstone (
    token BLOB NOT NULL, kind TEXT NOT NULL, key_id TEXT NOT NULL, since INTEGER NOT NULL,
    PRIMARY KEY (token, kind)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS last_number (what TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID
"""

BOT = 0
"""Person number of every bot and service account: it has no place on a staff list, so it is in no group."""


class IdentityRows:
    """The register's tables; `since` is in seconds since 1970-01-01, numbers are dense and never used twice."""

    def __init__(self, directory: Path, key_id: str) -> None:
        self._key_id = key_id
        self._db = open_sealed(directory / "identity.sqlite", f"{_SCHEMA};{EVIDENCE_SCHEMA}", key_id)
        self._evidence = IdentityEvidence(self._db)
        self._db.execute("CREATE TEMP TABLE asked (token BLOB NOT NULL, kind TEXT NOT NULL)")

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def changed_by_others(self) -> int:
        """A number that is another one after every change that another connection has committed."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def changed_here(self) -> int:
        """A number that grows with every change that this connection makes."""
        return self._db.total_changes

    def find_or_add(self, tokens: Iterable[Token]) -> dict[Token, tuple[int, int]]:
        """Token -> (identity, person) for all tokens but those of the forgotten; new ones are added."""
        asked = set(tokens)
        found, missing = self._find(asked)
        if missing:
            with writing(self._db):
                late, missing = self._find(missing)
                found |= late | self._add(sorted(missing, key=lambda token: token[1]))
        return found

    def find(self, tokens: Iterable[Token]) -> dict[Token, tuple[int, int]]:
        """Token -> (identity, person) for the tokens that are registered."""
        return self._find(set(tokens))[0]

    def _find(self, asked: set[Token]) -> tuple[dict[Token, tuple[int, int]], set[Token]]:
        """What is known of the tokens, and those that are neither known nor buried."""
        self._db.execute("DELETE FROM asked")
        self._db.executemany("INSERT INTO asked VALUES (?, ?)", ((token, kind) for kind, token in asked))
        rows = self._db.execute("SELECT kind, token, id, person FROM asked JOIN identity USING (token, kind)")
        found = {(kind, token): (identity, person) for kind, token, identity, person in rows}
        buried = set(self._db.execute("SELECT kind, token FROM asked JOIN tombstone USING (token, kind)"))
        return found, asked - found.keys() - buried

    def _add(self, tokens: Sequence[Token]) -> dict[Token, tuple[int, int]]:
        identity = self._last("identity")
        person = self._last("person")
        since = int(clock.now().timestamp())
        added = {token: (identity + place, person + place) for place, token in enumerate(tokens, 1)}
        self._db.executemany(
            "INSERT INTO identity VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((new, kind, token, self._key_id, of, JoinRule.ALONE.value, since) for (kind, token), (new, of) in added.items()),
        )
        self._set_last("identity", identity + len(added))
        self._set_last("person", person + len(added))
        return added

    def join(self, identity: int, person: int, rule: str) -> int:
        """Number of the join that gave the identity its new person."""
        with writing(self._db):
            others = self._db.execute("SELECT id FROM identity WHERE person = ? AND id <> ?", (person, identity)).fetchall()
            self._evidence.note(((identity, other) for (other,) in others), rule)
            return self._move([(identity, person)], rule)

    def _move(self, moves: Iterable[tuple[int, int]], rule: str) -> int:
        join = self._last("join") + 1
        self._set_last("join", join)
        pairs = list(moves)
        self._db.executemany(
            "INSERT INTO moved SELECT ?, id, person, ?, rule FROM identity WHERE id = ? AND person <> ?",
            ((join, person, identity, person) for identity, person in pairs),
        )
        self._db.executemany(
            "UPDATE identity SET person = ?, rule = ? WHERE id = ? AND person <> ?",
            ((person, rule, identity, person) for identity, person in pairs),
        )
        return join

    def unite(self, groups: Iterable[Sequence[int]], rule: str, stay: Iterable[int] = ()) -> int | None:
        """Number of the join that made the people of each group one person, None where nothing changed."""
        with writing(self._db):
            person_of = dict(self.pairs())
            pairs = [
                (one, other)
                for group in groups
                for one, other in combinations(group, 2)
                if one != other and one in person_of and other in person_of
            ]
            self._evidence.note_what_is()
            self._evidence.note(pairs, rule)
            people = [{person_of[one], person_of[other]} for one, other in self._evidence.believed(pairs, rule)]
            lowest = lowest_of_each(each for each in people if BOT not in each)
            chosen = {lowest.get(person, person): person for person in sorted(stay, reverse=True)}
            ends = {person: chosen.get(lowest.get(person, person), lowest.get(person, person)) for person in person_of.values()}
            moves = [(identity, ends[person]) for identity, person in person_of.items() if ends[person] != person]
            return self._move(moves, rule) if moves else None

    def separate(self, groups: Iterable[Sequence[int]], rule: str) -> int | None:
        """Number of the join that gave each group of identities a person of its own, None where each has one."""
        with writing(self._db):
            person_of = dict(self.pairs())
            size = Counter(person_of.values())
            person = first = self._last("person")
            moves: list[tuple[int, int]] = []
            for group in groups:
                known = [identity for identity in group if person_of.get(identity, BOT) != BOT]
                people = {person_of[identity] for identity in known}
                if known and (len(people) > 1 or size[people.pop()] > len(known)):
                    self._evidence.cut(known)
                    person += 1
                    moves += [(identity, person) for identity in known]
            if person == first:
                return None
            self._set_last("person", person)
            return self._move(moves, rule)

    def forget(self, token: Token) -> int | None:
        """The person of the token, whose identities are now all buried; None where the token is unknown."""
        kind, code = token
        with writing(self._db):
            row = self._db.execute("SELECT person FROM identity WHERE token = ? AND kind = ?", (code, kind)).fetchone()
            if row == (BOT,):
                self._bury([token])
            elif row is not None:
                self._bury(self._db.execute("SELECT kind, token FROM identity WHERE person = ?", row).fetchall())
        self._shred()
        return None if row is None else int(row[0])

    def bury(self, tokens: Sequence[Token]) -> None:
        """Delete these identities, where they exist, and keep their tombstones."""
        with writing(self._db):
            self._bury(tokens)
        self._shred()

    def _bury(self, tokens: Sequence[Token]) -> None:
        since = int(clock.now().timestamp())
        codes = [(token, kind) for kind, token in tokens]
        found = [self._db.execute("SELECT id FROM identity WHERE token = ? AND kind = ?", code).fetchone() for code in codes]
        self._evidence.drop(row[0] for row in found if row is not None)
        self._db.executemany("DELETE FROM moved WHERE identity = (SELECT id FROM identity WHERE token = ? AND kind = ?)", codes)
        self._db.executemany("DELETE FROM identity WHERE token = ? AND kind = ?", codes)
        self._db.executemany(
            "INSERT OR IGNORE INTO tombstone VALUES (?, ?, ?, ?)", ((*code, self._key_id, since) for code in codes)
        )

    def _shred(self) -> None:
        """Fold the write-ahead log into the file, so that no deleted row stays behind in it."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def is_buried(self, token: Token) -> bool:
        """Whether the token has a tombstone."""
        kind, code = token
        return bool(self._db.execute("SELECT 1 FROM tombstone WHERE token = ? AND kind = ?", (code, kind)).fetchone())

    def pairs(self) -> list[tuple[int, int]]:
        """(identity, person) of every identity, in the order of identity."""
        return self._db.execute("SELECT id, person FROM identity ORDER BY id").fetchall()

    def retired(self) -> list[tuple[int, int]]:
        """(former person, person now) of every person number without identities, in order; the lowest where several."""
        return self._db.execute(
            "SELECT person_before, min(person) FROM moved JOIN identity ON id = identity"
            " WHERE person > 0 AND person_before NOT IN (SELECT person FROM identity)"
            " GROUP BY person_before ORDER BY person_before"
        ).fetchall()

    def kinds(self) -> sqlite3.Cursor:
        """(identity, kind, rule, person) of every identity, in the order of identity."""
        return self._db.execute("SELECT id, kind, rule, person FROM identity ORDER BY id")

    def tombstones(self) -> int:
        """How many tombstones there are."""
        return int(self._db.execute("SELECT count(*) FROM tombstone").fetchone()[0])

    def _last(self, what: str) -> int:
        row = self._db.execute("SELECT number FROM last_number WHERE what = ?", (what,)).fetchone()
        return 0 if row is None else int(row[0])

    def _set_last(self, what: str, number: int) -> None:
        self._db.execute("INSERT OR REPLACE INTO last_number VALUES (?, ?)", (what, number))
