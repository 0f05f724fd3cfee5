"""Which survey, wave, provider and question: each a list of what was published, its choice kept in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.selection import PROVIDER, QUESTION, SURVEY, TABLES, WAVE, Selection
from dashboard.survey_rows import Item, Wave
from dashboard.survey_scope import Scope, headlines, scope
from dashboard.views import filters
from schemas.vocabulary import DataSet, QuestionKind, SurveyMeasure

# which question is shown when none was chosen
_FIRST = (
    QuestionKind.GRADE, QuestionKind.SCALE, QuestionKind.NPS, QuestionKind.CHOICE, QuestionKind.MULTIPLE,
    QuestionKind.NUMBER,
)  # fmt: skip


def completed(readings: Readings, selection: Selection, kinds: Sequence[DataSet]) -> Selection | None:
    """The choice with a wave and a question filled in: the newest up to the chosen quarter. None without waves."""
    waves = readings.waves(*kinds)
    asked = next((wave for wave in waves if wave.wave_id == selection.wave_id), None)
    kind = asked.kind if asked else _kind(waves, selection, kinds)
    mine = [wave for wave in waves if wave.kind == kind]
    if not mine:
        return None
    newest = readings.quarters()[-1].quarter
    until = [wave for wave in mine if wave.quarter <= selection.quarter or selection.quarter == newest]
    wave = asked or (until or mine)[0]  # with the newest quarter also a wave that was held after it
    chosen = replace(selection, survey=wave.kind, wave_id=wave.wave_id)
    here = scope(readings, chosen)
    questions = shown_questions(readings, here) if here else []
    if chosen.question not in [item.item for item in questions]:
        chosen = replace(chosen, question=_first(questions))
    return chosen


def _kind(waves: Sequence[Wave], selection: Selection, kinds: Sequence[DataSet]) -> str | None:
    there = {wave.kind for wave in waves}
    asked = selection.survey if selection.survey in there else None
    return asked or next((kind.value for kind in kinds if kind in there), None)


def shown_questions(readings: Readings, here: Scope) -> list[Item]:
    """The questions of which something was published for whoever is looked at."""
    found = headlines(readings, here)
    rows = readings.survey_results(here.wave.wave_id, here.provider_id)
    choices = {row.item for row in rows if row.measure == SurveyMeasure.SHARE}
    items = readings.survey_items(here.wave.wave_id)
    return [item for item in items if item.item in found or item.item in choices]


def _first(questions: Sequence[Item]) -> str | None:
    """The grade, else the first one with an order in its answers, else the first."""
    order = list(_FIRST)
    ranked = sorted(questions, key=lambda item: order.index(QuestionKind(item.kind)))
    return ranked[0].item if ranked else None


def drawn(readings: Readings, chosen: Selection, kinds: Sequence[DataSet], *, with_provider: bool) -> None:
    """The lists in a row."""
    waves = readings.waves(*kinds)
    here = scope(readings, chosen)
    if here is None:
        return
    offered = {kind.value: dutch.capital(kind.label) for kind in kinds if any(wave.kind == kind for wave in waves)}
    with st.container(key="kb-filters", horizontal=True, vertical_alignment="bottom"):
        if len(offered) > 1:
            filters.choice(
                "Onderzoek", offered, here.wave.kind, parameter=SURVEY, clears=(WAVE, QUESTION, TABLES), width=250
            )
        mine = {wave.wave_id: _named(wave) for wave in waves if wave.kind == here.wave.kind}
        filters.choice("Meting", mine, here.wave.wave_id, parameter=WAVE, clears=(TABLES,), width=260)
        if with_provider and here.wave.per_provider:
            filters.choice(
                "Aanbieder", {"": "Alle aanbieders samen"} | _providers(readings, here.wave), here.provider_id,
                parameter=PROVIDER, clears=(TABLES,), width=250,
            )  # fmt: skip
        questions = {item.item: item.text for item in shown_questions(readings, here)}
        if questions:
            filters.choice("Vraag", questions, chosen.question, parameter=QUESTION, clears=(TABLES,), width=390)


def _named(wave: Wave) -> str:
    return f"{dutch.capital(wave.title)}, {dutch.short_period(wave.quarter)}"


def _providers(readings: Readings, wave: Wave) -> dict[str, str]:
    """Who is in the wave, in the order of the alphabet; also who has too few answers to show."""
    there = {row.provider_id for row in readings.survey_responses(wave.wave_id)}
    there |= readings.surveyed_providers(wave.wave_id)
    return {row.provider_id: row.provider for row in readings.providers() if row.provider_id in there}
