"""Cells of tables from published rows: the words of the screen, with the number behind them."""

from __future__ import annotations

from datetime import date

from dashboard import dutch
from dashboard.report.document import EUROS, NOTHING, Cell
from dashboard.rows import Figure
from schemas.vocabulary import Status, Unit


def day(value: date | None) -> Cell:
    """1-7-2022"""
    return NOTHING if value is None else Cell(f"{value.day}-{value.month}-{value.year}", value)


def text(words: str | None, *, under: str | None = None, strong: bool = False) -> Cell:
    return Cell(words, under=under, strong=strong) if words not in (None, "", dutch.NOTHING) else NOTHING


def count(value: float | None) -> Cell:
    return NOTHING if value is None else Cell(dutch.number(value), float(value), Unit.COUNT)


def figure(value: float | None, unit: str) -> Cell:
    """In its unit: 34 dagen."""
    return NOTHING if value is None else Cell(dutch.figure(value, unit), value, unit)


def bare(value: float | None, unit: str) -> Cell:
    """As short as a narrow column needs it."""
    return NOTHING if value is None else Cell(dutch.cell(value, unit), value, unit)


def euros(value: float | None) -> Cell:
    return NOTHING if value is None else Cell(dutch.euros(value), value, EUROS)


def share(value: float | None) -> Cell:
    return NOTHING if value is None else Cell(f"{dutch.number(value, 1)}%", value, Unit.PERCENT)


def marked(status: str | None) -> Cell:
    """A status as its word with its mark."""
    return Cell(Status(status).label, status=status) if status else NOTHING


def margin(lower: float | None, upper: float | None, unit: str) -> Cell:
    """59–81%, or -13 tot +16 where numbers have a sign"""
    if lower is None or upper is None:
        return NOTHING
    if unit == Unit.SCORE:
        return Cell(dutch.margin(lower, upper, unit))
    sign = "%" if unit == Unit.PERCENT else ""
    return Cell(f"{dutch.cell(lower, unit).removesuffix('%')}–{dutch.cell(upper, unit).removesuffix('%')}{sign}")


def reached(row: Figure | None) -> Cell:
    """The value of a figure; where it is not reached yet what it is more than; where there is none the word for why."""
    if row is None:
        return NOTHING
    if row.value is not None:
        return Cell(dutch.cell(row.value, row.unit), row.value, row.unit)
    if row.more_than is not None:
        return Cell(dutch.beyond(row.more_than, row.unit))
    return Cell(dutch.status(row.status) or dutch.NOTHING, gap=True)
