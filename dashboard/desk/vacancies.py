"""Page Vacatures en plaatsingen: which places there are, who fits, what came of it, and files for a vacancy site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from dashboard import dutch
from dashboard.desk import deciding, matching, memory, placements, typing_in
from dashboard.desk.acting import begun, home, signed, told
from dashboard.labour_rows import LabourCount
from dashboard.readings import Readings
from dashboard.selection import QUARTER
from dashboard.session import current_selection, open_publication
from dashboard.views import frame
from dashboard.views.markup import Safe, join, table, tag
from pipelines.record import Standing, Vacancy
from schemas.quarter import Quarter
from schemas.vocabulary import VacancyState

PAGE, VACANCY = "vacatures", "vacature"
_QUESTION = "Welke plekken zijn er, en wie kan er terecht?"
_COLUMNS = ("Opdrachtnemer", "Vorm", "Uren per week", "Wijk", "Start", "Sluit", "Stand")
_OPEN = (VacancyState.OPEN, VacancyState.REPORTED)


def page() -> None:
    """What there is; of one vacancy first who fits."""
    st.set_page_config(page_title="Vacatures en plaatsingen · Kwartaalbeeld", layout="wide")
    chosen = st.query_params.get(VACANCY, "")
    readings = open_publication(frame.absent)
    selection = current_selection(readings, with_provider=False)
    if chosen:
        st.query_params[VACANCY] = chosen
    with st.container(width=230):
        frame.quarter_choice(readings, selection)
    frame.notices(selection)
    quarter = Quarter.parse(selection.quarter)
    stands = begun(partial(memory.labour_standing, home(), quarter), _QUESTION)
    if stands is None:
        return
    counts = readings.labour_counts(selection.quarter)
    frame.opening(_QUESTION, _answer(stands, counts, quarter=quarter))
    told()
    deciding.publish_now()
    if chosen:
        matching.drawn(stands, chosen, quarter)
    st.html(join(_goals(readings, selection.quarter), _list(stands, selection.quarter)))
    _for_a_site(stands)
    placements.drawn(readings, selection.quarter, counts)
    typing_in.drawn(stands, quarter)
    signed("Wat u invult, wordt een levering met deze naam.")
    frame.footing(readings)


def _answer(stands: Standing, counts: Sequence[LabourCount], *, quarter: Quarter) -> str:
    if not stands.vacancies:
        return "Er zijn nog geen vacatures. Lever de werkmap vacatures, of vul ze onderaan in."
    still = sum(item.state in _OPEN for item in stands.vacancies)
    many = dutch.plural(still, "vacature", "vacatures")
    now = f"In de stand van het {quarter.label} {'staat' if still == 1 else 'staan'} er {many} open."
    number = {row.part: row.number for row in counts if row.kind == "vacancies"}
    if not number:
        return f"{now} Cijfers over vier kwartalen zijn er na de volgende publicatie."
    return (
        f"{now} In vier kwartalen werden er {dutch.number(number.get('reported') or 0)} gemeld, "
        f"{dutch.number(number.get('filled') or 0)} vervuld en verliepen er {dutch.number(number.get('expired') or 0)}."
    )


def _goals(readings: Readings, quarter: str) -> Safe | None:
    found = readings.goals(quarter)
    if not found:
        return None
    tiles = [
        tag("article", tag("h3", placements.goal_word(row.goal)), tag("p", row.question, class_="kb-fact"),
            tag("p", row.sentence), class_="kb-tile")
        for row in found
    ]  # fmt: skip
    return tag("section", tag("h2", "Waar het voor is"), tag("div", tiles, class_="kb-tiles kb-still"))


def _list(stands: Standing, quarter: str) -> Safe:
    """Those that are open first; what was filled or expired is folded."""
    now = [item for item in stands.vacancies if item.state in _OPEN]
    then = [item for item in stands.vacancies if item.state not in _OPEN]
    shown = (
        _table("Open vacatures", now, stands.names, quarter=quarter)
        if now
        else tag("p", "Er staat nu geen vacature open.", class_="kb-fact")
    )
    before = None
    if then:
        many = dutch.plural(len(then), "vacature", "vacatures")
        title = tag("summary", f"Vervuld of verlopen: {many}")
        before = tag("details", title, _table("Vervulde en verlopen vacatures", then, stands.names, quarter=quarter))
    return tag("section", tag("h2", "Vacatures"), shown, before)


def _table(caption: str, items: Sequence[Vacancy], names: Mapping[str, str], *, quarter: str) -> Safe:
    ordered = sorted(items, key=lambda item: (-item.reported_on.toordinal(), item.provider_id, item.vacancy))
    rows = [(_name(item, quarter), _cells(item, names)) for item in ordered]
    return table(caption, _COLUMNS, rows, first="Vacature", texts=True, visible_caption=False)


def _name(item: Vacancy, quarter: str) -> Safe:
    address = urlencode({QUARTER: quarter, VACANCY: f"{item.provider_id}/{item.vacancy}"})
    link = tag("a", item.title, href=f"/{PAGE}?{address}")
    return tag("span", link, tag("span", f" {item.vacancy}", class_="kb-fact"))


def _cells(item: Vacancy, names: Mapping[str, str]) -> list[str]:
    state = item.state.label + (f" op {_day(item.filled_on)}" if item.filled_on else "")
    return [
        names.get(item.provider_id, item.provider_id), item.form.label, dutch.number(item.hours, 1).removesuffix(",0"),
        item.district or dutch.NOTHING, _day(item.starts_on) if item.starts_on else "in overleg", _day(item.closes_on),
        state,
    ]  # fmt: skip


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else dutch.NOTHING


def _for_a_site(stands: Standing) -> None:
    """What is open today, as files; RSS needs the address of the site."""
    if not stands.vacancies:
        return
    hint = "De vacatures die vandaag open staan. Er staat niets in over kandidaten."
    st.html(tag("section", tag("h2", "Voor een vacaturesite"), tag("p", hint, class_="kb-fact")))
    with st.container(width=420):
        site = st.text_input("Adres van de vacaturesite (alleen nodig voor RSS)", key="labour_site", max_chars=200,
                             placeholder="https://werk.gemeente.nl")  # fmt: skip
    files = [("jsonld", "JSON-LD (schema.org JobPosting)"), ("csv", "CSV")] + ([("rss", "RSS")] if site else [])
    links = [
        tag("li", tag("a", f"Download als {word}", download=True,
                      href=f"/vacaturebestand/{kind}" + (f"?{urlencode({'site': site})}" if kind == "rss" else "")))
        for kind, word in files
    ]  # fmt: skip
    st.html(tag("ul", links))
