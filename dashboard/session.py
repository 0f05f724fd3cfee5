"""One reader's session: the publication that is open, what is chosen, and the palette of the screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import streamlit as st

from dashboard.contents import CONTENTS, View
from dashboard.house_style import HouseStyle, house_style
from dashboard.look import Palette
from dashboard.readings import Door, NoPublication, Readings
from dashboard.selection import FIGURE, FROM, PART, PROVIDER, QUARTER, THEME, Selection, choose
from schemas.place import home_folder

_REMEMBERED, _PAGE = "chosen", "page"


@lru_cache(maxsize=8)
def _door(home: Path) -> Door:
    return Door(home)


def door() -> Door:
    """The door to the publications of this process's home folder; one for all sessions."""
    return _door(home_folder())


@lru_cache(maxsize=8)
def _style(home: Path) -> HouseStyle:
    return house_style(home)


def style() -> HouseStyle:
    """The house style of this process's home folder, as it was when it started. Raises HouseStyleProblem."""
    return _style(home_folder())


def open_publication(when_absent: Callable[[NoPublication], None]) -> Readings:
    """The current publication. Without one: the calm page that says what to do, and nothing after it."""
    try:
        return door().open()
    except NoPublication as absence:
        when_absent(absence)
        st.stop()


def current_selection(readings: Readings, *, with_provider: bool) -> Selection:
    """What the address asks, checked; then written back, so that what is seen can be shared."""
    asked = st.query_params.to_dict()
    selection = choose(asked, st.session_state.get(_REMEMBERED, {}), readings)
    remembered = {QUARTER: selection.quarter, PROVIDER: selection.provider_id or ""}
    st.session_state[_REMEMBERED] = remembered
    wanted = selection.parameters()
    if not with_provider:
        wanted = {name: wanted[name] for name in (QUARTER, FROM) if name in wanted}
    if asked != wanted:
        st.query_params.from_dict(wanted)
    return selection


def theme_selection(readings: Readings) -> Selection:
    """As current_selection, on a page about all providers: a provider only where the address names one."""
    asked = st.query_params.to_dict()
    remembered = st.session_state.get(_REMEMBERED, {})
    selection = choose(asked, {QUARTER: remembered.get(QUARTER, "")}, readings)
    provider = selection.provider_id or remembered.get(PROVIDER, "")
    st.session_state[_REMEMBERED] = {QUARTER: selection.quarter, PROVIDER: provider}
    if asked != selection.parameters():
        st.query_params.from_dict(selection.parameters())
    return selection


def choose_in_address(parameter: str, widget_key: str) -> None:
    """Callback of a choice: the address is the only place where it is kept."""
    value = st.session_state.get(widget_key)
    if value:
        st.query_params[parameter] = value
    if parameter == PROVIDER:
        for name in (THEME, FIGURE, PART):
            st.query_params.pop(name, None)


def filter_in_address(parameter: str, widget_key: str, clears: tuple[str, ...] = ()) -> None:
    """As choose_in_address, for a filter that can be put off again: nothing chosen leaves the address."""
    value = st.session_state.get(widget_key)
    if value:
        st.query_params[parameter] = value
    else:
        st.query_params.pop(parameter, None)
    for name in clears:
        st.query_params.pop(name, None)


def remember_page(title: str) -> None:
    """Which page this run is about: said once, before it is drawn."""
    st.session_state[_PAGE] = title


def current_view() -> View | None:
    """This page as it is looked at now; None where a page has nothing to save."""
    entry = next((item for item in CONTENTS if item.title == st.session_state.get(_PAGE)), None)
    if entry is None or not entry.parameters:
        return None
    asked = st.query_params.to_dict()
    return View(entry, tuple((name, asked[name]) for name in entry.parameters if asked.get(name)))


def palette() -> Palette:
    """What the browser shows now; light until it has told."""
    return style().dark if st.context.theme.type == "dark" else style().light
