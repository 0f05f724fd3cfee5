"""Reports that were just made, kept for a while under their hash: to be looked at, and to be taken along."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.report import preview
from dashboard.report.make import Made
from dashboard.views.markup import Safe, tag

FOLDER = "/rapporten/klaar/"
_MOST = 12  # of this process; older ones are made again when they are asked for again
_GONE = "Dit rapport is niet meer bewaard. Ga terug naar de pagina Rapporten en maak het opnieuw."


@dataclass(frozen=True)
class Finished:
    """One file, and its pages as pictures when somebody looks."""

    made: Made

    @cached_property
    def key(self) -> str:
        return sha256(self.made.content).hexdigest()

    @property
    def address(self) -> str:
        return FOLDER + self.key

    @cached_property
    def pages(self) -> int:
        return preview.page_count(self.made.content)

    @cached_property
    def _drawn(self) -> dict[int, bytes]:
        return {}

    def page(self, number: int) -> bytes:
        """Drawn when somebody looks, and kept as long as the file is."""
        if number not in self._drawn:
            self._drawn[number] = preview.page(self.made.content, number)
        return self._drawn[number]

    def page_address(self, number: int) -> str:
        return f"{self.address}/{number}.png"


def page_pictures(address: Callable[[int], str], count: int) -> Safe:
    """Every page as a picture that leads to itself, loaded when it comes into view."""
    shown = [
        tag("li", tag("a", _picture(address(number), number, count), href=address(number)))
        for number in range(1, count + 1)
    ]
    return tag("ol", shown, class_="kb-pages")


def _picture(address: str, number: int, count: int) -> Safe:
    told = f"Bladzijde {number} van {count}. De tekst staat in het bestand zelf."
    return tag("img", src=address, alt=told, loading="lazy", width=992, height=1403)


_kept: OrderedDict[str, Finished] = OrderedDict()
_asked: dict[tuple[str, ...], str] = {}  # what was chosen -> hash of what was made of it last
_lock = threading.Lock()


def keep(made: Made, asked: tuple[str, ...] | None = None) -> Finished:
    """Under its hash: the same bytes are kept once. `asked`: the choice that it was made of, to find it by."""
    one = Finished(made)
    with _lock:
        found = _kept.setdefault(one.key, one)
        _kept.move_to_end(one.key)
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
        if asked is not None:
            _asked[asked] = one.key
        for gone in [choice for choice, key in _asked.items() if key not in _kept]:
            del _asked[gone]
    return found


def made_of(asked: tuple[str, ...]) -> Finished | None:
    """What was made last of this choice, as long as it is kept: also after the page was loaded again."""
    return _found(_asked.get(asked, ""))


def _found(key: str) -> Finished | None:
    with _lock:
        return _kept.get(key)


async def _file(request: Request) -> Response:
    one = _found(request.path_params["key"])
    if one is None:
        return Response(_GONE, status_code=404, media_type="text/plain")
    headers = {"Content-Disposition": f'attachment; filename="{one.made.name}"', "Cache-Control": "no-store"}
    return Response(one.made.content, media_type=one.made.media_type, headers=headers)


async def _page(request: Request) -> Response:
    one = _found(request.path_params["key"])
    if one is None:
        return Response(_GONE, status_code=404, media_type="text/plain")
    return await page_of(one, request.path_params["number"])


async def page_of(one: Finished, number: int) -> Response:
    """One page as an answer; a PDF that is no report of ours has none."""
    if not 1 <= number <= one.pages:
        return Response("Deze bladzijde bestaat niet.", status_code=404, media_type="text/plain")
    drawn = await run_in_threadpool(one.page, number)
    return Response(drawn, media_type="image/png", headers={"Cache-Control": "no-store"})


ROUTES = [Route(FOLDER + "{key}", _file), Route(FOLDER + "{key}/{number:int}.png", _page)]
