"""Workbooks: every visible sheet as text cells from A1, numbers written with a decimal comma."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import python_calamine as calamine

from pipelines.reading.cells import FileCells, SheetCells, Unreadable
from pipelines.reading.formulas import hidden_texts

MAX_CELLS = 40_000_000


def read_workbook(path: Path) -> FileCells:
    """Read with calamine. Call it in a child process: some files make it abort instead of raise."""
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        errors, sheets, unseen = hidden_texts(path), [], []
        for sheet in book.sheets_metadata:
            if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible != calamine.SheetVisibleEnum.Visible:
                unseen.append(_sheet(book, sheet.name, {}))
                continue
            sheets.append(_sheet(book, sheet.name, errors.get(sheet.name, {})))
    except calamine.PasswordError:
        raise Unreadable("password") from None
    except calamine.CalamineError:
        raise Unreadable("damaged_workbook") from None
    if not any(sheet.height for sheet in sheets):
        raise Unreadable("empty_file")
    return FileCells("xlsx", tuple(sheets), tuple(sheet.name for sheet in unseen), tuple(unseen))


def _sheet(book: calamine.CalamineWorkbook, name: str, errors: dict[tuple[int, int], str]) -> SheetCells:
    sheet = book.get_sheet_by_name(name)
    if sheet.end is not None and (sheet.end[0] + 1) * (sheet.end[1] + 1) > MAX_CELLS:
        raise Unreadable("too_large", "cellen")
    rows = [[cell_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), text in errors.items():
        if row < len(rows) and column < len(rows[row]) and not rows[row][column]:
            rows[row][column] = text
    return SheetCells.of(name, rows)


def cell_text(value: object) -> str:
    """A typed cell as text with one meaning: 1.234 becomes '1,234', a date 2025-10-01, True WAAR."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    return str(value)


def number_text(value: float) -> str:
    """Shortest exact decimal with a comma and without thousands marks."""
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return str(value)
    if exact == exact.to_integral_value():
        exact = exact.quantize(Decimal(1)) if abs(exact) < 10**20 else exact
    return f"{exact:f}".replace(".", ",")
