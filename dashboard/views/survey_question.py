"""One question of a survey: over the waves, against the former wave and the others, and provider by provider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard import dutch, survey_words
from dashboard.absence import survey_absence
from dashboard.charts.answers import AnswerBars
from dashboard.charts.dots import DotRows
from dashboard.charts.drawing import Drawing
from dashboard.charts.waves import gaps
from dashboard.pictures import surveys
from dashboard.readings import Readings
from dashboard.selection import Selection, address
from dashboard.survey_rows import Result, WaveResult
from dashboard.survey_scope import Scope, answers_of, headlines
from dashboard.views import picture, survey_rows
from dashboard.views.markup import Safe, join, status_word, table, tag
from schemas.vocabulary import Attributable


def drawn(readings: Readings, selection: Selection, here: Scope, *, page: str) -> None:
    """Everything of the chosen question."""
    if here.item is None:
        return
    result = headlines(readings, here).get(here.item.item)
    st.html(join(tag("h2", here.item.text, id="vraag"), _sentences(result)))
    for kind, make in ((surveys.GRADES, surveys.grades), (surveys.CHOICES, surveys.choices)):
        shown = make(readings, here)
        if shown is not None:
            in_picture(readings, selection, shown, here=here, kind=kind, page=page, first="Antwoord")
    _waves(readings, selection, here, page=page)


def themes(readings: Readings, selection: Selection, here: Scope, *, page: str) -> None:
    """What the questions of one theme come to together."""
    found = surveys.themes(readings, here)
    if found is None:
        return
    st.html(tag("h2", "Per thema"))
    in_picture(readings, selection, found, here=here, kind=surveys.THEMES, page=page, first="Thema")


def _sentences(result: Result | None) -> Safe | None:
    """The figure, then what may be said of the difference: each with both its numbers, as published."""
    if result is None:
        return None
    told = [result.sentence or result.reason, result.change_sentence, result.others_sentence]
    return join(tag("p", dutch.sentence(one), class_="kb-answer") for one in told if one)


def in_picture(
    readings: Readings, selection: Selection, found: AnswerBars | DotRows | Drawing, *, here: Scope, kind: str, page: str,
    first: str, link: survey_rows.Link = None,
) -> None:  # fmt: skip
    """A picture with the switch to its table and the way to its files."""
    if isinstance(found, Drawing):
        made = surveys.KINDS[kind](readings, selection)
        if made is not None:
            picture.drawn(made, selection, _answers_table(readings, here), kind=kind, page=page)
        return
    tools = picture.tools(found.id, selection, kind=kind, page=page, about=found.title)
    words = tag("p", dutch.sentence(found.caption), class_="kb-fact")
    as_table = found.id in selection.as_tables
    st.html(join(words, tools, survey_rows.as_table(found, first) if as_table else survey_rows.drawn(found, link)))


def _answers_table(readings: Readings, here: Scope) -> Safe:
    """Every answer to the chosen question, also those that are none."""
    answers = answers_of(
        readings.survey_answers(here.wave.wave_id, here.provider_id), here.item.item if here.item else ""
    )
    lines = [
        (answer.answer, [survey_words.share(answer.share), _number(answer.n, few=bool(answer.few))])
        for answer in answers
    ]
    return table(here.item.text if here.item else "", ["Deel", "Aantal"], lines, first="Antwoord")


def _number(n: int | None, *, few: bool) -> str:
    if n is None:
        return "te klein om te tonen" if few else dutch.NOTHING
    return dutch.number(n)


def _waves(readings: Readings, selection: Selection, here: Scope, *, page: str) -> None:
    """The trend, with every reason for a gap in sight under it."""
    if here.item is None:
        return
    made = surveys.KINDS[surveys.WAVES](readings, selection)
    if made is None or not isinstance(made.chart, Drawing):
        if here.item.comparability_reason:
            st.html(tag("p", dutch.sentence(here.item.comparability_reason), class_="kb-fact"))
        return
    measure = survey_words.measure_of(here.item.kind)
    rows = readings.item_over_waves(here.wave.kind, here.item.item, measure=measure, provider_id=here.provider_id)
    st.html(tag("h3", "Verloop over de metingen"))
    broken = gaps(rows)
    picture.drawn(made, selection, _waves_table(here.item.text, rows, measure), kind=surveys.WAVES, page=page)
    reasons = [
        tag("li", tag("b", f"{dutch.capital(dutch.period(rows[at].quarter))}: {word}. "), dutch.sentence(reason))
        for at, (word, reason) in broken.items()
    ]
    if reasons:
        st.html(tag("ul", reasons, class_="kb-breaks"))


def _waves_table(caption: str, rows: Sequence[WaveResult], measure: str) -> Safe:
    broken = gaps(rows)
    lines = [
        (
            row.title,
            [
                dutch.period(row.quarter), _value(row, measure), "" if row.n is None else dutch.number(row.n),
                survey_words.margin(row, measure),
                tag("span", ". ".join(broken[at]) if at in broken else "vergelijkbaar" if at else "", class_="kb-wrap"),
            ],
        )
        for at, row in enumerate(rows)
    ]  # fmt: skip
    columns = ["Kwartaal", "Uitkomst", "n", "Marge", "Te vergelijken met de vorige"]
    return table(caption, columns, lines, first="Meting", texts=True)


def _value(row: WaveResult, measure: str) -> str:
    why = survey_absence(row)
    return status_word(why) if why else survey_words.figure(row.value, measure)


def per_provider(readings: Readings, selection: Selection, here: Scope, *, page: str) -> None:
    """The chosen question of every provider, or why that is not shown."""
    if here.item is None or here.provider_id:
        return
    heading = tag("h3", "Per aanbieder", id="aanbieders")
    why = why_not(here)
    found = None if why else surveys.per_provider(readings, here)
    if found is None:
        if why:
            st.html(join(heading, tag("p", why, class_="kb-fact")))
        return
    order = "In de volgorde van het alfabet; dit is geen ranglijst."
    st.html(join(heading, tag("p", order, class_="kb-fact")))

    def link(provider_id: str) -> str:
        return address(page, replace(selection, provider_id=provider_id, as_tables=()))

    in_picture(readings, selection, found, here=here, kind=surveys.PROVIDERS, page=page, first="Aanbieder", link=link)


def why_not(here: Scope) -> str:
    """Why a wave or a question is not shown per provider; empty where it is."""
    if not here.wave.per_provider:
        return dutch.sentence(here.wave.per_provider_reason or "Deze enquête wordt niet per aanbieder getoond")
    if here.item and here.item.attributable_to == Attributable.MUNICIPALITY:
        return "Deze vraag gaat over de toegang bij de gemeente en zegt niets over een aanbieder. Daarom staat er geen uitkomst per aanbieder."
    return ""
