"""Which tables each kind of dossier holds: of one provider, of all under the umbrella agreement, for the council."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.readings import Readings
from dashboard.report.document import Document
from dashboard.report.workbook import around, figures, labour, overview, talk
from dashboard.report.workbook.book import Book, Sheet, filled
from dashboard.report.workbook.columns import LOWER
from dashboard.report.workbook.notes import notes
from dashboard.rows import Definition, Figure, Provider
from schemas.quarter import Quarter


@dataclass(frozen=True)
class Tables:
    """The tables of a kind, and the figures that are explained in the notes."""

    sheets: tuple[Sheet, ...]
    rows: tuple[Figure, ...]


def of_provider(readings: Readings, provider: Provider, quarter: Quarter) -> Tables:
    """Everything that was published about one provider in this quarter, down to the cells it came from."""
    rows = readings.headline(provider.provider_id, str(quarter))
    whole = readings.everything(provider.provider_id, str(quarter))
    past = figures.past(readings, provider, quarter)
    sheets = [
        figures.headline(readings, rows),
        past,
        *talk.of_provider(readings, provider, quarter),
        figures.parts(readings, provider, quarter),
        around.pools(readings, [provider], quarter),
        around.surveys(readings, [provider], quarter),
        around.promised(readings, quarter, provider_id=provider.provider_id),
        around.efforts(readings, quarter, provider_id=provider.provider_id),
        labour.forms(readings, provider, quarter),
        labour.vacancies(readings, provider, quarter),
        around.signals(readings, quarter, provider_id=provider.provider_id),
        around.deliveries(readings, [provider], quarter),
        around.origins(readings, provider, quarter),
        around.definitions(readings, frozenset(row.indicator for row in whole)),
    ]
    return Tables(tuple(sheets), tuple(rows))


def of_umbrella(readings: Readings, quarter: Quarter) -> Tables:
    """All providers beside each other, in the order of the alphabet."""
    providers = readings.providers()
    rows = [row for one in providers for row in readings.headline(one.provider_id, str(quarter))]
    sheets = [
        overview.standings(readings, quarter),
        overview.themes(readings, quarter),
        figures.headline(readings, rows),
        overview.participants(readings),
        overview.network(readings, quarter),
        overview.decisions(readings, quarter),
        talk.actions(readings, quarter, provider_id=None),
        around.pools(readings, providers, quarter),
        around.surveys(readings, providers, quarter),
        overview.everyone(readings, quarter),
        around.promised(readings, quarter, provider_id=None),
        *labour.of_all(readings, quarter),
        around.signals(readings, quarter, provider_id=None),
        around.deliveries(readings, providers, quarter),
        around.definitions(readings, frozenset(row.indicator for row in rows)),
    ]
    return Tables(tuple(sheets), tuple(rows))


def for_council(readings: Readings, quarter: Quarter) -> Tables:
    """What a council asks: how many providers are where on each theme, what people say, and what it rests on."""
    rows = [row for one in readings.providers() for row in readings.headline(one.provider_id, str(quarter))]
    sheets = [
        overview.standings(readings, quarter),
        overview.themes(readings, quarter),
        overview.everyone(readings, quarter),
        overview.participants(readings),
        overview.network(readings, quarter),
        around.definitions(readings, frozenset(row.indicator for row in rows)),
    ]
    return Tables(tuple(sheets), tuple(rows))


def book(document: Document, tables: Tables, definitions: Sequence[Definition]) -> Book:
    """The description of a report as a workbook: its cover, how to read it, and the tables to count with."""
    kept, absent = filled(tables.sheets)
    about = document.cover.subject if document.cover.subject != document.umbrella else "alle aanbieders"
    facts = [("Van wie", document.municipality), ("Overeenkomst", document.umbrella or "")]
    facts += [("Over wie", about), ("Kwartaal", document.cover.quarter)]
    facts += [("Stand", document.cover.state), *document.cover.facts]
    return Book(
        title=document.title,
        subject=f"{document.municipality}. De cijfers van het rapport, om mee verder te rekenen.",
        facts=tuple((about, told) for about, told in facts if told),
        notes=notes(tables.rows, definitions, margins=any(map(_has_margins, kept))),
        sheets=kept,
        absent=absent,
        footer=" · ".join((document.municipality, *document.running)),
        published=document.published,
    )


def _has_margins(sheet: Sheet) -> bool:
    """Whether a number in it has a lower end: of an indicator, or of a question in a survey."""
    return LOWER in sheet.heads and any(row[sheet.heads.index(LOWER)] is not None for row in sheet.rows)
