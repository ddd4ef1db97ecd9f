"""Who comes: the session's cookie, and forms that somebody sent."""

from pathlib import Path
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from clearspan import clock
from clearspan.application.sign_ins import SESSION_SECONDS, SignIns, Visitor
from clearspan.application.store import FILE, Application
from clearspan.settings import load_settings

COOKIE = "clearspan_session"
HEADERS = {"cache-control": "no-store", "x-robots-tag": "noindex, nofollow"}
MOST_FIELDS = 200


class Visiting:
    """The sessions of one directory. Threads may share it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._store: Application | None = None

    def visitor(self, request: Request) -> Visitor | None:
        """Who sent a request, None where nobody is signed in."""
        token, store = request.cookies.get(COOKIE, ""), self.store()
        return SignIns(store).visitor(token, _now()) if token and store else None

    def leave(self, request: Request) -> None:
        """Nothing; whoever sent the request is signed out."""
        if store := self.store():
            SignIns(store).leave(request.cookies.get(COOKIE, ""))

    def store(self) -> Application | None:
        """The application store, None while nobody did anything in it."""
        address = load_settings(self.directory).text("application_address")
        if self._store is None and (address or (self.directory / FILE).exists()):
            self._store = Application(self.directory, address)
        return self._store


def keep_session(response: Response, request: Request, token: str) -> Response:
    """The response with the session's cookie: for this site alone, out of a script's reach."""
    secure = request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"
    response.set_cookie(COOKIE, token, max_age=SESSION_SECONDS, httponly=True, samesite="strict", secure=secure)
    return response


async def form_sent(request: Request) -> dict[str, str]:
    """The fields of a form. Raises HTTPException (413) where there are too many."""
    body = (await request.body()).decode("utf-8", "replace")
    try:
        return dict(parse_qsl(body, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise HTTPException(413) from None


def _now() -> int:
    return int(clock.now().timestamp())
