"""Files that leave the desk, each by a route of its own: never cached, and made at the moment they are asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.desk.acting import Refusal, attempt, home
from pipelines import intake, record
from schemas.quarter import NotAPeriod, Quarter

_FEEDS = {"jsonld": "application/ld+json", "rss": "application/rss+xml", "csv": "text/csv"}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def handed_back(request: Request) -> Response:
    """The sender's own workbook with the findings marked in it."""
    return await _made(partial(intake.handed_back, home(), request.path_params["delivery_id"]), _XLSX)


async def recipe(request: Request) -> Response:
    """A saved recipe as it is."""
    name = request.path_params["name"]
    return await _made(lambda: (f"{name}.toml", intake.saved_recipe(home(), name)), "application/toml")


async def templates(request: Request) -> Response:
    """The templates of a quarter in one zip."""
    try:
        quarter = Quarter.parse(request.path_params["quarter"][:20])
    except NotAPeriod:
        return Response("Dit kwartaal bestaat niet.", status_code=404, media_type="text/plain")
    return await _made(partial(intake.templates, home(), quarter), "application/zip")


async def to_do(request: Request) -> Response:
    """What everybody still has to do, for a spreadsheet."""
    return await _made(
        lambda: ("te-doen.csv", record.to_do_csv(record.to_do(home())).encode()), "text/csv; charset=utf-8"
    )


async def calendar(request: Request) -> Response:
    """Talks and last days."""
    return await _made(
        lambda: ("kwartaalbeeld.ics", record.calendar(record.to_do(home()))), "text/calendar; charset=utf-8"
    )


async def vacancies(request: Request) -> Response:
    """The open vacancies of today for a vacancy site."""
    kind, site = request.path_params["kind"], request.query_params.get("site", "")[:200]
    today = datetime.now(UTC).date()
    return await _made(partial(record.vacancy_feed, home(), kind, day=today, site=site), _FEEDS.get(kind, "text/plain"))


async def _made(make: Callable[[], tuple[str, bytes]], kind: str) -> Response:
    outcome = await run_in_threadpool(partial(attempt, make))
    if isinstance(outcome, Refusal):
        return Response(outcome.words, status_code=404, media_type="text/plain", headers={"Cache-Control": "no-store"})
    name, data = outcome
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name)
    headers = {"Content-Disposition": f'attachment; filename="{plain}"', "Cache-Control": "no-store"}
    return Response(data, media_type=kind, headers=headers)


ROUTES = [
    Route("/teruggave/{delivery_id}.xlsx", handed_back),
    Route("/recept/{name}.toml", recipe),
    Route("/sjablonen/{quarter}.zip", templates),
    Route("/te-doen.csv", to_do),
    Route("/agenda.ics", calendar),
    Route("/vacaturebestand/{kind}", vacancies),
]
