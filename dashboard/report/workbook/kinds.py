"""Which tables each kind of dossier holds: of one provider, of all under the umbrella agreement, for the council."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.report.workbook import around, figures, overview
from dashboard.report.workbook.book import Book, Sheet, filled
from dashboard.report.workbook.notes import notes
from dashboard.rows import Figure, Meta, Provider
from schemas.quarter import Quarter
from schemas.vocabulary import Audience


def provider_book(readings: Readings, provider: Provider, quarter: Quarter, *, state: str) -> Book:
    """Everything that was published about one provider in this quarter, down to the cells it came from."""
    rows = readings.headline(provider.provider_id, str(quarter))
    whole = readings.everything(provider.provider_id, str(quarter))
    past = figures.past(readings, provider, quarter)
    sheets = [
        figures.headline(readings, rows),
        past,
        figures.parts(readings, provider, quarter),
        around.pools(readings, [provider], quarter),
        around.surveys(readings, [provider], quarter),
        around.promised(readings, quarter, provider_id=provider.provider_id),
        around.efforts(readings, quarter, provider_id=provider.provider_id),
        around.signals(readings, quarter, provider_id=provider.provider_id),
        around.deliveries(readings, [provider], quarter),
        around.origins(readings, provider, quarter),
        around.definitions(readings, frozenset(row.indicator for row in whole)),
    ]
    return _book(readings, provider.provider, quarter, state=state, sheets=sheets, rows=rows)


def umbrella_book(readings: Readings, quarter: Quarter, *, state: str) -> Book:
    """All providers beside each other, in the order of the alphabet."""
    providers = readings.providers()
    rows = [row for one in providers for row in readings.headline(one.provider_id, str(quarter))]
    sheets = [
        overview.standings(readings, quarter),
        overview.themes(readings, quarter),
        figures.headline(readings, rows),
        overview.participants(readings),
        around.pools(readings, providers, quarter),
        around.surveys(readings, providers, quarter),
        overview.everyone(readings, quarter),
        around.promised(readings, quarter, provider_id=None),
        around.signals(readings, quarter, provider_id=None),
        around.deliveries(readings, providers, quarter),
        around.definitions(readings, frozenset(row.indicator for row in rows)),
    ]
    subject = readings.meta.umbrella_agreement or "Alle aanbieders"
    return _book(readings, subject, quarter, state=state, sheets=sheets, rows=rows)


def council_book(readings: Readings, quarter: Quarter, *, state: str) -> Book:
    """What a council asks: how many providers are where on each theme, what people say, and what it rests on."""
    rows = [row for one in readings.providers() for row in readings.headline(one.provider_id, str(quarter))]
    sheets = [
        overview.standings(readings, quarter),
        overview.themes(readings, quarter),
        overview.everyone(readings, quarter),
        overview.participants(readings),
        around.definitions(readings, frozenset(row.indicator for row in rows)),
    ]
    return _book(readings, "Voor de gemeenteraad", quarter, state=state, sheets=sheets, rows=rows)


def _book(
    readings: Readings, subject: str, quarter: Quarter, *, state: str, sheets: Sequence[Sheet], rows: Sequence[Figure]
) -> Book:
    kept, absent = filled(sheets)
    meta = readings.meta
    return Book(
        title=f"Kwartaalrapport {subject}, {quarter.label}",
        subject=f"{_municipality(meta)}. De cijfers van het rapport, om mee verder te rekenen.",
        facts=_facts(meta, subject, quarter, state=state),
        notes=notes(rows, readings.definitions()),
        sheets=kept,
        absent=absent,
        footer=f"{_municipality(meta)} · {subject} · {quarter.label} · {state} · uitgave {meta.id[:12]}",
        published=_utc(meta),
    )


def _facts(meta: Meta, subject: str, quarter: Quarter, *, state: str) -> tuple[tuple[str, str], ...]:
    audience = Audience(meta.audience).label if meta.audience in set(Audience) else meta.audience
    found = (
        ("Gemeente", _municipality(meta)),
        ("Koepelovereenkomst", meta.umbrella_agreement),
        ("Over wie", subject),
        ("Kwartaal", quarter.label),
        ("Stand", state),
        ("Bestemd voor", audience),
        ("Uitgave (id van de gepubliceerde cijfers)", meta.id),
        ("Gepubliceerd op", dutch.moment(meta.published_at)),
        ("Plaats in het logboek", meta.ledger_position),
    )
    return tuple((about, told) for about, told in found if told)


def _municipality(meta: Meta) -> str:
    name = meta.municipality
    return name if name.casefold().startswith("gemeente") else f"Gemeente {name}"


def _utc(meta: Meta) -> datetime:
    at = datetime.fromisoformat(meta.published_at)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
