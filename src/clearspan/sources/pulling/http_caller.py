"""The only place from which a vendor is called: signed, paced, retried, bounded, and never with a credential to another host."""

import ipaddress
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import httpx2
import orjson
import tenacity

from clearspan.errors import BadAnswer, CallRefused, StaleCursor, UsageError, VendorRefused, VendorUnavailable
from clearspan.sources.pulling.api import Api
from clearspan.sources.pulling.auth import auth_of
from clearspan.sources.pulling.caller import Answer, Params
from clearspan.sources.pulling.patience import Pace, Patience, Sleep, asked_wait
from clearspan.sources.pulling.sign import BodyKey

ADDRESS = "address"
"""May be given for any connection: stands in place of the Api's base (a national cloud, a proxy)."""

SIGN_IN_ADDRESS = "sign_in_address"
"""May be given likewise: the address from which tokens are got."""

LARGEST_BODY = 512 << 20
"""Bytes of an answer that are taken into memory; a vendor splits larger reports into parts."""

LINK_ROUNDS = 4
"""How often expired links are asked for again."""

_NOTHING = (b"", b'""', b"null")
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_EXPIRED = frozenset({401, 403, 404, 410})


class _Again(Exception):
    """A call that is worth trying again; `asked` is how many seconds the vendor wants to wait."""

    def __init__(self, why: str, asked: float | None = None) -> None:
        self.why, self.asked = why, asked
        super().__init__(why)


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates are trusted, read once a program: to read them takes longer than a call."""
    return httpx2.create_ssl_context()


class HttpCaller:
    """The caller of one connection; a context manager. `given` holds everything that was asked, secrets included.

    `waited` is how many seconds went by in calls and in waiting for the vendor.
    """

    def __init__(self, api: Api, given: Mapping[str, str], patience: Patience | None = None, sleep: Sleep = time.sleep) -> None:
        self._api = api
        self._given = given
        self._patience = patience or Patience()
        self._sleep = sleep
        self._pace = Pace(api.a_minute, self._pause)
        self._base = httpx2.URL(_safe(given.get(ADDRESS) or api.base.format_map(given)).rstrip("/") + "/")
        sign_in = given.get(SIGN_IN_ADDRESS)
        auth = auth_of(api.sign, given, _safe(sign_in) if sign_in else None)
        timeout = self._patience.timeout
        self._signed = httpx2.Client(auth=auth, headers=dict(api.headers), timeout=timeout, trust_env=True, verify=_trusted())
        self._plain = httpx2.Client(timeout=timeout, follow_redirects=True, verify=_trusted())
        self.waited = 0.0

    @property
    def asked(self) -> Mapping[str, str]:
        """What the administrator entered, without the secrets."""
        secret = {ask.name for ask in self._api.asks if ask.secret}
        return {name: value for name, value in self._given.items() if name not in secret}

    def __enter__(self) -> "HttpCaller":
        return self

    def __exit__(self, *_: object) -> None:
        self._signed.close()
        self._plain.close()

    def get(self, path: str, params: Params | None = None, *, missing: bool = False) -> Answer | None:
        """As the Caller says."""
        return self._content(self._signed.build_request("GET", self._url(path, params)), missing)

    def post(self, path: str, body: Any, params: Params | None = None, *, missing: bool = False) -> Answer | None:
        """As the Caller says."""
        sign = self._api.sign
        if isinstance(sign, BodyKey):
            body = {sign.name: self._given[sign.ask], **body}
        headers = {"Content-Type": "application/json"}
        url = self._url(path, params)
        return self._content(self._signed.build_request("POST", url, content=orjson.dumps(body), headers=headers), missing)

    def linked(self, ask: Callable[[], Iterable[str]]) -> Iterator[bytes]:
        """As the Caller says."""
        done = 0
        for _ in range(LINK_ROUNDS):
            links = list(ask())
            try:
                for link in links[done:]:
                    body = self._download(link)
                    done += 1
                    if body:
                        yield body
            except StaleCursor:
                continue
            return
        raise VendorUnavailable("gives links that have expired when they are called.", where=self._base.host)

    def redirected(self, path: str, params: Params | None = None, *, missing: bool = False) -> bytes | None:
        """As the Caller says."""
        for _ in range(LINK_ROUNDS):
            answer = self._answer(self._signed, self._signed.build_request("GET", self._url(path, params)), missing)
            location = answer.headers.get("location") if answer else None
            if answer is None or location is None:
                return answer.body if answer and answer.body.strip() not in _NOTHING else None
            try:
                return self._download(str(self._base.join(location)))
            except StaleCursor:
                continue
        raise VendorUnavailable("redirects to links that have expired when they are called.", where=self._base.host)

    def _url(self, path: str, params: Params | None) -> httpx2.URL:
        url = httpx2.URL(path) if "://" in path else self._base.join(path.lstrip("/"))
        if (url.scheme, url.host, url.port) != (self._base.scheme, self._base.host, self._base.port):
            raise BadAnswer("leads to another host, which gets no credentials.", where=f"{self._base.host}: {url.host}")
        return url.copy_merge_params({name: str(value) for name, value in params.items()}) if params else url

    def _content(self, request: httpx2.Request, missing: bool) -> Answer | None:
        answer = self._answer(self._signed, request, missing)
        if answer is None or answer.status == httpx2.codes.NO_CONTENT or answer.body.strip() in _NOTHING:
            return None
        return answer

    def _download(self, link: str) -> bytes:
        """The content behind a signed link. Raises StaleCursor where the link has expired."""
        try:
            answer = self._answer(self._plain, self._plain.build_request("GET", _safe(link)), False, _EXPIRED)
        except _Expired:
            raise StaleCursor("gives a link that has expired.", where=httpx2.URL(link).host) from None
        return b"" if answer is None or answer.body.strip() in _NOTHING else answer.body

    def _answer(
        self, client: httpx2.Client, request: httpx2.Request, missing: bool, expired: frozenset[int] = frozenset()
    ) -> Answer | None:
        """The answer, after as many tries as patience allows."""
        where = f"{request.method} {request.url.host}{request.url.path}"
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_Again),
            stop=tenacity.stop_after_attempt(self._patience.tries),
            wait=self._wait,
            sleep=self._pause,
            reraise=True,
        )
        try:
            return retrying(self._once, client, request, missing, where, expired)
        except _Again as again:
            raise VendorUnavailable(
                f"gives no answer ({again.why}, tried {self._patience.tries} times).",
                where=where,
                remedy="It is asked again at the next collect; nothing is lost.",
            ) from None

    def _wait(self, state: tenacity.RetryCallState) -> float:
        fault = state.outcome.exception() if state.outcome else None
        asked = fault.asked if isinstance(fault, _Again) else None
        if asked is not None and asked > self._patience.refused_above:
            raise VendorUnavailable(f"asks to wait for {asked:.0f} seconds.", remedy="It is asked again at the next collect.")
        return self._patience.wait(state.attempt_number, asked)

    def _pause(self, seconds: float) -> None:
        self.waited += seconds
        self._sleep(seconds)

    def _once(
        self, client: httpx2.Client, request: httpx2.Request, missing: bool, where: str, expired: frozenset[int]
    ) -> Answer | None:
        if client is self._signed:
            self._pace.step()
        begin = time.monotonic()
        try:
            response = client.send(request, stream=True)
            try:
                body = _body(response, where)
            finally:
                response.close()
        except (httpx2.TransportError, httpx2.DecodingError) as error:
            raise _Again(type(error).__name__) from None
        finally:
            self.waited += time.monotonic() - begin
        answer = Answer(where, response.status_code, dict(response.headers), body)
        return _judged(answer, missing, expired)


class _Expired(Exception):
    """A signed link that the vendor no longer answers."""


def _judged(answer: Answer, missing: bool, expired: frozenset[int]) -> Answer | None:
    """The answer, None where there is nothing. Raises what the Caller says, and _Again where another try may help."""
    status, where = answer.status, answer.where
    if status < httpx2.codes.BAD_REQUEST:
        return answer
    limited = status == httpx2.codes.FORBIDDEN and asked_wait(answer.headers) is not None
    if status in _AGAIN or limited:
        raise _Again(f"status {status}", asked_wait(answer.headers))
    if status in expired:
        raise _Expired
    if status == httpx2.codes.NOT_FOUND and missing:
        return None
    if status in (httpx2.codes.UNAUTHORIZED, httpx2.codes.FORBIDDEN):
        raise VendorRefused(
            f"refuses the credentials (status {status}).",
            where=where,
            remedy="Check that the secret has not expired and has the permission that the source's page names.",
        )
    if status == httpx2.codes.GONE:
        raise StaleCursor("forgot the place in its pages.", where=where)
    remedy = "Check the names that were given to `clearspan connect`." if status == httpx2.codes.NOT_FOUND else ""
    raise CallRefused(f"answers with status {status}.", where=where, remedy=remedy)


def _body(response: httpx2.Response, where: str) -> bytes:
    """The body, unpacked, within the limit."""
    parts, size = list[bytes](), 0
    for part in response.iter_bytes():
        size += len(part)
        if size > LARGEST_BODY:
            raise BadAnswer(f"sends more than {LARGEST_BODY:,} bytes in one answer.", where=where)
        parts.append(part)
    return b"".join(parts)


def _safe(address: str) -> str:
    """The address. Raises UsageError where it is neither https nor on this machine."""
    url = httpx2.URL(address)
    if url.scheme == "https" or (url.scheme == "http" and _loopback(url.host)):
        return address
    raise UsageError("is not an https address", where=url.host or "address", remedy="Credentials travel encrypted only.")


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
