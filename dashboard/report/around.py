"""What stands beside the indicators: volunteers as a balance, social return in euros."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dashboard import dutch
from dashboard.charts.placements import placements
from dashboard.charts.pool import pool_chart
from dashboard.readings import Readings
from dashboard.report import cells
from dashboard.report.document import Block, Cell, Column, Heading, Look, Paragraph, Picture, Row, Table
from dashboard.rows import Pool, Provider
from dashboard.social_return_rows import Effort, Promised
from schemas.quarter import Quarter
from schemas.vocabulary import EntryForm, EntryState, Fulfilment, ObligationSource

_EVERY = "alle deelovereenkomsten"
_IN_NUMBERS = tuple(
    Column(head, right=True) for head in ("Begin", "Nieuw", "Oud-cliënt", "Terug", "Weg", "Einde", "Actief")
)
_FITS_ALL = "Begin, nieuw en terug, min weg, is het einde. Waar het vorige kwartaal bekend is, sluit het begin aan op het einde daarvan."
_FITS = "Begin, nieuw en terug, min weg, is het einde. Bij deze groepen is er iets over te zeggen:"
_COUNTS = "Alleen wat de gemeente heeft goedgekeurd, telt. Dit is een inspanningswaarde en geen bespaard geld."


def volunteers(readings: Readings, provider: Provider, quarter: Quarter) -> list[Block]:
    """The balance of each pool, drawn and in numbers; nothing where none was delivered."""
    rows = [row for row in readings.pools(provider.provider_id, until=str(quarter)) if row.quarter == str(quarter)]
    if not rows:
        return []
    whole = rows[0]
    drawn = pool_chart(whole, about=whole.title or _EVERY)
    pictures: list[Block] = [Picture(drawn)] if drawn else []
    told = [
        Paragraph(dutch.sentence(row.sentence), Look.NOTE, dutch.capital(row.title or _EVERY))
        for row in rows
        if row.sentence
    ]
    return [Heading("Vrijwilligers als balans"), *pictures, _pools(rows), *told]


def _pools(rows: Sequence[Pool]) -> Table:
    columns = (Column("Deelovereenkomst", width=1), *_IN_NUMBERS)
    lines = tuple((Cell(dutch.capital(row.title or _EVERY)), *_balance(row)) for row in rows)
    return Table("vrijwilligers", "Vrijwilligers als balans", columns, lines, dense=True)


def pools_of_all(rows: Sequence[Pool], names: dict[str, str]) -> list[Block]:
    """Of several providers, each by its name with the sub-agreement beneath; below, in words, those that do not fit."""
    columns = (Column("Aanbieder", width=1), Column("Vorig einde", right=True), *_IN_NUMBERS)
    lines = tuple(
        (
            Cell(names[row.provider_id], under=dutch.capital(row.title or _EVERY)),
            cells.count(row.previous_end),
            *_balance(row),
        )
        for row in rows
    )
    told = [
        Paragraph(dutch.sentence(row.sentence), Look.NOTE, f"{names[row.provider_id]}, {row.title or _EVERY}")
        for row in rows
        if row.sentence and (row.difference or row.reason_code)
    ]
    guide = Paragraph(_FITS_ALL if not told else _FITS, Look.NOTE)
    return [Table("vrijwilligers", "Vrijwilligers als balans", columns, lines, dense=True), guide, *told]


def _balance(row: Pool) -> Row:
    numbers = (
        row.stock_begin, row.recruited, row.former_clients, row.returned, row.departed, row.stock_end, row.active,
    )  # fmt: skip
    return tuple(map(cells.count, numbers))


def social_return(readings: Readings, provider: Provider, quarter: Quarter) -> list[Block]:
    """What was promised, what counts and what is still to come; nothing where no delivery of it counts."""
    found = readings.promised(str(quarter), provider_id=provider.provider_id)
    if not found:
        return []
    efforts = readings.efforts(str(quarter), provider.provider_id)
    drawn = placements(found, efforts, quarter=str(quarter))
    told = [Paragraph(row.sentence) for row in found if row.sentence]
    cautions = [Paragraph(row.caution, Look.NOTE) for row in found if row.caution]
    how = [
        Paragraph(f"{row.obligation_id}: {row.formula}. {row.table_title}. {row.table_note}", Look.NOTE)
        for row in found
    ]
    return [
        Heading("Wat er aan social return is beloofd"), *told, promised_table(found, whose=False), *cautions,
        *([Picture(drawn)] if drawn and efforts else []), *([_efforts(efforts)] if efforts else []), *how, Paragraph(_COUNTS, Look.NOTE),
    ]  # fmt: skip


def promised_table(found: Sequence[Promised], *, whose: bool) -> Table:
    money = ("Verplichting", "Goedgekeurd", "Ingediend", "Prognose", "Tekort")
    columns = (
        Column("Opdrachtnemer" if whose else "Verplichting", width=1.4), Column("Hoe het staat", width=0.9),
        *(Column(head, right=True) for head in money), Column("Vervulling", right=True),
    )  # fmt: skip
    title = "Verplichtingen van social return"
    return Table("social-return", title, columns, tuple(_promised(row, whose=whose) for row in found), dense=True)


def _promised(row: Promised, *, whose: bool) -> Row:
    about = f"{row.sub_agreement or ''} {row.obligation_id} ({ObligationSource(row.source).label})".strip()
    name = Cell(row.provider, under=about) if whose else Cell(about)
    state = Fulfilment(row.status).label if row.status else "waarde nog niet bekend"
    amounts = (row.obligation, row.approved, row.submitted, row.forecast, row.shortfall)
    return (name, Cell(state), *map(cells.euros, amounts), cells.share(row.share))


def _efforts(efforts: Sequence[Effort]) -> Table:
    columns = (
        Column("Inzet", width=1), Column("Bouwblok", width=1.3), Column("Uren", right=True), Column("Stand", width=1.3),
        Column("Waarde", right=True), Column("Berekening", width=2.2),
    )  # fmt: skip
    parts = [list(part) for _, part in groupby(efforts, key=lambda row: row.obligation_id)]
    rows = tuple(
        _effort(row, first=len(parts) > 1 and at == 0) for part in parts for at, row in enumerate(part)
    )  # each counts its own from 1
    return Table("inzet", "Inzet met de berekening", columns, rows, dense=True)


def _effort(row: Effort, *, first: bool) -> Row:
    """`first` of its obligation, where there are several: with its code."""
    name = f"{row.line}. {dutch.capital(EntryForm(row.form).label)}"
    return (
        Cell(name, under=row.obligation_id if first else None), Cell(row.block or "maatwerk"),
        cells.text(None if row.hours is None else dutch.number(row.hours, 1)),
        Cell(EntryState(row.state).label + (f": {row.why}" if row.why else "")), cells.euros(row.amount),
        Cell(row.formula),
    )  # fmt: skip
