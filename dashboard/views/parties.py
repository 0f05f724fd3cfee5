"""Page Partijen: who takes part in the umbrella agreement, how they came in, what was proposed, met about and decided."""

from __future__ import annotations

import streamlit as st

from dashboard import dutch
from dashboard.party_rows import Participant, told_of
from dashboard.pictures.parties import PARTIES, TIMELINE, events_until, network, parties
from dashboard.readings import Readings
from dashboard.selection import PARTIES_PAGE, Selection
from dashboard.session import open_publication, theme_selection
from dashboard.views import choices, frame, party_sections, picture
from dashboard.views.markup import Safe, join, table, tag
from schemas.vocabulary import NetworkEvent

_NOTHING = (
    "Van de koepelovereenkomst staat nog niets in de stamgegevens. Vul de bladen koepelovereenkomst en deelname in, en "
    "publiceer daarna opnieuw."
)


def page() -> None:
    """Choose, read, tell."""
    st.set_page_config(page_title="Partijen · Kwartaalbeeld", layout="wide")
    readings = open_publication(frame.absent)
    selection = theme_selection(readings)
    with st.container(key="kb-choices-row", horizontal=True, vertical_alignment="bottom"):
        with st.container(width=420):
            choices.provider_filter(readings, selection)
        with st.container(width=230):
            frame.quarter_choice(readings, selection)
    frame.notices(selection)
    frame.opening("Wie doen er mee, en wat is er samen afgesproken?", *_answer(readings, selection))
    _pictures(readings, selection)
    if selection.provider_id:
        st.html(join(party_sections.of_provider(readings, selection.provider_id, selection.quarter)))
    else:
        st.html(join(party_sections.of_everyone(readings, selection.quarter)))
    frame.footing(readings)


def _answer(readings: Readings, selection: Selection) -> list[str]:
    if not readings.umbrellas():
        return [_NOTHING]
    if stays := readings.participants(selection.provider_id) if selection.provider_id else ():
        return [" ".join(_stay(row) for row in stays)]
    counted = " ".join(told_of(readings.network_figures(until=selection.quarter), selection.quarter))
    terms = " ".join(f"{row.title}: {row.sentence[0].lower()}{row.sentence[1:]}" for row in readings.umbrellas())
    return [f"{dutch.capital(dutch.period(selection.quarter))}. {counted}", terms]


def _stay(row: Participant) -> str:
    since = dutch.day(row.joined_on)
    stayed = f"deed mee van {since} tot en met {dutch.day(row.left_on)}" if row.left_on else f"doet mee sinds {since}"
    return " ".join(filter(None, (f"{row.provider} {stayed}.", row.admission)))


def _pictures(readings: Readings, selection: Selection) -> None:
    st.html(tag("h2", "Tijdlijn"))
    made = network(readings, selection)
    if made is None:
        st.html(tag("p", "Er is nog geen deelname bekend, dus er is geen tijdlijn.", class_="kb-fact"))
        return
    picture.drawn(made, selection, lambda: _events(readings, selection), kind=TIMELINE, page=PARTIES_PAGE)
    if selection.provider_id:
        return
    counts = parties(readings, selection)
    if counts is not None:
        st.html(tag("h2", "Partijen per kwartaal (NET-1, NET-2 en NET-3)"))
        picture.drawn(counts, selection, lambda: _counts(readings, selection), kind=PARTIES, page=PARTIES_PAGE)


def _events(readings: Readings, selection: Selection) -> Safe:
    rows = [
        (dutch.day(row.on_day), [NetworkEvent(row.kind).label, row.text])
        for row in reversed(events_until(readings, selection))
    ]
    return table("Wat er gebeurde, het nieuwste eerst", ("Soort", "Wat"), rows, first="Datum", texts=True)


def _counts(readings: Readings, selection: Selection) -> Safe:
    rows = [
        (
            f"{dutch.capital(dutch.period(row.quarter))}, {row.indicator}",
            [row.title, dutch.number(row.value), row.sentence or dutch.NOTHING],
        )
        for row in reversed(readings.network_figures(until=selection.quarter))
    ]
    columns = ("Cijfer", "Aantal", "Toelichting")
    return table("Partijen per kwartaal", columns, rows, first="Kwartaal", texts=True)
