"""Where programmes are planned and moved on: a form that shows what a test could see, and the steps of a programme's life.

It is served to this machine, or where people sign in, to those who may change programmes.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from clearspan import clock
from clearspan.answers.diagnosis import found_of
from clearspan.answers.group import MERGED
from clearspan.answers.planning import (
    OWNER,
    Choice,
    Found,
    Options,
    Planning,
    Seen,
    filled,
    group_choices,
    metric_choices,
    named,
    proposal,
    seen_words,
    target_of,
    task_of,
    template_choices,
    template_for,
    tool_choices,
    whole_number,
)
from clearspan.answers.programme import held_named, programme_page
from clearspan.answers.programme_start import next_monday
from clearspan.errors import ClearspanError, NotReleased, UsageError
from clearspan.jobs.plan_programmes import Draft, assign, busy, close, declare_draft, draft_power, start
from clearspan.jobs.programme_past import Past, read_past
from clearspan.jobs.programme_tasks import Tasks, read_tasks
from clearspan.programmes.assignment import Wanted
from clearspan.programmes.programme import Design
from clearspan.programmes.target import ANY_TASK
from clearspan.programmes.templates import Template, template_named, templates_of
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
USUAL = {"template": "role_use_case_sprint", "population": "organisation:"}
MOST_SEED = 10**6
TRIAL = "trial"
"""Name of a programme that is weighed before it has one."""
SUBJECT = frozenset({"is", "has", "names", "cannot"})
"""First words of what is wrong that need to be told of what."""


class PlanningDesk:
    """Plans programmes of one directory."""

    def __init__(self, directory: Path, room: Room) -> None:
        self._directory, self._room = directory, room

    def form(self, sent: Mapping[str, str]) -> Response:
        """The form with what was chosen so far, and what a test of it could see."""
        return self._page(sent, "")

    def declare(self, sent: Mapping[str, str]) -> Response:
        """On to the programme that was declared; the form again where something is to be corrected."""
        try:
            template = template_named(templates_of(self._directory), sent.get("template", USUAL["template"]))
            draft = self._draft(filled(template, USUAL | dict(sent)), self._found(sent))
            declare_draft(self._directory, draft, draft.owner or OWNER)
        except ClearspanError as error:
            return self._page(sent, _told(error))
        return RedirectResponse(f"{PLANNING}/{draft.name}", 303, HEADERS)

    def next_step(self, name: str, wrong: str = "") -> Response:
        """What can be done next with a programme."""
        page = programme_page(self._room.desk.evidence(), name)
        usual = day_of(next_monday(day_number(clock.now().date()))).isoformat()
        told = {"answer": page, "wrong": wrong, "usual_day": usual, "page": None}
        return HTMLResponse(self._room.filled("planning_step.html", **told), 422 if wrong else 200, HEADERS)

    def take(self, name: str, sent: Mapping[str, str]) -> Response:
        """On after a step: to the next one once teams are drawn, else to the programme; the page again, with the reason, where
        it was refused."""
        try:
            drawn = self._take(name, sent)
        except ClearspanError as error:
            return self.next_step(name, _told(error))
        return RedirectResponse(f"{PLANNING}/{name}" if drawn else f"/programmes/{name}", 303, HEADERS)

    def assignment(self, name: str) -> Response:
        """The frozen list of a programme as CSV, as `clearspan simulate --assignment` reads it. Raises NotReleased before it is
        drawn."""
        drawn = held_named(self._room.desk.evidence(), name).assignment
        if drawn is None:
            raise NotReleased("nothing is drawn yet", where=name, remedy="Draw who starts when.")
        headers = {"content-disposition": f'attachment; filename="{name}.csv"', "cache-control": "no-cache"}
        return Response(drawn.csv(), media_type="text/csv; charset=utf-8", headers=headers)

    def _take(self, name: str, sent: Mapping[str, str]) -> bool:
        """Whether teams were drawn."""
        step, by = sent.get("step", ""), sent.get("by", "").strip() or OWNER
        if step == "assign":
            seed = whole_number(sent.get("seed", "") or "1")
            if seed is None:
                raise UsageError("is no whole number", where="the seed", remedy="Write 1, or any other.")
            assign(self._directory, name, Wanted(Design.WAITLIST, seed % MOST_SEED, _day(sent.get("start", "")), 0), by)
        elif step == "start":
            start(self._directory, name, by, sent.get("signed", "").strip())
        elif step == "close":
            close(self._directory, name, by, sent.get("why", "")[:200])
        return step == "assign"

    def _draft(self, chosen: Mapping[str, str], found: Found | None = None) -> Draft:
        dimension, _, group = chosen["population"].partition(":")
        return Draft(
            name=chosen["name"].strip(),
            template=chosen["template"],
            title=chosen["title"].strip(),
            population=(dimension, (group,) if group else ()),
            owner=chosen["owner"].strip(),
            sponsor=chosen["sponsor"].strip(),
            target=target_of(chosen),
            length_days=whole_number(chosen["length"]) or 0,
            cost=chosen["cost"].strip(),
            outcome=chosen["outcome"],
            counter_outcome=chosen["counter_outcome"],
            because=found.words if found else "",
        )

    def _found(self, sent: Mapping[str, str]) -> Found | None:
        return found_of(self._room.desk.evidence(), sent.get("cause", ""), sent.get("team", ""))

    def _page(self, sent: Mapping[str, str], wrong: str) -> Response:
        templates, past, tasks = templates_of(self._directory), read_past(self._directory), read_tasks(self._directory)
        found, evidence = self._found(sent), self._room.desk.evidence()
        proposed = template_for(found.cause, templates) if found else ""
        if found and proposed and "template" not in sent:
            role = next((each.role for each in past.teams if each.team in found.team.split(MERGED)), "") if past else ""
            task = task_of(role, tasks, evidence.library, templates[proposed])
            sent = {**sent, **proposal(found, templates[proposed], task)}
        template = templates.get(sent.get("template", "")) or templates[USUAL["template"]]
        known = {name: value for name, value in sent.items() if "outcome" not in name or value in evidence.cards}
        chosen = named(filled(template, USUAL | known), template, (each.programme.name for each in evidence.programmes))
        target = seen = None
        try:
            target = target_of(chosen)
            seen = self._seen(chosen, past)
        except ClearspanError as error:
            wrong = wrong or _told(error)
        plan = Planning(
            title=TITLE,
            lead=LEAD,
            chosen=chosen,
            options=self._options(templates, past, tasks, chosen),
            template=template,
            target=target,
            seen=seen,
            counted=target is not None and (target.task == ANY_TASK or any(target.task in each for each in tasks.values())),
            found=found,
            wrong=wrong,
        )
        return HTMLResponse(self._room.filled("planning.html", answer=plan, page=None), 422 if wrong else 200, HEADERS)

    def _seen(self, chosen: Mapping[str, str], past: Past | None) -> Seen | None:
        if past is None:
            return None
        trial = self._draft({**chosen, "name": TRIAL, "owner": "a unit", "sponsor": "a unit", "cost": ""})
        taken = busy(self._room.desk.evidence().programmes)
        return seen_words(draft_power(past, trial.programme(self._directory), taken).written())

    def _options(self, templates: Mapping[str, Template], past: Past | None, tasks: Tasks, chosen: Mapping[str, str]) -> Options:
        groups = [
            (dimension, getattr(team, dimension.value))
            for team in (past.teams if past else ())
            for dimension in (Dimension.DIVISION, Dimension.DEPARTMENT, Dimension.ROLE)
        ]
        cards = self._room.desk.evidence().cards
        outcomes = [each.outcome for each in templates.values()]
        counters = [*outcomes, *(each.counter_outcome for each in templates.values())]
        days = sorted({60, 90, whole_number(chosen["length"]) or 90})
        return Options(
            templates=template_choices(templates),
            groups=group_choices(groups),
            outcomes=metric_choices(outcomes, cards),
            counters=metric_choices(counters, cards),
            tools=tool_choices(),
            lengths=tuple(Choice(str(each), f"{each} days") for each in days),
            tasks=tuple(sorted({task for each in tasks.values() for task in each})),
        )


def routes(directory: Path, room: Room) -> APIRouter:
    """The routes below /planning, and the list of who starts when."""
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

    async def listed(name: str) -> Response:
        return await _answered(lambda: desk.assignment(name))

    router.add_api_route(PLANNING, form, methods=["GET", "HEAD"], name="planning", response_class=HTMLResponse)
    router.add_api_route(PLANNING, declared, methods=["POST"], name="planned", response_class=HTMLResponse)
    router.add_api_route(f"{PLANNING}/{{name}}", shown, methods=["GET", "HEAD"], name="next_step", response_class=HTMLResponse)
    router.add_api_route(f"{PLANNING}/{{name}}", taken, methods=["POST"], name="step_taken", response_class=HTMLResponse)
    router.add_api_route("/programmes/{name}/assignment.csv", listed, methods=["GET", "HEAD"], name="assignment")
    return router


async def _answered(answer: Callable[[], Response]) -> Response:
    return await run_in_threadpool(answer)


def _day(text: str) -> int:
    try:
        return day_number(clock.now().date().fromisoformat(text))
    except ValueError as error:
        raise UsageError("is no day", where="the first day", remedy="Write it as 2026-06-01.") from error


def _told(error: ClearspanError) -> str:
    """What was wrong and what to do, in sentences."""
    where = "" if error.where == TRIAL else error.where
    what = f"{where or 'It'} {error.what}" if error.what.split()[0] in SUBJECT else error.what
    return f"{what[:1].upper()}{what[1:]}. {error.remedy}".strip()
