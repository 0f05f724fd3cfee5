"""The delivery board: who was expected to deliver, and how far each quarter is."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from itertools import groupby

import streamlit as st

from dashboard import dutch
from dashboard.desk.acting import PAGE, Refusal, address, attempt, home, refuse
from dashboard.views import frame
from dashboard.views.markup import Safe, join, tag
from pipelines import intake
from pipelines.intake import Place
from schemas.quarter import Month, NotAPeriod, Quarter
from schemas.vocabulary import DataSet, SlotState

PART = "bord"
SHOWN = 6  # quarters beside each other
_DONE = (SlotState.ACCEPTED, SlotState.LOCKED)
_SHORT = {
    SlotState.LOCKED: "vastgesteld",
    SlotState.ACCEPTED: "geaccepteerd",
    SlotState.WAITING: "wacht",
    SlotState.REFUSED: "geweigerd",
    SlotState.EXPECTED: "verwacht",
    SlotState.MISSING: "niet geleverd",
    SlotState.NOT_EXPECTED: "n.v.t.",
}
_MARKS = {
    SlotState.LOCKED: "●",
    SlotState.ACCEPTED: "●",
    SlotState.WAITING: "◐",
    SlotState.REFUSED: "✕",
    SlotState.EXPECTED: "○",
    SlotState.MISSING: "▲",
    SlotState.NOT_EXPECTED: "–",
}
_MEANINGS = {
    SlotState.LOCKED: "geaccepteerd en afgesproken dat het zo blijft",
    SlotState.ACCEPTED: "telt mee",
    SlotState.WAITING: "wacht op acceptatie",
    SlotState.REFUSED: "er zaten fouten in en er is nog niets voor in de plaats gekomen",
    SlotState.EXPECTED: "kan nog op tijd komen",
    SlotState.MISSING: "de laatste leverdag is voorbij",
    SlotState.NOT_EXPECTED: "doet in dat kwartaal niet mee",
}

_FIRST = (
    "Vul eerst de stamgegevens in: stamgegevens.xlsx zit in het zipbestand hieronder. Lever dat bestand daarna op de pagina "
    "Aanleveren."
)


def _now() -> Quarter:
    today = datetime.now(UTC)
    return Month(today.year, today.month).quarter


def _quarters() -> list[Quarter]:
    """Up to the quarter in the address, never beyond the one that runs now; the oldest first."""
    try:
        last = min(Quarter.parse(st.query_params.get("tot", "")[:20]), _now())
    except NotAPeriod:
        last = _now()
    return [last.shift(-back) for back in range(SHOWN - 1, -1, -1)]


def _further(quarters: list[Quarter]) -> Safe:
    """The way to earlier quarters, and back."""
    links = [("Eerdere kwartalen", quarters[0].shift(-1))]
    if quarters[-1] < _now():
        links.append(("Latere kwartalen", min(quarters[-1].shift(SHOWN), _now())))
    made = [tag("a", words, href=f"/{PAGE}?deel={PART}&tot={until}") for words, until in links]
    return tag("p", join([part for link in made for part in (" · ", link)][1:]))


def drawn() -> None:
    """A row per provider and data set, a column per quarter; each square says it in a word and leads to its delivery."""
    st.html(tag("p", tag("a", "Alle leveringen", href=address()), class_="kb-back"))
    quarters = _quarters()
    places = attempt(partial(intake.board, home(), quarters))
    if isinstance(places, Refusal):
        refuse(places.words)
        return
    if not places:
        frame.opening("Wie heeft geleverd?", "Er zijn nog geen aanbieders.", _FIRST)
        _templates(quarters)
        return
    st.html(
        join(tag("h1", "Wie heeft geleverd?"), tag("p", _answer(places, _last_ended(quarters)), class_="kb-answer"))
    )
    st.html(join(_table(places, quarters), _legend(places), _further(quarters)))
    _templates(quarters)


def _last_ended(quarters: list[Quarter]) -> str:
    return str(quarters[-2] if quarters[-1] == _now() else quarters[-1])


def _answer(places: list[Place], quarter: str) -> str:
    """Over the last quarter that ended."""
    due = [place for place in places if place.quarter == quarter and place.state is not SlotState.NOT_EXPECTED]
    if not due:
        return f"Over het {dutch.period(quarter)} wordt van niemand een levering verwacht."
    done = sum(place.state in _DONE for place in due)
    late = sum((place.days_late or 0) > 0 for place in due if place.state in _DONE)
    absent = len({place.provider_id for place in due if place.state is SlotState.MISSING})
    words = f"Over het {dutch.period(quarter)} zijn {done} van de {len(due)} verwachte leveringen geaccepteerd"
    words += f", waarvan {late} na de laatste leverdag ({dutch.day(due[0].due_on)})." if late else "."
    return words + (
        f" {dutch.plural(absent, 'aanbieder heeft', 'aanbieders hebben')} niet alles geleverd." if absent else ""
    )


def _table(places: list[Place], quarters: list[Quarter]) -> Safe:
    head = tag("tr", tag("th", "Aanbieder", scope="col"),
               [tag("th", dutch.short_period(str(item)), scope="col") for item in quarters])  # fmt: skip
    rows = [
        tag("tr", tag("th", name, _beside(data_set), scope="row"), [_square(place) for place in own])
        for name, data_set, own in ((name, data_set, list(group)) for (name, _, data_set), group in groupby(places, lambda one: (one.provider, one.provider_id, one.data_set)))
    ]  # fmt: skip
    caption = tag("caption", "Leveringen per aanbieder, gegevensset en kwartaal", class_="kb-hidden")
    return tag("table", caption, tag("thead", head), tag("tbody", rows), class_="kb-board")


def _beside(data_set: str) -> Safe | None:
    """Which data set a row is about, where it is not the quarterly monitor."""
    return None if data_set == DataSet.MONITORING else tag("span", f" · {DataSet(data_set).label}", class_="kb-quiet")


def _square(place: Place) -> Safe:
    late = f", {dutch.plural(place.days_late or 0, 'dag', 'dagen')} te laat" if (place.days_late or 0) > 0 else ""
    faults = (
        f", {dutch.plural(place.errors, 'fout', 'fouten')}" if place.state is SlotState.REFUSED and place.errors else ""
    )
    mark = tag("span", _MARKS[place.state], " ", aria_hidden="true")
    words = f"{_SHORT[place.state]}{faults}{late}"
    inside = tag("a", words, href=address(place.delivery_id)) if place.delivery_id else words
    return tag("td", tag("span", mark, inside), class_=f"kb-slot-{place.state}", data_label=dutch.period(place.quarter))


def _legend(places: list[Place]) -> Safe:
    seen = {place.state for place in places}
    items = [
        tag("li", tag("span", f"{_MARKS[state]} ", aria_hidden="true"), tag("b", _SHORT[state]), f" {words}")
        for state, words in _MEANINGS.items()
        if state in seen
    ]
    return tag("ul", items, class_="kb-legend", aria_label="Wat de woorden betekenen")


def _templates(quarters: list[Quarter]) -> None:
    """The workbooks to send out, for the quarter that runs and the one before."""
    links = [
        tag(
            "li",
            tag("a", f"Sjablonen voor het {dutch.period(str(item))}", href=f"/sjablonen/{item}.zip", download=True),
        )
        for item in reversed(quarters[-2:])
    ]
    told = "Een zipbestand met voor elke aanbieder een werkmap waarin de afspraken en de vorige cijfers al staan."
    st.html(tag("section", tag("h2", "Sjablonen"), tag("p", told), tag("ul", links)))
