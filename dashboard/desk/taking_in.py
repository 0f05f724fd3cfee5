"""A file of the website's form on the page Vragen: our columns are found, or pointed at; nothing of who asked is kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from dashboard import dutch
from dashboard.desk.acting import Refusal, attempt, home, refuse, tell
from dashboard.views.markup import tag
from pipelines import record
from schemas.place import acting_user
from schemas.umbrella_questions import QuestionColumn

_DROPS = "question_drops"
_ABOUT = (
    "Het csv-bestand of de werkmap van het formulier op de website. Alleen vraag, antwoord, onderwerp en de dagen worden "
    "bewaard; kolommen over de vragenstellers niet, en het bestand zelf ook niet."
)


def drawn() -> None:
    st.html(tag("section", tag("h2", "Bestand opnemen"), tag("p", _ABOUT, class_="kb-fact")))
    drops = st.session_state.get(_DROPS, 0)
    with st.form(f"question_file_{drops}", border=False), st.container(key="kb-form-file"):
        file = st.file_uploader("Bestand met vragen", key=f"question_drop_{drops}")
        with st.expander("Heten de kolommen in uw bestand anders?"):
            heads = {
                column: st.text_input(
                    f"Opschrift van de kolom met {column.label}",
                    max_chars=100,
                    key=f"question_head_{column.value}_{drops}",
                )
                for column in QuestionColumn
            }
        pressed = st.form_submit_button("Neem op", type="primary")
    if not pressed:
        return
    if file is None:
        refuse("Kies eerst een bestand.")
        return
    named = {column: head.strip() for column, head in heads.items() if head.strip()}
    with st.spinner("Een ogenblik…"):
        outcome = attempt(partial(_taken, file.name, file.getvalue(), named))
    if isinstance(outcome, Refusal):
        refuse(outcome.words)
        return
    st.session_state[_DROPS] = drops + 1
    tell(_words(outcome))
    st.rerun()


def _taken(name: str, content: bytes, named: dict[QuestionColumn, str]) -> record.TakenIn:
    """The bytes are on disk for as long as they are read: they say who asked."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"vragen{Path(name).suffix.lower()}"
        path.write_bytes(content)
        return record.take_in_questions(home(), path, named, by=acting_user())


def _words(found: record.TakenIn) -> str:
    counted = (
        (found.new, "vraag is nieuw", "vragen zijn nieuw"),
        (found.changed, "is bijgewerkt", "zijn bijgewerkt"),
        (found.same, "stond er al", "stonden er al"),
    )
    told = dutch.listing([dutch.plural(count, one, many) for count, one, many in counted if count])
    parts = [f"{dutch.capital(told)}."]
    if found.dropped:
        parts.append(f"Niet bewaard zijn de kolommen: {dutch.listing(found.dropped)}.")
    if found.cleaned:
        parts.append(f"Uit {dutch.plural(found.cleaned, 'vraag', 'vragen')} is iets over de vragensteller weggelaten.")
    if found.to_read:
        parts.append("In een vraag kan nog een naam staan; dat staat erbij. Lees die na voor de publicatie.")
    return " ".join(parts)
