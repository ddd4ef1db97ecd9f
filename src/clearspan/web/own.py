"""A person's own pages: what is stored of them, every look at it, contesting it, taking it along, and deleting it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import orjson
from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from clearspan.answers.access import Access, Subject
from clearspan.application.sign_ins import Visitor
from clearspan.errors import UsageError
from clearspan.jobs.contest import contest
from clearspan.jobs.forget import forget_person
from clearspan.jobs.own_data import LEVELS, own_data
from clearspan.jobs.work_review import own_work, waiting
from clearspan.skills.interview.kit_file import work_review
from clearspan.web.guard import OWN, SIGNING_IN
from clearspan.web.room import Room
from clearspan.web.visiting import COOKIE, HEADERS, Visiting, form_sent

DATA = f"{OWN}/data"
PAGES = ((OWN, "Yours"), (f"{OWN}/practice", "My practice"), (f"{OWN}/skills", "My skills"), (DATA, "My data"))
"""A person's own pages, in the order in which they are listed."""

SELF = "yourself"
"""Who looked, as the log of looks names the person."""

TITLES = {
    "person_spell": "Where you work",
    "staff_statement": "What staff lists say of you",
    "staff_identifier": "Kinds of names you are known by",
    "usage": "Use of AI tools",
    "licence": "Licences",
    "work_item": "Pieces of work",
    "answer": "Answers you gave",
    "tie": "Who you work with, as a number",
    "task_use": "Tasks done with AI",
    "activity": "Days in work systems",
    "training": "Training",
    "absence": "Days away",
}
"""What a table of facts is called on the page."""

DONE = {
    "practice_step": "Steps in your practice",
    "drill_attempt": "Drills",
    "decision_answer": "Exercises in two steps",
    "item_answer": "Questions that you answered",
    "recall_card": "Questions that come back",
    "work_piece": "Your pieces of work that were handed in for review",
    "review_task": "Reviews that you were asked for",
    "rating": "Levels that you gave as a rater",
    "own_look": "Looks at your data here",
    "session": "Sessions in which you are signed in",
}
"""What a table of the application is called on the page, where its own name does not say it."""

MOST_ROWS = 12
"""Rows of a table that the page shows; the export holds them all."""

Own = Callable[[Visitor, Mapping[str, str]], Response]


class OwnDesk:
    """The own pages of one directory."""

    def __init__(self, directory: Path, room: Room) -> None:
        self._directory, self._room = directory, room

    def home(self, visitor: Visitor, _: Mapping[str, str]) -> Response:
        """Where a person's own pages begin: as what they are here, and what each role may ask for."""
        access = Access(visitor.roles)
        may = [(subject.value, access.reach(subject).value) for subject in Subject if access.may(subject)]
        reviews = len(waiting(self._directory, visitor.person))
        concerned = access.may(Subject.WORK_REVIEWS) or own_work(self._directory, visitor.person)
        return self._page("own.html", visitor=visitor, may=may, reviews=reviews, concerned=concerned)

    def data(self, visitor: Visitor, told: Mapping[str, str]) -> Response:
        """Everything that is stored of the person, and every look at it; this look is one of them."""
        stored = own_data(self._directory, visitor.person, self._who(visitor))
        return self._page(
            "own_data.html",
            visitor=visitor,
            stored=stored,
            most=MOST_ROWS,
            moment=moment,
            shown_columns=shown_columns,
            titles=TITLES,
            said="said" in told,
            levels=LEVELS,
            questions={name: question.ask for name, question in work_review().questions.items()},
            done=DONE,
        )

    def export(self, visitor: Visitor, _: Mapping[str, str]) -> Response:
        """The same as a file of JSON."""
        stored = own_data(self._directory, visitor.person, self._who(visitor))
        text = orjson.dumps(stored.to_json(), default=str, option=orjson.OPT_INDENT_2)
        headers = HEADERS | {"content-disposition": 'attachment; filename="my-data.json"'}
        return Response(text, media_type="application/json", headers=headers)

    def contested(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """Back to the data, with what was said kept."""
        contest(self._directory, visitor.person, sent.get("about", ""), sent.get("said", ""))
        return RedirectResponse(f"{DATA}?said=1", 303, HEADERS)

    def deleting(self, visitor: Visitor, _: Mapping[str, str]) -> Response:
        """What deleting means, and the button."""
        return self._page("own_delete.html", visitor=visitor)

    def deleted(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """The last page: nothing of the person is left. Raises UsageError in a demo, and where it was not confirmed."""
        if visitor.shown:
            raise UsageError("the people of a demo are invented", where="delete", remedy="Make a new demo instead.")
        if sent.get("sure") != "yes":
            return self.deleting(visitor, sent)
        forget_person(self._directory, visitor.person)
        response = self._page("own_deleted.html")
        response.delete_cookie(COOKIE)
        return response

    def _who(self, visitor: Visitor) -> str:
        return "a visitor of the demo" if visitor.shown else SELF

    def _page(self, template: str, **told: object) -> Response:
        return own_page(self._room, template, told)


def own_page(room: Room, template: str, told: Mapping[str, object], status: int = 200) -> Response:
    """A page of a person's own, with the way to the others; it is kept by nobody."""
    return HTMLResponse(room.filled(template, own_pages=PAGES, **told), status, HEADERS)


def shown_columns(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """The columns in which at least one of the rows says something."""
    return [name for name in rows[0] if any(row[name] is not None for row in rows)] if rows else []


def moment(seconds: int) -> str:
    """A time in words, UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%-d %B %Y, %H:%M")


def routes(directory: Path, room: Room, visiting: Visiting) -> APIRouter:
    """The routes below /my that every person has."""
    router, desk = APIRouter(include_in_schema=False), OwnDesk(directory, room)
    read = {OWN: desk.home, DATA: desk.data, f"{DATA}.json": desk.export, f"{DATA}/delete": desk.deleting}
    for path, own in read.items():
        add_own(router, visiting, path, own, ["GET", "HEAD"])
    add_own(router, visiting, f"{DATA}/contest", desk.contested, ["POST"])
    add_own(router, visiting, f"{DATA}/delete", desk.deleted, ["POST"])
    return router


def add_own(router: APIRouter, visiting: Visiting, path: str, own: Own, methods: list[str]) -> None:
    """Nothing; serves an own page: whoever is not signed in is sent to sign in. `own` gets the visitor and what was sent, or
    stands in the address."""

    async def served(request: Request) -> Response:
        visitor = await run_in_threadpool(visiting.visitor, request)
        if visitor is None:
            return RedirectResponse(SIGNING_IN, 303, HEADERS)
        told = await form_sent(request) if request.method == "POST" else dict(request.query_params)
        return await run_in_threadpool(own, visitor, {**request.path_params, **told})

    router.add_api_route(path, served, methods=methods, response_class=HTMLResponse, name=f"{path} {methods[0]}")
