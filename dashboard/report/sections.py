"""What a talk is about: figures with a target or a signal, each with its trend; the others stand in the table in front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from dashboard import dutch
from dashboard.charts.frame import Chart
from dashboard.readings import Readings
from dashboard.report import cells, sentences
from dashboard.report.document import (
    Band,
    Block,
    Card,
    Cards,
    Cell,
    Column,
    Heading,
    Look,
    Paragraph,
    Picture,
    Row,
    Table,
)
from dashboard.report.series import Series
from dashboard.rows import Definition, Figure
from schemas.vocabulary import Theme, Unit, Verdict

_SIGNALS = frozenset({Verdict.BETTER, Verdict.WORSE, Verdict.HIGHER, Verdict.LOWER})
_SPEAKS = _SIGNALS | {Verdict.PASSES, Verdict.FAILS, Verdict.HIT_OR_MISS}

_REMARK = 48  # characters
LONG = 600  # characters; what is longer would make a card taller than its page
_EXPLAINS = "Toelichting van de aanbieder"
_BELOW = "Deze is lang, en staat na de thema's onder het kopje Toelichting van de aanbieder."


def by_theme(
    readings: Readings, series: Sequence[Series], definitions: dict[str, Definition], *, least: int = 0
) -> list[Block]:
    """The sections of a report: per theme a card for each figure that asks for a talk, and their quarters in a table."""
    blocks: list[Block] = []
    chosen = _drawn(series, least)
    for theme, part in groupby(series, key=lambda one: one.figure.theme):
        drawn = [one for one in part if one in chosen]
        if drawn:
            cards = [
                card(readings, one, chart, definitions, first=at == 0)
                for _, same in groupby(drawn, key=lambda one: one.figure.indicator)
                for at, (one, chart) in enumerate(_one_scale(list(same)))
            ]
            blocks += [Heading(Theme(theme).label), Cards(tuple(cards)), _quarters(theme, drawn, definitions)]
    return blocks


def _drawn(series: Sequence[Series], least: int) -> list[Series]:
    """The figures that ask for a talk; where those are few also others with numbers, in reading order."""
    asking = [one for one in series if asks(one)]
    return [*asking, *telling(series, asking)[: max(0, least - len(asking))]]


def telling(series: Sequence[Series], shown: Sequence[Series]) -> list[Series]:
    """The other figures with numbers, those that ask for a talk first, then in reading order."""
    return sorted((one for one in series if one.has_data and one not in shown), key=lambda one: not asks(one))


def explained(series: Sequence[Series], definitions: dict[str, Definition]) -> list[Block]:
    """What a provider wrote with a figure and is too long to stand beside its picture."""
    long = [one.figure for one in series if one.figure.note and len(one.figure.note) > LONG]
    blocks: list[Block] = [Heading(_EXPLAINS)] if long else []
    for row in long:
        blocks.append(Heading(definitions[row.indicator].title, 3, row.sub_agreement))
        blocks += [Paragraph(line) for line in (row.note or "").splitlines() if line.strip()]
    return blocks


def rest(series: Sequence[Series], *, least: int = 0) -> str | None:
    """That the other figures stand in the table in front alone."""
    count = sum(one.has_data for one in series) - len(_drawn(series, least))
    if not count:
        return None
    told = dutch.plural(count, "ander cijfer heeft", "andere cijfers hebben")
    where = "dat staat" if count == 1 else "die staan"
    return dutch.sentence(
        f"{told} geen norm en geen signaal: {where} alleen in de tabel voorin. Het verloop zit in het bestand cijfers.csv"
    )


def asks(one: Series) -> bool:
    """A figure with a target, or one that changed demonstrably; with a number in two years to draw."""
    return one.has_data and (one.figure.target is not None or one.figure.verdict in _SIGNALS)


def card(
    readings: Readings, one: Series, chart: Chart, definitions: dict[str, Definition], *, first: bool = True
) -> Card:
    """`first` of its indicator: what holds for each of them is said once."""
    row = one.figure
    definition = definitions[row.indicator]
    found = (
        ("Per deelovereenkomst", _parts(readings, row)),
        (_EXPLAINS, row.note if row.note is None or len(row.note) <= LONG else _BELOW),
        ("Verandering", row.verdict_sentence if row.verdict in _SPEAKS else None),
        ("Verwachting", row.forecast_sentence),
        ("Op de tijdlijn", _remarked(chart)),
        ("Let op", definition.pitfall if first else None),
    )
    return Card(
        Heading(definition.question, 3, row.sub_agreement),
        Paragraph(sentences.figure_answer(row), status=row.status),
        Picture(chart),
        tuple(Paragraph(text, Look.NOTE, label) for label, text in found if text),
    )


def _remarked(chart: Chart) -> str | None:
    """The remarks that are too long to stand whole over a picture of half a sheet."""
    long = [dutch.sentence(note.told) for note in chart.remarks if len(note.told) > _REMARK]
    return " ".join(long) or None


def _quarters(theme: str, drawn: Sequence[Series], definitions: dict[str, Definition]) -> Table:
    """The drawn figures again as numbers: a row each, a column per quarter."""
    quarters = sorted({row.quarter for one in drawn for row in one.rows})
    rows: list[Row | Band] = []
    for indicator, part in groupby(drawn, key=lambda one: one.figure.indicator):
        same, title = list(part), definitions[indicator].title
        several = len(same) > 1
        rows += [Band(title, 2)] if several else []
        rows += [_past(one, title, quarters, inner=several) for one in same]
    heads = [Column(dutch.short_period(quarter), right=True) for quarter in quarters]
    title = f"{Theme(theme).label}: verloop per kwartaal"
    columns = (Column("Verloop per kwartaal", width=1), *heads)
    return Table(f"verloop-{theme}", title, columns, tuple(rows), dense=True)


def _past(one: Series, title: str, quarters: Sequence[str], *, inner: bool) -> Row:
    """`inner`: under a band that names the indicator; then the row is named by its sub-agreement."""
    found = {row.quarter: row for row in one.rows}
    about = one.figure.sub_agreement
    name = (about or title) if inner else ", ".join(filter(None, (title, about)))
    return (Cell(name, inner=inner), *(cells.reached(found.get(quarter)) for quarter in quarters))


def _one_scale(series: Sequence[Series]) -> list[tuple[Series, Chart]]:
    """Small multiples share the scale of the largest."""
    largest = max((one.chart for one in series), key=lambda chart: chart.top)
    return [(one, replace(one.chart, bottom=largest.bottom, top=largest.top, ticks=largest.ticks)) for one in series]


def _parts(readings: Readings, row: Figure) -> str | None:
    """The sub-agreements inside a total, each with its n."""
    if row.sub_agreement_id is not None:
        return None
    if len(readings.sub_agreements(row.provider_id)) < 2:
        return None
    parts = readings.parts(row.provider_id, row.indicator, quarter=row.quarter)
    if len(parts) < 2:
        return None
    return dutch.sentence(dutch.listing([_part(part) for part in parts]))


def _part(row: Figure) -> str:
    if row.value is None and row.more_than is None:
        return f"{row.sub_agreement}: {dutch.status(row.status) or 'geen getal'}"
    about = [] if row.unit == Unit.COUNT else [dutch.cases(row.n)]
    if row.target is not None:
        about.append(f"norm {dutch.figure(row.target, row.unit)}, {dutch.status(row.status)}")
    told = f"{row.sub_agreement} {dutch.reached(row.value, row.more_than, row.unit)}"
    return f"{told} ({', '.join(about)})" if about else told
