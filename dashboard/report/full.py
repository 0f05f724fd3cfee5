"""The full report of one provider: answer, figures, themes with charts, surveys, where it comes from, how to read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.readings import Readings
from dashboard.report import (
    around,
    attachments,
    framing,
    labour,
    method,
    opening,
    provenance,
    sections,
    sentences,
    surveys,
    talking,
)
from dashboard.report.document import Attachment, Block, Cards, Document, Heading, Look, Paragraph, Picture
from dashboard.report.kinds import Kind
from dashboard.report.series import Series, all_series
from dashboard.rows import Definition, Figure, Provider
from schemas.quarter import Quarter
from schemas.vocabulary import Theme

CHARTS = 9  # of figures at least, where there are as many with numbers
FEW = 15  # pictures in all: with so many or fewer those of figures are as wide as the sheet


def describe(readings: Readings, provider: Provider, quarter: Quarter) -> Document:
    """Everything the report of this provider and quarter says."""
    definitions = {row.indicator: row for row in readings.definitions()}
    # how the figures arrived stands at the end, with where they come from
    figures = [row for row in readings.headline(provider.provider_id, str(quarter)) if row.theme != Theme.DELIVERY]
    series = all_series(readings, figures, definitions, quarter)
    said = surveys.said(readings, provider, quarter)
    blocks = (
        *_body(readings, provider, quarter, figures=figures, series=series, definitions=definitions),
        *around.volunteers(readings, provider, quarter),
        *around.social_return(readings, provider, quarter),
        *labour.of_provider(
            readings, provider, quarter, figures=figures, titles={code: row.title for code, row in definitions.items()}
        ),
        *surveys.part(readings, provider, said),
        *_closing(
            readings, provider, quarter, figures=figures, series=series, definitions=definitions, surveyed=bool(said)
        ),
    )
    files = [*attachments.of_provider(readings, provider, quarter, series=series, definitions=definitions)]
    if said:
        told = "Wat cliënten en partners zeggen, per vraag"
        files.append(Attachment(surveys.FILE, told, surveys.csv(provider, said)))
    return framing.of_provider(
        readings, provider, quarter, kind=Kind.FULL, figures=figures, blocks=_roomy(blocks), files=files,
        question=f"Hoe gaat het met de afspraken met {provider.provider} in het {quarter.label}?",
    )  # fmt: skip


def _roomy(blocks: Sequence[Block]) -> list[Block]:
    """Where there are few pictures, with room for each."""
    count = sum(len(one.cards) if isinstance(one, Cards) else isinstance(one, Picture) for one in blocks)
    return [replace(one, wide=count <= FEW) if isinstance(one, Cards) else one for one in blocks]


def _body(
    readings: Readings,
    provider: Provider,
    quarter: Quarter,
    *,
    figures: Sequence[Figure],
    series: Sequence[Series],
    definitions: dict[str, Definition],
) -> list[Block]:
    """The answer, the table and the themes; short where there is nothing to judge."""
    slots = opening.slots_of(readings, provider, quarter)
    standing = sentences.standing(provider, figures, slots, quarter)
    blocks: list[Block] = [
        Heading(opening.QUESTION),
        Paragraph(standing or sentences.answer(figures), Look.LEAD),
        *([] if standing else [opening.tally(figures)]),
        *(Paragraph(line) for line in opening.remarks(readings, provider)),
    ]
    absent = None if standing else opening.absent_themes(readings.definitions(), figures)
    if absent:
        blocks.append(Paragraph(absent, Look.NOTE))
    if figures and not (standing and opening.out_of_scope(figures)):
        blocks.append(opening.headline(figures, definitions))
    blocks += talking.points(readings, provider, quarter, figures=figures, definitions=definitions)
    blocks += talking.spoken(readings, provider, quarter, definitions)
    if not standing:
        rest = sections.rest(series, least=CHARTS)
        blocks += sections.by_theme(readings, series, definitions, least=CHARTS)
        blocks += [Paragraph(rest, Look.NOTE)] if rest else []
        blocks += sections.explained(series, definitions)
    return blocks


def _closing(
    readings: Readings,
    provider: Provider,
    quarter: Quarter,
    *,
    figures: Sequence[Figure],
    series: Sequence[Series],
    definitions: dict[str, Definition],
    surveyed: bool,
) -> list[Block]:
    """How complete the data are, where every figure comes from, how to read it and which edition this is."""
    slots = opening.slots_of(readings, provider, quarter)
    names = {code: row.title for code, row in definitions.items()}
    deliveries = readings.deliveries(provider.provider_id, str(quarter))
    complete = provenance.completeness(slots, deliveries, figures, names)
    edition = method.edition(readings.meta, opening.state_word(readings, provider, quarter, figures))
    if all(row.value is None for row in figures):
        return [*complete, *edition]
    past = [row for one in series for row in one.rows]
    used = {row.indicator for row in figures}
    return [
        *complete,
        *provenance.origins(readings.trails(provider.provider_id, str(quarter)), figures, definitions),
        *method.reading_guide(figures, past, readings.definitions(), surveyed=surveyed),
        *edition,
        *method.meanings([row for row in readings.definitions() if row.indicator in used]),
    ]
