"""The server: Streamlit's pages inside our shell, own routes, and a start and an end that say so in Dutch."""

from __future__ import annotations

import gc
import os
import re
import signal
import socket
import sys
import webbrowser
from contextlib import suppress
from functools import partial
from pathlib import Path

import click
import streamlit as st
import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route
from streamlit.web import bootstrap

from dashboard import nota_routes, theme
from dashboard.contents import CONTENTS
from dashboard.desk import downloads, finished, report_editions
from dashboard.look import LIGHT
from dashboard.pictures import routes
from dashboard.readings import NoPublication, Readings
from dashboard.session import door, style
from dashboard.shell import OWN, Shell
from schemas.place import HOME_VARIABLE

HOST = "127.0.0.1"
ASSETS = Path(__file__).parent / "assets"
_SERVED = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}


class PortTaken(Exception):
    """Another program listens on this port already."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Poort {port} is al in gebruik. Sluit het andere programma of kies een andere poort met --port."
        )
        self.port = port


def build() -> st.App:
    """The ASGI application. One per process: Streamlit's configuration is global."""
    bootstrap.load_config_options(theme.options(style()))
    return st.App(
        Path(__file__).with_name("app.py"),
        routes=[
            Route(f"{OWN}kleuren.css", _colours),
            Route(OWN + "{name:path}", _asset),
            Route("/gezond", _health),
            Route("/rapport/{quarter}/{provider_id}.pdf", _report),
            *routes.ROUTES,
            *downloads.ROUTES,
            *finished.ROUTES,
            *report_editions.ROUTES,
            *nota_routes.ROUTES,
        ],
        middleware=[Middleware(Shell)],
    )


def serve(home: Path, port: int, *, open_browser: bool) -> None:
    """Serve this home folder on this computer alone until SIGINT or SIGTERM. Raises PortTaken."""
    os.environ[HOME_VARIABLE] = str(home)
    listener = _listen(port)
    app = build()
    _warm()
    address = f"http://{HOST}:{listener.getsockname()[1]}"
    config = uvicorn.Config(
        app,
        log_level="warning",
        use_colors=False,
        access_log=False,
        server_header=False,
        ws_max_size=50 * 1024 * 1024,
        ws_per_message_deflate=False,  # on this computer there is no line to spare
        timeout_graceful_shutdown=3,
    )
    server = _Announced(config, address, open_browser=open_browser)
    # uvicorn ends cleanly on a signal and then repeats it: ours swallow the echo, so that the end is an end
    former = {kind: signal.signal(kind, lambda *_: None) for kind in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run(sockets=[listener])
    finally:
        listener.close()
        gc.unfreeze()  # or DuckDB's objects are reported as leaked when the process ends
        for kind, handler in former.items():
            signal.signal(kind, handler)
    click.echo("Kwartaalbeeld is gestopt.")


class _Announced(uvicorn.Server):
    """Says where it listens once it really does."""

    def __init__(self, config: uvicorn.Config, address: str, *, open_browser: bool) -> None:
        super().__init__(config)
        self.address, self.open_browser = address, open_browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.should_exit:
            return
        click.echo(f"Kwartaalbeeld staat klaar op {self.address} (stoppen: Ctrl+C)")
        if self.open_browser:
            webbrowser.open(self.address)


def _listen(port: int) -> socket.socket:
    """A socket on the loopback address; there is no way to ask for another. Its protocol is named: only then asyncio
    sends small messages at once (TCP_NODELAY), and each answer is 40 ms sooner (measured)."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform != "win32":  # there it would let two servers share the port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise PortTaken(port) from error
    listener.set_inheritable(True)
    return listener


def _warm() -> None:
    """Import what the pages need now, then keep it out of the collector.

    Streamlit collects all garbage after every run of a page: 99 ms a run with everything loaded, 22 ms when
    what was imported is frozen (measured).
    """
    for entry in CONTENTS:
        assert callable(entry.page)
    with suppress(NoPublication):
        _first_picture(door().open())
    gc.collect()
    gc.freeze()


def _first_picture(readings: Readings) -> None:
    """Plotly, babel and DuckDB do much on their first call only: not while the first reader waits."""
    from dashboard.charts import screen
    from dashboard.charts.trend import trend_chart

    newest = readings.quarters()[-1].quarter
    for provider in readings.providers()[:1]:
        for row in readings.headline(provider.provider_id, newest)[:1]:
            definition = readings.definition(row.indicator)
            if definition:
                screen.figure(trend_chart([row], definition), LIGHT)


async def _colours(request: Request) -> Response:
    return Response(theme.stylesheet(style()), media_type="text/css")


async def _asset(request: Request) -> Response:
    """A file of ours; its name must be one that stands in the folder."""
    path = (ASSETS / request.path_params["name"]).resolve()
    if not path.is_relative_to(ASSETS) or path.suffix not in _SERVED or not path.is_file():
        return Response("Dit bestand bestaat niet.", status_code=404, media_type="text/plain")
    return FileResponse(path, media_type=_SERVED[path.suffix])


async def _health(request: Request) -> Response:
    """Whether figures can be read, by reading some. 503 when not; the reason is a code, without a path."""
    try:
        readings = await run_in_threadpool(door().open)
        alive = await run_in_threadpool(readings.alive)
    except NoPublication as absence:
        return JSONResponse({"gezond": False, "reden": absence.why}, status_code=503)
    return JSONResponse({"gezond": alive, "publicatie": readings.id}, status_code=200 if alive else 503)


async def _report(request: Request) -> Response:
    """The quarterly report as PDF, made from the publication that is current at this moment."""
    quarter, provider_id = request.path_params["quarter"], request.path_params["provider_id"]
    try:
        readings = await run_in_threadpool(door().open)
    except NoPublication:
        return Response("Er is nog niets gepubliceerd.", status_code=503, media_type="text/plain")
    known = {row.quarter for row in readings.quarters()}
    provider = readings.provider(provider_id)
    if quarter not in known or provider is None:
        return Response("Dit rapport bestaat niet.", status_code=404, media_type="text/plain")
    from dashboard.report.kinds import Format, Kind
    from dashboard.report.make import make

    work = partial(make, Kind.FULL, Format.PDF, readings, quarter=quarter, provider_id=provider_id, style=style())
    made = (await run_in_threadpool(work)).content
    name = re.sub(r"[^A-Za-z0-9.-]+", "-", f"kwartaalbeeld-{provider_id}-{quarter}.pdf")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made, media_type="application/pdf", headers=headers)
