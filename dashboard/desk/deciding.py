"""The acts that fit a delivery, each with its reason in a field beside its button; and publishing what counts."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.desk import settling
from dashboard.desk.acting import MAPPING, Refusal, address, attempt, home, linked, refuse, tell, told_again
from dashboard.views.markup import notice, tag
from pipelines import intake, publishing
from pipelines.intake import Case, Finding
from schemas.place import acting_user
from schemas.vocabulary import DeliveryState

LONGEST = 1000
_REASON = "Vul een reden in. Die komt in het logboek."


def drawn(found: Case) -> None:
    """Only what may be done now."""
    may = found.may
    delivery_id = found.delivery["delivery_id"]
    if "map" in may:
        st.html(_button("Wijs aan wat waar staat", address(delivery_id, step=MAPPING)))
    if found.delivery["recipe"] and found.state is DeliveryState.REFUSED:
        st.html(_button("Pas de indeling aan", address(delivery_id, step=MAPPING)))
    if "hand_back" in may:
        _hand_back(found)
    if "accept" in may:
        _accept(found)
    if "reject" in may:
        _with_reason(found, "reject", "Afwijzen", "Waarom wijst u deze levering af?", "Wijs af")
    if "withdraw" in may:
        _with_reason(found, "withdraw", "Intrekken", "Waarom trekt u deze levering in?", "Trek in")
    settling.drawn(found)
    if found.state is DeliveryState.ACCEPTED:
        publish_now()


def _button(text: str, href: str, *, download: bool = False) -> str:
    return tag("p", tag("a", text, href=href, class_="kb-button", download=download))


def _hand_back(found: Case) -> None:
    in_cells = any(item.cell for item in found.checked.findings)
    what = (
        "met elke bevinding in de cel zelf en een blad Bevindingen vooraan" if in_cells else "met een blad Bevindingen"
    )
    told = f"Een werkmap {what}. De afzender heeft geen account nodig."
    link = _button("Geef terug aan de afzender", f"/teruggave/{found.delivery['delivery_id']}.xlsx", download=True)
    st.html(tag("section", tag("h2", "Teruggeven"), tag("p", told), link))


def _accept(found: Case) -> None:
    """Every question has a field for its explanation; an empty one is told at the field itself."""
    delivery_id, questions = found.delivery["delivery_id"], found.checked.questions
    st.html(tag("h2", "Accepteren"))
    with st.form(f"desk_accept_{delivery_id}", border=False):
        fields = [_question(item, number, delivery_id) for number, item in enumerate(questions, start=1)]
        if not st.form_submit_button("Accepteer", type="primary"):
            return
    empty = [place for text, place in fields if not text.strip()]
    for place in empty:
        place.html(notice("Geef hier uitleg: zonder uitleg kan dit niet meetellen.", tone="concern", role="alert"))
    if empty:
        return
    answers = {item.figure: text for item, (text, _) in zip(questions, fields, strict=True)}
    with st.spinner("De levering wordt geaccepteerd…"):
        outcome = attempt(
            partial(intake.accept, home(), delivery_id, by=acting_user(), explanations=answers, since=found.position)
        )
    told_again(outcome, f"{delivery_id} is geaccepteerd en telt mee. Publiceer om het op de pagina's te zien.")


def _question(item: Finding, number: int, delivery_id: str) -> tuple[str, st.delta_generator.DeltaGenerator]:
    """The question in full, the field for its answer, and the place where a complaint about it comes."""
    st.html(tag("p", tag("b", f"Vraag {number}. "), item.sentence))
    text = st.text_area(
        f"Uitleg bij vraag {number}", key=f"desk_answer_{delivery_id}_{number}", max_chars=LONGEST, height=80
    )
    return text, st.empty()


def _with_reason(found: Case, kind: str, heading: str, label: str, button: str) -> None:
    """Reject or withdraw: the reason, the button, and what is wrong with the reason, together."""
    delivery_id = found.delivery["delivery_id"]
    act = {"reject": intake.reject, "withdraw": intake.withdraw}[kind]
    st.html(tag("h2", heading))
    with (
        st.form(f"desk_{kind}_{delivery_id}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom", key=f"kb-act-{kind}"),
    ):
        why = st.text_input(label, key=f"desk_why_{kind}_{delivery_id}", max_chars=LONGEST)
        pressed = st.form_submit_button(button)
    if not pressed:
        return
    if not why.strip():
        refuse(_REASON)
        return
    with st.spinner("Een ogenblik…"):
        outcome = attempt(partial(act, home(), delivery_id, why=why, by=acting_user()))
    told_again(outcome, _done(delivery_id, kind, outcome))


def _done(delivery_id: str, kind: str, outcome: object) -> str:
    if kind == "reject":
        return f"{delivery_id} is afgewezen. Het bestand blijft in het archief."
    earlier = dutch.listing(outcome) if isinstance(outcome, list) else ""
    back = f" Een eerdere versie kunt u weer laten meetellen: {earlier}." if earlier else ""
    return f"{delivery_id} is ingetrokken en telt niet meer mee.{back}"


def publish_now() -> None:
    """One button, only while something counts that is not on the pages yet; its place stays, as that of what is told."""
    with st.container():
        if publishing.is_behind(home()):
            _publish()


def _publish() -> None:
    told = (
        "Er is iets veranderd dat nog niet op de pagina's staat: geaccepteerd, ingetrokken, vastgesteld, in een gesprek "
        "opgeschreven, bij een grafiek opgemerkt, gevraagd of beantwoord."
    )
    st.html(tag("section", tag("h2", "Publiceren"), tag("p", linked(told))))
    if not st.button("Publiceer nu", key="desk_publish", type="primary"):
        return
    with st.spinner("De cijfers worden berekend en vastgelegd…"):
        outcome = attempt(partial(publishing.publish, home(), by=acting_user()))
    if isinstance(outcome, Refusal):
        tell(outcome.words, tone="concern")
    else:
        waiting = (
            f" {dutch.plural(outcome.waiting, 'levering wacht', 'leveringen wachten')} nog." if outcome.waiting else ""
        )
        tell(f"Gepubliceerd: {dutch.number(outcome.figures)} cijfers.{waiting}")
    st.rerun()
