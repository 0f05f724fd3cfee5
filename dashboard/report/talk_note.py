"""The note for the talk with one provider: what stands out with its picture, both commentaries, actions, open questions."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.readings import Readings
from dashboard.report import (
    attachments,
    cells,
    framing,
    method,
    opening,
    provenance,
    sections,
    sentences,
    talking,
)
from dashboard.report.document import Block, Cards, Cell, Column, Document, Heading, Look, Paragraph, Row, Table
from dashboard.report.kinds import Kind
from dashboard.report.series import Series, all_series
from dashboard.rows import Definition, Figure, Provider
from schemas.quarter import Quarter
from schemas.vocabulary import PERFORMANCES, Theme

PICTURES = 6  # at most: the note is two to four pages
FEW = 2  # pictures at least, where there are as many figures with numbers; so many have the width of the sheet each

_OTHERS, _ALL = "Hoe lopen de andere cijfers?", "Hoe lopen de cijfers?"


def describe(readings: Readings, provider: Provider, quarter: Quarter) -> Document:
    """What a talk about this quarter needs on the table, and no more."""
    definitions = {row.indicator: row for row in readings.definitions()}
    figures = [row for row in readings.headline(provider.provider_id, str(quarter)) if row.theme != Theme.DELIVERY]
    series = all_series(readings, figures, definitions, quarter)
    slots = opening.slots_of(readings, provider, quarter)
    standing = sentences.standing(provider, figures, slots, quarter)
    names = {code: row.title for code, row in definitions.items()}
    deliveries = readings.deliveries(provider.provider_id, str(quarter))
    blocks: list[Block] = [
        Heading(opening.QUESTION),
        Paragraph(standing or sentences.answer(figures), Look.LEAD),
        *(Paragraph(line) for line in opening.remarks(readings, provider)),
        *([] if standing else [_themes(readings, provider, quarter, figures=figures, definitions=definitions)]),
        *_stands_out(readings, provider, quarter, series=series, definitions=definitions, least=0 if standing else FEW),
        *sections.explained([one for one in series if not standing], definitions),
        *talking.spoken(readings, provider, quarter, definitions),
        *provenance.completeness(slots, deliveries, figures, names),
        *method.edition(readings.meta, opening.state_word(readings, provider, quarter, figures)),
    ]
    return framing.of_provider(
        readings, provider, quarter, kind=Kind.NOTE, figures=figures, blocks=blocks,
        files=attachments.of_provider(readings, provider, quarter, series=series, definitions=definitions),
        question=f"Waar gaat het gesprek met {provider.provider} over het {quarter.label} over?",
    )  # fmt: skip


def _themes(
    readings: Readings, provider: Provider, quarter: Quarter, *, figures: Sequence[Figure],
    definitions: dict[str, Definition],
) -> Table:  # fmt: skip
    """A row per theme: the most concerning figure, with what was agreed and what it was before."""
    columns = (
        Column("Thema", width=0.9), Column("Cijfer", width=1.6), Column("Waarde", right=True), Column("n", right=True),
        Column("Norm", right=True), Column("Vorig kwartaal", right=True), Column("Vorig jaar", right=True),
        Column("Oordeel", width=0.9),
    )  # fmt: skip
    mine = {row.theme: row for row in readings.overview(str(quarter)) if row.provider_id == provider.provider_id}
    lines = []
    for row in (mine[theme] for theme in PERFORMANCES if theme in mine):
        found = [one for one in figures if one.indicator == row.indicator]
        shown = next((one for one in found if one.status == row.status), None)
        lines.append(_theme(row.theme, row.status, shown, definitions))
    return Table("themas", "De thema's, elk met het cijfer dat de meeste aandacht vraagt", columns, tuple(lines))


def _theme(theme: str, status: str, row: Figure | None, definitions: dict[str, Definition]) -> Row:
    name = Cell(Theme(theme).label, strong=True)
    if row is None:
        return (name, *(cells.text(None) for _ in range(6)), cells.marked(status))
    return (
        name, Cell(definitions[row.indicator].title, under=row.sub_agreement), cells.reached(row), cells.count(row.n),
        cells.bare(row.target, row.unit), cells.bare(row.previous_value, row.unit),
        cells.bare(row.year_ago_value, row.unit), cells.marked(status),
    )  # fmt: skip


def _stands_out(
    readings: Readings, provider: Provider, quarter: Quarter, *, series: Sequence[Series],
    definitions: dict[str, Definition], least: int,
) -> list[Block]:  # fmt: skip
    """The first figures that come up drawn, the others in a table; where few come up, some of the others drawn too."""
    points = readings.talk_points(provider.provider_id, str(quarter))
    drawn = {(one.figure.indicator, one.figure.sub_agreement_id): one for one in series if one.has_data}
    first = [point for point in points if (point.indicator, point.sub_agreement_id) in drawn][:PICTURES]
    shown = [drawn[point.indicator, point.sub_agreement_id] for point in first]
    others = [point for point in points if point not in first]
    calm = sections.telling(series, shown)[: max(0, least - len(shown))]
    wide = len(shown) <= FEW

    def pictures(some: Sequence[Series]) -> list[Block]:
        cards = tuple(sections.card(readings, one, one.chart, definitions) for one in some)
        return [Cards(cards, wide=wide)] if cards else []

    figures = [one.figure for one in series]
    return [
        *([Heading(talking.STANDS_OUT)] if points else talking.no_point(figures)),
        *pictures(shown),
        *([talking.points_table(others, figures, definitions)] if others else []),
        *([Heading(_OTHERS if points else _ALL)] if calm else []),
        *pictures(calm),
    ]
