"""On the page of vacancies: what became of vacancies and placements in four quarters, of all providers together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import dutch, labour_words
from dashboard.labour_rows import LabourCount, LabourFigure
from dashboard.readings import Readings
from dashboard.views.markup import Safe, table, tag
from schemas.vocabulary import PolicyGoal

_HOW = (
    "Alle opdrachtnemers samen, over de vier kwartalen tot en met dit kwartaal. Een percentage staat er vanaf tien gevallen. "
    "Aantallen plaatsingen naar vorm, herkomst of doelgroep staan er allemaal of geen van alle: een klein getal kan iemand "
    "aanwijzen. De besparing op uitkeringen is een schatting en hoort niet bij de waarde van bouwblokken."
)


def goal_word(goal: str) -> str:
    return PolicyGoal(goal).label


def drawn(readings: Readings, quarter: str, counts: Sequence[LabourCount]) -> None:
    figures = readings.labour_figures(quarter)
    if not figures:
        return
    rows = [
        (tag("span", row.title, tag("span", f" {row.indicator}", class_="kb-fact")), _cells(row)) for row in figures
    ]
    made = table("Vacatures en plaatsingen in vier kwartalen", ("Cijfer", "Waarvan"), rows, first="Wat", texts=True,
                 visible_caption=False)  # fmt: skip
    parts = [_part(counts, *kind) for kind in labour_words.KINDS]
    st.html(
        tag("section", tag("h2", "Wat ervan kwam"), tag("p", _HOW, class_="kb-fact"), made,
            tag("div", parts, class_="kb-tiles kb-still"))
    )  # fmt: skip


def _cells(row: LabourFigure) -> list[str]:
    return [dutch.figure(row.value, row.unit), labour_words.behind(row)]


def _part(counts: Sequence[LabourCount], kind: str, title: str, first: str, words: Mapping[str, str]) -> Safe:
    own = [row for row in counts if row.kind == kind]
    hidden = next((row.reason for row in own if row.reason), None)
    if hidden or not own:
        return tag("article", tag("h3", title), tag("p", hidden or "Er is nog niets om te tellen.", class_="kb-fact"),
                   class_="kb-tile")  # fmt: skip
    rows = [(words.get(row.part, row.part), [dutch.number(row.number or 0)]) for row in own]
    return tag("article", tag("h3", title), table(title, ("Aantal",), rows, first=first, visible_caption=False),
               class_="kb-tile")  # fmt: skip
