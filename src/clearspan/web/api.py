"""The released figures for programs: the same grid, the same answers, as JSON and CSV."""

from collections.abc import Iterator

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response, StreamingResponse

from clearspan.answers.desk import Desk
from clearspan.answers.evidence import Evidence
from clearspan.answers.explanation import explanation
from clearspan.answers.export import csv_chunks
from clearspan.answers.figure import Figure
from clearspan.answers.findings import EXPORTED as FINDING_FIELDS
from clearspan.answers.findings import findings
from clearspan.answers.findings import record as finding_record
from clearspan.answers.findings import row as finding_row
from clearspan.answers.measures import record
from clearspan.answers.passport import passport
from clearspan.answers.saved_views import answer_of, views
from clearspan.answers.saved_views import record as view_record
from clearspan.answers.show import show
from clearspan.errors import NotReleased, UsageError
from clearspan.vocabulary.tool import ANY_TOOL
from clearspan.warehouse.releases import Releases
from clearspan.web.csv_text import csv_text
from clearspan.web.question import read_words

ASKS = ("by", "period", "tool", "group", "category")


def routes(desk: Desk) -> APIRouter:
    """The routes below /api."""
    router = APIRouter(prefix="/api")
    _add_figures(router, desk)
    _add_views(router, desk)
    _add_findings(router, desk)
    return router


def _add_figures(router: APIRouter, desk: Desk) -> None:
    @router.get("/metrics")
    async def metrics(request: Request) -> JSONResponse:
        read_words(request.query_params.multi_items(), ())
        evidence = await run_in_threadpool(desk.evidence)
        return JSONResponse([record(card) for card in evidence.cards.values()])

    @router.get("/show/{metric}")
    async def figures(metric: str, request: Request) -> JSONResponse:
        words = read_words(request.query_params.multi_items(), ASKS)
        found = await run_in_threadpool(lambda: _shown(desk.evidence(), metric, words))
        return JSONResponse([figure.record() for figure in found])

    @router.get("/explain")
    async def explain(request: Request) -> JSONResponse:
        words = read_words(request.query_params.multi_items(), ("metric", *ASKS))
        return JSONResponse(await run_in_threadpool(lambda: _explained(desk.evidence(), words)))

    @router.get("/explain/{figure}")
    async def explain_one(figure: str, request: Request) -> JSONResponse:
        read_words(request.query_params.multi_items(), ())
        return JSONResponse(await run_in_threadpool(lambda: explanation(desk.evidence(), figure).record()))

    @router.get("/cells.csv")
    async def cells(request: Request) -> StreamingResponse:
        read_words(request.query_params.multi_items(), ())
        headers = {"content-disposition": 'attachment; filename="cells.csv"'}
        return StreamingResponse(_cells(desk), media_type="text/csv; charset=utf-8", headers=headers)


def _add_views(router: APIRouter, desk: Desk) -> None:
    @router.get("/views")
    async def saved(request: Request) -> JSONResponse:
        read_words(request.query_params.multi_items(), ())
        return JSONResponse([{"name": view.name, "question": view.question, "means": view.means} for view in views().values()])

    @router.get("/views/{name}")
    async def answer(name: str, request: Request) -> JSONResponse:
        words = read_words(request.query_params.multi_items(), ("period",))
        found = await run_in_threadpool(lambda: answer_of(desk.evidence(), name, words.get("period", "")))
        return JSONResponse(view_record(name, found))


def _add_findings(router: APIRouter, desk: Desk) -> None:
    @router.get("/findings")
    async def said(request: Request) -> JSONResponse:
        words = read_words(request.query_params.multi_items(), ("kind", "period"))
        found = await run_in_threadpool(lambda: findings(desk.evidence(), **words))
        return JSONResponse([finding_record(finding) for finding in found])

    @router.get("/findings.csv")
    async def said_as_rows(request: Request) -> Response:
        words = read_words(request.query_params.multi_items(), ("kind", "period"))
        found = await run_in_threadpool(lambda: findings(desk.evidence(), **words))
        headers = {"content-disposition": 'attachment; filename="findings.csv"'}
        text = csv_text(FINDING_FIELDS, [finding_row(finding) for finding in found])
        return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


def _cells(desk: Desk) -> Iterator[bytes]:
    yield from csv_chunks(Releases(desk.directory).cells())


def _shown(evidence: Evidence, metric: str, words: dict[str, str]) -> list[Figure]:
    for needed in ("by", "period"):
        if needed not in words:
            raise UsageError("a parameter is missing", where=needed, remedy="Say by which dimension, and for which period.")
    return show(
        evidence, metric, words["by"], words["period"], words.get("tool", ANY_TOOL), words.get("group"), words.get("category")
    )


def _explained(evidence: Evidence, words: dict[str, str]) -> dict[str, object]:
    metric = words.get("metric", "")
    found = [figure for figure in _shown(evidence, metric, words)]
    if not found:
        raise NotReleased("nothing is released about that")
    card = evidence.cards[metric]
    return {"passport": passport(card, found).record(), "card": record(card), "figures": [figure.record() for figure in found]}
