"""A survey: what is known of the wave beside its file, who answered, and what each question is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from dashboard import dutch
from dashboard.desk.acting import Refusal, attempt, refuse
from dashboard.desk.mapping import margins, survey_questions
from dashboard.desk.mapping.form import Form
from dashboard.desk.mapping.owner import ALL, quarters
from dashboard.desk.mapping.seen import look_at_survey
from dashboard.views.markup import tag
from pipelines.intake import Content, Strange, SurveySection, SurveySeen
from schemas.surveys import ABOUT
from schemas.vocabulary import DataSet, Selection, SurveyMode, Weighting

NOBODY = "\x00nobody"  # about the municipality as a whole
_KINDS = (
    DataSet.CLIENT_SURVEY,
    DataSet.PARTNER_SURVEY,
    DataSet.CITIZEN_PANEL,
    DataSet.WMO_SURVEY,
    DataSet.YOUTH_SURVEY,
)
_NEVER = {
    DataSet.CITIZEN_PANEL: "Een inwonerpanel gaat over inwoners, niet over één aanbieder.",
    DataSet.YOUTH_SURVEY: "Het cliëntervaringsonderzoek Jeugd wordt nooit per aanbieder getoond: het is niet bedoeld om "
    "aanbieders te vergelijken of in te kopen.",
}
_WHO = {"organisation": "Organisatie van de invuller", "age_band": "Leeftijdsgroep", "sex": "Geslacht", "district": "Wijk",
        "weight": "Gewicht"}  # fmt: skip
_LEFT_OUT = {
    "preview": ("proefantwoord", "proefantwoorden"), "test": ("testantwoord", "testantwoorden"),
    "spam": ("ongewenst antwoord", "ongewenste antwoorden"), "incomplete": ("niet afgemaakt formulier", "niet afgemaakte formulieren"),
    "empty": ("formulier zonder antwoord", "formulieren zonder antwoord"),
    "weight": ("respondent met een te zwaar gewicht", "respondenten met een te zwaar gewicht"),
    "personal": ("kolom die zegt wie iemand is", "kolommen die zeggen wie iemand is"),
    "timing": ("kolom met invultijd", "kolommen met invultijd"),
    "technical": ("kolom die het programma toevoegt", "kolommen die het programma toevoegt"),
}  # fmt: skip


def drawn(form: Form, file: Strange, known: SurveySeen | None) -> Content | None:
    """`known`: the file as its tool wrote it; None for a table of which somebody says that it is a survey."""
    book = _code_book()
    seen = _looked(form, file, known, book)
    if seen is None:
        return None
    form.before = {**{f"fact_{name}": text for name, text in seen.facts.items()}, **form.before}
    st.html(tag("p", _recognised(seen), class_="kb-hint"))
    st.html(tag("h2", "Over deze meting"))
    facts, kind = _wave(form)
    columns: dict[str, str] = {}
    people: dict[str, dict[str, int]] = {}
    if kind is not None:
        _whose(form, file, seen, kind=kind, facts=facts, columns=columns)
        _counts(form, facts)
        _who(form, seen, kind=kind, facts=facts, columns=columns)
        if facts.get("weighting") == Weighting.RAKED.label:
            people = margins.drawn(form, seen, columns)
    st.html(tag("h2", "De vragen"))
    about = set(columns.values())
    asked = survey_questions.drawn(form, seen, about)
    asked += tuple(survey_questions.coded(item) for item in seen.questions if item.column in about and item.codes)
    if form.missing or kind is None:
        return None
    start = seen.content
    assert start.survey is not None
    title = facts.get("title") or f"Enquête uit {file.delivery['file_name']}"
    return replace(start, title=title, survey=SurveySection(start.survey.tool, facts, columns, asked, people))


def _code_book() -> bytes | None:
    """A second file that says what codes stand for; it is not kept, the recipe is."""
    with st.expander("Staan er codes in het bestand? Voeg het codeboek toe"):
        found = st.file_uploader(
            "Codeboek: een blad met kolommen, vragen en codes (1 - ja, 2 - nee)", key="desk_code_book"
        )
    return found.getvalue() if found else None


def _looked(form: Form, file: Strange, known: SurveySeen | None, book: bytes | None) -> SurveySeen | None:
    """The file as its tool wrote it, or as a table; with a code book, in the words of that."""
    seen = known or _table(form, file)
    if seen is None or book is None:
        return seen
    row, sheet = (seen.header_row, seen.sheet) if known is None else (None, None)
    outcome = attempt(partial(look_at_survey, form.delivery_id, row, sheet, book))
    if isinstance(outcome, Refusal):
        refuse(outcome.words)
        return seen
    return outcome


def _table(form: Form, file: Strange) -> SurveySeen | None:
    names = {sheet.name: sheet.name or "het bestand" for sheet in file.sheets}
    name = (
        next(iter(names)) if len(names) == 1 else form.choose("Op welk blad staan de antwoorden?", names, field="sheet")
    )
    if name is None:
        return None
    guess = next(sheet for sheet in file.sheets if sheet.name == name).location.header_rows
    rows = {str(number): f"rij {number}" for number in range(1, 31)}
    row = form.choose("Op welke rij staan de vragen?", rows, field=f"survey_row_{name}", preset=str(max(guess)))
    return look_at_survey(form.delivery_id, int(row), name) if row else None


def _recognised(seen: SurveySeen) -> str:
    left = [dutch.plural(count, *_LEFT_OUT[reason]) for reason, count in seen.left_out.items() if reason in _LEFT_OUT]
    told = f" Weggelaten: {dutch.listing(left)}." if left else ""
    return f"{dutch.plural(seen.respondents, 'respondent', 'respondenten')} en {dutch.plural(len(seen.questions), 'vraag', 'vragen')}.{told}"


def _wave(form: Form) -> tuple[dict[str, str], DataSet | None]:
    """What kind, when and how."""
    facts: dict[str, str] = {}
    kind = form.choose(
        "Wat voor meting is dit?", {item.value: dutch.capital(item.label) for item in _KINDS}, field="fact_kind"
    )
    facts["kind"] = kind or ""
    facts["quarter"] = form.choose("In welk kwartaal telt de meting?", quarters(), field="fact_quarter") or ""
    facts["title"] = form.text("Naam van de meting (mag leeg blijven)", field="fact_title", needed=False)
    for name, label in (("starts_on", "Eerste dag waarop kon worden ingevuld, zoals 1-10-2025 (mag leeg blijven)"),
                        ("ends_on", "Laatste dag (mag leeg blijven)")):  # fmt: skip
        facts[name] = _day(form, label, field=f"fact_{name}")
    for name, label, words in (
        ("mode", "Hoe is gevraagd?", SurveyMode), ("selection", "Wie konden meedoen?", Selection),
    ):  # fmt: skip
        facts[name] = (
            form.choose(label, {word.label: dutch.capital(word.label) for word in words}, field=f"fact_{name}") or ""
        )
    if facts["selection"] == Selection.SELF_SELECTED.label:
        st.html(tag("p", "Wie zichzelf aanmeldt, is geen steekproef. Bij deze meting komt daarom geen foutmarge te staan.", class_="kb-hint"))  # fmt: skip
    return {name: text for name, text in facts.items() if text}, DataSet(kind) if kind else None


def _day(form: Form, label: str, *, field: str) -> str:
    """As 2025-10-01; a complaint where it is no day."""
    written = form.text(label, field=field, needed=False)
    for shape in ("%d-%m-%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(written, shape).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    if written:
        form.missing.append(label)
        st.html(tag("p", "Schrijf de dag als 1-10-2025.", class_="kb-complaint", role="alert"))
    return ""


def _whose(
    form: Form, file: Strange, seen: SurveySeen, *, kind: DataSet, facts: dict[str, str], columns: dict[str, str]
) -> None:
    if kind in _NEVER:
        st.html(tag("p", _NEVER[kind], class_="kb-hint"))
        return
    options = {ALL: "Alles gaat over één aanbieder"}
    if kind is DataSet.WMO_SURVEY:
        options[NOBODY] = "Over de gemeente als geheel, niet per aanbieder"
    options |= survey_questions.column_options(seen)
    preset = next((item.column for item in seen.questions if item.about == "provider"), None)
    where = form.choose("Over welke aanbieder gaan de antwoorden?", options, field="survey_whose", preset=preset)
    if where == ALL:
        facts["provider_id"] = form.choose("Welke aanbieder?", file.providers, field="the_provider") or ""
    elif where not in (None, NOBODY):
        columns["provider"] = where


def _counts(form: Form, facts: dict[str, str]) -> None:
    """How many people there are, were invited, and were not reached; and by whom it was done."""
    for name, label in (
        ("population", "Hoeveel mensen telt de doelgroep? (mag leeg blijven)"),
        ("invited", "Hoeveel mensen zijn uitgenodigd? (mag leeg blijven)"),
        ("undeliverable", "Hoeveel uitnodigingen kwamen niet aan? (mag leeg blijven)"),
    ):
        written = form.text(label, field=f"fact_{name}", needed=False).replace(".", "")
        if written and not written.isdecimal():
            form.missing.append(label)
            st.html(tag("p", "Vul een heel getal in.", class_="kb-complaint", role="alert"))
        elif written:
            facts[name] = written
    for name, label in (("agency", "Wie deed de meting? (mag leeg blijven)"),
                        ("purpose", "Waarvoor is de meting gedaan? (mag leeg blijven)")):  # fmt: skip
        if written := form.text(label, field=f"fact_{name}", needed=False):
            facts[name] = written


def _who(form: Form, seen: SurveySeen, *, kind: DataSet, facts: dict[str, str], columns: dict[str, str]) -> None:
    """Which columns say who answered: asked where it can matter, filled in where a question seems to be it."""
    wanted = ("organisation",) if kind is DataSet.PARTNER_SURVEY else ("age_band", "sex", "district", "weight")
    asked = [name for name in ABOUT if name in wanted and name not in seen.known]
    if seen.known:
        told = dutch.listing([_WHO[name].casefold() for name in seen.known if name in _WHO])
        st.html(tag("p", f"Uit het bestand zelf komen: {told}.", class_="kb-hint"))
    options = survey_questions.column_options(seen)
    for name in asked:
        preset = next((item.column for item in seen.questions if item.about == name), None)
        chosen = form.choose(f"Kolom met {_WHO[name].casefold()} (mag leeg blijven)", options, field=f"about_{name}",
                             preset=preset, needed=False)  # fmt: skip
        if chosen:
            columns[name] = chosen
    weights = {word.label: dutch.capital(word.label) for word in Weighting}
    if not ({"weight"} & {*columns, *seen.known}):
        weights.pop(Weighting.DELIVERED.label)
    weighted = kind is DataSet.CITIZEN_PANEL and form.choose("Hoe wordt gewogen?", weights, field="fact_weighting")
    if weighted:
        facts["weighting"] = weighted
