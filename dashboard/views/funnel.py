"""A funnel on a page: the picture, what stands out of it, and who stands beside it and why."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import dutch
from dashboard.charts.funnel import colour
from dashboard.judged_rows import FunnelPoint
from dashboard.pictures import comparing
from dashboard.pictures.picture import Picture
from dashboard.rows import Definition
from dashboard.selection import Selection, provider_address
from dashboard.views import picture
from dashboard.views.markup import Safe, join, table, tag

MOST = 40  # rows of one list; the CSV has all
_TALK = "Aanleiding voor een gesprek, geen oordeel."


def drawn(
    found: Picture, points: Sequence[FunnelPoint], *, definition: Definition, selection: Selection, page: str
) -> None:
    st.html(tag("h2", "Trechter", id="trechter"))
    inside = [point for point in points if point.z is not None]
    words = (
        "Hoe meer waarnemingen, hoe smaller de grenzen. Binnen de grenzen kan het verschil met het gemiddelde toeval zijn. "
        "Er is geen rangorde."
    )
    st.html(tag("p", words, class_="kb-fact"))
    whole = _table("Alle aanbieders in de trechter, op alfabet", inside, definition=definition, selection=selection)
    picture.drawn(found, selection, whole, kind=comparing.FUNNEL, page=page)


def standing_out(points: Sequence[FunnelPoint], *, definition: Definition, selection: Selection) -> Safe | None:
    """Who lies outside the limits of 99.8%; None where nobody does."""
    outside = [point for point in points if point.flag is not None]
    if not outside:
        return None
    return join(tag("h2", "Wat opvalt"), _table(_TALK, outside, definition=definition, selection=selection))


def beside(points: Sequence[FunnelPoint], *, definition: Definition, selection: Selection) -> Safe | None:
    """Those without a place in the funnel, each with its reason, in a block that opens without the server."""
    out = [point for point in points if point.z is None]
    if not out:
        return None
    rows = [
        (_link(point, definition=definition, selection=selection), [_value(point, definition), point.sentence or ""])
        for point in out[:MOST]
    ]
    names = table("Op alfabet", ["Waarde", "Reden"], rows, first="Aanbieder", texts=True)
    head = f"Niet in de trechter: {dutch.plural(len(out), 'aanbieder', 'aanbieders')}"
    return tag("details", tag("summary", head), names, _rest(len(out)), class_="kb-origin")


def _table(caption: str, points: Sequence[FunnelPoint], *, definition: Definition, selection: Selection) -> Safe:
    rows = [
        (
            _link(point, definition=definition, selection=selection),
            [_value(point, definition), dutch.number(point.n or 0), _side(point, definition), _q(point),
             point.sentence or ""],
        )
        for point in points[:MOST]
    ]  # fmt: skip
    columns = ["Waarde (marge)", "n", "Plaats", "q na correctie", "Wat betekent het"]
    made = table(caption, columns, rows, first="Aanbieder", texts=True)
    return tag("div", made, _rest(len(points)), class_="kb-told")


def _rest(count: int) -> Safe | None:
    if count <= MOST:
        return None
    more = dutch.number(count - MOST)
    return tag("p", f"En nog {more}: die staan in het CSV-bestand bij de trechter.", class_="kb-fact")


def _link(point: FunnelPoint, *, definition: Definition, selection: Selection) -> Safe:
    address = provider_address(selection.quarter, point.provider_id, indicator=definition.indicator)
    return tag("a", point.provider, href=f"{address}#verloop")


def _value(point: FunnelPoint, definition: Definition) -> str:
    between = dutch.margin(point.lower, point.upper, definition.unit)
    return f"{dutch.figure(point.value, definition.unit)}{f' ({between})' if between else ''}"


def _side(point: FunnelPoint, definition: Definition) -> Safe:
    tone = colour(point.flag, definition.direction)
    words = comparing.side(point.flag)
    if point.flag is None:
        return tag("span", words)
    shape = "kb-square" if tone == "concern" else "kb-disc"
    mark = tag("span", class_=f"kb-mark {shape} kb-{tone}", aria_hidden="true")
    return tag("span", mark, tag("span", words), class_="kb-status")


def _q(point: FunnelPoint) -> str:
    """Two decimals tell enough; what is smaller is said to be so."""
    if point.q is None:
        return dutch.NOTHING
    return "< 0,01" if point.q < 0.01 else dutch.number(point.q, 2)
