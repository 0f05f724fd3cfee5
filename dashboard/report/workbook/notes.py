"""How to read a workbook: what the words mean, what an empty cell is, and what must not be concluded."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.report import method
from dashboard.rows import Definition, Figure
from schemas.vocabulary import Status

_EMPTY = (
    "Een lege cel is nooit 0: er is dan geen getal. De kolom ‘Oordeel’ of ‘Reden’ zegt waarom. Staat er iets onder ‘Meer "
    "dan’, dan is het getal nog niet bereikt en groter dan wat daar staat."
)
_WHOLE = (
    "In elke cel staat het hele getal, zoals het is gepubliceerd; de opmaak rondt alleen af wat u ziet. Een percentage staat "
    "als getal van 0 tot 100. Formules staan er niet in."
)
_ADD = (
    "Tel geen unieke personen, medianen of percentages bij elkaar op: dezelfde persoon kan bij meer aanbieders voorkomen. "
    "Bij Definities staat per cijfer hoe het optelt."
)
_RANK = "De aanbieders staan op alfabet. De cijfers zijn het begin van een gesprek; het is geen rangorde."


def notes(
    figures: Iterable[Figure], definitions: Iterable[Definition], *, margins: bool
) -> tuple[tuple[str, str], ...]:
    """About what, and what is said of it. Of the statuses only those that occur."""
    rows = list(figures)
    seen = {row.status for row in rows}
    told = [("Lege cellen", _EMPTY), ("Getallen", _WHOLE), ("Optellen", _ADD), ("Volgorde", _RANK)]
    told += method.explained(rows, rows, list(definitions), margins=margins)
    told += [(f"Oordeel: {code.label}", method.MEANINGS[code]) for code in Status if code in seen]
    return tuple(told)
