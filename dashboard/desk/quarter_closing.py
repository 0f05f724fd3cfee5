"""Settling a quarter as a whole from the page Rapporten, with the reports about all providers; and opening it again."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.desk.acting import Refusal, attempt, home, refuse
from dashboard.desk.report_editions import documents_of
from dashboard.desk.talk.acting_here import Form, do
from dashboard.views.markup import tag
from pipelines import record
from schemas.place import acting_user
from schemas.talk import WHOLE_QUARTER

_WHAT = (
    "Dit legt het kwartaal als geheel vast: de cijfers van alle aanbieders, de gesprekken en de afspraken. Het koepelrapport "
    "en het rapport voor de raad worden bewaard bij een editie met een eigen code. Daarna verandert er niets meer over dit "
    "kwartaal, tot iemand het weer opent met een reden."
)


def drawn(quarter: str) -> None:
    """The one act that is possible now."""
    kept = attempt(partial(record.editions, home()))
    if isinstance(kept, Refusal):
        refuse(kept.words)
        return
    standing = [
        row for row in kept
        if (row["provider_id"], row["quarter"], row["replaced"]) == (WHOLE_QUARTER, quarter, False)
    ]  # fmt: skip
    if standing:
        _open_again(quarter, standing[0]["edition_id"])
    else:
        _settle(quarter)


def _settle(quarter: str) -> None:
    st.html(tag("section", tag("h2", "Het kwartaal vaststellen"), tag("p", _WHAT)))
    form = Form("quarter_settle", quarter)
    with st.form(form.key(), border=False):
        why = st.text_input(
            "Is nog niet elk gesprek vastgesteld? Waarom kan het toch? Dit komt op het voorblad, ook van het rapport voor de raad.",
            key=form.key("why"),
            max_chars=1000,
        )
        pressed = st.form_submit_button(f"Stel het {dutch.period(quarter)} vast")
    if pressed:
        act = partial(record.settle_quarter, home(), quarter, why=why, by=acting_user(), documents=documents_of)
        busy = "Alle cijfers worden uitgerekend en de stukken worden gemaakt. Dat kan een halve minuut duren."
        do(act, "Vastgesteld. De editie en haar stukken staan hieronder.", form=form, busy=busy)


def _open_again(quarter: str, edition_id: str) -> None:
    told = f"Het kwartaal is vastgesteld (editie {edition_id}): weer openen"
    form = Form("quarter_reopen", quarter)
    with st.expander(told), st.form(form.key(), border=False):
        why = st.text_input("Waarom opent u dit kwartaal weer?", key=form.key("why"), max_chars=1000)
        pressed = st.form_submit_button("Open het kwartaal weer")
    if pressed:
        act = partial(record.reopen_quarter, home(), quarter, why=why, by=acting_user())
        do(act, "Het kwartaal is weer open. De editie blijft zoals zij was.", form=form)
