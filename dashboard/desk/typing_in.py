"""On the page of vacancies: a vacancy or a candidate typed in, with the columns and the gates of the workbook."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.desk import fields
from dashboard.desk.acting import Refusal, attempt, home, refuse, tell
from dashboard.views.markup import tag
from pipelines import record
from pipelines.record import Standing
from schemas.dimensions import Field, SheetForm
from schemas.labour import CANDIDATES, VACANCIES, WHOLE
from schemas.place import acting_user
from schemas.quarter import Quarter

_FORM = "labour_typed"  # how many were typed: another key empties the fields
_HINT = (
    "Wat u invult, wordt nagekeken als een werkmap en telt meteen mee in de stand van {quarter}. Staat de code er al, dan komt "
    "deze rij ervoor in de plaats. Schrijf nergens een naam, een adres of een burgerservicenummer."
)
_GIVEN = ("quarter",)  # the page knows it


def drawn(stands: Standing, quarter: Quarter) -> None:
    st.html(tag("section", tag("h2", "Zelf invullen"), tag("p", _HINT.format(quarter=quarter.label), class_="kb-fact")))
    for form, words in ((VACANCIES, "Een vacature"), (CANDIDATES, "Een kandidaat, alleen met een kenmerk")):
        with st.expander(words):
            _one(form, stands, quarter)


def _one(form: SheetForm, stands: Standing, quarter: Quarter) -> None:
    number = st.session_state.get(_FORM, 0)
    wrong: Refusal | None = st.session_state.pop(f"{_FORM}_{form.name}", None)
    shown = [field for field in form.fields if field.name not in _GIVEN]
    with st.form(f"{form.name}_{number}", border=False), st.container(key=f"kb-form-{form.name}"):
        told = {field.name: _asked(field, stands, wrong, key=f"{form.name}_{field.name}_{number}") for field in shown}
        pressed = st.form_submit_button("Bewaar", type="primary")
    if wrong and (rest := fields.elsewhere(wrong, shown)):
        refuse(rest)
    if not pressed:
        return
    typed = {name: text for name, text in told.items() if text}
    with st.spinner("Een ogenblik…"):
        outcome = attempt(partial(record.enter_labour, home(), [(form.name, typed)], quarter, by=acting_user()))
    if isinstance(outcome, Refusal):
        st.session_state[f"{_FORM}_{form.name}"] = outcome
    else:
        tell(f"Bewaard als levering {outcome}. Na de volgende publicatie telt het mee in de cijfers.")
        st.session_state[_FORM] = number + 1
    st.rerun()


def _asked(field: Field, stands: Standing, wrong: Refusal | None, *, key: str) -> str:
    words = None
    if field.name == "provider_id":
        words = stands.names if field.required else {WHOLE: "kandidaat van de gemeente", **stands.names}
    told = fields.asked(field, key=key, words=words, wrong=wrong.beside.get(field.header, ()) if wrong else ())
    return "" if told == WHOLE else told
