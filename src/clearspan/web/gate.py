"""What stands before the pages where people have to sign in: nobody passes who may not ask for what stands there."""

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from clearspan.answers.access import Access, Subject, allowed
from clearspan.web.guard import ANSWERING, OWN, POD, SIGNING_IN, STATIC, below
from clearspan.web.visiting import HEADERS, Visiting

OPEN = (ANSWERING, SIGNING_IN, STATIC, OWN, POD)
"""Addresses that answer without the gate: forms behind tokens, signing in, styles, and own pages, which send away themselves."""


class Gate:
    """The application behind a check of who is signed in; `subjects` says of the first part of an address what it is about."""

    def __init__(self, app: ASGIApp, visiting: Visiting, subjects: Mapping[str, Subject]) -> None:
        self._app, self._visiting, self._subjects = app, visiting, subjects

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        refusal = None
        if scope["type"] == "http" and not below(scope["path"], OPEN):
            refusal = await self._refused(Request(scope))
        await (refusal or self._app)(scope, receive, send)

    async def _refused(self, request: Request) -> Response | None:
        visitor = await run_in_threadpool(self._visiting.visitor, request)
        api = request.url.path.startswith("/api/")
        if visitor is None:
            said = {"error": "sign in first", "where": SIGNING_IN, "remedy": "Send the cookie of a session."}
            return JSONResponse(said, 401, HEADERS) if api else RedirectResponse(SIGNING_IN, 303, HEADERS)
        subject = self._subject(request.url.path)
        if Access(visitor.roles).may(subject):
            return None
        roles = ", ".join(role.value.replace("_", " ") for role in allowed(subject))
        return PlainTextResponse(f"This is about {subject.value}. It is open to: {roles}.", 403, HEADERS)

    def _subject(self, path: str) -> Subject:
        first = f"/{path.split('/')[1].partition('.')[0]}"
        return self._subjects.get(first, Subject.GROUP_FIGURES)
