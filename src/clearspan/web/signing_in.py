"""Signing in with a link that works once; in a demo, choosing as whom to look."""

import sys
import threading
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from clearspan import clock
from clearspan.application.sign_ins import SignIns
from clearspan.errors import ClearspanError
from clearspan.jobs.sign_in import DEMONSTRATION, mail_link, mail_server_of, show_as, sign_in
from clearspan.settings import load_settings
from clearspan.vocabulary.role import Role
from clearspan.web.guard import OWN, SIGNING_IN
from clearspan.web.room import Room
from clearspan.web.visiting import COOKIE, HEADERS, Visiting, form_sent, keep_session

ROLE_WORDS = {
    Role.EMPLOYEE: "An employee",
    Role.MANAGER: "A manager",
    Role.LEAD: "The enablement lead",
    Role.EXECUTIVE: "An executive",
    Role.ADMINISTRATOR: "An administrator",
    Role.PRIVACY_OFFICER: "The privacy officer",
}
"""How a person in each role is spoken of."""


class SignInDesk:
    """Takes requests for links and redeems them, for one directory."""

    def __init__(self, directory: Path, room: Room, visiting: Visiting) -> None:
        self._directory, self._room, self._visiting = directory, room, visiting

    def form(self, asked: bool = False) -> Response:
        """The form that asks for an address, or what became of asking: the same for every address."""
        return self._page("sign_in.html", asked=asked)

    def ask(self, address: str) -> Response:
        """What is said after asking: the same, and as soon, for every address; a link goes out where it is on the staff list.

        Raises UsageError where no mail server is set.
        """
        mail_server_of(load_settings(self._directory))
        if address.strip():
            threading.Thread(target=self._mail, args=(address.strip(),), daemon=True).start()
        return self.form(asked=True)

    def _mail(self, address: str) -> None:
        """Nothing; what goes wrong is said where the pages are served, and not to who asked: it would tell who is on the list."""
        try:
            mail_link(self._directory, address)
        except ClearspanError as error:
            print(f"A link to sign in was not mailed: {error}", file=sys.stderr)

    def opened(self, token: str) -> Response:
        """The button behind a link. It takes a press, because mail scanners open links."""
        store = self._visiting.store()
        works = store is not None and SignIns(store).works(token, int(clock.now().timestamp()))
        return self._page("sign_in_link.html", 200 if works else 404, works=works)

    def redeemed(self, request: Request, token: str) -> Response:
        """The way to one's own pages, with a session; the page of a link that does not work, without."""
        session = sign_in(self._directory, token)
        if session is None:
            return self._page("sign_in_link.html", 404, works=False)
        return keep_session(RedirectResponse(OWN, 303, HEADERS), request, session)

    def shown(self, request: Request, role: str) -> Response:
        """The way to the own pages of somebody in a demo. Raises UsageError where it is no demo."""
        chosen = Role(role) if role in set(Role) else Role.EMPLOYEE
        return keep_session(RedirectResponse(OWN, 303, HEADERS), request, show_as(self._directory, chosen))

    def left(self, request: Request) -> Response:
        """The way out."""
        self._visiting.leave(request)
        response = RedirectResponse("/", 303, HEADERS)
        response.delete_cookie(COOKIE)
        return response

    def _page(self, template: str, status: int = 200, **told: object) -> Response:
        demo = (self._directory / DEMONSTRATION).exists()
        return HTMLResponse(self._room.filled(template, demo=demo, roles=ROLE_WORDS, **told), status, HEADERS)


def routes(directory: Path, room: Room, visiting: Visiting) -> APIRouter:
    """The routes below /sign-in."""
    router, desk = APIRouter(include_in_schema=False), SignInDesk(directory, room, visiting)

    async def form() -> Response:
        return await run_in_threadpool(desk.form)

    async def asked(request: Request) -> Response:
        return await run_in_threadpool(desk.ask, (await form_sent(request)).get("address", ""))

    async def shown(request: Request) -> Response:
        return await run_in_threadpool(desk.shown, request, (await form_sent(request)).get("role", ""))

    async def left(request: Request) -> Response:
        return await run_in_threadpool(desk.left, request)

    async def opened(token: str) -> Response:
        return await run_in_threadpool(desk.opened, token)

    async def redeemed(request: Request, token: str) -> Response:
        return await run_in_threadpool(desk.redeemed, request, token)

    router.add_api_route(SIGNING_IN, form, methods=["GET", "HEAD"], response_class=HTMLResponse)
    router.add_api_route(SIGNING_IN, asked, methods=["POST"], response_class=HTMLResponse)
    router.add_api_route(f"{SIGNING_IN}/as", shown, methods=["POST"], response_class=HTMLResponse)
    router.add_api_route(f"{SIGNING_IN}/out", left, methods=["POST"], response_class=HTMLResponse)
    router.add_api_route(f"{SIGNING_IN}/{{token}}", opened, methods=["GET", "HEAD"], response_class=HTMLResponse)
    router.add_api_route(f"{SIGNING_IN}/{{token}}", redeemed, methods=["POST"], response_class=HTMLResponse)
    return router
