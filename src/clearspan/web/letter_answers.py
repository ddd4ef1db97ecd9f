"""Answers that come by a link in an e-mail: a page with one button, because mail scanners open links, and what came of it."""

from pathlib import Path

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

from clearspan.delivery.message import Message, Reply
from clearspan.jobs.chat import Chat
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.web.guard import OWN
from clearspan.web.practising import html
from clearspan.web.room import Room
from clearspan.web.visiting import HEADERS

PATH = f"{OWN}/answer/{{token}}/{{pressed}}"


class LetterDesk:
    """The letters of one directory. A token opens its own message and nothing else."""

    def __init__(self, directory: Path, room: Room) -> None:
        self._chat, self._room = Chat(directory, "email", IdentifierKind.EMAIL), room

    def opened(self, token: str, pressed: str) -> Response:
        """The message with the button that was meant."""
        message = self._chat.message(token)
        words = next((button.words for button in message.buttons if button.value == pressed), "") if message else ""
        return self._page(message if words else None, token, pressed, words)

    def answered(self, token: str, pressed: str) -> Response:
        """What came of it; pressing twice counts once."""
        message = self._chat.message(token)
        if message and any(button.value == pressed for button in message.buttons) and self._chat.once(f"mail:{token}:{pressed}"):
            message = self._chat.answered(Reply(token, pressed))
        return self._page(message, token, "", "")

    def _page(self, message: Message | None, token: str, pressed: str, words: str) -> Response:
        told = {"message": message, "token": token, "pressed": pressed, "words": words, "html": html}
        return HTMLResponse(self._room.filled("letter_answer.html", **told), 200 if message else 404, HEADERS)


def routes(directory: Path, room: Room) -> APIRouter:
    """The routes below /my/answer."""
    router, desk = APIRouter(include_in_schema=False), LetterDesk(directory, room)

    async def opened(token: str, pressed: str) -> Response:
        return await run_in_threadpool(desk.opened, token, pressed)

    async def answered(token: str, pressed: str) -> Response:
        return await run_in_threadpool(desk.answered, token, pressed)

    router.add_api_route(PATH, opened, methods=["GET", "HEAD"], response_class=HTMLResponse)
    router.add_api_route(PATH, answered, methods=["POST"], response_class=HTMLResponse)
    return router
