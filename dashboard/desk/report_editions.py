"""What was on the table when a talk was settled: the editions of a quarter, with the files that were kept."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from urllib.parse import quote

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import dutch
from dashboard.desk.acting import Refusal, attempt, home, refuse
from dashboard.desk.finished import Finished, keep, page_of, page_pictures
from dashboard.desk.report_choice import Wanted
from dashboard.readings import Readings
from dashboard.report import opening
from dashboard.report.for_edition import edition_documents
from dashboard.report.kinds import MEDIA_TYPES, Format, Kind, kind_and_form
from dashboard.report.make import Made, NoReport
from dashboard.rows import Edition
from dashboard.views.markup import Safe, tag
from pipelines import record
from pipelines.record import Settled
from schemas.quarter import Quarter
from schemas.talk import WHOLE_QUARTER

FOLDER = "/editie/"
_NOTHING = {  # by whether the report is about all
    True: "Dit kwartaal is als geheel nog niet vastgesteld.", False: "Hierover is nog geen gesprek vastgesteld.",
}  # fmt: skip


def documents_of(settled: Settled) -> Mapping[str, bytes]:
    """What is kept with an edition. Raises KwartaalbeeldError, also where a document cannot be made."""
    try:
        return edition_documents(settled.publication, settled.provider_id, settled.quarter)
    except NoReport as problem:
        raise record.WrongState(str(problem)) from problem


def drawn(readings: Readings, what: Wanted) -> None:
    """Of the chosen quarter, and of the chosen provider where there is one."""
    found = [row for row in readings.editions(what.quarter) if _asked(row, what)]
    if not found:
        told = f"{_NOTHING[what.whole]} In wat u nu maakt, staat: {_state(readings, what)}."
        st.html(tag("section", tag("h2", "Vastgestelde edities"), tag("p", told)))
        return
    kept = attempt(partial(record.editions, home()))
    if isinstance(kept, Refusal):
        refuse(kept.words)
        return
    names = {WHOLE_QUARTER: "alle aanbieders", **{row.provider_id: row.provider for row in readings.providers()}}
    documents = {row["edition_id"]: tuple(row["documents"]) for row in kept}
    newest = sorted(found, key=lambda row: (row.settled_at, row.edition_id), reverse=True)
    newest.sort(
        key=lambda row: names.get(row.provider_id, row.provider_id).casefold()
    )  # keeps the newest of each first
    shown = [_edition(row, names, documents.get(row.edition_id, ())) for row in newest]
    told = f"Dit lag op tafel toen het {'kwartaal' if what.whole else 'gesprek'} werd vastgesteld. Deze bestanden veranderen niet meer."
    st.html(tag("section", tag("h2", "Vastgestelde edities"), tag("p", told), shown))


def _state(readings: Readings, what: Wanted) -> str:
    """As the report itself says it."""
    quarter, provider = Quarter.parse(what.quarter), readings.provider(what.provider_id or "")
    if what.whole or provider is None:
        return opening.whole_state(readings, quarter)
    return opening.state_word(readings, provider, quarter, readings.headline(provider.provider_id, what.quarter))


def _asked(row: Edition, what: Wanted) -> bool:
    if what.whole or row.provider_id == WHOLE_QUARTER:
        return what.whole and row.provider_id == WHOLE_QUARTER
    return what.provider_id in (None, row.provider_id)


def _edition(row: Edition, names: Mapping[str, str], documents: Sequence[str]) -> Safe:
    who = names.get(row.provider_id, row.provider_id)
    told = f"Vastgesteld op {dutch.moment(row.settled_at)} door {row.settled_by}, code {row.content_hash[:12]}."
    later = " Daarna weer geopend." if row.replaced else ""
    if row.why:
        without = dutch.plural(row.unsettled or 0, "gesprek", "gesprekken")
        told += f" Zonder {without}: {dutch.sentence(row.why)}"
    files = document_links(row.edition_id, documents, who=who, quarter=row.quarter)
    kept = files or tag("p", "Bij deze editie zijn geen bestanden bewaard.", class_="kb-fact")
    shown = [
        _pages(row.edition_id, name, document_title(name, who=who, quarter=row.quarter))
        for name in sorted(documents, key=_place)
        if name.endswith(f".{Format.PDF.value}")
    ]
    return tag(
        "div",
        tag("h3", f"{dutch.capital(who)}, editie {row.edition_id}"),
        tag("p", told + later),
        kept,
        shown,
        class_="kb-edition",
    )


def _pages(edition_id: str, name: str, title: str) -> Safe:
    """The pages of a kept PDF, drawn when somebody opens them."""
    kept = _kept(edition_id, name)
    if isinstance(kept, Refusal):
        return tag("p", kept.words, class_="kb-fact")
    pages = page_pictures(lambda number: f"{_address(edition_id, name)}/{number}.png", kept.pages)
    return tag("details", tag("summary", f"Bekijk {title}"), tag("section", pages), class_="kb-origin")


def _kept(edition_id: str, name: str) -> Finished | Refusal:
    """A kept PDF, with its pages."""
    content = attempt(partial(record.edition_document, home(), edition_id, name))
    return content if isinstance(content, Refusal) else Finished(Made(name, MEDIA_TYPES[Format.PDF], content))


def document_links(edition_id: str, documents: Iterable[str], *, who: str, quarter: str) -> Safe | None:
    """The kept files by what they are: Gespreksnotitie De Linde, 4e kwartaal 2025 (PDF); at home in every list of an edition."""
    items = [
        tag(
            "li",
            tag("a", document_title(name, who=who, quarter=quarter), href=_address(edition_id, name), download=True),
        )
        for name in sorted(documents, key=_place)
    ]
    return tag("ul", items) if items else None


def _place(name: str) -> tuple[int, int, str]:
    """The full report first, and of each what most people open; a name that no report has comes last."""
    found = kind_and_form(name)
    return (list(Kind).index(found[0]), list(Format).index(found[1]), name) if found else (len(Kind), 0, name)


def document_title(name: str, *, who: str, quarter: str) -> str:
    """What a kept file is called on a page. A name that no report has is shown as it is."""
    found = kind_and_form(name)
    return f"{found[0].label} {who}, {dutch.period(quarter)} ({found[1].label})" if found else name


def _address(edition_id: str, name: str) -> str:
    return f"{FOLDER}{quote(edition_id)}/{quote(name)}"


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


async def _page(request: Request) -> Response:
    """One page of a kept PDF as a picture."""
    asked = request.path_params
    kept = await run_in_threadpool(_kept, asked["edition_id"], asked["name"])
    if isinstance(kept, Refusal):
        return Response(kept.words, status_code=404, media_type="text/plain", headers={"Cache-Control": "no-store"})
    return await page_of(keep(kept.made), asked["number"])


ROUTES = [
    Route(FOLDER + "{edition_id}/{name}/{number:int}.png", _page),
    Route(FOLDER + "{edition_id}/{name}", _document),
]
