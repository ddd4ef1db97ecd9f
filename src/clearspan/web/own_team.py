"""Team practice on a person's own pages: what the team may do together, and what it changed."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from clearspan import clock
from clearspan.application.sign_ins import Visitor
from clearspan.errors import UsageError
from clearspan.jobs.team_practice import Fitting, TeamPractising
from clearspan.practice.team_change import KEPT_DAYS, LONGEST
from clearspan.practice.team_practice import EXERCISE_WORDS, MINUTES
from clearspan.vocabulary.period import day_number, day_of
from clearspan.web.guard import OWN
from clearspan.web.own import add_own, own_page
from clearspan.web.practising import html
from clearspan.web.room import Room
from clearspan.web.visiting import HEADERS, Visiting

TEAM = f"{OWN}/practice/team"

USUAL_DAYS = 28
"""Days after which a team is proposed to look again."""


class TeamDesk:
    """The team practice of whoever is signed in, in one directory."""

    def __init__(self, directory: Path, room: Room) -> None:
        self._directory, self._room = directory, room

    def listed(self, visitor: Visitor, _: Mapping[str, str]) -> Response:
        """The exercises, those that answer to what was found of the team first, with why; and what the team changed."""
        practising = TeamPractising(self._directory, visitor.person)
        exercises = practising.exercises()
        fitting = [each for each in exercises if each.because]
        told = {"fitting": fitting, "others": [each for each in exercises if not each.because], "team": practising.team}
        return self._page("own_team.html", visitor, changes=[each for each in exercises if each.change], **told)

    def exercise(self, visitor: Visitor, asked: Mapping[str, str]) -> Response:
        """One exercise, to be read out step by step, and what the team changed after it."""
        return self._exercise(visitor, asked["name"], {}, "")

    def changed(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """The exercise with the entry kept or removed, or with what is wrong with it."""
        practising, name = TeamPractising(self._directory, visitor.person), sent["name"]
        if sent.get("remove") == "yes":
            practising.remove(name)
        else:
            try:
                practising.keep(name, sent.get("changed", ""), _day(sent.get("again", "")))
            except UsageError as wrong:
                return self._exercise(visitor, name, sent, f"{wrong.what[:1].upper()}{wrong.what[1:]}.")
        return RedirectResponse(f"{TEAM}/{name}", 303, HEADERS)

    def _exercise(self, visitor: Visitor, name: str, sent: Mapping[str, str], wrong: str) -> Response:
        practising = TeamPractising(self._directory, visitor.person)
        found: Fitting | None = next((each for each in practising.exercises() if each.practice.name == name), None)
        if found is None:
            raise HTTPException(404)
        today = day_number(clock.now().date())
        again = found.change.again_day if found.change and found.change.again_day > today else today + USUAL_DAYS
        filled = {"changed": found.change.changed if found.change else "", "again": str(day_of(again)), **sent}
        told = {"found": found, "team": practising.team, "wrong": wrong, "filled": filled, "longest": LONGEST}
        days = {"first": day_of(today + 1), "last": day_of(today + KEPT_DAYS)}
        return self._page("own_team_exercise.html", visitor, **told, **days)

    def _page(self, template: str, visitor: Visitor, **told: object) -> Response:
        words = {"exercises": EXERCISE_WORDS, "minutes": MINUTES, "html": html, "day_of": day_of}
        return own_page(self._room, template, {"visitor": visitor, **words, **told})


def routes(directory: Path, room: Room, visiting: Visiting) -> APIRouter:
    """The routes below /my/practice/team."""
    router, desk = APIRouter(include_in_schema=False), TeamDesk(directory, room)
    add_own(router, visiting, TEAM, desk.listed, ["GET", "HEAD"])
    add_own(router, visiting, f"{TEAM}/{{name}}", desk.exercise, ["GET", "HEAD"])
    add_own(router, visiting, f"{TEAM}/{{name}}", desk.changed, ["POST"])
    return router


def _day(text: str) -> int:
    """The day number of a date; 0 where it is none, which no entry accepts."""
    try:
        return day_number(date.fromisoformat(text))
    except ValueError:
        return 0
