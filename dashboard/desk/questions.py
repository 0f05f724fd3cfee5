"""Page Vragen: questions on the umbrella agreement come in from a file or one by one, get an answer, and go to the website."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard import dutch
from dashboard.desk import deciding, taking_in
from dashboard.desk.acting import Refusal, attempt, begun, finish, home, refuse, signed, told
from dashboard.views import frame
from dashboard.views.markup import Safe, tag
from pipelines import record
from schemas.place import acting_user

PAGE, QUESTION = "vragen", "vraag"
_HEADS = ("Vraag", "Over", "Antwoord", "Gepubliceerd op", "Wat u kunt doen")
_FORM = "question_forms"  # how many were written: another key empties the fields
_FILES = (
    ("Nota van inlichtingen (PDF)", "/nota/nota-van-inlichtingen.pdf"),
    ("Nota van inlichtingen (webpagina)", "/nota/nota-van-inlichtingen.html"),
    ("Nota van inlichtingen (CSV)", "/nota/nota-van-inlichtingen.csv"),
    ("Pagina voor de website: overeenkomst, deelnemers en antwoorden", "/nota/koepelovereenkomst.html"),
)


def page() -> None:
    """What was asked; first the one that is being answered."""
    st.set_page_config(page_title="Vragen · Kwartaalbeeld", layout="wide")
    found = begun(partial(record.questions, home()), "Wat is er gevraagd over de koepelovereenkomst?")
    if found is None:
        return
    frame.opening("Wat is er gevraagd over de koepelovereenkomst?", _answer(found))
    told()
    deciding.publish_now()
    asked = st.query_params.get(QUESTION)
    if asked:
        _one(found, asked)
    else:
        _files()
    if found:
        st.html(_list(found))
    if not asked:  # one thing at a time
        taking_in.drawn()
        _new()
    signed()


def _answer(found: Sequence[Mapping[str, Any]]) -> str:
    if not found:
        return "Er is nog geen vraag vastgelegd. Neem het bestand van het formulier op de website op, of typ er een."
    shown = [row for row in found if row["answer"] and row["published_on"]]
    verb = "komt" if len(shown) == 1 else "komen"
    return f"Van {dutch.plural(len(found), 'vraag', 'vragen')} {verb} er {len(shown)} in de nota van inlichtingen."


def _files() -> None:
    links = [tag("li", tag("a", words, href=href, download=True)) for words, href in _FILES]
    about = "Gemaakt uit wat is gepubliceerd. Alleen vragen met een antwoord en een dag van publicatie staan erin."
    st.html(tag("section", tag("h2", "Voor de website"), tag("p", about, class_="kb-fact"), tag("ul", links)))


def _list(found: Sequence[Mapping[str, Any]]) -> Safe:
    """What still has no answer first."""
    order = sorted(found, key=lambda row: (bool(row["answer"]), bool(row["published_on"]), row["question_id"]))
    head = tag("tr", [tag("th", name, scope="col") for name in _HEADS])
    caption = tag("caption", "Vragen over de koepelovereenkomst", class_="kb-hidden")
    rows = [_row(row) for row in order]
    return tag(
        "section",
        tag("h2", "Vragen"),
        tag("table", caption, tag("thead", head), tag("tbody", rows), class_="kb-pending kb-questions"),
    )


def _row(row: Mapping[str, Any]) -> Safe:
    do = "Pas aan" if row["answer"] else "Geef antwoord"
    link = tag("a", do, tag("span", f": {row['question']}", class_="kb-hidden"), href=_address(row["question_id"]))
    cells = (row["subject"] or dutch.NOTHING, row["answer"] or "nog geen antwoord", _day(row["published_on"]), link)
    filled = [tag("td", cell, data_label=head) for cell, head in zip(cells, _HEADS[1:], strict=True)]
    doubt = tag("span", "Lees na of hier een naam in staat.", class_="kb-sub") if row["to_read"] else None
    return tag("tr", tag("th", row["question"], " ", doubt, scope="row"), filled)


def _address(question_id: str) -> str:
    return f"/{PAGE}?{urlencode({QUESTION: question_id})}"


def _day(text: str | None) -> str:
    return dutch.day(date.fromisoformat(text)) if text else "nog niet"


def _one(found: Sequence[Mapping[str, Any]], asked: str) -> None:
    """Answer one question, or take it away."""
    row = next((row for row in found if row["question_id"] == asked), None)
    if row is None:
        refuse("Deze vraag bestaat niet (meer).")
        return
    st.html(tag("section", tag("h2", "Antwoord geven"), tag("p", row["question"])))
    with st.form("question_answer", border=False), st.container(key="kb-form"):
        text = st.text_area("Antwoord", value=row["answer"] or "", key=f"answer_{asked}", height=140)
        day = st.text_input(
            "Gepubliceerd op (dag-maand-jaar; leeg: nog niet)", value=_written(row["published_on"]), key=f"answer_day_{asked}",
            max_chars=40,
        )  # fmt: skip
        if st.form_submit_button("Bewaar het antwoord", type="primary"):
            _keep_answer(asked, text, day)
    with st.form("question_remove", border=False), st.container(key="kb-form-second"):
        why = st.text_input("Of haal de vraag weg. Waarom?", max_chars=deciding.LONGEST, key=f"question_why_{asked}")
        if st.form_submit_button("Haal weg"):
            act = partial(record.remove_question, home(), asked, why=why, by=acting_user())
            finish(attempt(act), "De vraag is weggehaald. Zij blijft in het logboek staan.")
    st.html(tag("p", tag("a", "Terug naar alle vragen", href=f"/{PAGE}")))


def _written(day: str | None) -> str:
    return f"{date.fromisoformat(day):%d-%m-%Y}" if day else ""


def _keep_answer(asked: str, text: str, written: str) -> None:
    day = attempt(partial(record.read_day, written)) if written.strip() else None
    if isinstance(day, Refusal):
        refuse(day.words)
        return
    act = partial(record.answer_question, home(), asked, text, published_on=day, by=acting_user())
    finish(attempt(act), "Het antwoord is bewaard. Na de volgende publicatie staat het in de nota van inlichtingen.")


def _new() -> None:
    """A question that came in another way."""
    about = "Schrijf niet op wie de vraag stelde. Mailadressen en telefoonnummers worden weggelaten."
    st.html(tag("section", tag("h2", "Eén vraag vastleggen"), tag("p", about, class_="kb-fact")))
    number = st.session_state.get(_FORM, 0)
    with st.form(f"question_new_{number}", border=False), st.container(key="kb-form-new"):
        text = st.text_area("Vraag", key=f"question_text_{number}", height=100)
        subject = st.text_input("Onderwerp (mag leeg)", max_chars=deciding.LONGEST, key=f"question_subject_{number}")
        pressed = st.form_submit_button("Bewaar de vraag", type="primary")
    if pressed:
        outcome = attempt(partial(record.write_question, home(), text, subject=subject, by=acting_user()))
        if not isinstance(outcome, Refusal):
            st.session_state[_FORM] = number + 1
        finish(outcome, "De vraag is bewaard.")
