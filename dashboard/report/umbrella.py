"""The report about all providers under the umbrella agreement, in the order of the alphabet."""

from __future__ import annotations

from dashboard import dutch
from dashboard.readings import Readings
from dashboard.report import attachments, framing, labour, method, opening, together
from dashboard.report.document import Block, Document, Heading, Look, Paragraph
from dashboard.report.kinds import Kind
from dashboard.rows import Figure
from schemas.quarter import Quarter
from schemas.vocabulary import Theme


def describe(readings: Readings, quarter: Quarter) -> Document:
    definitions = {row.indicator: row for row in readings.definitions()}
    figures = everyone(readings, quarter)
    blocks: list[Block] = [
        Heading(opening.QUESTION),
        Paragraph(delivered(readings, quarter), Look.LEAD),
        together.answers(readings, quarter),
        *together.counted(readings, quarter),
        *together.matrix(readings, quarter),
        *together.changes(readings, quarter),
        *together.theme_parts(readings, quarter, figures),
        *together.parties(readings, quarter),
        *together.social_return(readings, quarter),
        *labour.of_all(readings, quarter),
        *together.volunteers(readings, quarter),
        *together.surveys(readings, quarter),
        *together.actions(readings, quarter, definitions),
        *closing(readings, quarter, figures),
    ]
    told = "De cijfers van alle aanbieders in dit kwartaal"
    return framing.of_all(
        readings, quarter, kind=Kind.UMBRELLA, blocks=blocks,
        files=[attachments.Attachment(attachments.FIGURES, told, attachments.figures_csv(figures, definitions))],
        question=f"Hoe gaat het met de afspraken met alle aanbieders in het {quarter.label}?",
    )  # fmt: skip


def everyone(readings: Readings, quarter: Quarter) -> list[Figure]:
    """The headline figures of every provider."""
    return [
        row
        for provider in readings.providers()
        for row in readings.headline(provider.provider_id, str(quarter))
        if row.theme != Theme.DELIVERY
    ]


def delivered(readings: Readings, quarter: Quarter) -> str:
    state = next(row for row in readings.quarters() if row.quarter == str(quarter))
    return dutch.completeness(state.expected, state.delivered)


def closing(readings: Readings, quarter: Quarter, figures: list[Figure]) -> list[Block]:
    """How to read it, what each figure means, and which edition this is."""
    used = {row.indicator for row in figures}
    surveyed = any(wave.quarter <= str(quarter) for wave in readings.waves())
    return [
        *method.reading_guide(figures, figures, readings.definitions(), surveyed=surveyed),
        *method.edition(readings.meta, opening.whole_state(readings, quarter)),
        *method.meanings([row for row in readings.definitions() if row.indicator in used]),
    ]
