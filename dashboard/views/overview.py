"""Page Overzicht: 28 providers x 6 themes on one screen."""

from __future__ import annotations

import streamlit as st

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.session import current_selection, open_publication
from dashboard.views import frame, matrix
from dashboard.views.across import PAGE_LENGTH, others
from dashboard.views.markup import join, tag
from schemas.vocabulary import PERFORMANCES


def page() -> None:
    """Question and answer, the quarter, the matrix, its words."""
    st.set_page_config(page_title="Overzicht · Kwartaalbeeld", layout="wide")
    readings = open_publication(frame.absent)
    selection = current_selection(readings, with_provider=False)
    with st.container(key="kb-head", horizontal=True, vertical_alignment="bottom", gap="large"):
        with st.container(key="kb-opening"):
            frame.opening("Liggen de afspraken op koers?", *_answer(readings, selection.quarter))
        with st.container(key="kb-choices", width=230):
            frame.quarter_choice(readings, selection)
    frame.notices(selection)
    everybody = readings.providers()
    last = min(selection.first + PAGE_LENGTH - 1, len(everybody))
    shown = everybody if len(everybody) <= PAGE_LENGTH else everybody[selection.first - 1 : last]
    rest = others(selection, everybody, last, page="")
    st.html(join(matrix.drawn(readings, selection.quarter, shown), tag("p", rest) if rest else None))
    frame.footing(readings)


def _answer(readings: Readings, quarter: str) -> list[str]:
    """Deliveries and judgements, as they were counted before publication."""
    state = next(row for row in readings.quarters() if row.quarter == quarter)
    counts: dict[str, dict[str, int]] = {}
    for row in readings.status_counts(quarter):
        counts.setdefault(row.theme, {})[row.status] = row.providers
    themes = readings.themes()
    parts = [dutch.theme_answer(theme.value, counts.get(theme.value, {})) for theme in PERFORMANCES if theme in themes]
    told = dutch.completeness(state.expected, state.delivered)
    return [" ".join([f"{dutch.capital(dutch.period(quarter))}.", told, *(f"{part}." for part in parts)])]
