"""The nota van inlichtingen and the public page as files, made from the publication that is current now."""

from __future__ import annotations

from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.readings import NoPublication
from dashboard.session import door

FOLDER = "/nota/"


async def _file(request: Request) -> Response:
    from dashboard.report.nota import ENDINGS, Paper, made

    name, ending = request.path_params["name"], request.path_params["ending"]
    paper = next((item for item in Paper if item.value == name), None)
    if paper is None or (paper, ending) not in ENDINGS:
        return Response("Dit bestand bestaat niet.", status_code=404, media_type="text/plain")
    try:
        readings = await run_in_threadpool(door().open)
    except NoPublication:
        return Response("Er is nog niets gepubliceerd.", status_code=503, media_type="text/plain")
    content = await run_in_threadpool(partial(made, readings, paper, ending))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"', "Cache-Control": "no-store"}
    return Response(content, media_type=ENDINGS[paper, ending], headers=headers)


ROUTES = [Route(FOLDER + "{name}.{ending}", _file)]
