"""All that one report says, as plain data, before anything is set on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from dashboard.readings import Readings
from dashboard.report import attachments, method, opening, provenance, sections, sentences, surveys
from dashboard.report.paper import Data
from dashboard.report.series import Series, all_series
from dashboard.rows import Definition, Figure, Meta, Provider
from schemas.quarter import Quarter
from schemas.vocabulary import Theme


@dataclass(frozen=True)
class Dossier:
    """The content of one PDF: the document, and the two files that travel in it."""

    document: Data
    files: dict[str, str]  # file name -> text
    published: datetime  # UTC; the time of the publication, never of the clock


def dossier(readings: Readings, provider: Provider, quarter: Quarter) -> Dossier:
    """Everything a report of this provider and quarter holds."""
    definitions = {row.indicator: row for row in readings.definitions()}
    # how the figures arrived stands at the end, with where they come from
    figures = [row for row in readings.headline(provider.provider_id, str(quarter)) if row.theme != Theme.DELIVERY]
    series = all_series(readings, figures, definitions, quarter)
    published = _utc(readings.meta)
    said = surveys.said(readings, provider, quarter)
    document: Data = _frame(readings, provider, quarter, figures) | {
        "published": {name: getattr(published, name) for name in ("year", "month", "day", "hour", "minute", "second")},
        **_body(readings, provider, quarter, figures=figures, series=series, definitions=definitions),
        "surveys": surveys.part(readings, provider, said),
    }
    files = {
        attachments.FIGURES: attachments.figures_csv((row for one in series for row in one.rows), definitions),
        attachments.ORIGINS: attachments.origins_csv(readings.trails(provider.provider_id, str(quarter))),
    }
    if said:
        files[surveys.FILE] = surveys.csv(provider, said)
        document["attachments"].append(
            {"name": surveys.FILE, "description": "Wat cliënten en partners zeggen, per vraag"}
        )
    return Dossier(document, files, published)


def _utc(meta: Meta) -> datetime:
    at = datetime.fromisoformat(meta.published_at)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _frame(readings: Readings, provider: Provider, quarter: Quarter, figures: Sequence[Figure]) -> Data:
    """Names, title and footer."""
    slots = _slots(readings, provider, quarter)
    state = opening.state_word(figures, slots)
    municipality = readings.meta.municipality
    if not municipality.casefold().startswith("gemeente"):
        municipality = f"Gemeente {municipality}"
    return {
        "title": f"Kwartaalrapport {provider.provider}, {quarter.label}",
        "description": f"Hoe gaat het met de afspraken met {provider.provider} in het {quarter.label}?",
        "keywords": ["kwartaalrapport", str(quarter), readings.id],
        "municipality": municipality,
        "umbrella": readings.meta.umbrella_agreement or None,
        "provider": provider.provider,
        "quarter": quarter.label,
        "state": state,
        "footer": f"{municipality} · {provider.provider} · {quarter.label} · {state}",
        "attachments": [
            {"name": attachments.FIGURES, "description": "De cijfers van dit rapport, met twee jaar terug"},
            {"name": attachments.ORIGINS, "description": "Bestand, blad en cel van elk geleverd cijfer"},
        ],
    }


def _slots(readings: Readings, provider: Provider, quarter: Quarter) -> list:
    return [row for row in readings.completeness(str(quarter)) if row.provider_id == provider.provider_id]


def _body(
    readings: Readings,
    provider: Provider,
    quarter: Quarter,
    *,
    figures: Sequence[Figure],
    series: Sequence[Series],
    definitions: dict[str, Definition],
) -> Data:
    """The answer, the table, the sections and the closing pages; short where there is nothing to judge."""
    standing = sentences.standing(provider, figures, _slots(readings, provider, quarter), quarter)
    away = standing is not None and opening.out_of_scope(figures)
    return {
        "question": opening.QUESTION,
        "answer": standing or sentences.answer(figures),
        "agreements": opening.agreement_lines(readings, provider, quarter),
        "remarks": opening.remarks(readings, provider),
        "tally": [] if standing else opening.tally(figures),
        "headline": opening.headline([] if away else figures, definitions),
        "absent": None if standing else opening.absent_themes(readings.definitions(), figures),
        "sections": [] if standing else sections.by_theme(readings, series, definitions),
        "rest": None if standing else sections.rest(series),
        "closing": _closing(readings, provider, quarter, figures=figures, series=series, definitions=definitions),
        "last": _last(readings, provider, quarter, figures=figures, series=series),
    }


def _closing(
    readings: Readings,
    provider: Provider,
    quarter: Quarter,
    *,
    figures: Sequence[Figure],
    series: Sequence[Series],
    definitions: dict[str, Definition],
) -> list[Data]:
    """How complete the data are, and where the figures come from that are drawn; of all it stands in the attached file."""
    slots = _slots(readings, provider, quarter)
    names = {code: row.title for code, row in definitions.items()}
    deliveries = readings.deliveries(provider.provider_id, str(quarter))
    parts = [provenance.completeness(slots, deliveries, figures, names)]
    if any(row.value is not None for row in figures):
        drawn = [one.figure for one in series if sections.asks(one)] or figures
        parts.append(provenance.origins(readings.trails(provider.provider_id, str(quarter)), drawn, definitions))
    return parts


def _last(
    readings: Readings,
    provider: Provider,
    quarter: Quarter,
    *,
    figures: Sequence[Figure],
    series: Sequence[Series],
) -> list[Data]:
    """The last page: how to read the figures, and which edition this is."""
    state = opening.state_word(figures, _slots(readings, provider, quarter))
    if all(row.value is None for row in figures):
        return [method.edition(readings.meta, state)]
    past = [row for one in series for row in one.rows]
    return [method.reading_guide(figures, past, readings.definitions()), method.edition(readings.meta, state)]
