"""The tables about all providers together: how many are where, who takes part, what everyone says."""

from __future__ import annotations

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.report.workbook import around
from dashboard.report.workbook.book import Amount, Sheet, amount
from dashboard.report.workbook.columns import Column, table
from dashboard.survey_scope import Scope, headlines
from schemas.quarter import Quarter
from schemas.vocabulary import Theme, Verdict

_EVERYONE = "iedereen samen"


def standings(readings: Readings, quarter: Quarter) -> Sheet:
    columns: list[Column] = [
        ("Thema", lambda row: Theme(row.theme).label),
        ("Oordeel", lambda row: dutch.status(row.status)),
        ("Aanbieders", lambda row: Amount(row.providers)),
    ]
    return table("Stand", "Hoeveel aanbieders er hoe voor staan", "Elke rij is één oordeel binnen een thema.",
                 columns=columns, rows=readings.status_counts(str(quarter)))  # fmt: skip


def themes(readings: Readings, quarter: Quarter) -> Sheet:
    """The cells of the page Overzicht."""
    titles = {row.indicator: row.title for row in readings.definitions()}
    columns: list[Column] = [
        ("Aanbieder", lambda row: row.provider),
        ("Thema", lambda row: Theme(row.theme).label),
        ("Oordeel", lambda row: dutch.status(row.status)),
        ("Door dit cijfer", lambda row: titles.get(row.indicator or "")),
        ("Reden", lambda row: row.reason),
        ("Verandering", lambda row: Verdict(row.verdict).label if row.verdict else None),
        ("Cijfers met een getal", lambda row: amount(row.figures)),
        ("Verwachte cijfers", lambda row: amount(row.expected)),
    ]
    return table("Overzicht", "Per aanbieder en thema één oordeel", "Elke rij is één aanbieder in één thema.",
                 columns=columns, rows=readings.overview(str(quarter)))  # fmt: skip


def participants(readings: Readings) -> Sheet:
    names = {row.provider_id: row.provider for row in readings.providers()}
    columns: list[Column] = [
        ("Aanbieder", lambda row: row.provider),
        ("Toegetreden", lambda row: row.joined_on),
        ("Uitgetreden", lambda row: row.left_on),
        ("Opgevolgd door", lambda row: names.get(row.succeeded_by or "", row.succeeded_by)),
    ]
    return table("Deelnemers", "Wie deelnemen aan de overeenkomst", "Elke rij is één aanbieder.",
                 columns=columns, rows=readings.providers())  # fmt: skip


def network(readings: Readings, quarter: Quarter) -> Sheet:
    """How many parties there are, came and went, quarter by quarter."""
    columns: list[Column] = [
        ("Kwartaal", lambda row: row.quarter),
        ("Code", lambda row: row.indicator),
        ("Cijfer", lambda row: row.title),
        ("Waarde", lambda row: amount(row.value)),
        ("Uitleg", lambda row: row.sentence),
    ]
    return table("Netwerk", "In- en uitstroom van deelnemers", "Elke rij is één cijfer in één kwartaal.",
                 columns=columns, rows=readings.network_figures(until=str(quarter)))  # fmt: skip


def decisions(readings: Readings, quarter: Quarter) -> Sheet:
    columns: list[Column] = [
        ("Besloten op", lambda row: row.decided_on),
        ("Onderwerp", lambda row: row.subject),
        ("Besluit", lambda row: row.decision),
        ("Geldt vanaf", lambda row: row.applies_from),
        ("Gevolg voor normen", lambda row: row.consequence),
    ]
    rows = [row for row in readings.consultation_decisions() if row.decided_on <= quarter.last_day]
    return table("Besluiten", "Besluiten van de overlegtafel", "Elke rij is één besluit.", columns=columns, rows=rows)


def everyone(readings: Readings, quarter: Quarter) -> Sheet:
    """The newest wave of each kind up to this quarter, of everyone together: residents too."""
    rows, seen = [], set()
    for wave in readings.waves():
        if wave.kind in seen or not str(quarter.shift(-4)) < wave.quarter <= str(quarter):
            continue
        seen.add(wave.kind)
        found = headlines(readings, Scope(wave, None, wave.title, None))
        rows += [
            around.Said(wave, item, found[item.item], _EVERYONE)
            for item in readings.survey_items(wave.wave_id)
            if item.item in found
        ]
    return around.answers("Enquêtes samen", "Wat iedereen samen zegt", rows)
