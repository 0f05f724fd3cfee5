"""Another name for a kept view, and taking one away: each asked once more before it happens."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

import streamlit as st

from dashboard.desk.acting import attempt, finish, home
from dashboard.selection import VIEWS_PAGE
from dashboard.views.markup import Safe, join, tag
from pipelines import record
from pipelines.record import SavedView
from schemas.place import acting_user

VIEW, ACT = "weergave", "doe"
_RENAME, _REMOVE = "hernoem", "haal-weg"


def links(kept: SavedView) -> Safe:
    """The two acts, each named for the view it is about."""
    made = [
        tag("a", words, tag("span", f": {kept.name}", class_="kb-hidden"), href=_address(kept, act))
        for words, act in (("Andere naam", _RENAME), ("Weghalen", _REMOVE))
    ]
    return join(made[0], " · ", made[1])


def _address(kept: SavedView, act: str) -> str:
    return f"/{VIEWS_PAGE}?{urlencode({VIEW: kept.view_id, ACT: act})}"


def drawn(kept: SavedView) -> None:
    act = st.query_params.get(ACT)
    if act == _RENAME:
        _rename(kept)
    elif act == _REMOVE:
        _remove(kept)


def _rename(kept: SavedView) -> None:
    st.html(tag("section", tag("h2", "Andere naam"), tag("p", f"De weergave heet nu: {kept.name}")))
    with st.form("view_rename", border=False), st.container(key="kb-form"):
        name = st.text_input("Nieuwe naam", max_chars=record.LONGEST_NAME, key=f"view_rename_{kept.view_id}")
        pressed = st.form_submit_button("Bewaar de naam", type="primary")
    _cancel()
    if pressed:
        finish(attempt(partial(record.rename_view, home(), kept.view_id, name, by=acting_user())),
                    "De weergave heeft een andere naam.")  # fmt: skip


def _remove(kept: SavedView) -> None:
    whose = (
        f"Niemand ziet hem daarna nog; {kept.saved_by} heeft hem bewaard."
        if kept.shared
        else "U bent de enige die hem ziet."
    )
    told = f"Wilt u de weergave ‘{kept.name}’ weghalen? {whose} Aan de cijfers verandert niets."
    st.html(tag("section", tag("h2", "Weergave weghalen"), tag("p", told)))
    pressed = st.button("Ja, haal weg", type="primary", key=f"view_remove_{kept.view_id}")
    _cancel()
    if pressed:
        finish(attempt(partial(record.remove_view, home(), kept.view_id, by=acting_user())),
                    "De weergave is weggehaald.")  # fmt: skip


def _cancel() -> None:
    st.html(tag("p", tag("a", "Toch niet", href=f"/{VIEWS_PAGE}")))
