"""Page Open antwoorden: what people wrote in their own words, to read and to release one by one; shown nowhere else before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.desk import deciding, memory
from dashboard.desk.acting import Refusal, attempt, begun, home, refuse, signed, tell, told
from dashboard.views import frame
from dashboard.views.markup import Safe, tag
from pipelines import record
from pipelines.record import OpenAnswer
from schemas.place import acting_user

AT_ONCE = 10  # answers to decide about that stand on the page together


def page() -> None:
    """The first that wait, and what was released."""
    st.set_page_config(page_title="Open antwoorden · Kwartaalbeeld", layout="wide")
    found = begun(partial(memory.open_answers, home()), "Wat schreven mensen zelf?")
    if found is None:
        return
    waiting = [item for item in found if item.released is None]
    released = [item for item in found if item.released]
    frame.opening(
        "Wat schreven mensen zelf?", _answer(waiting, len(released), sum(item.released is False for item in found))
    )
    told()
    deciding.publish_now()
    if waiting:
        _waiting(waiting)
    if released:
        _released(released)
    signed()


def _answer(waiting: Sequence[OpenAnswer], released: int, refused: int) -> str:
    if not (waiting or released or refused):
        return "Er is geen enkel antwoord in eigen woorden."
    verb = "wacht" if len(waiting) == 1 else "wachten"
    first = f"Er {verb} {dutch.plural(len(waiting), 'antwoord', 'antwoorden')}." if waiting else "Er wacht niets op u."
    return f"{first} Vrijgegeven: {dutch.number(released)}, niet vrijgegeven: {dutch.number(refused)}."


def _waiting(waiting: Sequence[OpenAnswer]) -> None:
    st.html(tag("h2", "Te lezen"))
    st.html(tag("p", "Geef alleen vrij wat over niemand in het bijzonder gaat. Wat u niet vrijgeeft, komt nergens te staan.", class_="kb-hint"))  # fmt: skip
    names = memory.provider_names(home())
    for number, item in enumerate(waiting[:AT_ONCE], start=1):
        _one(item, number, names.get(item.provider_id or "", ""))
    if (more := len(waiting) - AT_ONCE) > 0:
        st.html(tag("p", f"Daarna nog {dutch.plural(more, 'antwoord', 'antwoorden')}.", class_="kb-fact"))


def _one(item: OpenAnswer, number: int, provider: str) -> None:
    """The text with what it may give away, and the two buttons."""
    key = "_".join(map(str, item.key))
    with st.container(key=f"kb-open-{number}"):
        st.html(
            tag(
                "div",
                tag("h3", item.question),
                _source(item, provider),
                tag("blockquote", tag("p", item.text)),
                _marks(item),
            )
        )
        read = not item.marks or st.checkbox(
            f"Antwoord {number}: ik heb het gelezen; er staat niets in dat naar een persoon wijst",
            key=f"open_read_{key}",
        )
        with st.container(key=f"kb-open-acts-{number}", horizontal=True):
            if st.button(f"Geef antwoord {number} vrij", key=f"open_yes_{key}", disabled=not read, type="primary"):
                _decide(item, released=True, read=read)
            if st.button(f"Geef antwoord {number} niet vrij", key=f"open_no_{key}"):
                _decide(item, released=False, read=read)


def _source(item: OpenAnswer, provider: str) -> Safe:
    about = f", over {provider}" if provider else ""
    return tag("p", f"{item.title} ({item.quarter}{about})", class_="kb-fact")


def _marks(item: OpenAnswer) -> Safe | None:
    if not item.marks:
        return None
    return tag("p", f"Let op: hierin staat misschien een {dutch.listing(item.marks)}.", class_="kb-complaint")


def _decide(item: OpenAnswer, *, released: bool, read: bool) -> None:
    act = (partial(record.release_open_answers, home(), [item.key], by=acting_user(), read=read) if released
           else partial(record.refuse_open_answers, home(), [item.key], by=acting_user()))  # fmt: skip
    outcome = attempt(act)
    if isinstance(outcome, Refusal):
        refuse(outcome.words)
        return
    tell("Vrijgegeven. Na de volgende publicatie staat het antwoord bij de meting." if released
         else "Niet vrijgegeven. Het antwoord komt nergens te staan.")  # fmt: skip
    st.rerun()


def _released(released: Sequence[OpenAnswer]) -> None:
    """What stands, or will stand, in a publication; each can be taken back."""
    st.html(tag("h2", "Vrijgegeven"))
    names = memory.provider_names(home())
    heads = ("Antwoord", "Meting", "Over", "Vrijgegeven door")
    body = [
        tag("tr", tag("th", item.text, scope="row"),
            [tag("td", cell, data_label=head) for head, cell in zip(heads[1:], (
                f"{item.title} ({item.quarter})", names.get(item.provider_id or "", "niemand in het bijzonder"),
                f"{item.decided_by}, {dutch.moment(item.decided_at or '')}"), strict=True)])
        for item in released
    ]  # fmt: skip
    head = tag("tr", [tag("th", name, scope="col") for name in heads])
    caption = tag("caption", "Vrijgegeven antwoorden", class_="kb-hidden")
    st.html(tag("table", caption, tag("thead", head), tag("tbody", body), class_="kb-pending"))
    texts = {item.key: item.text for item in released}
    with st.container(key="kb-form"):
        chosen = st.selectbox(
            "Een antwoord terugnemen", list(texts), index=None, format_func=lambda value: texts.get(value, "")[:80],
            placeholder="Kies een antwoord", key="open_take_back",
        )  # fmt: skip
        if chosen is not None and st.button("Neem terug", key="open_back"):
            _decide(next(item for item in released if item.key == chosen), released=False, read=True)
