"""Page Tevredenheid: what clients and partners say in surveys, how sure that is, and what must not be concluded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dashboard import dutch, survey_words
from dashboard.absence import survey_absence
from dashboard.pictures import surveys
from dashboard.pictures.picture import file_address
from dashboard.readings import Readings
from dashboard.selection import COMPARING_PAGE, SATISFACTION_PAGE, Selection, address, provider_address
from dashboard.session import open_publication, theme_selection
from dashboard.survey_rows import Item, Result
from dashboard.survey_scope import Scope, headlines, scope
from dashboard.views import across, frame, survey_choices, survey_method, survey_question
from dashboard.views.markup import Safe, join, notice, status_word, table, tag
from schemas.vocabulary import Attributable, DataSet, SurveyMeasure, Theme

PAGE = SATISFACTION_PAGE
KINDS = (DataSet.CLIENT_SURVEY, DataSet.PARTNER_SURVEY, DataSet.WMO_SURVEY, DataSet.YOUTH_SURVEY)
_QUESTIONS = {DataSet.PARTNER_SURVEY: "Wat vinden samenwerkingspartners?"}
_QUESTION = "Wat vinden cliënten van de hulp?"


def page() -> None:
    """Choose, read, draw, explain."""
    st.set_page_config(page_title="Tevredenheid · Kwartaalbeeld", layout="wide")
    readings = open_publication(frame.absent)
    selection = theme_selection(readings)
    chosen = survey_choices.completed(readings, selection, KINDS)
    here = scope(readings, chosen) if chosen else None
    if chosen is None or here is None:
        frame.opening(_QUESTION, "Er is nog geen enquête onder cliënten of partners gepubliceerd.")
        frame.notices(selection)
    else:
        frame.opening(_QUESTIONS.get(DataSet(here.wave.kind), _QUESTION), answer(readings, here))
        frame.notices(selection)
        survey_choices.drawn(readings, chosen, KINDS, with_provider=True)
        _survey(readings, chosen, here, asked=selection.provider_id)
    if told := _of_theme(readings, selection):
        st.html(told)
    frame.footing(readings)


def answer(readings: Readings, here: Scope) -> str:
    """Whom it is about, and the figure that says most, in the words of the publication."""
    found = headlines(readings, here)
    texts = {item.item: item.text for item in readings.survey_items(here.wave.wave_id)}
    asked = here.item.item if here.item else ""
    first = found.get(asked) or next(iter(found.values()), None)
    if first is None:
        response = readings.survey_response(here.wave.wave_id, here.provider_id)
        return f"{here.about}. {survey_words.response(response)}".strip()
    text = texts[first.item].rstrip(".")
    return f"{here.about}. {text}{'' if text.endswith('?') else ':'} {first.sentence or first.reason or ''}"


def _survey(readings: Readings, chosen: Selection, here: Scope, *, asked: str | None) -> None:
    st.html(survey_method.in_sight(readings, here))
    if asked and not here.wave.per_provider:
        st.html(notice(survey_question.why_not(here)))
    elif here.provider_id and (left_out := _of_municipality(readings, here)):
        st.html(notice(left_out))
    bars = surveys.per_question(readings, here)
    if bars is not None:
        st.html(tag("h2", "Per vraag"))
        survey_question.in_picture(
            readings, chosen, bars, here=here, kind=surveys.ANSWERS, page=PAGE, first="Vraag", link=_link(chosen)
        )
    survey_question.themes(readings, chosen, here, page=PAGE)
    survey_question.drawn(readings, chosen, here, page=PAGE)
    survey_question.per_provider(readings, chosen, here, page=PAGE)
    st.html(join(results(readings, chosen, here), survey_method.drawn(readings, here)))
    if quotes := survey_method.quotes(readings, here):
        st.html(quotes)


def _link(chosen: Selection) -> Callable[[str], str]:
    return lambda item: f"{address(PAGE, replace(chosen, question=item, as_tables=()))}#vraag"


def _of_municipality(readings: Readings, here: Scope) -> str:
    """Questions that are no matter of a provider: how many, and why they are not here."""
    items = readings.survey_items(here.wave.wave_id)
    found = [item for item in items if item.attributable_to == Attributable.MUNICIPALITY]
    if not found:
        return ""
    questions = dutch.plural(len(found), "vraag van deze meting gaat", "vragen van deze meting gaan")
    return dutch.sentence(
        f"{questions} over de toegang bij de gemeente en niet over een aanbieder. Die staan alleen bij alle aanbieders samen"
    )


def results(readings: Readings, chosen: Selection, here: Scope) -> Safe | None:
    """All figures of the wave, each with n, those without an answer, margin and what may be said of a difference."""
    items = {item.item: item for item in readings.survey_items(here.wave.wave_id)}
    lines = [_line(items.get(code), row) for code, row in headlines(readings, here).items()]
    lines += [
        _line(None, row)
        for row in readings.survey_results(here.wave.wave_id, here.provider_id)
        if row.measure == SurveyMeasure.THEME
    ]
    if not lines:
        return None
    columns = [
        "Maat",
        "Uitkomst",
        "Marge",
        "n",
        "Zonder antwoord",
        "Tegen de vorige meting",
        "Tegen de andere aanbieders",
    ]
    kept = [at for at in range(len(columns)) if any(cells[at] for _, cells in lines)]
    lines = [(name, [cells[at] for at in kept]) for name, cells in lines]
    numbers = tag(
        "a", "Download alle uitkomsten van deze meting (CSV)", download=True,
        href=file_address(surveys.RESULTS, chosen, ending="csv"),
    )  # fmt: skip
    caption = f"Alle uitkomsten: {here.about}"
    shown = table(caption, [columns[at] for at in kept], lines, first="Vraag", texts=True)
    return join(tag("div", shown, class_="kb-results"), tag("p", numbers, class_="kb-tools"))


def _line(item: Item | None, row: Result) -> tuple[str, list[str]]:
    measure = SurveyMeasure(row.measure)
    why = survey_words.shown(row, measure)
    return (
        item.text if item else f"Thema {row.item}{', gewogen' if row.weighted else ''}",
        [
            survey_words.measure_label(item.kind if item else None, measure),
            _word(row) if row.value is None else why,
            survey_words.margin(row, measure),
            "" if row.n is None else f"{dutch.number(row.n)}{', indicatief' if row.indicative else ''}",
            "" if row.missing is None else dutch.number(row.missing),
            tag("span", row.change_sentence or "", class_="kb-wrap") if row.change_sentence else "",
            tag("span", row.others_sentence or "", class_="kb-wrap") if row.others_sentence else "",
        ],
    )  # fmt: skip


def _word(row: Result) -> Safe:
    why = survey_absence(row)
    return join(status_word(why) if why else "", " ", tag("span", row.reason or "", class_="kb-fact kb-wrap"))


def _of_theme(readings: Readings, selection: Selection) -> Safe | None:
    """The figures per quarter in this theme: of a chosen provider with their verdict, else the way to them."""
    figures = [row for row in readings.definitions() if row.theme == Theme.SATISFACTION and row.in_use is not False]
    if not figures:
        return None
    titles = {row.indicator: row.title for row in figures}
    heading = tag("h2", f"Cijfers in dit thema, {dutch.period(selection.quarter)}")
    if selection.provider_id is None:
        links = [
            tag("li", tag("a", row.title, href=address(COMPARING_PAGE, Selection(selection.quarter, None, None, row.indicator))))
            for row in figures
        ]  # fmt: skip
        return join(heading, tag("ul", links, class_="kb-contents"))
    lines = [
        (
            tag("a", titles[row.indicator], href=f"{provider_address(selection.quarter, row.provider_id, indicator=row.indicator)}#verloop"),
            [across.value(row), "" if row.n is None else dutch.number(row.n), status_word(row.status) if row.status else "",
             tag("span", row.verdict_sentence or row.reason or "", class_="kb-wrap")],
        )
        for row in readings.headline(selection.provider_id, selection.quarter)
        if row.indicator in titles
    ]  # fmt: skip
    provider = readings.provider(selection.provider_id)
    caption = f"{provider.provider if provider else ''}, {dutch.period(selection.quarter)}"
    return (
        join(heading, table(caption, ["Waarde", "n", "Stand", "Waarom"], lines, first="Cijfer", texts=True))
        if lines
        else None
    )
