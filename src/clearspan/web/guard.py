"""What stands before every page: the host check, the methods, and the headers that keep a page to itself."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Names of this machine. Any other name in a request is another site's, which a browser was made to resolve to here."""

METHODS = frozenset({"GET", "HEAD"})

ANSWERING = "/pulse/answer/"
"""Where people answer a pulse."""

SIGNING_IN = "/sign-in"
OWN = "/my"

POD = "/pod/"
"""Where the members of a pod meet, behind a link each."""

TAKING = (ANSWERING, SIGNING_IN, OWN, POD)
"""Below these addresses something is taken from people; they alone are served under the public name."""

PLANNING = "/planning"
"""Where programmes are planned."""

LOCAL = (PLANNING,)
"""Below these addresses something is taken too, but only under the names of this machine, or behind the gate."""

STATIC = "/static/"

MOST_BYTES = 16 * 1024
"""Longest body that is taken: a form with every question answered has less than a quarter of it."""

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
    """The application behind a check of the host's name and the method, with security headers on every response.

    Under `public_name`, where one is given, only the pages that take something from people are served, or the
    `whole` where a gate stands behind it.
    """

    def __init__(self, app: ASGIApp, public_name: str = "", whole: bool = False) -> None:
        self._app = app
        self._public_name = public_name.lower()
        self._whole = whole

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS]
            await send(message)

        refusal = self._refused(scope)
        await (refusal or self._app)(scope, receive, guarded)

    def _refused(self, scope: Scope) -> PlainTextResponse | None:
        name, taking = _name(_header(scope, b"host")), below(scope["path"])
        if name not in HOSTS and not (name == self._public_name and (self._whole or taking or scope["path"].startswith(STATIC))):
            return PlainTextResponse("These pages answer only under the names of this machine.", 421)
        if scope["method"] in METHODS:
            return None
        if scope["method"] != "POST" or not (taking or below(scope["path"], LOCAL)):
            return PlainTextResponse("These pages can only be read.", 405, {"allow": "GET, HEAD"})
        return _refused_body(scope)


def below(path: str, places: tuple[str, ...] = TAKING) -> bool:
    """Whether a path is one of some places, or lies below one."""
    return any(path == place.rstrip("/") or path.startswith(f"{place.rstrip('/')}/") for place in places)


def _refused_body(scope: Scope) -> PlainTextResponse | None:
    """Why what was sent is not even read: another site sent it, or it is no form, or too long, or of no stated length."""
    if _header(scope, b"sec-fetch-site") not in {"", "same-origin", "none"}:
        return PlainTextResponse("Another site sent this.", 403)
    if _header(scope, b"content-type").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        return PlainTextResponse("Only a form can be sent here.", 415)
    length = _header(scope, b"content-length")
    if not (length.isascii() and length.isdecimal()):
        return PlainTextResponse("The form does not say how long it is.", 411)
    return PlainTextResponse("The form is too long.", 413) if int(length[:12]) > MOST_BYTES else None


def _header(scope: Scope, wanted: bytes) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == wanted), "")


def _name(host: str) -> str:
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdecimal() else host.lower()
