"""The pages on which people answer: a form behind a link, saved once, and what becomes of the answers.

The token in the address is all that opens a form; opening it changes nothing, so that a mail scanner that looks at links spoils
none. The form works without a script.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from clearspan import clock
from clearspan.application.store import FILE, Application
from clearspan.listening.answering import Invitation, find_invitation, keep_answers, read_answers
from clearspan.listening.packs import items_of, packs_of
from clearspan.listening.respondent import PULSE_KEY, begun_at, begun_mark
from clearspan.privacy.keyring import load_or_create
from clearspan.settings import load_settings
from clearspan.vocabulary.period import day_number
from clearspan.web.guard import ANSWERING
from clearspan.web.room import Room

HEADERS = {"cache-control": "no-store", "x-robots-tag": "noindex, nofollow"}

MOST_FIELDS = 200


class AnsweringDesk:
    """Opens and keeps forms of one directory. Threads may share it."""

    def __init__(self, directory: Path, room: Room) -> None:
        self._directory = directory
        self._room = room
        self._store: Application | None = None

    def open(self, token: str) -> Response:
        """The form of a link, or thanks where it was answered. Raises HTTPException (404) where there is nothing to answer."""
        _, invitation = self._found(token)
        if invitation.answered:
            return self._page("pulse_thanks.html", 200)
        mark = begun_mark(load_or_create(PULSE_KEY), token, _now())
        return self._form(invitation, mark, {}, {})

    def keep(self, token: str, sent: Mapping[str, str]) -> Response:
        """Thanks for answers that were kept; the form again, with what was sent, where something is to be corrected."""
        store, invitation = self._found(token)
        values, wrong = read_answers(invitation.items, sent)
        if not values and not wrong and not invitation.answered:
            wrong = {"": "Nothing is answered yet. If you would rather not answer, just close this page."}
        if wrong:
            return self._form(invitation, sent.get("begun", ""), sent, wrong)
        begun = begun_at(load_or_create(PULSE_KEY), token, sent.get("begun", ""))
        keep_answers(store, token, values, _today(), None if begun is None else _now() - begun)
        return RedirectResponse(f"{ANSWERING}{token}", 303, HEADERS)

    def _found(self, token: str) -> tuple[Application, Invitation]:
        store = self._opened()
        items = items_of(packs_of(self._directory))
        invitation = find_invitation(store, items, token, _today()) if store else None
        if store is None or invitation is None:
            raise HTTPException(404)
        return store, invitation

    def _opened(self) -> Application | None:
        address = load_settings(self._directory).text("application_address")
        if self._store is None and (address or (self._directory / FILE).exists()):
            self._store = Application(self._directory, address)
        return self._store

    def _form(self, invitation: Invitation, begun: str, sent: Mapping[str, str], wrong: Mapping[str, str]) -> Response:
        seconds = sum(item.seconds for item in invitation.items)
        told = {"wave": invitation.wave, "items": invitation.items, "begun": begun, "sent": sent, "wrong": wrong}
        return self._page("pulse_answer.html", 422 if wrong else 200, minutes=max(1, round(seconds / 60)), **told)

    def _page(self, template: str, status: int, **told: object) -> Response:
        fewest = load_settings(self._directory).number("minimum_sensitive_people")
        return HTMLResponse(self._room.filled(template, fewest=fewest, **told), status, HEADERS)

    def gone(self) -> Response:
        """The page of a link that opens nothing."""
        return self._page("pulse_gone.html", 404)


def routes(directory: Path, room: Room) -> APIRouter:
    """The routes below /pulse/answer/."""
    router, desk = APIRouter(include_in_schema=False), AnsweringDesk(directory, room)

    async def opened(token: str) -> Response:
        return await _answered(desk, lambda: desk.open(token))

    async def kept(token: str, request: Request) -> Response:
        body = (await request.body()).decode("utf-8", "replace")
        try:
            sent = dict(parse_qsl(body, max_num_fields=MOST_FIELDS))
        except ValueError:
            return Response("The form has too many fields.", 413, HEADERS)
        return await _answered(desk, lambda: desk.keep(token, sent))

    path = f"{ANSWERING}{{token}}"
    router.add_api_route(path, opened, methods=["GET", "HEAD"], name="answering", response_class=HTMLResponse)
    router.add_api_route(path, kept, methods=["POST"], name="answered", response_class=HTMLResponse)
    return router


async def _answered(desk: AnsweringDesk, answer: Callable[[], Response]) -> Response:
    try:
        return await run_in_threadpool(answer)
    except HTTPException:
        return await run_in_threadpool(desk.gone)


def _now() -> int:
    return int(clock.now().timestamp())


def _today() -> int:
    return day_number(clock.now().date())
