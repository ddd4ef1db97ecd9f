"""Signs requests for one connection; tokens are got when needed, and anew when they expire or are refused."""

import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
import jwt
import orjson

from clearspan.errors import VendorRefused
from clearspan.sources.pulling.sign import Basic, Bearer, BodyKey, ClientCredentials, HeaderKey, ServiceAccount, Sign

EARLY_SECONDS = 60
"""A token is got anew so long before it expires."""

ASSERTION_SECONDS = 3600
"""How long a service account's assertion holds; Google allows an hour at most."""

_BEARER_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


def auth_of(sign: Sign, given: Mapping[str, str], sign_in: str | None = None) -> httpx2.Auth:
    """What signs the requests. `given` holds what was asked, secrets included; `sign_in` replaces the address of tokens."""
    if isinstance(sign, Bearer):
        return _Headers({"Authorization": f"{sign.word} {given[sign.ask]}"})
    if isinstance(sign, HeaderKey):
        return _Headers({sign.header: given[sign.ask]})
    if isinstance(sign, Basic):
        return httpx2.BasicAuth(given.get(sign.user_ask, sign.user), given.get(sign.password_ask, sign.password))
    if isinstance(sign, BodyKey):
        return httpx2.Auth()
    return _Token(
        _ClientGrant(sign, given, sign_in) if isinstance(sign, ClientCredentials) else _AccountGrant(sign, given, sign_in)
    )


class _Headers(httpx2.Auth):
    def __init__(self, headers: Mapping[str, str]) -> None:
        self._headers = headers

    def auth_flow(self, request: httpx2.Request) -> Generator[httpx2.Request, httpx2.Response, None]:
        request.headers.update(self._headers)
        yield request


@dataclass(frozen=True)
class _ClientGrant:
    """OAuth 2.0 client credentials."""

    sign: ClientCredentials
    given: Mapping[str, str]
    sign_in: str | None

    def request(self) -> httpx2.Request:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.given["client_id"],
            "client_secret": self.given["client_secret"],
            **({"scope": self.sign.scope} if self.sign.scope else {}),
            **self.sign.extra,
        }
        return httpx2.Request("POST", self.sign_in or self.sign.address.format_map(self.given), data=form)


@dataclass(frozen=True)
class _AccountGrant:
    """A service account's signed assertion (RFC 7523)."""

    sign: ServiceAccount
    given: Mapping[str, str]
    sign_in: str | None

    def request(self) -> httpx2.Request:
        try:
            account = orjson.loads(self.given["service_account"])
            address, now = self.sign_in or account["token_uri"], int(time.time())
            claims = {
                "iss": account["client_email"],
                "sub": self.given["administrator"],
                "scope": " ".join(self.sign.scopes),
                "aud": account["token_uri"],
                "iat": now,
                "exp": now + ASSERTION_SECONDS,
            }
            assertion = jwt.encode(
                claims, account["private_key"], algorithm="RS256", headers={"kid": account.get("private_key_id")}
            )
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, jwt.PyJWTError):
            raise VendorRefused(
                "is not a service account's JSON key.",
                where="service_account",
                remedy="Create a JSON key for the service account and give the whole file's content.",
            ) from None
        return httpx2.Request("POST", address, data={"grant_type": _BEARER_GRANT, "assertion": assertion})


class _Token(httpx2.Auth):
    """A token that is got when needed and, where a call is refused as unauthorised, once anew."""

    requires_response_body = True

    def __init__(self, grant: _ClientGrant | _AccountGrant) -> None:
        self._grant = grant
        self._token = ""
        self._until = 0.0

    def auth_flow(self, request: httpx2.Request) -> Generator[httpx2.Request, httpx2.Response, None]:
        fresh = time.monotonic() >= self._until
        if fresh:
            self._take((yield self._grant.request()))
        request.headers["Authorization"] = f"Bearer {self._token}"
        response = yield request
        if response.status_code == httpx2.codes.UNAUTHORIZED and not fresh:
            self._take((yield self._grant.request()))
            request.headers["Authorization"] = f"Bearer {self._token}"
            yield request

    def _take(self, response: httpx2.Response) -> None:
        answer: Any = {}
        if response.status_code == httpx2.codes.OK:
            try:
                answer = orjson.loads(response.content)
            except orjson.JSONDecodeError:
                answer = {}
        token = answer.get("access_token") if isinstance(answer, dict) else None
        if not isinstance(token, str):
            if response.status_code == httpx2.codes.TOO_MANY_REQUESTS or response.is_server_error:
                raise httpx2.ConnectError(f"no token: status {response.status_code}")
            raise VendorRefused(
                f"gave no token (status {response.status_code}).",
                where=f"sign-in at {response.request.url.host}",
                remedy="Check the client id, the secret and its end date, and that the permissions were granted.",
            )
        self._token = token
        self._until = time.monotonic() + max(float(answer.get("expires_in") or 0) - EARLY_SECONDS, 0)
