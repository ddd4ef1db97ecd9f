"""A person's badge: what is missing for it, issuing it at their own wish, and taking it along."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import orjson
from fastapi import APIRouter
from starlette.responses import Response

from clearspan.application.sign_ins import Visitor
from clearspan.errors import UsageError
from clearspan.jobs.badges import PersonBadges
from clearspan.programmes.badges.award import VALID_DAYS
from clearspan.programmes.badges.credential import CRITERIA
from clearspan.web.guard import OWN
from clearspan.web.own import add_own, own_page
from clearspan.web.room import Room
from clearspan.web.visiting import HEADERS, Visiting

BADGE = f"{OWN}/skills/badge"
LONGEST_ADDRESS = 254


class BadgeDesk:
    """The badge of whoever is signed in, in one directory."""

    def __init__(self, directory: Path, room: Room) -> None:
        self._directory, self._room = directory, room

    def badge(self, visitor: Visitor, _: Mapping[str, str]) -> Response:
        """What is missing, or the form to have it issued; and the badges so far."""
        return self._page(visitor, "")

    def issued(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """The page with the new badge, or with what was wrong."""
        address = sent.get("address", "").strip()[:LONGEST_ADDRESS]
        try:
            PersonBadges(self._directory, visitor.person).issue(address)
        except UsageError as wrong:
            return self._page(visitor, f"That {wrong.what[:1].lower()}{wrong.what[1:].rstrip('.')}.")
        return self._page(visitor, "")

    def taken(self, visitor: Visitor, _: Mapping[str, str]) -> Response:
        """The newest badge as a file. Raises UsageError where there is none."""
        found = PersonBadges(self._directory, visitor.person).issued()
        if not found:
            raise UsageError("there is no badge of yours yet", where="badge")
        headers = HEADERS | {"content-disposition": 'attachment; filename="badge.json"'}
        return Response(orjson.dumps(found[0], option=orjson.OPT_INDENT_2), media_type="application/json", headers=headers)

    def _page(self, visitor: Visitor, wrong: str) -> Response:
        badges = PersonBadges(self._directory, visitor.person)
        told = {
            "award": badges.award(),
            "issued": badges.issued(),
            "criteria": CRITERIA,
            "valid_days": VALID_DAYS,
            "in_words": in_words,
        }
        return own_page(self._room, "own_badge.html", {"visitor": visitor, "wrong": wrong, **told})


def in_words(moment: str) -> str:
    """The day of a time in ISO 8601, in words."""
    return datetime.fromisoformat(moment).strftime("%-d %B %Y")


def routes(directory: Path, room: Room, visiting: Visiting) -> APIRouter:
    """The routes of the badge below /my/skills."""
    router, desk = APIRouter(include_in_schema=False), BadgeDesk(directory, room)
    add_own(router, visiting, BADGE, desk.badge, ["GET", "HEAD"])
    add_own(router, visiting, f"{BADGE}.json", desk.taken, ["GET", "HEAD"])
    add_own(router, visiting, BADGE, desk.issued, ["POST"])
    return router
