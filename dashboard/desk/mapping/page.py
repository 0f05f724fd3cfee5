"""The form from top to bottom: where the table is, what is in it, whose it is, and trying it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.desk.acting import Refusal, address, attempt, refuse, told
from dashboard.desk.mapping import (
    answers,
    before,
    doubts,
    figures,
    owner,
    reference,
    social_return,
    survey,
    table,
    trial,
)
from dashboard.desk.mapping.form import Form
from dashboard.desk.mapping.seen import look, look_at_survey
from dashboard.views import frame
from dashboard.views.markup import tag
from pipelines.intake import Content, SheetSeen, Strange
from schemas.vocabulary import DataSet

SURVEY = "Een enquête: alle vragen, één rij per ingevulde vragenlijst"
ANSWERS = "Antwoorden op één vraag, om er één cijfer uit te tellen"
FIGURES = "Cijfers van aanbieders: aantallen, percentages of dagen"
SOCIAL_RETURN = "Social return: inzet uit een registratiesysteem, of facturen"
REFERENCE = "Kengetallen van buiten: bevolking of landelijke cijfers"

KINDS = {
    "survey": SURVEY,
    "answers": ANSWERS,
    "figures": FIGURES,
    "social_return": SOCIAL_RETURN,
    "reference": REFERENCE,
}
_SEEN_AS = {REFERENCE: DataSet.REFERENCE, SOCIAL_RETURN: DataSet.SOCIAL_RETURN}


def drawn(delivery_id: str) -> None:
    """Asks no more than this file needs."""
    st.html(tag("p", tag("a", "Terug naar de levering", href=address(delivery_id)), class_="kb-back"))
    with st.spinner("Kwartaalbeeld bekijkt het bestand…"):
        file = attempt(partial(look, delivery_id))
    if isinstance(file, Refusal):
        frame.opening("Hier valt niets aan te wijzen", "")
        refuse(file.words)
        return
    frame.opening(
        f"Wat staat waar in {file.delivery['file_name']}?",
        "Wijs het één keer aan. Kwartaalbeeld onthoudt het voor het volgende bestand met dezelfde opschriften.",
    )
    told()
    form = Form(delivery_id, before.presets(file, KINDS))
    if not file.sheets:
        refuse("In dit bestand staat geen tabel die Kwartaalbeeld kan zien.")
        return
    with st.container(key="kb-form"):
        _asked(form, file)


def _asked(form: Form, file: Strange) -> None:
    """The questions, and what comes out."""
    st.html(tag("h2", "Wat voor bestand is dit?"))
    known = look_at_survey(form.delivery_id)
    guess = 0 if known or any(column.scale for sheet in file.sheets for column in sheet.columns) else None
    kind = form.one_of("Wat staat er in dit bestand?", tuple(KINDS.values()), field="kind", preset=guess)
    if kind is None:
        return
    if kind == SURVEY:
        trial.drawn(form, file, survey.drawn(form, file, known))
        return
    data_set = _SEEN_AS.get(kind, DataSet.MONITORING)
    if data_set is not DataSet.MONITORING:
        file = look(form.delivery_id, None, data_set)
    st.html(tag("h2", "Waar staat de tabel?"))
    found = table.drawn(form, file, data_set)
    content = _content(form, *found, kind=kind) if found else None
    trial.drawn(form, file, content)


def _content(form: Form, file: Strange, seen: SheetSeen, *, kind: str) -> Content | None:
    """What the form holds; None while something is missing."""
    title = f"Indeling van {file.delivery['file_name']}"
    st.html(tag("h2", "Wat haalt u eruit?"))
    if kind == SOCIAL_RETURN:
        start = social_return.drawn(form, file, seen, title)
        return _with_layout(form, seen, start, {name for item in start.columns.values() for name in item.columns})
    if kind == REFERENCE:
        columns, constants, unpivot = reference.drawn(form, seen)
        start = Content(title, data_set=DataSet.REFERENCE, columns=columns, constants=constants, unpivot=unpivot)
        used = {name for item in columns.values() for name in item.columns}
        return _with_layout(form, seen, start, used | set(unpivot.columns if unpivot else ()))
    measures, scales, unpivot, heading = (), (), None, ""
    if kind == ANSWERS:
        measures, scales = answers.drawn(form, seen)
    else:
        found = figures.drawn(form, seen)
        measures, unpivot, heading = found.measures, found.unpivot, found.heading
    st.html(tag("h2", "Voor wie en wanneer?"))
    whose = owner.drawn(form, file, seen, heading=heading)
    start = Content(
        title, columns=whose.columns, constants=whose.constants, period_is=whose.period_is, measures=measures,
        answers=scales, unpivot=unpivot,
    )  # fmt: skip
    used = {name for item in measures for formula in item.parts.values() for name in formula.columns}
    used |= {name for item in whose.columns.values() for name in item.columns}
    return _with_layout(form, seen, start, used | set(unpivot.columns if unpivot else ()))


def _with_layout(form: Form, seen: SheetSeen, start: Content, used: set[str]) -> Content | None:
    layout, period_is = doubts.layout(form, seen, used)
    rules = doubts.leaves_out(form, seen) + form.left_out
    if form.missing:
        return None
    return replace(start, layout=layout, leaves_out=rules, period_is=period_is or start.period_is)
