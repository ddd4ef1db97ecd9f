"""Tokens of links and of sessions: random, and known to us by their hash alone."""

import hashlib
import re
import secrets

TOKEN_BYTES = 16
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


def new_token() -> str:
    """A new token of 128 random bits, as it stands in a link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> bytes | None:
    """The SHA-256 of a token, which is all that is stored of it; None for what cannot be a token."""
    return hashlib.sha256(token.encode()).digest() if _TOKEN.fullmatch(token) else None
