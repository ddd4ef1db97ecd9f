"""The application that serves the pages and the API of one directory."""

import hashlib
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, JSONResponse, Response

from clearspan.answers.access import Subject
from clearspan.answers.desk import Desk
from clearspan.answers.evidence import Minimums
from clearspan.errors import ClearspanError, NotReleased, UsageError
from clearspan.reports.rendering import STYLESHEET, stylesheet
from clearspan.web import (
    answering,
    api,
    deciding,
    letter_answers,
    own,
    own_badge,
    own_reviews,
    own_sign_off,
    own_skills,
    own_team,
    own_tracks,
    planning,
    pods,
    practising,
    signing_in,
)
from clearspan.web.gate import Gate
from clearspan.web.guard import PLANNING, Guard
from clearspan.web.page import Page
from clearspan.web.room import Rendered, Room, script
from clearspan.web.visiting import Visiting

COMPRESS_FROM_BYTES = 1000
NO_STORE = "no-cache"
A_YEAR = "public, max-age=31536000, immutable"


def build(
    directory: Path,
    minimums: Minimums | None = None,
    every_hours: int = 24,
    public_name: str = "",
    signing_in_required: bool = False,
) -> FastAPI:
    """The application over a directory; `minimums` are the smallest groups of the running configuration, `every_hours` how long
    after a pull a connection is pulled again, `public_name` the host name under which people answer and have their own pages:
    all pages, where signing in is required."""
    desk = Desk(directory, minimums, every_hours)
    room = Room(desk)
    app = FastAPI(title="Clearspan", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.state.desk = desk
    app.include_router(api.routes(desk))
    app.include_router(answering.routes(directory, room))
    visiting = Visiting(directory)
    app.include_router(signing_in.routes(directory, room, visiting))
    app.include_router(own.routes(directory, room, visiting))
    app.include_router(practising.routes(directory, room, visiting))
    app.include_router(deciding.routes(directory, room, visiting))
    app.include_router(planning.routes(directory, room))
    app.include_router(pods.routes(directory, room))
    app.include_router(letter_answers.routes(directory, room))
    app.include_router(own_skills.routes(directory, room, visiting))
    app.include_router(own_tracks.routes(directory, room, visiting))
    app.include_router(own_team.routes(directory, room, visiting))
    app.include_router(own_badge.routes(directory, room, visiting))
    app.include_router(own_sign_off.routes(directory, room, visiting))
    app.include_router(own_reviews.routes(directory, room, visiting))
    for page in room.pages.values():
        _serve_page(app, room, page)
    _serve_static(app)
    _serve_refusals(app, room)
    app.add_middleware(GZipMiddleware, minimum_size=COMPRESS_FROM_BYTES)
    if signing_in_required:
        app.add_middleware(Gate, visiting=visiting, subjects=_subjects(room), page=room.refusal)
    app.add_middleware(Guard, public_name=public_name, whole=signing_in_required)
    return app


def _subjects(room: Room) -> dict[str, Subject]:
    of_pages = {f"/{page.path.split('/')[1]}": page.subject for page in room.pages.values()}
    return {**of_pages, PLANNING: Subject.CHANGING_PROGRAMMES}


def _serve_page(app: FastAPI, room: Room, page: Page) -> None:
    async def html(request: Request) -> Response:
        pairs = (*request.path_params.items(), *request.query_params.multi_items())
        return _response(request, await run_in_threadpool(room.page, page, pairs))

    async def csv(request: Request) -> Response:
        pairs = tuple(request.query_params.multi_items())
        text = await run_in_threadpool(room.export, page, pairs)
        headers = {"content-disposition": f'attachment; filename="{page.export.strip("/")}"', "cache-control": NO_STORE}
        return Response(text, media_type="text/csv; charset=utf-8", headers=headers)

    app.add_api_route(page.path, html, methods=["GET", "HEAD"], name=page.name, response_class=HTMLResponse)
    if page.export.endswith(".csv"):
        app.add_api_route(page.export, csv, methods=["GET", "HEAD"], name=f"{page.name}_export", response_class=Response)


def _response(request: Request, page: Rendered) -> Response:
    headers = {"etag": page.tag, "cache-control": NO_STORE, "vary": "accept-encoding"}
    if request.headers.get("if-none-match") == page.tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(page.compressed, media_type="text/html; charset=utf-8", headers=headers)
    return Response(page.plain, media_type="text/html; charset=utf-8", headers=headers)


def _serve_static(app: FastAPI) -> None:
    for name, kind, text in ((STYLESHEET, "text/css", stylesheet()), ("clearspan.js", "text/javascript", script())):
        _serve_text(app, f"/static/{name}", kind, text)


def _serve_text(app: FastAPI, path: str, kind: str, text: str) -> None:
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'
    headers = {"etag": tag, "cache-control": A_YEAR}

    async def static(request: Request) -> Response:
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(text, media_type=f"{kind}; charset=utf-8", headers=headers)

    app.add_api_route(path, static, methods=["GET", "HEAD"], name=path, response_class=Response, include_in_schema=False)


def _serve_refusals(app: FastAPI, room: Room) -> None:
    async def refuse(request: Request, error: Exception) -> Response:
        status, title, family = _meaning(error)
        if request.url.path.startswith("/api/"):
            said = {"error": family.what, "where": family.where, "remedy": family.remedy}
            return JSONResponse(said, status)
        return HTMLResponse(await run_in_threadpool(room.refusal, family, title), status)

    app.add_exception_handler(ClearspanError, refuse)
    app.add_exception_handler(HTTPException, refuse)


def _meaning(error: Exception) -> tuple[int, str, ClearspanError]:
    if isinstance(error, UsageError):
        return 400, "That cannot be asked", error
    if isinstance(error, NotReleased):
        return 404, "Nothing is released for that", error
    if isinstance(error, HTTPException):
        return error.status_code, "There is no such page", UsageError("there is nothing at this address")
    family = error if isinstance(error, ClearspanError) else ClearspanError("something went wrong")
    return 500, "This could not be read", family
