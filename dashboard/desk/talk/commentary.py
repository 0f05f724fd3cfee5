"""Writing a commentary at one figure: who says it decides whose it is."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from dashboard import dutch
from dashboard.desk.acting import home, refuse
from dashboard.desk.talk.acting_here import Form, do, function_choice
from dashboard.views.markup import tag
from pipelines import record
from pipelines.record import TalkNow
from schemas.place import acting_user
from schemas.talk import Function

_HINT = (
    "Schrijf op wat dit cijfer verklaart. Niets over één persoon, en geen namen. Wie als eerste schrijft, geeft de andere "
    "partij de tijd om te reageren."
)

_CHOSEN = "talk_figure_chosen"


def drawn(found: TalkNow) -> None:
    if not found.figures:
        return
    st.html(tag("section", tag("h2", "Duiding schrijven"), tag("p", _HINT, class_="kb-fact")))
    with st.container(key="kb-form"):
        row = _figure(found)
        function = function_choice("Wie zegt dit?", "talk_who")
    earlier = _earlier(found, row, function)
    # by side and not by function: who corrects the function keeps what was typed
    side = Function(function).side.value if function else ""
    form = Form.of(f"comment_{row['indicator']}_{row['sub_agreement_id']}_{side}", found)
    with st.form(form.key(), border=False), st.container(key="kb-form-text"):
        text = st.text_area("Duiding", earlier, key=form.key("text"), height=140, disabled=function is None,
                            placeholder=None if function else "Kies eerst wie dit zegt.")  # fmt: skip
        with st.container(key="kb-open-acts-comment", horizontal=True):
            pressed = st.form_submit_button("Bewaar de duiding", type="primary")
            away = bool(earlier) and st.form_submit_button("Haal deze duiding weg")
    if not (pressed or away):
        return
    if function is None:
        refuse("Kies wie dit zegt, naar functie.")
        return
    about = {"indicator": row["indicator"], "sub_agreement_id": row["sub_agreement_id"], "by": acting_user()}
    if away:
        do(partial(record.withdraw_comment, home(), found.provider_id, found.quarter, side=side, **about),
           "De duiding is weggehaald; in het logboek blijft zij staan.", form=form)  # fmt: skip
        return
    do(partial(record.comment, home(), found.provider_id, found.quarter, text=text, function=function, **about),
       "De duiding is bewaard. Na de volgende publicatie staat zij ook in de rapporten.", form=form)  # fmt: skip


def _figure(found: TalkNow) -> dict[str, Any]:
    """The figure that is chosen, and stays chosen. Of another publication the list is another one: it would go on showing
    the numbers of before."""
    rows = {(row["indicator"], row["sub_agreement_id"]): row for row in found.figures}
    last, kept = st.session_state.get(_CHOSEN), list(rows)
    chosen = st.selectbox(
        "Bij welk cijfer?",
        kept,
        index=kept.index(last) if last in rows else 0,
        format_func=lambda key: _name(rows[key]) if key in rows else "",
        key=f"talk_figure_{found.provider_id}_{found.quarter}_{found.figures[0]['publication']}",
    )
    st.session_state[_CHOSEN] = chosen
    return rows[chosen]


def _name(row: dict[str, Any]) -> str:
    part = f", {row['sub_agreement']}" if row["sub_agreement"] else ""
    return f"{row['title']}{part}: {dutch.reached(row['value'], row['more_than'], row['unit'])}"


def _earlier(found: TalkNow, row: dict[str, Any], function: str | None) -> str:
    """What the side of this function said of this figure before: to go on with."""
    if function is None:
        return ""
    for item in found.commentary:
        same = (item["indicator"], item["sub_agreement_id"]) == (row["indicator"], row["sub_agreement_id"])
        if same and item["side"] == Function(function).side:
            return str(item["text"])
    return ""
