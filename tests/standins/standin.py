"""A stand-in for a vendor's server: behaves like the vendor over real HTTP on loopback, and can be made to fail.

A file tests/standins/<source>.py declares one STANDIN. Its `answer` is the vendor on a good day, a function of the request alone:
what has to do with signing in, limits, outages and lies is added here, for all vendors alike.
"""

import base64
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from clearspan.sources.pulling.sign import Basic, Bearer, BodyKey, ClientCredentials, HeaderKey, ServiceAccount, Sign
from clearspan.sources.pulling.window import Window

SIGN_IN = "/sign-in"
SECRET = "Salamander-4711"
"""Planted into fields that no source declares: it must turn up nowhere."""


@dataclass(frozen=True)
class Asked:
    """A request: `path` without the query, `base` the stand-in's own address, for links in answers."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    base: str

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """An answer: bytes or text as they are, anything else as JSON."""

    body: Any = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def content(self) -> bytes:
        """The body's bytes."""
        if isinstance(self.body, bytes):
            return self.body
        return (self.body if isinstance(self.body, str) else json.dumps(self.body)).encode()


Vendor = Callable[[Asked], Reply]


@dataclass(frozen=True)
class StandIn:
    """One vendor's server: what `clearspan connect` is given, the window that is asked, and the vendor on a good day.

    `signed_links` are path beginnings that are called without credentials. `calls` is how many calls the window takes on a good
    day, sign-in left out: so that a second page is known to be asked for.
    """

    given: Mapping[str, str]
    window: Window
    answer: Vendor
    calls: int
    signed_links: tuple[str, ...] = ()


@dataclass
class Server:
    """A running stand-in: its address, and the requests it got."""

    base: str
    asked: list[Asked] = field(default_factory=list[Asked])


@contextmanager
def serving(vendor: Vendor) -> Iterator[Server]:
    """A server that answers as the vendor does."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each body waits 40 ms for its headers to be acknowledged

        def _serve(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(
                self.command, parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)), headers, body, server.base
            )
            server.asked.append(asked)
            reply = vendor(asked)
            content = reply.content()
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if reply.status != 204:
                self.wfile.write(content)

        do_GET = do_POST = _serve  # noqa: N815 - the names by which http.server finds them

        def log_message(self, format: str, *args: object) -> None:
            """Nothing; requests hold tokens."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    server = Server(f"http://127.0.0.1:{httpd.server_address[1]}")
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


class Guard:
    """Lets only signed requests through, as the source's Api says; gives tokens where the vendor does."""

    def __init__(self, standin: StandIn, sign: Sign) -> None:
        self._standin = standin
        self._sign = sign
        self.tokens = 0
        self.refuses = False

    def expire(self) -> None:
        """Nothing; the token given last is no longer good."""
        self.tokens += 1

    def __call__(self, vendor: Vendor) -> Vendor:
        """The vendor behind the guard."""

        def answer(asked: Asked) -> Reply:
            if asked.path == SIGN_IN:
                self.tokens += 1
                return Reply({"access_token": f"token-{self.tokens}", "expires_in": 3600, "token_type": "Bearer"})
            open_link = any(asked.path.startswith(link) for link in self._standin.signed_links)
            if open_link:
                return Reply(status=400) if "authorization" in asked.headers else vendor(asked)
            if self.refuses or not self._signed(asked):
                return Reply({"message": "Bad credentials"}, status=401)
            return vendor(asked)

        return answer

    def _signed(self, asked: Asked) -> bool:
        given, sign = self._standin.given, self._sign
        stated = asked.headers.get("authorization", "")
        if isinstance(sign, Bearer):
            return stated == f"{sign.word} {given[sign.ask]}"
        if isinstance(sign, HeaderKey):
            return asked.headers.get(sign.header.lower()) == given[sign.ask]
        if isinstance(sign, Basic):
            pair = f"{given.get(sign.user_ask, sign.user)}:{given.get(sign.password_ask, sign.password)}"
            return stated == "Basic " + base64.b64encode(pair.encode()).decode()
        if isinstance(sign, BodyKey):
            return bool(asked.json().get(sign.name) == given[sign.ask])
        assert isinstance(sign, ClientCredentials | ServiceAccount)
        return stated == f"Bearer token-{self.tokens}"
