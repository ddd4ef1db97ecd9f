"""Where programmes are planned and moved on: a form that shows what a test could see, and the steps of a programme's life.

It is served to this machine, or where people sign in, to those who may change programmes.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from clearspan import clock
from clearspan.answers.planning import Planning, group_choices, seen_words, template_choices
from clearspan.answers.programme import programme_page
from clearspan.errors import ClearspanError
from clearspan.jobs.plan_programmes import Draft, assign, close, declare_draft, draft_power, start
from clearspan.jobs.programme_past import read_past
from clearspan.programmes.assignment import Wanted
from clearspan.programmes.programme import Design
from clearspan.programmes.templates import template_named, templates_of
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import day_number, day_of
from clearspan.web.guard import PLANNING
from clearspan.web.room import Room
from clearspan.web.visiting import HEADERS, form_sent

LEAD = (
    "Choose what is to be tried, for whom, and what it must show. Before anything starts you see what its test could show: it is "
    "run many times on your own past, in which nothing was tried."
)
TITLE = "Plan a programme"
USUAL = {
    "template": "role_use_case_sprint",
    "population": "organisation:",
    "length": "90",
    "owner": "",
    "sponsor": "",
    "name": "",
}
MOST_SEED = 10**6


class PlanningDesk:
    """Plans programmes of one directory."""

    def __init__(self, directory: Path, room: Room) -> None:
        self._directory, self._room = directory, room

    def form(self, sent: Mapping[str, str]) -> Response:
        """The form with what was chosen so far, and what a test of it could see."""
        return self._page(dict(USUAL) | dict(sent), "")

    def declare(self, sent: Mapping[str, str]) -> Response:
        """On to the programme that was declared; the form again where something is to be corrected."""
        try:
            declare_draft(self._directory, self._draft(sent), sent.get("owner", "") or "Enablement")
        except ClearspanError as error:
            return self._page(dict(USUAL) | dict(sent), f"{str(error.what).capitalize()}. {error.remedy}")
        return RedirectResponse(f"{PLANNING}/{sent['name']}", 303, HEADERS)

    def next_step(self, name: str, wrong: str = "") -> Response:
        """What can be done next with a programme."""
        page = programme_page(self._room.desk.evidence(), name)
        tomorrow = day_of(day_number(clock.now().date()) + 7).isoformat()
        told = {"answer": page, "wrong": wrong, "usual_day": tomorrow, "page": None}
        return HTMLResponse(self._room.filled("planning_step.html", **told), 422 if wrong else 200, HEADERS)

    def take(self, name: str, sent: Mapping[str, str]) -> Response:
        """On to the programme after a step; the page again, with the reason, where it was refused."""
        try:
            self._take(name, sent)
        except (ClearspanError, ValueError) as error:
            told = error if isinstance(error, ClearspanError) else None
            words = f"{str(told.what).capitalize()}. {told.remedy}" if told else "That is no day: write it as 2026-06-01."
            return self.next_step(name, words)
        return RedirectResponse(f"/programmes/{name}", 303, HEADERS)

    def _take(self, name: str, sent: Mapping[str, str]) -> None:
        step, by = sent.get("step", ""), sent.get("by", "").strip() or "Enablement"
        if step == "assign":
            begins = day_number(clock.now().date().fromisoformat(sent.get("start", "")))
            seed = int(sent.get("seed", "1") or "1") % MOST_SEED
            assign(self._directory, name, Wanted(Design.WAITLIST, seed, begins, 0), by)
        elif step == "start":
            start(self._directory, name, by, sent.get("signed", ""))
        elif step == "close":
            close(self._directory, name, by, sent.get("why", "")[:200])

    def _draft(self, sent: Mapping[str, str]) -> Draft:
        dimension, _, group = sent.get("population", USUAL["population"]).partition(":")
        length = sent.get("length", "")
        return Draft(
            name=sent.get("name", "").strip(),
            template=sent.get("template", USUAL["template"]),
            title=sent.get("title", "").strip(),
            population=(dimension, (group,) if group else ()),
            owner=sent.get("owner", "").strip(),
            sponsor=sent.get("sponsor", "").strip(),
            target=sent.get("target", "").strip(),
            length_days=int(length) if length.isdecimal() else 0,
            cost=sent.get("cost", "").strip(),
        )

    def _page(self, chosen: Mapping[str, str], wrong: str) -> Response:
        templates = templates_of(self._directory)
        past = read_past(self._directory)
        groups = [
            (dimension, getattr(team, dimension.value))
            for team in (past.teams if past else ())
            for dimension in (Dimension.DIVISION, Dimension.DEPARTMENT, Dimension.ROLE)
        ]
        seen = None
        try:
            template = template_named(templates, chosen["template"])
            if past is not None:
                trial = self._draft({**chosen, "name": "trial", "owner": "a unit", "sponsor": "a unit", "cost": "", "target": ""})
                seen = seen_words(draft_power(past, trial.programme(self._directory)).written())
        except ClearspanError as error:
            template, wrong = next(iter(templates.values())), wrong or str(error.what)
        titles = self._room.desk.evidence().cards
        outcomes = titles[template.outcome].title, titles[template.counter_outcome].title
        plan = Planning(TITLE, LEAD, chosen, template_choices(templates), group_choices(groups), template, seen, *outcomes, wrong)
        return HTMLResponse(self._room.filled("planning.html", answer=plan, page=None), 422 if wrong else 200, HEADERS)


def routes(directory: Path, room: Room) -> APIRouter:
    """The routes below /planning."""
    router, desk = APIRouter(include_in_schema=False), PlanningDesk(directory, room)

    async def form(request: Request) -> Response:
        return await _answered(lambda: desk.form(dict(request.query_params)))

    async def declared(request: Request) -> Response:
        sent = await form_sent(request)
        return await _answered(lambda: desk.declare(sent))

    async def shown(name: str) -> Response:
        return await _answered(lambda: desk.next_step(name))

    async def taken(name: str, request: Request) -> Response:
        sent = await form_sent(request)
        return await _answered(lambda: desk.take(name, sent))

    router.add_api_route(PLANNING, form, methods=["GET", "HEAD"], name="planning", response_class=HTMLResponse)
    router.add_api_route(PLANNING, declared, methods=["POST"], name="planned", response_class=HTMLResponse)
    router.add_api_route(f"{PLANNING}/{{name}}", shown, methods=["GET", "HEAD"], name="next_step", response_class=HTMLResponse)
    router.add_api_route(f"{PLANNING}/{{name}}", taken, methods=["POST"], name="step_taken", response_class=HTMLResponse)
    return router


async def _answered(answer: Callable[[], Response]) -> Response:
    return await run_in_threadpool(answer)
