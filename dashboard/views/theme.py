"""What the theme pages share: question and answer, filters, how the providers stand, one figure, and its origin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from dashboard import dutch
from dashboard.pictures.kinds import STANDINGS, standings
from dashboard.readings import Readings
from dashboard.rows import Definition
from dashboard.selection import Selection
from dashboard.session import open_publication, theme_selection
from dashboard.views import across, definitions, filters, frame, one_provider, picture
from dashboard.views.markup import table, tag
from schemas.vocabulary import Theme


@dataclass(frozen=True)
class ThemePage:
    """A page about one theme: its name in the address, its question, and a word on how to read it."""

    theme: Theme
    page: str
    question: str
    reading: str = ""
    own: Callable[[Readings, Selection], None] | None = None  # what only this theme has, between picture and table


def drawn(about: ThemePage) -> None:
    """Choose, read, draw, explain."""
    st.set_page_config(page_title=f"{about.theme.label} · Kwartaalbeeld", layout="wide")
    readings = open_publication(frame.absent)
    selection = theme_selection(readings)
    figures = [row for row in readings.definitions() if row.theme == about.theme and row.in_use is not False]
    frame.opening(about.question, _answer(readings, selection, about.theme))
    frame.notices(selection)
    if not figures:
        st.html(tag("p", f"{about.theme.label}: nog niet gemeten.", class_="kb-fact"))
        frame.footing(readings)
        return
    chosen = _figure(figures, selection)
    selection = replace(selection, indicator=chosen.indicator)
    filters.drawn(readings, selection, figures, chosen.indicator)
    if about.reading:
        st.html(tag("p", about.reading, class_="kb-fact"))
    if selection.provider_id:
        one_provider.drawn(readings, selection, chosen, page=about.page)
    else:
        _standings(readings, selection, about)
    if about.own:
        about.own(readings, selection)
    st.html(tag("h2", chosen.title, id="cijfer"))
    st.html(across.drawn(readings, selection, page=about.page, title=chosen.title))
    st.html(definitions.short(chosen))
    frame.footing(readings)


def _figure(figures: Sequence[Definition], selection: Selection) -> Definition:
    """The figure asked for where it is of this theme; else the first in use."""
    asked = next((row for row in figures if row.indicator == selection.indicator), None)
    in_use = next((row for row in figures if row.in_use), figures[0])
    return asked or in_use


def _answer(readings: Readings, selection: Selection, theme: Theme) -> str:
    """How the providers stand in this theme, as it was counted before publication."""
    counts = {row.status: row.providers for row in readings.status_counts(selection.quarter) if row.theme == theme}
    return f"{dutch.capital(dutch.period(selection.quarter))}. {dutch.theme_answer(theme, counts)}."


def _standings(readings: Readings, selection: Selection, about: ThemePage) -> None:
    """How the providers stood, quarter by quarter, when nobody is chosen."""
    chosen = replace(selection, theme=about.theme.value)
    made = standings(readings, chosen)
    if made is None:
        return
    st.html(tag("h2", "Hoe staan de aanbieders ervoor?"))
    lines = [(str(quarter), [str(status), str(count)]) for quarter, _, status, count in made.sheet.rows]
    shown = table(made.chart.title, ["Stand", "Aanbieders"], lines, first="Kwartaal", texts=True)
    picture.drawn(made, chosen, shown, kind=STANDINGS, page=about.page)
