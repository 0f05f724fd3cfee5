"""The report for the council: one page with the answer, and an annex with what it rests on."""

from __future__ import annotations

from dashboard import dutch
from dashboard.charts.standings import standings_chart
from dashboard.party_rows import told_of
from dashboard.readings import Readings
from dashboard.report import attachments, framing, opening, together, umbrella
from dashboard.report.document import Block, Card, Cards, Document, Heading, Look, NewPage, Paragraph, Picture
from dashboard.report.kinds import Kind
from schemas.quarter import Quarter
from schemas.vocabulary import Theme

_PICTURES = (Theme.REACH, Theme.LEAD_TIMES)  # what fits on the page; the annex has every theme in numbers


def describe(readings: Readings, quarter: Quarter) -> Document:
    figures = umbrella.everyone(readings, quarter)
    blocks: list[Block] = [
        Heading(opening.QUESTION),
        Paragraph(umbrella.delivered(readings, quarter), Look.LEAD),
        *together.counted(readings, quarter),
        *_pictures(readings, quarter),
        *_beside(readings, quarter),
        NewPage(),
        Heading("Bijlage: waar dit op rust"),
        *together.matrix(readings, quarter),
        *together.surveys(readings, quarter),
        *umbrella.closing(readings, quarter, figures),
    ]
    return framing.of_all(
        readings, quarter, kind=Kind.COUNCIL, blocks=blocks,
        files=[attachments.standings(readings.overview(str(quarter)))],
        question=f"Hoe gaat het met de afspraken in het sociaal domein in het {quarter.label}?",
    )  # fmt: skip


def _pictures(readings: Readings, quarter: Quarter) -> list[Block]:
    found = together.counts(readings, quarter)
    cards = []
    for theme in _PICTURES:
        past = together.standings(readings, theme, quarter)
        if past and theme in found:
            answer = dutch.theme_answer(theme, found[theme]).partition(": ")[2]
            picture = Picture(standings_chart(past))
            cards.append(Card(Heading(theme.label, 3), Paragraph(dutch.sentence(answer)), picture))
    return [Cards(tuple(cards))] if cards else []


def _beside(readings: Readings, quarter: Quarter) -> list[Block]:
    """Parties, social return and demonstrable changes, a sentence each."""
    whole = readings.social_return_together(str(quarter))
    net = told_of(readings.network_figures(until=str(quarter)), str(quarter))
    found = (
        ("Deelnemers", " ".join(net)),
        ("Social return", whole.sentence if whole else "Over dit kwartaal telt nog geen levering van social return."),
        ("Veranderingen", " ".join(row.sentence for row in readings.signal_counts(str(quarter)))),
    )
    return [Paragraph(text, label=label) for label, text in found if text]
