"""Signals and open questions of a talk: what there is, one more, and an answer."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from dashboard import dutch
from dashboard.desk.acting import home, refuse
from dashboard.desk.talk.acting_here import Form, by_whom, do, function_choice, literal
from dashboard.views.markup import Safe, tag
from pipelines import record
from pipelines.record import TalkNow
from schemas.place import acting_user
from schemas.talk import NoteKind

Row = dict[str, Any]
_HINT = "Geen calamiteiten: die gaan meteen naar de toezichthouder, niet in dit gesprek."


def drawn(found: TalkNow, *, writing: bool) -> None:
    st.html(
        tag(
            "section",
            tag("h2", "Signalen"),
            tag("p", _HINT, class_="kb-fact"),
            _list(found.signals, "Er zijn geen signalen."),
        )
    )
    st.html(tag("section", tag("h2", "Open vragen"), _list(found.questions, "Er zijn geen vragen.")))
    if not writing:
        return
    with st.expander("Een signaal of vraag toevoegen"):
        _new(found)
    mine = [row for row in (*found.signals, *found.questions) if row["noted_in"] == found.quarter]
    if mine:
        with st.expander("Een signaal of vraag weghalen"):
            _remove(found, mine)
    waiting = [row for row in found.questions if row["answer"] is None]
    if waiting:
        with st.expander("Een vraag beantwoorden"):
            _answer(found, waiting)


def _list(rows: list[Row], nothing: str) -> Safe:
    if not rows:
        return tag("p", nothing, class_="kb-fact")
    return tag("ul", [tag("li", _one(row)) for row in rows], class_="kb-notes")


def _one(row: Row) -> Safe:
    kind = NoteKind(row["kind"])
    since = "" if row["noted_in"] == row["quarter"] else f", sinds het {dutch.period(row['noted_in'])}"
    head = f"{'Vraag' if kind is NoteKind.QUESTION else dutch.capital(kind.label)} ({row['note_id']})"
    answer = None
    if row["answer"] is not None:
        given = by_whom(row["answer_function"], row["answered_at"])
        answer = tag(
            "blockquote",
            tag("b", "Antwoord"),
            literal(row["answer"]),
            tag("p", given, class_="kb-fact"),
            class_="kb-said",
        )
    return tag("div", tag("b", head), literal(row["text"]),
               tag("p", f"{by_whom(row['function'], row['written_at'])}{since}", class_="kb-fact"), answer)  # fmt: skip


def _new(found: TalkNow) -> None:
    form = Form.of("note", found)
    with st.form(form.key(), border=False):
        kind = st.selectbox(
            "Soort", list(NoteKind), format_func=lambda item: dutch.capital(item.label), key=form.key("kind")
        )
        text = st.text_area("Wat is er aan de hand?", key=form.key("text"), height=100)
        function = function_choice("Wie brengt dit in?", form.key("who"))
        pressed = st.form_submit_button("Bewaar", type="primary")
    if not pressed:
        return
    if function is None:
        refuse("Kies wie dit inbrengt, naar functie.")
        return
    do(partial(record.note, home(), found.provider_id, found.quarter, kind=kind.value, text=text, function=function,
               by=acting_user()), "Het is bewaard.", form=form)  # fmt: skip


def _remove(found: TalkNow, mine: list[Row]) -> None:
    """What was a mistake, as long as the talk is open."""
    names = {row["note_id"]: f"{row['note_id']} {' '.join(row['text'].split())[:80]}" for row in mine}
    form = Form.of("remove", found)
    with st.form(form.key(), border=False):
        chosen = st.selectbox(
            "Welk signaal of welke vraag?",
            list(names),
            format_func=lambda key: names.get(key, key),
            key=form.key("note"),
        )
        pressed = st.form_submit_button("Haal weg")
    if pressed and chosen is not None:
        do(partial(record.remove_note, home(), chosen, by=acting_user()),
           "Het is weggehaald; in het logboek blijft het staan.", form=form)  # fmt: skip


def _answer(found: TalkNow, waiting: list[Row]) -> None:
    names = {row["note_id"]: f"{row['note_id']} {' '.join(row['text'].split())[:80]}" for row in waiting}
    form = Form.of("answer", found)
    with st.form(form.key(), border=False):
        chosen = st.selectbox(
            "Welke vraag?", list(names), format_func=lambda key: names.get(key, ""), key=form.key("asked")
        )
        text = st.text_area("Antwoord", key=form.key("text"), height=100)
        function = function_choice("Wie antwoordt?", form.key("who"))
        pressed = st.form_submit_button("Bewaar het antwoord", type="primary")
    if not pressed:
        return
    if function is None or chosen is None:
        refuse("Kies wie antwoordt, naar functie.")
        return
    do(partial(record.answer, home(), chosen, found.quarter, text=text, function=function, by=acting_user()),
       "Het antwoord is bewaard.", form=form)  # fmt: skip
