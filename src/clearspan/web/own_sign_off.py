"""Signing off a control: whoever answers for it opens the link that the redesign's leader passes on, and agrees or does not."""

import hmac
from collections.abc import Mapping
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import Response

from clearspan import clock
from clearspan.application.sign_ins import Visitor
from clearspan.errors import UsageError
from clearspan.jobs.listen import open_application
from clearspan.privacy.keyring import load_or_create
from clearspan.settings import load_settings
from clearspan.skills.record import SkillRecord, StoredCanvas
from clearspan.skills.redesign.canvas import Change
from clearspan.skills.redesign.verdict import is_control_touched
from clearspan.vocabulary.period import day_number
from clearspan.web.guard import OWN
from clearspan.web.own import add_own, own_page
from clearspan.web.room import Room
from clearspan.web.visiting import Visiting

SIGN = f"{OWN}/skills/sign"

SIGN_KEY = "sign-off"
"""Name of the key that makes links to sign; who has no link cannot look at others' processes by counting."""

CHANGE_WORDS = {
    Change.KEPT: "stays as it is",
    Change.BOLTED_ON: "stays, with AI added",
    Change.RESHAPED: "merged or moved",
    Change.REMOVED: "falls away",
    Change.ADDED: "is new",
}


def sign_path(canvas: int) -> str:
    """The address under which the controls of a canvas are signed."""
    return f"{SIGN}/{canvas}.{_mark(canvas)}"


class SignDesk:
    """Sign-offs in one directory."""

    def __init__(self, directory: Path, room: Room) -> None:
        self._directory, self._room = directory, room

    def asked(self, visitor: Visitor, told: Mapping[str, str]) -> Response:
        """The controls that would change, with what becomes of them."""
        return self._page(visitor, self._found(told), "")

    def signed(self, visitor: Visitor, told: Mapping[str, str]) -> Response:
        """The same after one of them was signed, or with what was wrong."""
        found = self._found(told)
        try:
            with open_application(self._directory, load_settings(self._directory)) as store:
                today = day_number(clock.now().date())
                SkillRecord(store).sign_step(found.number, told.get("step", ""), visitor.person, today)
        except UsageError as wrong:
            return self._page(visitor, found, f"{wrong.what[:1].upper()}{wrong.what[1:]}.")
        return self._page(visitor, self._found(told), "")

    def _found(self, told: Mapping[str, str]) -> StoredCanvas:
        """The canvas of a link. Raises UsageError for a link that nobody gave out."""
        number, _, mark = told.get("link", "").partition(".")
        if (
            number.isascii()
            and number.isdecimal()
            and len(number) < 10
            and hmac.compare_digest(_mark(int(number)).encode(), mark.encode())
        ):
            with open_application(self._directory, load_settings(self._directory)) as store:
                for each in SkillRecord(store).canvases():
                    if each.number == int(number):
                        return each
        raise UsageError("opens nothing (any more)", where="link", remedy="Ask whoever gave it to you for a new one.")

    def _page(self, visitor: Visitor, found: StoredCanvas, wrong: str) -> Response:
        controls = [step for step in found.canvas.steps if is_control_touched(step)]
        told = {"process": found.canvas.process, "controls": controls, "changes": CHANGE_WORDS, "wrong": wrong}
        return own_page(self._room, "own_sign_off.html", {"visitor": visitor, "own": found.person == visitor.person, **told})


def routes(directory: Path, room: Room, visiting: Visiting) -> APIRouter:
    """The routes under which controls are signed off."""
    router, desk = APIRouter(include_in_schema=False), SignDesk(directory, room)
    add_own(router, visiting, f"{SIGN}/{{link}}", desk.asked, ["GET", "HEAD"])
    add_own(router, visiting, f"{SIGN}/{{link}}", desk.signed, ["POST"])
    return router


def _mark(canvas: int) -> str:
    return hmac.digest(load_or_create(SIGN_KEY).secret, f"canvas\0{canvas}".encode(), "sha256")[:16].hex()
