"""What stands before the pages where people have to sign in: nobody passes who may not ask for what stands there."""

from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from clearspan.answers.access import Access, Subject, allowed
from clearspan.errors import ClearspanError, UsageError
from clearspan.web.guard import ANSWERING, OWN, POD, SIGNING_IN, STATIC, below
from clearspan.web.visiting import HEADERS, Visiting

OPEN = (ANSWERING, SIGNING_IN, STATIC, OWN, POD)
"""Addresses that answer without the gate: forms behind tokens, signing in, styles, and own pages, which send away themselves."""


class Gate:
    """The application behind a check of who is signed in; `subjects` says of the first part of an address what it is about,
    `page` makes the page of a refusal and its title."""

    def __init__(
        self, app: ASGIApp, visiting: Visiting, subjects: Mapping[str, Subject], page: Callable[[ClearspanError, str], str]
    ) -> None:
        self._app, self._visiting, self._subjects, self._page = app, visiting, subjects, page

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
        error = UsageError(f"this is about {subject.value}", remedy=f"It is open to: {roles}.")
        if api:
            return JSONResponse({"error": error.what, "where": request.url.path, "remedy": error.remedy}, 403, HEADERS)
        return HTMLResponse(await run_in_threadpool(self._page, error, "This is not open to you"), 403, HEADERS)

    def _subject(self, path: str) -> Subject:
        first = f"/{path.split('/')[1].partition('.')[0]}"
        return self._subjects.get(first, Subject.GROUP_FIGURES)
