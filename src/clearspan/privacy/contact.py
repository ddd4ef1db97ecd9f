"""The contact store: how to reach a person. Encrypted under its own key; each look is logged before it is granted."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clearspan import clock
from clearspan.errors import StoreError
from clearspan.privacy.keyring import Key
from clearspan.privacy.sealed_file import open_sealed, writing

_NONCE_BYTES = 12
_SCHEMA = """
CREATE TABLE IF NOT EXISTS contact (
    person INTEGER PRIMARY KEY, nonce BLOB NOT NULL, sealed BLOB NOT NULL, since INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS look (
    number INTEGER PRIMARY KEY, person INTEGER NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, at INTEGER NOT NULL)
"""


class Purpose(StrEnum):
    """The only reasons for which a contact may be read."""

    DELIVERY = "delivery"
    SIGN_IN = "sign_in"
    IDENTITY_REPAIR = "identity_repair"


@dataclass(frozen=True)
class Contact:
    """How to reach one person; `chats` is chat service -> id there. No part of it is in the repr."""

    email: str = field(repr=False)
    display_name: str = field(default="", repr=False)
    chats: dict[str, str] = field(default_factory=dict[str, str], repr=False)


@dataclass(frozen=True)
class Look:
    """One reading of a contact: whose, by whom, why, and when (seconds since 1970-01-01, UTC)."""

    person: int
    who: str
    why: Purpose
    at: int


class Contacts:
    """The store in DIRECTORY/contact.sqlite. Raises WrongKey where it was made under another key."""

    def __init__(self, directory: Path, key: Key) -> None:
        self._cipher = AESGCM(key.secret)
        self._db = open_sealed(directory / "contact.sqlite", _SCHEMA, key.id)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def store(self, contacts: Iterable[tuple[int, Contact]]) -> None:
        """Keep the contact of each person number; it replaces what was kept of that person."""
        now = int(clock.now().timestamp())
        with writing(self._db):
            self._db.executemany(
                "INSERT OR REPLACE INTO contact VALUES (?, ?, ?, ?)",
                ((person, *self._seal(person, contact), now) for person, contact in contacts),
            )

    def read(self, person: int, who: str, why: Purpose) -> Contact | None:
        """The contact of a person, None where there is none; the look is in the log before anything is decrypted."""
        if not who.strip():
            raise StoreError("a look at a contact needs to say who looks", where="contact store")
        look = (person, who, Purpose(why).value, int(clock.now().timestamp()))
        with writing(self._db):
            self._db.execute("INSERT INTO look (person, who, why, at) VALUES (?, ?, ?, ?)", look)
        row = self._db.execute("SELECT nonce, sealed FROM contact WHERE person = ?", (person,)).fetchone()
        return None if row is None else self._open(person, *row)

    def looks(self, person: int) -> list[Look]:
        """Every look at a person's contact, oldest first."""
        rows = self._db.execute("SELECT person, who, why, at FROM look WHERE person = ? ORDER BY number", (person,))
        return [Look(whose, who, Purpose(why), at) for whose, who, why, at in rows]

    def forget(self, person: int) -> bool:
        """Whether there was a contact of the person; it is gone from the file now. The log of looks stays."""
        with writing(self._db):
            gone = self._db.execute("DELETE FROM contact WHERE person = ?", (person,)).rowcount
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return gone > 0

    def _seal(self, person: int, contact: Contact) -> tuple[bytes, bytes]:
        nonce = os.urandom(_NONCE_BYTES)
        text = json.dumps([contact.email, contact.display_name, contact.chats])
        return nonce, self._cipher.encrypt(nonce, text.encode(), _bound_to(person))

    def _open(self, person: int, nonce: bytes, sealed: bytes) -> Contact:
        try:
            text = self._cipher.decrypt(nonce, sealed, _bound_to(person))
        except InvalidTag as error:
            raise StoreError(
                "an entry was changed outside Clearspan",
                where=f"contact store, person {person}",
                remedy="Restore the file from a backup, or let the next staff list write it again.",
            ) from error
        email, display_name, chats = json.loads(text)
        return Contact(email, display_name, chats)


def _bound_to(person: int) -> bytes:
    """What an entry is sealed to, so that it opens in the row of its own person alone."""
    return f"clearspan contact {person}".encode()
