"""Keeping a view: what it shows in words, its name, and for whom it is."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.contents import View, view_at
from dashboard.desk import memory
from dashboard.desk.acting import Refusal, attempt, home, refuse, tell
from dashboard.selection import FIGURE, PROVIDER, QUARTER, THEME
from dashboard.views.markup import tag
from pipelines import record
from schemas.place import acting_user
from schemas.quarter import NotAPeriod
from schemas.vocabulary import Theme

_MINE, _EVERYBODYS = "Alleen voor mij", "Voor iedereen"


def drawn(asked: str) -> None:
    """The form, filled in with the page that the reader came from. An address that is not ours is not shown again."""
    view = view_at(asked)
    if view is None:
        refuse("Dit is geen adres van een pagina van Kwartaalbeeld. Er is niets te bewaren.")
        return
    st.html(tag("section", tag("h2", "Bewaar deze weergave"), tag("p", f"U bewaart: {told(view)}.")))
    with st.form("view_keep", border=False), st.container(key="kb-form"):
        name = st.text_input("Naam van de weergave", max_chars=record.LONGEST_NAME, key="view_name")
        whose = st.radio("Voor wie?", (_MINE, _EVERYBODYS), key="view_whose", horizontal=True)
        fixed = _quarter_choice(view)
        pressed = st.form_submit_button("Bewaar", type="primary")
    if pressed:
        _keep(view if fixed else view.without(QUARTER), name, shared=whose == _EVERYBODYS)


def _quarter_choice(view: View) -> bool:
    """Without its quarter a view shows the quarter that the reader looks at then."""
    if QUARTER not in dict(view.choices):
        return True
    label = "Bewaar het kwartaal mee. Zonder vinkje ziet u straks het kwartaal dat u dan gekozen hebt."
    return st.checkbox(label, value=True, key="view_quarter")


def _keep(view: View, name: str, *, shared: bool) -> None:
    outcome = attempt(partial(record.save_view, home(), name, view.address, shared=shared, by=acting_user()))
    if isinstance(outcome, Refusal):
        refuse(outcome.words)
        return
    tell("De weergave is bewaard, voor iedereen." if shared else "De weergave is bewaard, alleen voor u.")
    st.query_params.clear()
    st.rerun()


def told(view: View) -> str:
    """Aanbieder: Stichting De Linde, 4e kwartaal 2025, Termijnen."""
    parts = [_choice(name, value) for name, value in view.choices]
    return f"{view.entry.title}: {', '.join(parts)}" if parts else view.entry.title


def _choice(name: str, value: str) -> str:
    if name == PROVIDER:
        return memory.provider_names(home()).get(value, value)
    if name == THEME and value in set(Theme):
        return Theme(value).label
    if name == FIGURE:
        return value
    if name == QUARTER:
        try:
            return dutch.period(value)
        except NotAPeriod:
            return value
    return f"{name} {value}"
