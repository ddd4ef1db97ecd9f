"""The keys of this installation: one file a key, outside the warehouse, readable by its owner alone."""

import hashlib
import os
import re
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from clearspan.errors import StoreError

PSEUDONYMS = "pseudonyms"
"""Name of the key under which identifiers become tokens."""

CONTACTS = "contacts"
"""Name of the key that encrypts the contact store."""

KEY_BYTES = 32
"""Length of a key: 256 bits, for HMAC-SHA-256 and for AES-256."""

_ID_CONSTANT = b"clearspan key id 1\n"
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True)
class Key:
    """A key: `id` (8 hexadecimal digits, safe to show and to store) and `secret` (32 bytes, never shown)."""

    id: str
    secret: bytes = field(repr=False)


def key_of(secret: bytes) -> Key:
    """The key made of 32 secret bytes, with its id. Raises StoreError where they are not 32."""
    if len(secret) != KEY_BYTES:
        raise StoreError(f"a key has {KEY_BYTES} bytes", where="key", remedy="Make one with load_or_create.")
    return Key(hashlib.sha256(_ID_CONSTANT + secret).hexdigest()[:8], secret)


def key_directory() -> Path:
    """The folder of keys: $CLEARSPAN_KEYS, or ~/.config/clearspan/keys."""
    stated = os.environ.get("CLEARSPAN_KEYS")
    return Path(stated) if stated else Path.home() / ".config" / "clearspan" / "keys"


def load_or_create(name: str) -> Key:
    """The key of that name, made of 32 random bytes if there is none yet; of several makers at once all get the same.

    Raises StoreError where the folder or the file is open to other users, or the file does not hold a key.
    """
    if not _NAME.fullmatch(name):
        raise StoreError("a key's name is lower-case letters, digits, - and _", where="key")
    path = key_directory() / f"{name}.key"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_open_folder(path.parent)
    if not path.exists():
        _create(path)
    return _load(path)


def _create(path: Path) -> None:
    """Put a complete new key file in place unless another maker was first; a crash leaves no half-written key."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(KEY_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _load(path: Path) -> Key:
    handle = os.open(path, os.O_RDONLY)
    with os.fdopen(handle, encoding="ascii", errors="replace") as file:
        if os.fstat(handle).st_mode & _OTHERS:
            raise StoreError("the key file is open to other users", where=str(path), remedy=f"Run: chmod 600 {path}")
        text = file.read(4 * KEY_BYTES).strip()
    if not re.fullmatch(rf"[0-9a-fA-F]{{{2 * KEY_BYTES}}}", text):
        raise StoreError(
            f"the file does not hold a key of {2 * KEY_BYTES} hexadecimal digits",
            where=str(path),
            remedy="Put back the original file: figures and identities made under it need the same key.",
        )
    return key_of(bytes.fromhex(text))


def _refuse_open_folder(folder: Path) -> None:
    if folder.stat().st_mode & _OTHERS_WRITE:
        raise StoreError("other users may replace the keys in this folder", where=str(folder), remedy=f"Run: chmod 700 {folder}")
