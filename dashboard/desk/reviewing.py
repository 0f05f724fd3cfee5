"""Page Beoordelen: entries of social return that wait for a judgement, to approve or to reject with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.desk import deciding
from dashboard.desk.acting import Refusal, attempt, home, refuse, tell, told
from dashboard.views import frame
from dashboard.views.markup import Safe, tag
from pipelines import record
from pipelines.record import Entry
from schemas.place import acting_user
from schemas.vocabulary import EntryState

AT_ONCE = 10  # entries to judge that stand on the page together


def page() -> None:
    """The first that wait."""
    st.set_page_config(page_title="Beoordelen · Kwartaalbeeld", layout="wide")
    found = attempt(partial(record.entries_to_review, home()))
    if isinstance(found, Refusal):
        frame.opening("Welke inzet wacht op een oordeel?", "Hier is nog geen Kwartaalbeeld ingericht.")
        refuse(found.words)
        return
    waiting = [item for item in found if item.state is EntryState.SUBMITTED]
    frame.opening("Welke inzet wacht op een oordeel?", _answer(found, waiting))
    told()
    deciding.publish_now()
    for number, item in enumerate(waiting[:AT_ONCE], start=1):
        _one(item, number)
    if (more := len(waiting) - AT_ONCE) > 0:
        st.html(tag("p", f"Daarna nog {dutch.plural(more, 'inzet', 'inzetten')}.", class_="kb-fact"))
    st.html(
        tag("p", f"U werkt als {acting_user()}. Wat u doet, komt met deze naam in het logboek.", class_="kb-footing")
    )


def _answer(found: Sequence[Entry], waiting: Sequence[Entry]) -> str:
    if not found:
        return "Er is nog geen inzet van social return geleverd."
    approved = sum(item.state is EntryState.APPROVED for item in found)
    rejected = sum(item.state is EntryState.REJECTED for item in found)
    verb = "wacht" if len(waiting) == 1 else "wachten"
    first = f"Er {verb} {dutch.plural(len(waiting), 'inzet', 'inzetten')}." if waiting else "Er wacht niets op u."
    return f"{first} Goedgekeurd: {dutch.number(approved)}, afgekeurd: {dutch.number(rejected)}."


def _one(item: Entry, number: int) -> None:
    """What it is, what it is worth, what to mind, and the two buttons."""
    with st.container(key=f"kb-open-{number}"):
        st.html(tag("div", tag("h3", f"{number}. {item.provider}: {item.form}"), _facts(item),
                    tag("p", item.formula), _mind(item)))  # fmt: skip
        why = st.text_input(
            f"Reden, bij afkeuren van inzet {number}", key=f"review_why_{item.entry_id}", max_chars=deciding.LONGEST
        )
        with st.container(key=f"kb-open-acts-{number}", horizontal=True):
            if st.button(f"Keur inzet {number} goed", key=f"review_yes_{item.entry_id}", type="primary"):
                _decide(item, why="", approve=True)
            if st.button(f"Keur inzet {number} af", key=f"review_no_{item.entry_id}"):
                _decide(item, why=why, approve=False)


def _facts(item: Entry) -> Safe:
    parts = [
        item.obligation_id, dutch.period(item.quarter), item.place, item.target_group,
        f"vanaf {item.starts_on}" + (f" tot en met {item.ends_on}" if item.ends_on else ""),
        "" if item.hours is None else f"{dutch.number(item.hours, 1)} uur per week",
        f"bewijs: {item.evidence or 'niet genoemd'}",
    ]  # fmt: skip
    return tag("p", ", ".join(part for part in parts if part), class_="kb-fact")


def _mind(item: Entry) -> Safe | None:
    told = []
    if item.custom:
        told.append(f"Maatwerk: {item.custom_reason or 'zonder reden'}. Twee mensen keuren dit goed.")
    if item.first_by:
        told.append(f"{item.first_by} keurde dit al goed; nu een tweede.")
    if item.changed:
        told.append("Deze inzet is veranderd sinds het vorige oordeel.")
    if item.maybe_twice:
        told.append(f"Mogelijk dubbel met {dutch.listing(item.maybe_twice)}.")
    return tag("p", " ".join(told), class_="kb-complaint") if told else None


def _decide(item: Entry, *, why: str, approve: bool) -> None:
    act = (partial(record.approve_entries, home(), [item.entry_id], by=acting_user()) if approve
           else partial(record.reject_entries, home(), [item.entry_id], why=why, by=acting_user()))  # fmt: skip
    outcome = attempt(act)
    if isinstance(outcome, Refusal):
        refuse(outcome.words)
        return
    tell("Goedgekeurd. Na de volgende publicatie telt het mee." if approve else "Afgekeurd. Het telt niet mee.")
    st.rerun()
