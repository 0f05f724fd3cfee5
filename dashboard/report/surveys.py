"""What clients and partners say of the provider, as short as a talk needs; every number in the file that travels along."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import dutch, survey_words
from dashboard.absence import survey_absence
from dashboard.charts.answers import apart
from dashboard.charts.rows_drawing import answers_drawing
from dashboard.pictures.surveys import per_question
from dashboard.readings import Readings
from dashboard.report import cells
from dashboard.report.attachments import as_csv, number
from dashboard.report.document import Block, Cell, Column, Heading, Look, Paragraph, Picture, Row, Table
from dashboard.rows import Provider
from dashboard.survey_rows import Item, Result
from dashboard.survey_scope import Said, Scope, said_of
from schemas.quarter import Quarter
from schemas.vocabulary import SurveyMeasure

FILE = "enquetes.csv"
HEAD = "Wat zeggen cliënten en partners?"
_COLUMNS = (
    "aanbieder", "meting", "kwartaal", "vraag", "vraagtekst", "maat", "waarde", "n", "zonder antwoord", "ondergrens",
    "bovengrens", "indicatief", "reden", "vorige meting", "verschil", "over vorige meting", "andere aanbieders",
    "over andere aanbieders",
)  # fmt: skip
_NOTE = (
    "Een marge gaat alleen over toeval, niet over wie niet antwoordde. Deze uitkomsten zijn het begin van een gesprek; "
    "aanbieders worden er niet op gerangschikt."
)


def said(readings: Readings, provider: Provider, quarter: Quarter) -> tuple[Said, ...]:
    """The newest wave of each kind in which this provider is."""
    return said_of(readings, provider.provider_id, str(quarter))


def part(readings: Readings, provider: Provider, found: Sequence[Said]) -> list[Block]:
    """A table per wave; nothing where no survey speaks of this provider."""
    if not found:
        return []
    blocks: list[Block] = [Heading(HEAD)]
    for one in found:
        head = Heading(survey_words.wave(one.wave.title, one.wave.quarter), 3)
        blocks += [
            head,
            Paragraph(_about(readings, provider, one), Look.NOTE),
            *_bars(readings, provider, one),
            _table(one),
        ]
    return [*blocks, Paragraph(_NOTE, Look.NOTE)]


def _bars(readings: Readings, provider: Provider, one: Said) -> list[Block]:
    """The answers per question as bars, where there are answers to draw."""
    bars = per_question(readings, Scope(one.wave, provider.provider_id, one.wave.title, None))
    drawn = bars is not None and any(bar.blocks for group in bars.groups for bar in group.bars)
    return [Picture(answers_drawing(one)) for one in apart(bars)] if bars is not None and drawn else []


def _about(readings: Readings, provider: Provider, one: Said) -> str:
    """Who answered, and what must not be concluded."""
    response = survey_words.response(readings.survey_response(one.wave.wave_id, provider.provider_id))
    return " ".join(filter(None, (response, dutch.sentence(one.wave.method_sentence or ""))))


def _table(one: Said) -> Table:
    compared = any(result.change_sentence for _, result in one.lines)
    columns = (
        Column("Vraag", width=1),
        Column("Uitkomst"),
        Column("Marge"),
        Column("n", right=True),
        *((Column("Tegen de vorige meting", width=1.5),) if compared else ()),
    )
    rows = tuple(_row(item, result, compared=compared) for item, result in one.lines)
    return Table(f"enquete-{one.wave.wave_id}", dutch.capital(one.wave.title), columns, rows)


def _row(item: Item, result: Result, *, compared: bool) -> Row:
    why = survey_absence(result)
    noun = survey_words.NOUNS[SurveyMeasure(result.measure)]
    shown = f"{survey_words.figure(result.value, result.measure)} {noun}".strip()
    row = (
        Cell(item.text),
        cells.marked(why)
        if why
        else Cell(f"{shown}{', indicatief' if result.indicative else ''}", result.value, strong=True),
        cells.text(survey_words.margin(result, result.measure)),
        cells.count(result.n),
    )
    return (*row, cells.text(result.change_sentence or result.reason)) if compared else row


def csv(provider: Provider, found: Sequence[Said]) -> str:
    """One row per question, with what may be said of a difference."""
    return as_csv(_COLUMNS, [_line(provider, one, item, result=row) for one in found for item, row in one.lines])


def _line(provider: Provider, one: Said, item: Item, *, result: Result) -> list[str]:
    return [
        provider.provider, one.wave.title, one.wave.quarter, item.item, item.text, SurveyMeasure(result.measure).label,
        *(number(value) for value in (result.value, result.n, result.missing, result.lower, result.upper)),
        {True: "ja", False: "nee", None: ""}[result.indicative], result.reason or "", number(result.former_value),
        number(result.change), result.change_sentence or "", number(result.others_value), result.others_sentence or "",
    ]  # fmt: skip
