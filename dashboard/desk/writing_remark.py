"""Writing a remark: when, what, and at which figures of which providers it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from dashboard.desk import deciding, memory
from dashboard.desk.acting import Refusal, attempt, home, refuse, tell
from dashboard.views.markup import tag
from pipelines import record
from schemas.indicators.catalogue import CATALOGUE
from schemas.place import acting_user

_FORM = "remark_forms"  # how many were written: another key empties the fields


def drawn() -> None:
    hint = (
        "Bijvoorbeeld: een verhuizing, een nieuwe wachtlijst, een storing in het registratiesysteem. Schrijf niets op "
        "over één persoon, en geen namen van cliënten."
    )
    st.html(tag("section", tag("h2", "Nieuwe opmerking"), tag("p", hint)))
    number = st.session_state.get(_FORM, 0)
    names = memory.provider_names(home())
    with st.form(f"remark_{number}", border=False), st.container(key="kb-form"):
        text = st.text_area("Opmerking", key=f"remark_text_{number}", max_chars=deciding.LONGEST, height=80)
        begin = st.text_input("Datum (dag-maand-jaar)", key=f"remark_from_{number}", max_chars=40)
        end = st.text_input("Tot en met (leeg: één moment)", key=f"remark_until_{number}", max_chars=40)
        about = st.multiselect(
            "Bij welke cijfers? (leeg: alle cijfers)", list(CATALOGUE), key=f"remark_figures_{number}",
            format_func=lambda code: f"{code} {CATALOGUE[code].title}", placeholder="Alle cijfers",
        )  # fmt: skip
        whose = st.multiselect(
            "Bij welke aanbieders? (leeg: alle aanbieders)", sorted(names, key=lambda code: names[code].casefold()),
            format_func=lambda code: names[code], key=f"remark_providers_{number}", placeholder="Alle aanbieders",
        )  # fmt: skip
        pressed = st.form_submit_button("Bewaar de opmerking", type="primary")
    if pressed:
        _keep(text, begin, end=end, indicators=about, providers=whose)


def _keep(text: str, begin: str, *, end: str, indicators: Sequence[str], providers: Sequence[str]) -> None:
    days = [attempt(partial(record.read_day, written)) if written.strip() else None for written in (begin, end)]
    complaints = [day.words for day in days if isinstance(day, Refusal)]
    if days[0] is None:
        complaints.insert(0, "Vul een datum in, bijvoorbeeld 4-11-2025.")
    if not text.strip():
        complaints.insert(0, "Schrijf de opmerking op; leeg kan zij niet zijn.")
    starts_on, ends_on = days
    if complaints or not isinstance(starts_on, date):
        refuse(" ".join(complaints))
        return
    until = ends_on if isinstance(ends_on, date) else None
    with st.spinner("Een ogenblik…"):
        outcome = attempt(
            partial(
                record.annotate,
                home(),
                text,
                starts_on=starts_on,
                ends_on=until,
                indicators=list(indicators),
                providers=list(providers),
                by=acting_user(),
            )
        )
    if isinstance(outcome, Refusal):
        refuse(outcome.words)
        return
    tell("De opmerking is bewaard. Na de volgende publicatie staat zij bij de grafieken.")
    st.session_state[_FORM] = st.session_state.get(_FORM, 0) + 1
    st.query_params.clear()
    st.rerun()
