"""Page Definities: what every figure means, as it was declared when the publication was made; to search, and each with an anchor."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.rows import Definition
from dashboard.session import filter_in_address, open_publication
from dashboard.views import frame
from dashboard.views.markup import Safe, join, tag
from schemas.vocabulary import Attributable, Combination, Direction, Evidence, JudgedAgainst, RbaQuestion, Theme, Unit

PAGE = "definities"
SEARCH, _KEY, _LONGEST = "zoek", "definition_search", 60


def page() -> None:
    """Choose, read, explain."""
    st.set_page_config(page_title="Definities · Kwartaalbeeld", layout="wide")
    readings = open_publication(frame.absent)
    frame.opening(
        "Wat betekent elk cijfer?",
        "Elk cijfer heeft één afspraak: wat telt mee, welke kant is goed, en wat het niet zegt. "
        "Pagina, rapport en sjabloon gebruiken dezelfde afspraak.",
    )
    sought = _sought()
    # the whole is kept; what people type is not, or it would fill the memory
    whole = readings.once("definitions", "", lambda: _dictionary(readings, ""))
    st.html(_dictionary(readings, sought) if sought else whole)
    frame.footing(readings)


def _sought() -> str:
    """What is looked for, from the address; asked in a field that keeps it there."""
    st.session_state[_KEY] = st.query_params.get(SEARCH, "")[:_LONGEST]
    with st.container(width=420):
        st.text_input(
            "Zoek een cijfer",
            key=_KEY,
            on_change=filter_in_address,
            args=(SEARCH, _KEY),
            placeholder="Bijvoorbeeld: wachttijd",
        )
    return st.session_state[_KEY].strip().casefold()


def address(indicator: str) -> str:
    """Where a figure is explained."""
    return f"/{PAGE}#{indicator}"


def short(definition: Definition) -> Safe:
    """What a figure is, in two sentences, with the way to the whole."""
    more = tag("a", "Alles over dit cijfer", href=address(definition.indicator))
    return tag(
        "div",
        tag("div", tag("h3", "Wat is het?"), tag("p", definition.definition)),
        tag("div", tag("h3", "Let op"), tag("p", definition.pitfall), tag("p", more, class_="kb-fact")),
        class_="kb-meaning",
    )


def _dictionary(readings: Readings, sought: str) -> Safe:
    rows = [row for row in readings.definitions() if _matches(row, sought)]
    if not rows:
        return tag("p", "Geen cijfer gevonden. Probeer een ander woord.", class_="kb-answer")
    themes = [(Theme(theme), list(same)) for theme, same in groupby(rows, key=lambda row: row.theme)]
    return join(_contents(themes), [_theme(theme, same) for theme, same in themes])


def _matches(row: Definition, sought: str) -> bool:
    return any(
        sought in text.casefold() for text in (row.indicator, row.title, row.question, row.definition, row.pitfall)
    )


def _contents(themes: list[tuple[Theme, list[Definition]]]) -> Safe:
    """Every code as a link, theme by theme: the way in, next to the browser's own search."""
    parts = [
        tag("li", tag("b", f"{theme.label}: "), join(*(_code_link(row) for row in rows))) for theme, rows in themes
    ]
    return tag("nav", tag("ul", parts, class_="kb-contents"), aria_label="Alle cijfers")


def _code_link(row: Definition) -> Safe:
    return join(tag("a", row.indicator, href=address(row.indicator), title=row.title), " ")


def _theme(theme: Theme, rows: list[Definition]) -> Safe:
    return tag("section", tag("h2", theme.label), [_definition(row) for row in rows])


def _definition(row: Definition) -> Safe:
    used = "" if row.in_use else " (niet in gebruik)"
    return tag(
        "article",
        tag("h3", f"{row.indicator} {row.title}", tag("span", used, class_="kb-calm") if used else None),
        tag("p", row.question),
        tag(
            "dl",
            [tag("div", tag("dt", name), tag("dd", value)) for name, value in _facts(row) if value],
            class_="kb-record",
        ),
        class_="kb-definition",
        id=row.indicator,
    )


def _facts(row: Definition) -> list[tuple[str, str | None]]:
    return [
        ("Wat telt mee", row.definition),
        ("Let op", row.pitfall),
        ("Eenheid", Unit(row.unit).label),
        ("Welke kant is goed", Direction(row.direction).label),
        ("Samenvoegen", Combination(row.combination).label),
        ("Tonen vanaf", f"n = {dutch.number(row.minimum_n)}" if row.minimum_n else "elk aantal"),
        ("Waar komt het vandaan", Evidence(row.evidence).label),
        ("Berekend uit", row.made_from),
        ("Waarmee vergeleken", JudgedAgainst(row.judged_against).label if row.judged_against else None),
        ("Welke vraag beantwoordt het", RbaQuestion(row.rba).label if row.rba else None),
        ("Wie kan het beïnvloeden", Attributable(row.attributable_to).label if row.attributable_to else None),
        ("Nagekeken", _checked(row)),
        ("In het Engels", row.title_en),
        ("In gebruik", "ja" if row.in_use else "nee: deze gemeente heeft het niet aangezet"),
    ]


def _checked(row: Definition) -> str | None:
    if not row.checked_by:
        return None
    return f"{row.checked_by}, {dutch.day(row.reviewed_on)}" if row.reviewed_on else row.checked_by
