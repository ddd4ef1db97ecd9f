"""A pod's own page, behind a link that each member has: this week's promise, new behaviours, and the exit interview."""

from collections.abc import Callable, Mapping
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from clearspan import clock
from clearspan.programmes.pods import COMMITMENTS, EXIT, KEPT, Pods, Seat
from clearspan.vocabulary.period import day_number
from clearspan.web.guard import POD
from clearspan.web.room import Room
from clearspan.web.visiting import HEADERS, Visiting, form_sent


class PodDesk:
    """The pods of one directory."""

    def __init__(self, room: Room, visiting: Visiting) -> None:
        self._room, self._visiting = room, visiting

    def open(self, token: str) -> Response:
        """The pod of a link. Raises HTTPException (404) where it opens nothing."""
        pods, seat = self._found(token)
        week = seat.pod.week(_today())
        told = pods.told(seat.pod, week) if seat.agreed else []
        mine = next((each for each in told if each.place == seat.place), None)
        return self._page(
            "pod.html",
            seat=seat,
            week=min(week, seat.pod.weeks),
            over=week > seat.pod.weeks or week >= seat.pod.weeks,
            told=told,
            mine=mine,
            size=pods.size(seat.pod),
            commitments=COMMITMENTS,
            kept=KEPT,
            exit=EXIT,
            means=pods.exit_means(seat.pod) if seat.agreed else None,
        )

    def take(self, token: str, sent: Mapping[str, str]) -> Response:
        """Back to the pod, with what was told kept."""
        pods, seat = self._found(token)
        if sent.get("agree") == "yes":
            pods.agree(token, _today())
        elif said := _read(seat, sent):
            pods.tell(token, min(seat.pod.week(_today()), seat.pod.weeks), said)
        return RedirectResponse(f"{POD}{token}", 303, HEADERS)

    def _found(self, token: str) -> tuple[Pods, Seat]:
        store = self._visiting.store()
        pods = Pods(store) if store else None
        seat = pods.seat(token) if pods else None
        if pods is None or seat is None:
            raise HTTPException(404)
        return pods, seat

    def _page(self, template: str, status: int = 200, **told: object) -> Response:
        return HTMLResponse(self._room.filled(template, **told), status, HEADERS)

    def gone(self) -> Response:
        """The page of a link that opens nothing."""
        return self._page("pulse_gone.html", 404)


def _read(seat: Seat, sent: Mapping[str, str]) -> dict[str, int]:
    """What the form offers, as it was sent; anything else is left out."""
    offered = {
        "promised": {str(at): at for at in range(len(COMMITMENTS))},
        "kept": dict(KEPT),
        **{f"tried_{at}": {"yes": 1} for at in range(1, seat.pod.behaviours + 1)},
        **{item: {str(step): step for step in range(1, 6)} for item, _ in EXIT},
    }
    return {item: values[sent[item]] for item, values in offered.items() if sent.get(item) in values}


def routes(directory: Path, room: Room) -> APIRouter:
    """The routes below /pod/."""
    router, desk = APIRouter(include_in_schema=False), PodDesk(room, Visiting(directory))

    async def opened(token: str) -> Response:
        return await _answered(desk, lambda: desk.open(token))

    async def taken(token: str, request: Request) -> Response:
        sent = await form_sent(request)
        return await _answered(desk, lambda: desk.take(token, sent))

    path = f"{POD}{{token}}"
    router.add_api_route(path, opened, methods=["GET", "HEAD"], name="pod", response_class=HTMLResponse)
    router.add_api_route(path, taken, methods=["POST"], name="pod_told", response_class=HTMLResponse)
    return router


async def _answered(desk: PodDesk, answer: Callable[[], Response]) -> Response:
    try:
        return await run_in_threadpool(answer)
    except HTTPException:
        return await run_in_threadpool(desk.gone)


def _today() -> int:
    return day_number(clock.now().date())
