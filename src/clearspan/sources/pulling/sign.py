"""How calls to a vendor are signed: declared by a source, carried out by the caller."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bearer:
    """`Authorization: Bearer ...` with the secret asked under `ask`."""

    ask: str = "token"
    word: str = "Bearer"


@dataclass(frozen=True)
class HeaderKey:
    """A header of the vendor's own, such as x-api-key, with the secret asked under `ask`."""

    header: str
    ask: str = "key"


@dataclass(frozen=True)
class Basic:
    """HTTP Basic with what was asked under two names; a fixed `user` or `password` stands where the vendor wants one."""

    user_ask: str = ""
    password_ask: str = ""
    user: str = ""
    password: str = ""


@dataclass(frozen=True)
class BodyKey:
    """A field of the JSON body, such as Windsurf's service_key, with the secret asked under `ask`."""

    name: str
    ask: str = "key"


@dataclass(frozen=True)
class ClientCredentials:
    """OAuth 2.0 client credentials (RFC 6749, 4.4): a token from `address`, got anew when it expires or is refused.

    `address` may hold `{name}` of what was asked; `client_id` and `client_secret` are asked under these names.
    """

    address: str
    scope: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ServiceAccount:
    """A Google service account with domain-wide delegation (RFC 7523): `service_account` is its JSON key, `administrator` the
    address in whose name it asks; a token from the key's token_uri."""

    scopes: tuple[str, ...]


Sign = Bearer | HeaderKey | Basic | BodyKey | ClientCredentials | ServiceAccount
