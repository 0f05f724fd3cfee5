"""Settling (vaststellen) the quarters that a delivery fills, and opening one again with a reason."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.desk import memory, report_choice
from dashboard.desk.acting import attempt, home, refuse, told_again
from dashboard.selection import TALK_PAGE, Selection, address
from dashboard.views.markup import Safe, tag
from pipelines import record
from pipelines.intake import Case, Slot
from schemas.place import acting_user
from schemas.quarter import NotAPeriod, Quarter
from schemas.vocabulary import DataSet, DeliveryState

LONGEST = 1000
_NAMED = 4  # quarters and talks that are named; more are counted
_WHAT = "Wat is vastgesteld, ligt vast: een nieuwe levering erover wordt geweigerd, tot iemand het weer opent met een reden."


def drawn(found: Case) -> None:
    """What of this delivery counts can be settled; what of it is settled can be opened."""
    if found.state is not DeliveryState.ACCEPTED:
        return
    open_ = [slot for slot in found.held if slot not in found.locked]
    if open_:
        _settle(found.delivery["delivery_id"], open_)
    own = [slot for slot in found.locked if slot not in (*found.closed, *found.whole)]
    if own:
        _open_again(found.delivery["delivery_id"], own)
    if found.closed or found.whole:
        st.html(_opened_elsewhere(found))


def _opened_elsewhere(found: Case) -> Safe:
    """What was settled together with more than this delivery, and where that is opened again."""
    told = [
        (f"Het gesprek met {_named(provider)} over het {quarter_words(quarter)} is vastgesteld", "pagina Gesprek",
         address(TALK_PAGE, Selection(quarter, provider, None, None)))
        for provider, quarter in dict.fromkeys(slot[:2] for slot in found.closed)
    ]  # fmt: skip
    told += [
        (
            f"Het {quarter_words(quarter)} is als geheel vastgesteld",
            "pagina Rapporten",
            report_choice.whole_quarter(quarter),
        )
        for quarter in dict.fromkeys(slot[1] for slot in found.whole)
    ]
    items = [
        tag(
            "p",
            f"{words}, en deze levering daarmee. Weer openen, met een reden, kan op de ",
            tag("a", page, href=to),
            ".",
        )
        for words, page, to in told[:_NAMED]
    ]
    more = tag("p", f"En nog {dutch.number(len(told) - _NAMED)}.") if len(told) > _NAMED else None
    return tag("section", tag("h2", "Ligt vast"), items, more)


def slot_words(slot: Slot) -> str:
    """Whose slot it is, of when and of what, as a user reads it."""
    provider, quarter, data_set = slot
    if provider == "*":
        return DataSet(data_set).label if quarter == "*" else f"{DataSet(data_set).label} {quarter}"
    return f"{_named(provider)}, {quarter_words(quarter)}, {DataSet(data_set).label}"


def quarter_words(quarter: str) -> str:
    """4e kwartaal 2025; of a slot of no quarter its code."""
    try:
        return Quarter.parse(quarter).label
    except NotAPeriod:
        return quarter


def _named(provider: str) -> str:
    return memory.provider_names(home()).get(provider, provider)


def _settle(delivery_id: str, slots: list[Slot]) -> None:
    st.html(tag("h2", "Vaststellen") + tag("p", _WHAT))
    with st.form(f"desk_settle_{delivery_id}", border=False):
        chosen = slots
        if len(slots) > 1:
            chosen = st.multiselect("Wat stelt u vast?", slots, default=slots, format_func=slot_words,
                                    key=f"desk_slots_{delivery_id}", placeholder="Kies wat u vaststelt")  # fmt: skip
        pressed = st.form_submit_button("Stel vast")
    if not pressed:
        return
    if not chosen:
        refuse("Kies wat u wilt vaststellen.")
        return
    outcome = attempt(partial(record.settle, home(), chosen, by=acting_user()))
    told = [slot_words(slot) for slot in chosen]
    if len(told) == 1:
        told_again(outcome, f"Vastgesteld: {told[0]}.")
    else:
        told_again(outcome, f"Vastgesteld, {dutch.number(len(told))} keer:", told)


def _open_again(delivery_id: str, slots: list[Slot]) -> None:
    st.html(tag("h2", "Weer openen"))
    with st.form(f"desk_open_{delivery_id}", border=False):
        slot = slots[0]
        if len(slots) > 1:
            slot = st.selectbox("Wat opent u?", slots, format_func=slot_words, key=f"desk_locked_{delivery_id}")
        else:
            st.html(tag("p", f"{slot_words(slot)} is vastgesteld."))
        why = st.text_input("Waarom opent u dit weer?", key=f"desk_why_open_{delivery_id}", max_chars=LONGEST)
        pressed = st.form_submit_button("Open weer")
    if not pressed:
        return
    if not why.strip():
        refuse("Vul een reden in. Die komt in het logboek.")
        return
    provider, quarter, data_set = slot
    outcome = attempt(
        partial(record.unlock, home(), provider, quarter, data_set=data_set, why=why.strip(), by=acting_user())
    )
    told_again(outcome, f"Weer open: {slot_words(slot)}. Een nieuwe levering kan nu worden geaccepteerd.")
