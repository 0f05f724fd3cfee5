"""Page Aanbieder: how one provider stands in one quarter, down to the cell it was delivered in."""

from __future__ import annotations

import streamlit as st

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.rows import Provider
from dashboard.selection import Selection, provider_address
from dashboard.session import current_selection, open_publication
from dashboard.views import detail, frame, promised, said, standing, tiles
from dashboard.views.markup import tag
from schemas.vocabulary import PERFORMANCES


def page() -> None:
    """Choose, read, draw, explain."""
    readings = open_publication(frame.absent)
    selection = current_selection(readings, with_provider=True)
    provider = readings.provider(selection.provider_id) if selection.provider_id else None
    title = provider.provider if provider else "Aanbieder"
    st.set_page_config(page_title=f"{title} · Kwartaalbeeld", layout="wide")
    with st.container(key="kb-choices-row", horizontal=True, vertical_alignment="bottom"):
        with st.container(width=420):
            frame.provider_choice(readings, selection)
        with st.container(width=230):
            frame.quarter_choice(readings, selection)
    frame.notices(selection)
    if provider is None:
        _all_providers(readings, selection)
        return
    absence = standing.absence(provider, selection.quarter)
    frame.opening(f"Hoe staat {provider.provider} ervoor?", absence or _answer(readings, selection))
    standing.drawn(readings, provider, selection.quarter, takes_part=not absence)
    if not absence:
        _figures(readings, provider, selection)
    frame.footing(readings)


def _figures(readings: Readings, provider: Provider, selection: Selection) -> None:
    """Tiles of every theme, then one figure in full."""
    figures = readings.headline(provider.provider_id, selection.quarter)
    chosen = detail.chosen(readings, selection, figures)
    tiles.drawn(readings, selection, figures, chosen=chosen)
    if heard := said.drawn(readings, provider.provider_id, selection.quarter):
        st.html(heard)
    if given := promised.drawn(readings, provider.provider_id, selection.quarter):
        st.html(given)
    if chosen:
        detail.drawn(readings, selection, [row for row in figures if row.indicator == chosen])


def _answer(readings: Readings, selection: Selection) -> str:
    """What the overview says of this provider, in a sentence: a reading, no sum."""
    titles = {row.indicator: row.title for row in readings.definitions()}
    filled = readings.themes()
    mine = {
        row.theme: row
        for row in readings.overview(selection.quarter)
        if row.provider_id == selection.provider_id and row.theme in filled
    }
    parts = [
        dutch.theme_standing(row.theme, row.status, titles.get(row.indicator or ""))
        for theme in PERFORMANCES
        if (row := mine.get(theme.value))
    ]
    return " ".join([f"{dutch.capital(dutch.period(selection.quarter))}.", *parts])


def _all_providers(readings: Readings, selection: Selection) -> None:
    """Nobody chosen yet: the list is the way in."""
    items = [
        tag("li", tag("a", row.provider, href=provider_address(selection.quarter, row.provider_id)))
        for row in readings.providers()
    ]
    frame.opening("Hoe staat een aanbieder ervoor?", "Kies een aanbieder uit de lijst.")
    st.html(tag("ul", items, class_="kb-providers"))
    frame.footing(readings)
