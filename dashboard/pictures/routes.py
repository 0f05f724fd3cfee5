"""Pictures and their numbers as files, each made at the moment it is asked for, from the current publication."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import dutch
from dashboard.pictures.kinds import FOLDER, KINDS, SHEETS
from dashboard.pictures.sheet import Sheet
from dashboard.readings import NoPublication, Readings
from dashboard.report.picture import print_picture
from dashboard.selection import Selection, choose
from dashboard.session import door

_TYPES = {"csv": "text/csv; charset=utf-8", "png": "image/png", "svg": "image/svg+xml"}


async def _picture(request: Request) -> Response:
    kind, ending = request.path_params["kind"], request.path_params["ending"]
    try:
        readings = await run_in_threadpool(door().open)
    except NoPublication:
        return Response("Er is nog niets gepubliceerd.", status_code=503, media_type="text/plain")
    made = await run_in_threadpool(_made, readings, kind, ending=ending, asked=dict(request.query_params))
    if made is None:
        return Response("Dit beeld bestaat niet.", status_code=404, media_type="text/plain")
    name, content = made
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=_TYPES[ending], headers=headers)


def _made(readings: Readings, kind: str, *, ending: str, asked: dict[str, str]) -> tuple[str, bytes] | None:
    """File name and content; None when kind or choice is not of this publication: nothing else is served for it."""
    selection = choose(asked, {}, readings)
    if ending not in _TYPES or selection.notices:
        return None
    if ending == "csv":
        sheet = _sheet(readings, selection, kind)
        return None if sheet is None else (_file_name(sheet, ending), sheet.csv())
    found = KINDS[kind](readings, selection) if kind in KINDS else None
    if found is None:
        return None
    shape = "png" if ending == "png" else "svg"
    printed = print_picture(found.chart, about=found.about, source=_source(readings), kind=shape)
    return _file_name(found.sheet, ending), printed


def _sheet(readings: Readings, selection: Selection, kind: str) -> Sheet | None:
    if kind in SHEETS:
        return SHEETS[kind](readings, selection)
    found = KINDS[kind](readings, selection) if kind in KINDS else None
    return found.sheet if found else None


def _file_name(sheet: Sheet, ending: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "-", f"{sheet.name}.{ending}")


def _source(readings: Readings) -> str:
    meta = readings.meta
    published = f", bijgewerkt tot {dutch.moment(meta.published_at)}" if meta.published_at else ""
    where = ", ".join(filter(None, (meta.umbrella_agreement, meta.municipality)))
    return f"{where}. Publicatie {meta.id[:16]} ({meta.audience}){published}."


ROUTES = [Route(FOLDER + "{kind}.{ending}", _picture)]
