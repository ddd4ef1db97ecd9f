"""Exercises in two steps on a person's own pages: decide alone, see what AI advises, decide again."""

from collections.abc import Mapping
from pathlib import Path

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from clearspan.application.sign_ins import Visitor
from clearspan.jobs.deciding import PersonDecisions
from clearspan.skills.drills.decision import RIGHT
from clearspan.skills.framework.framework_file import framework
from clearspan.skills.judgment.reliance import ENOUGH_CASES
from clearspan.web.guard import OWN
from clearspan.web.own import add_own, own_page
from clearspan.web.practising import html
from clearspan.web.room import Room
from clearspan.web.visiting import HEADERS, Visiting

DECIDE = f"{OWN}/practice/decide"


class DecidingDesk:
    """The exercises in two steps of whoever is signed in, in one directory."""

    def __init__(self, directory: Path, room: Room) -> None:
        self._directory, self._room = directory, room

    def listed(self, visitor: Visitor, _: Mapping[str, str]) -> Response:
        """The exercises, those of the own job first, and what they say so far."""
        decisions = PersonDecisions(self._directory, visitor.person)
        own, listed = decisions.family(), decisions.listed()
        families = {name: family.title for name, family in framework().families.items()}
        told = {
            "mine": [each for each in listed if each.item.family == own],
            "others": [each for each in listed if each.item.family != own],
            "families": families,
            "said": decisions.said(),
            "enough": ENOUGH_CASES,
        }
        return self._page("own_decisions.html", visitor, **told)

    def exercise(self, visitor: Visitor, asked: Mapping[str, str]) -> Response:
        """One exercise, where the person is with it: alone, after the advice, or done."""
        return self._exercise(visitor, asked, "")

    def decided(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """On to the next step, or the same with what is missing."""
        decisions, name = PersonDecisions(self._directory, visitor.person), _name(sent)
        shown = decisions.show(name)
        if shown is None:
            raise HTTPException(404)
        if sent.get("choice") not in {str(place) for place in shown.order}:
            return self._exercise(visitor, sent, "Choose one.")
        decisions.decide(name, int(sent["choice"]), again=sent.get("step") == "again")
        return RedirectResponse(f"{DECIDE}/{name}", 303, HEADERS)

    def _exercise(self, visitor: Visitor, asked: Mapping[str, str], wrong: str) -> Response:
        decisions = PersonDecisions(self._directory, visitor.person)
        shown = decisions.show(_name(asked))
        if shown is None:
            raise HTTPException(404)
        told = {"item": shown.item, "answer": shown.answer, "order": shown.order, "wrong": wrong}
        if shown.answer.final is None:
            return self._page("own_decision.html", visitor, **told)
        next_one = next((each.item for each in decisions.listed() if not each.done), None)
        return self._page("own_decision_done.html", visitor, right=RIGHT, next_one=next_one, **told)

    def _page(self, template: str, visitor: Visitor, **told: object) -> Response:
        return own_page(self._room, template, {"visitor": visitor, "html": html, **told})


def routes(directory: Path, room: Room, visiting: Visiting) -> APIRouter:
    """The routes below /my/practice/decide."""
    router, desk = APIRouter(include_in_schema=False), DecidingDesk(directory, room)
    one = f"{DECIDE}/{{family}}/{{name}}"
    add_own(router, visiting, DECIDE, desk.listed, ["GET", "HEAD"])
    add_own(router, visiting, one, desk.exercise, ["GET", "HEAD"])
    add_own(router, visiting, one, desk.decided, ["POST"])
    return router


def _name(asked: Mapping[str, str]) -> str:
    return f"{asked['family']}/{asked['name']}"
