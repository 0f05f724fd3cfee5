"""Choices on a page about all providers: theme, figure and provider, each kept in the address alone."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.readings import Readings
from dashboard.rows import Definition
from dashboard.selection import FIGURE, FROM, PROVIDER, THEME, Selection
from dashboard.session import filter_in_address
from schemas.vocabulary import Theme

_THEME_KEY, _FIGURE_KEY, _ONE_PROVIDER_KEY = "theme_filter", "compared_figure", "provider_filter"


def theme_filter(there: Sequence[str], selection: Selection) -> None:
    """All themes, or one of those that occur."""
    themes = ["", *(theme.value for theme in Theme if theme.value in there)]
    st.session_state[_THEME_KEY] = selection.theme if selection.theme in themes else ""
    st.selectbox(
        "Thema",
        themes,
        format_func=lambda code: Theme(code).label if code else "Alle thema's",
        key=_THEME_KEY,
        on_change=filter_in_address,
        args=(THEME, _THEME_KEY, (FIGURE, FROM)),
        filter_mode=None,
    )


def figure_choice(definitions: Sequence[Definition], chosen: str) -> None:
    titles = {row.indicator: row.title for row in definitions}
    st.session_state[_FIGURE_KEY] = chosen
    st.selectbox(
        "Cijfer",
        list(titles),
        format_func=lambda code: titles.get(code, ""),
        key=_FIGURE_KEY,
        on_change=filter_in_address,
        args=(FIGURE, _FIGURE_KEY, (FROM,)),
    )


def provider_filter(readings: Readings, selection: Selection) -> None:
    """All providers, or one."""
    names = {row.provider_id: row.provider for row in readings.providers()}
    st.session_state[_ONE_PROVIDER_KEY] = selection.provider_id or ""
    st.selectbox(
        "Aanbieder",
        ["", *names],
        format_func=lambda provider_id: names.get(provider_id, "Alle aanbieders"),
        key=_ONE_PROVIDER_KEY,
        on_change=filter_in_address,
        args=(PROVIDER, _ONE_PROVIDER_KEY),
    )
