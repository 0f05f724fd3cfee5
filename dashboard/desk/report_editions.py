"""What was on the table when a talk was settled: the editions of a quarter, with the files that were kept."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from functools import partial
from urllib.parse import quote

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import dutch
from dashboard.desk.acting import Refusal, attempt, home, refuse
from dashboard.desk.report_choice import Wanted
from dashboard.readings import Readings
from dashboard.rows import Edition
from dashboard.views.markup import Safe, tag
from pipelines import record

FOLDER = "/editie/"


def drawn(readings: Readings, what: Wanted) -> None:
    """Of the chosen quarter, and of the chosen provider where there is one."""
    found = [row for row in readings.editions(what.quarter) if what.provider_id in (None, row.provider_id)]
    if not found:
        told = "Hierover is nog geen gesprek vastgesteld. Wat u nu maakt, is voorlopig."
        st.html(tag("section", tag("h2", "Vastgestelde edities"), tag("p", told)))
        return
    kept = attempt(partial(record.editions, home()))
    if isinstance(kept, Refusal):
        refuse(kept.words)
        return
    names = {row.provider_id: row.provider for row in readings.providers()}
    documents = {row["edition_id"]: tuple(row["documents"]) for row in kept}
    shown = [_edition(row, names, documents.get(row.edition_id, ())) for row in found]
    told = "Dit lag op tafel toen het gesprek werd vastgesteld. Deze bestanden veranderen niet meer."
    st.html(tag("section", tag("h2", "Vastgestelde edities"), tag("p", told), shown))


def _edition(row: Edition, names: Mapping[str, str], documents: Sequence[str]) -> Safe:
    who = names.get(row.provider_id, row.provider_id)
    told = f"Vastgesteld op {dutch.moment(row.settled_at)} door {row.settled_by}, code {row.content_hash[:12]}."
    later = " Het gesprek is daarna weer geopend." if row.replaced else ""
    files = [
        tag("li", tag("a", name, href=f"{FOLDER}{quote(row.edition_id)}/{quote(name)}", download=True))
        for name in documents
    ]
    kept = tag("ul", files) if files else tag("p", "Bij deze editie zijn geen bestanden bewaard.", class_="kb-fact")
    return tag("div", tag("h3", f"{who}, editie {row.edition_id}"), tag("p", told + later), kept)


async def _document(request: Request) -> Response:
    """A file of an edition, as it was kept."""
    name = request.path_params["name"]
    asked = partial(record.edition_document, home(), request.path_params["edition_id"], name)
    outcome = await run_in_threadpool(partial(attempt, asked))
    if isinstance(outcome, Refusal):
        return Response(outcome.words, status_code=404, media_type="text/plain", headers={"Cache-Control": "no-store"})
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "no-store"}
    return Response(outcome, media_type=kind, headers=headers)


ROUTES = [Route(FOLDER + "{edition_id}/{name}", _document)]
