"""What stands before every page: the host check, the methods, and the headers that keep a page to itself."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Names of this machine. Any other name in a request is another site's, which a browser was made to resolve to here."""

METHODS = frozenset({"GET", "HEAD"})

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)


class Guard:
    """The application behind a check of the host's name and the method, with security headers on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS]
            await send(message)

        refusal = _refused(scope)
        await (refusal or self._app)(scope, receive, guarded)


def _refused(scope: Scope) -> PlainTextResponse | None:
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    if _name(host) not in HOSTS:
        return PlainTextResponse("These pages answer only under the names of this machine.", 421)
    if scope["method"] not in METHODS:
        return PlainTextResponse("These pages can only be read.", 405, {"allow": "GET, HEAD"})
    return None


def _name(host: str) -> str:
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdecimal() else host.lower()
