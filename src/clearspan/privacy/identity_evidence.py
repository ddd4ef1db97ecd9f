"""Why identities are one person: every statement that two of them are, and which statements somebody refused to believe."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from clearspan import clock
from clearspan.vocabulary.join_rule import JoinRule

Pair = tuple[int, int]

EVIDENCE_SCHEMA = """
CREATE TABLE IF NOT EXISTS evidence (
    one INTEGER NOT NULL, other INTEGER NOT NULL, rule TEXT NOT NULL, since INTEGER NOT NULL,
    PRIMARY KEY (one, other, rule)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS evidence_by_other ON evidence (other);
CREATE TABLE IF NOT EXISTS refused (
    identity INTEGER NOT NULL, rule TEXT NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (identity, rule)) WITHOUT ROWID
"""

EVERYBODY = 0
"""Stands for every identity in a refusal."""

ANY_RULE = ""
"""Stands for every rule but UPLOAD in a refusal: who joins by hand means it."""


class IdentityEvidence:
    """The statements and the refusals in the register's file. Statements stay when they are refused, so that a refusal can be
    taken back; `writing` is the caller's business."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def note(self, pairs: Iterable[Pair], rule: str) -> None:
        """Nothing; keeps that each two identities are one person by the rule."""
        since = int(clock.now().timestamp())
        ordered = ((min(pair), max(pair), rule, since) for pair in pairs)
        self._db.executemany("INSERT OR IGNORE INTO evidence VALUES (?, ?, ?, ?)", ordered)

    def note_what_is(self) -> None:
        """Nothing; where no statement was kept yet, those by which identities are one person now."""
        if self._db.execute("SELECT 1 FROM evidence LIMIT 1").fetchone() is None:
            self._db.execute(
                "INSERT INTO evidence SELECT first, id, rule, since FROM identity"
                " JOIN (SELECT person AS whose, min(id) AS first FROM identity GROUP BY person HAVING count(*) > 1)"
                " ON whose = person WHERE id <> first"
            )

    def believed(self, pairs: Sequence[Pair], rule: str) -> list[Pair]:
        """Those of the pairs whose joining by the rule nobody refused."""
        refused = self._refusals()
        if not refused:
            return list(pairs)
        kinds = (rule,) if rule == JoinRule.UPLOAD else (rule, ANY_RULE)
        out = {identity for identity, refused_rule in refused if refused_rule in kinds}
        return [] if EVERYBODY in out else [pair for pair in pairs if not out & set(pair)]

    def all_believed(self) -> Iterator[tuple[int, int, str]]:
        """(one identity, the other, rule) of every statement that nobody refused."""
        rows = self._db.execute("SELECT one, other, rule FROM evidence")
        refused = self._refusals()
        for one, other, rule in rows:
            kinds = (rule,) if rule == JoinRule.UPLOAD else (rule, ANY_RULE)
            if not any((identity, kind) in refused for identity in (EVERYBODY, one, other) for kind in kinds):
                yield one, other, rule

    def refuse(self, identities: Iterable[int], rule: str) -> None:
        """Nothing; from now on nothing that the rule says of these identities is believed."""
        since = int(clock.now().timestamp())
        rows = ((identity, rule, since) for identity in identities)
        self._db.executemany("INSERT OR IGNORE INTO refused VALUES (?, ?, ?)", rows)

    def believe(self, identities: Iterable[int], rule: str) -> None:
        """Nothing; takes refusals back: of the rule, or all of them where the rule is ANY_RULE."""
        for identity in identities:
            self._db.execute("DELETE FROM refused WHERE identity = ? AND ? IN (rule, '')", (identity, rule))

    def withdraw(self, rule: str, identities: Iterable[int] | None = None) -> None:
        """Nothing; drops what the rule said, of these identities or of all."""
        if identities is None:
            self._db.execute("DELETE FROM evidence WHERE rule = ?", (rule,))
            return
        for identity in identities:
            self._db.execute("DELETE FROM evidence WHERE rule = ? AND ? IN (one, other)", (rule, identity))

    def cut(self, group: Iterable[int]) -> None:
        """Nothing; drops every statement that one inside the group is one outside it."""
        inside = set(group)
        for identity in inside:
            for one, other in self._db.execute(
                "SELECT one, other FROM evidence WHERE one = ?1 OR other = ?1", (identity,)
            ).fetchall():
                if not {one, other} <= inside:
                    self._db.execute("DELETE FROM evidence WHERE one = ? AND other = ?", (one, other))

    def drop(self, identities: Iterable[int]) -> None:
        """Nothing; drops everything about identities that are to be forgotten."""
        for identity in identities:
            self._db.execute("DELETE FROM evidence WHERE one = ?1 OR other = ?1", (identity,))
            self._db.execute("DELETE FROM refused WHERE identity = ?", (identity,))

    def refusals_by_rule(self) -> dict[str, int]:
        """How many refusals there are of each rule; ANY_RULE for those of every rule."""
        return dict(self._db.execute("SELECT rule, count(*) FROM refused GROUP BY rule ORDER BY rule").fetchall())

    def _refusals(self) -> set[tuple[int, str]]:
        return set(self._db.execute("SELECT identity, rule FROM refused"))
