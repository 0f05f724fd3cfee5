"""A long list of providers in pieces: which piece is shown, how many are not, and the way to the others by letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard import dutch
from dashboard.pictures.comparing import PIECE
from dashboard.rows import Place
from dashboard.selection import Selection, address
from dashboard.views.markup import Safe, tag


def drawn(places: Sequence[Place], shown: Sequence[Place], *, selection: Selection, page: str, at: str) -> Safe | None:
    """None where everything is on one page. `at`: the anchor of the list."""
    if len(shown) == len(places):
        return None
    first = next(place for place, row in enumerate(places, start=1) if row.provider_id == shown[0].provider_id)
    last = first + len(shown) - 1

    def link(words: str, to: int) -> Safe:
        return tag("a", words, href=f"{address(page, replace(selection, first=to))}#{at}")

    steps = [
        link("Vorige", max(1, first - PIECE)) if first > 1 else None,
        link("Volgende", last + 1) if last < len(places) else None,
    ]
    told = (
        f"U ziet aanbieder {dutch.number(first)} tot en met {dutch.number(last)} van de {dutch.number(len(places))}, op "
        f"alfabet; {dutch.number(len(places) - len(shown))} staan op andere bladen."
    )
    letters = [link(letter, place) for letter, place in _letters(places).items()]
    return tag(
        "nav", tag("p", told), tag("p", [tag("span", step) for step in steps if step], letters, class_="kb-letters"),
        class_="kb-leafing", aria_label="Bladeren door de aanbieders",
    )  # fmt: skip


def _letters(places: Sequence[Place]) -> dict[str, int]:
    """Where each first letter begins."""
    found: dict[str, int] = {}
    for place, row in enumerate(places, start=1):
        found.setdefault(row.provider[:1].upper(), place)
    return found
