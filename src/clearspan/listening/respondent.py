"""The keyed numbers that stand for people in one wave, and the times at which forms were opened."""

import hmac

from clearspan.privacy.keyring import Key

PULSE_KEY = "pulse"
"""Name of the key under which people get their numbers in a wave."""


def respondent(key: Key, wave: str, person: int) -> str:
    """The number of a person in one wave, as 32 hexadecimal digits: HMAC-SHA-256 of both, cut to 128 bits. Those of two waves
    cannot be told to be one person without the key."""
    return hmac.digest(key.secret, f"respondent\0{wave}\0{person}".encode(), "sha256")[:16].hex()


def begun_mark(key: Key, token: str, at: int) -> str:
    """The time at which a form was opened (seconds since 1970) as it stands in the form, signed so that it cannot be changed."""
    return f"{at}.{_sign(key, token, at)}"


def begun_at(key: Key, token: str, mark: str) -> int | None:
    """The time in such a mark, None where it is not ours or of another link."""
    at, _, signed = mark.partition(".")
    if not (at.isascii() and at.isdecimal() and len(at) < 13):
        return None
    return int(at) if hmac.compare_digest(signed.encode(), _sign(key, token, int(at)).encode()) else None


def _sign(key: Key, token: str, at: int) -> str:
    return hmac.digest(key.secret, f"begun\0{token}\0{at}".encode(), "sha256")[:16].hex()
