"""Page Inwonerpanel: what residents say, weighted and not, per question and per district, with how it was done."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.charts.dots import DotRows
from dashboard.pictures import surveys
from dashboard.readings import Readings
from dashboard.selection import PANEL_PAGE, Selection, address
from dashboard.session import open_publication, theme_selection
from dashboard.survey_scope import Scope, scope
from dashboard.views import frame, satisfaction, survey_choices, survey_method, survey_question
from dashboard.views.markup import join, tag
from schemas.vocabulary import DataSet

PAGE = PANEL_PAGE
KINDS = (DataSet.CITIZEN_PANEL,)
_QUESTION = "Wat vinden inwoners?"


def page() -> None:
    """Choose, read, draw, explain."""
    st.set_page_config(page_title="Inwonerpanel · Kwartaalbeeld", layout="wide")
    readings = open_publication(frame.absent)
    selection = replace(theme_selection(readings), provider_id=None)  # residents are no clients of a provider
    chosen = survey_choices.completed(readings, selection, KINDS)
    here = scope(readings, chosen) if chosen else None
    if chosen is None or here is None:
        frame.opening(_QUESTION, "Er is nog geen inwonerpanel gepubliceerd.")
        frame.notices(selection)
    else:
        frame.opening(_QUESTION, satisfaction.answer(readings, here))
        frame.notices(selection)
        survey_choices.drawn(readings, chosen, KINDS, with_provider=False)
        _panel(readings, chosen, here)
    frame.footing(readings)


def _panel(readings: Readings, chosen: Selection, here: Scope) -> None:
    st.html(survey_method.in_sight(readings, here))
    dots = surveys.panel(readings, here)
    if dots is not None:
        st.html(tag("h2", "Per vraag"))
        survey_question.in_picture(
            readings, chosen, dots, here=here, kind=surveys.PANEL, page=PAGE, first="Vraag",
            link=lambda item: f"{address(PAGE, replace(chosen, question=item, as_tables=()))}#vraag",
        )  # fmt: skip
    survey_question.themes(readings, chosen, here, page=PAGE)
    survey_question.drawn(readings, chosen, here, page=PAGE)
    _districts(readings, chosen, here)
    bars = surveys.per_question(readings, here)
    if bars is not None:
        st.html(tag("h2", "Alle antwoorden"))
        survey_question.in_picture(readings, chosen, bars, here=here, kind=surveys.ANSWERS, page=PAGE, first="Vraag")
    compared = dots if isinstance(dots, DotRows) else None
    st.html(join(satisfaction.results(readings, chosen, here), survey_method.drawn(readings, here, compared)))
    if quotes := survey_method.quotes(readings, here):
        st.html(quotes)


def _districts(readings: Readings, chosen: Selection, here: Scope) -> None:
    """The chosen question in every district; a district with too few answers has its reason."""
    found = surveys.districts(readings, here)
    if found is not None:
        st.html(tag("h3", "Per wijk"))
        survey_question.in_picture(readings, chosen, found, here=here, kind=surveys.DISTRICTS, page=PAGE, first="Wijk")
