"""The vendors' credentials of this installation: in the environment, else in the system's keyring; never in a file of ours."""

import os
import re

import keyring
from keyring.errors import KeyringError, PasswordDeleteError

from clearspan.errors import UsageError

SERVICE = "clearspan"
"""Name under which the system's keyring shows our entries."""


def variable(connection: str, name: str) -> str:
    """The environment variable that may hold a secret, such as CLEARSPAN_SECRET_CURSOR_DAILY_USAGE_KEY."""
    return "CLEARSPAN_SECRET_" + re.sub(r"[^A-Z0-9]+", "_", f"{connection}_{name}".upper())


def read_secret(connection: str, name: str) -> str | None:
    """The secret of a connection, or None where there is none. The environment goes first."""
    stated = os.environ.get(variable(connection, name))
    if stated:
        return stated
    try:
        return keyring.get_password(SERVICE, f"{connection}/{name}")
    except KeyringError:
        return None


def keep_secret(connection: str, name: str, secret: str) -> None:
    """Nothing; puts a secret into the system's keyring. Raises UsageError where this system has none."""
    try:
        keyring.set_password(SERVICE, f"{connection}/{name}", secret)
    except KeyringError:
        raise UsageError(
            "this system has no keyring that could hold a secret",
            where=f"{connection}, {name}",
            remedy=f"Put the secret into the environment variable {variable(connection, name)} for every run.",
        ) from None


def drop_secret(connection: str, name: str) -> None:
    """Nothing; takes a secret out of the keyring, where it is there."""
    try:
        keyring.delete_password(SERVICE, f"{connection}/{name}")
    except (PasswordDeleteError, KeyringError):
        return
