"""Page Opmerkingen: what was going on, dated, so that it is drawn on the charts it explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard import dutch
from dashboard.desk import deciding, memory, writing_remark
from dashboard.desk.acting import Refusal, attempt, begun, home, refuse, signed, tell, told
from dashboard.views import frame
from dashboard.views.markup import Safe, tag
from pipelines import record
from schemas.indicators.catalogue import CATALOGUE
from schemas.place import acting_user

PAGE, REMARK = "opmerkingen", "opmerking"
_HEADS = ("Opmerking", "Wanneer", "Bij welke cijfers", "Bij welke aanbieders", "Geschreven door", "Wat u kunt doen")
_REASON = "Vul een reden in. Die komt in het logboek."


def page() -> None:
    """What stands there; first the one that is being taken away."""
    st.set_page_config(page_title="Opmerkingen · Kwartaalbeeld", layout="wide")
    remarks = begun(partial(record.annotations, home()), "Wat was er aan de hand?")
    if remarks is None:
        return
    frame.opening("Wat was er aan de hand?", _answer(remarks))
    told()
    deciding.publish_now()
    asked = st.query_params.get(REMARK)
    if asked:
        _removing(remarks, asked)
    if remarks:
        st.html(_list(remarks))
    if not asked:  # one thing at a time
        writing_remark.drawn()
    signed()


def _answer(remarks: Sequence[object]) -> str:
    if not remarks:
        return "Er staat nog geen opmerking bij de grafieken."
    verb = "staat" if len(remarks) == 1 else "staan"
    return f"Er {verb} {dutch.plural(len(remarks), 'opmerking', 'opmerkingen')} bij de grafieken."


def _list(remarks: Sequence[Mapping[str, Any]]) -> Safe:
    """The newest event first."""
    names = memory.provider_names(home())
    head = tag("tr", [tag("th", name, scope="col") for name in _HEADS])
    body = [_row(row, names) for row in sorted(remarks, key=lambda row: row["starts_on"], reverse=True)]
    caption = tag("caption", "Opmerkingen bij de grafieken", class_="kb-hidden")
    table = tag("table", caption, tag("thead", head), tag("tbody", body), class_="kb-pending")
    return tag("section", tag("h2", "Opmerkingen"), table)


def _row(row: Mapping[str, Any], names: Mapping[str, str]) -> Safe:
    about = [CATALOGUE[code].title if code in CATALOGUE else code for code in row["indicators"]]
    whose = [names.get(code, code) for code in row["providers"]]
    away = tag("a", "Weghalen", tag("span", f": {row['text']}", class_="kb-hidden"),
               href=f"/{PAGE}?{urlencode({REMARK: row['annotation_id']})}")  # fmt: skip
    cells = (
        _when(row),
        dutch.listing(about) or "alle cijfers",
        dutch.listing(whose) or "alle aanbieders",
        f"{row['written_by']}, {dutch.moment(row['written_at'])}",
        away,
    )
    filled = [tag("td", cell, data_label=head) for cell, head in zip(cells, _HEADS[1:], strict=True)]
    return tag("tr", tag("th", row["text"], scope="row"), filled)


def _when(row: Mapping[str, Any]) -> str:
    begin = dutch.day(date.fromisoformat(row["starts_on"]))
    return f"{begin} tot en met {dutch.day(date.fromisoformat(row['ends_on']))}" if row["ends_on"] else begin


def _removing(remarks: Sequence[Mapping[str, Any]], asked: str) -> None:
    """The reason, and the button; the remark stays in the ledger."""
    row = next((row for row in remarks if row["annotation_id"] == asked), None)
    if row is None:
        refuse("Deze opmerking bestaat niet (meer).")
        return
    words = f"U haalt weg: ‘{row['text']}’ ({_when(row)}). De opmerking blijft in het logboek staan."
    st.html(tag("section", tag("h2", "Opmerking weghalen"), tag("p", words)))
    with st.form("remark_remove", border=False), st.container(key="kb-form"):
        why = st.text_input("Waarom haalt u deze opmerking weg?", max_chars=deciding.LONGEST, key=f"remark_why_{asked}")
        pressed = st.form_submit_button("Haal weg", type="primary")
    st.html(tag("p", tag("a", "Toch niet", href=f"/{PAGE}")))
    if not pressed:
        return
    if not why.strip():
        refuse(_REASON)
        return
    with st.spinner("Een ogenblik…"):
        outcome = attempt(partial(record.remove_annotation, home(), asked, why=why, by=acting_user()))
    if isinstance(outcome, Refusal):
        refuse(outcome.words)
        return
    tell("De opmerking is weggehaald. Na de volgende publicatie staat zij niet meer bij de grafieken.")
    st.query_params.clear()
    st.rerun()
