"""How a figure came to be: in words, and down to the file, the sheet and the cell."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.rows import Definition, Figure, Origin
from dashboard.views.markup import Safe, table, tag
from schemas.vocabulary import Combination, Evidence, Unit

_COLUMNS = ("Blad", "Cel", "Periode", "Deelovereenkomst", "Geleverd", "Bewerking")


def drawn(readings: Readings, definition: Definition, rows: Sequence[Figure]) -> Safe:
    """A closed block that opens without the server: <details> works with any keyboard."""
    trail = [
        origin
        for row in rows
        for origin in readings.trail(
            row.provider_id, row.indicator, quarter=row.quarter, sub_agreement_id=row.sub_agreement_id
        )
    ]
    return tag(
        "details",
        tag("summary", "Hoe komt dit getal tot stand?"),
        [tag("p", text) for text in (*_in_words(definition, rows), *_files(trail))],
        _cells(trail, definition) if trail else None,
        tag("p", _publication(readings), class_="kb-fact"),
        class_="kb-origin",
    )


def _in_words(definition: Definition, rows: Sequence[Figure]) -> list[str]:
    if definition.evidence != Evidence.DELIVERED:
        return [f"Kwartaalbeeld rekent dit getal uit. {definition.definition}"]
    told = {
        Combination.NEVER: "Dit getal is overgenomen zoals het is geleverd. Kwartaalbeeld telt het nooit op "
        "en middelt het nooit.",
        Combination.SUM: "Dit getal is de som van wat per deelovereenkomst is geleverd.",
        Combination.RATIO: "De tellers en de noemers van de deelovereenkomsten zijn eerst opgeteld; "
        "daarna is de teller gedeeld door de noemer, maal 100.",
    }[Combination(definition.combination)]
    return [told, *(_sum(row) for row in rows if row.numerator is not None and row.denominator is not None)]


def _sum(row: Figure) -> str:
    """The published numerator and denominator, written as the division they are."""
    top, bottom = dutch.number(row.numerator or 0), dutch.number(row.denominator or 0)
    if row.unit != Unit.PERCENT:
        return f"Teller {top}, noemer {bottom}."
    return f"{top} gedeeld door {bottom}, maal 100, is {dutch.figure(row.value, row.unit)}."


def _files(trail: Sequence[Origin]) -> list[str]:
    """Each file once: who brought it and when, who accepted it, its fingerprint."""
    if not trail:
        return ["Er is voor dit kwartaal geen geleverde cel achter dit getal."]
    told = {}
    for row in trail:
        parts = [f"Bestand {row.file_name}"]
        if row.delivered_by and row.received_at:
            parts.append(f"geleverd door {row.delivered_by} op {dutch.moment(row.received_at)}")
        if row.accepted_by and row.accepted_at:
            parts.append(f"geaccepteerd door {row.accepted_by} op {dutch.moment(row.accepted_at)}")
        if row.version:
            parts.append(f"versie {dutch.number(row.version)}")
        parts.append(f"vingerafdruk {row.sha256[:16]}")
        told[row.delivery_id] = dutch.sentence("; ".join(parts))
    return list(told.values())


def _cells(trail: Sequence[Origin], definition: Definition) -> Safe:
    lines = [(_what(row), _line(row, definition.unit)) for row in trail]
    return table("De cellen waar dit getal uit komt", _COLUMNS, lines, first="Onderdeel", texts=True)


def _what(row: Origin) -> str:
    return row.breakdown_value or "Totaal"


def _line(row: Origin, unit: str) -> list[str]:
    cells = [cell for cell in (row.value_cell, row.numerator_cell, row.denominator_cell) if cell]
    return [
        row.sheet or "",
        ", ".join(cells) or (f"rij {row.row}" if row.row else ""),
        dutch.period(row.period),
        row.sub_agreement_id or "",
        _delivered(row, unit),
        row.recipe_note or "overgenomen",
    ]


def _delivered(row: Origin, unit: str) -> str:
    parts = []
    if row.value is not None:
        parts.append(dutch.figure(row.value, unit))
    if row.numerator is not None:
        parts.append(f"teller {dutch.number(row.numerator)}")
    if row.denominator is not None:
        parts.append(f"noemer {dutch.number(row.denominator)}")
    return ", ".join(parts) or "niet getoond"


def _publication(readings: Readings) -> str:
    meta = readings.meta
    return f"Publicatie {meta.id}, stand {meta.ledger_position} van het logboek."
