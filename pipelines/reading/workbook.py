"""Workbooks (xlsx, xls, ods): every sheet as text cells from A1, numbers written with a decimal comma."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import python_calamine as calamine

from pipelines.reading import biff, opendocument, structure
from pipelines.reading.columns import Columns, ReadFile, ReadSheet
from pipelines.reading.facts import MAX_CELLS, Facts, Unreadable, cell_range, refuse_width

_FACTS = {"xlsx": structure.read_facts, "xls": biff.read_facts, "ods": opendocument.read_facts}


def read_workbook(path: Path, kind: str = "xlsx") -> ReadFile:
    """Read with calamine. Call it in a child process: some files make it abort instead of raise."""
    facts = _FACTS[kind](path)  # first: it refuses what calamine would choke on
    found = ReadFile(kind, [])
    try:
        # from bytes: from a path calamine would go by the name of the file
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        for sheet in book.sheets_metadata:
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet:
                visible = sheet.visible == calamine.SheetVisibleEnum.Visible
                read = _sheet(book, sheet.name, facts.get(sheet.name) or Facts())
                (found.sheets if visible else found.unseen).append(read)
    except calamine.PasswordError:
        raise Unreadable("password") from None
    except calamine.CalamineError:
        raise Unreadable("damaged_workbook") from None
    if all(sheet.columns.blank for sheet in (*found.sheets, *found.unseen)):
        raise Unreadable("empty_file")
    return found


def _sheet(book: calamine.CalamineWorkbook, name: str, facts: Facts) -> ReadSheet:
    sheet = book.get_sheet_by_name(name)
    height, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
    refuse_width(width)
    if height * width > MAX_CELLS:
        raise Unreadable("too_large", "cellen")
    if not facts.merged:  # calamine knows them of an xls
        facts.merged = [
            cell_range(top, left, bottom=bottom, right=right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]
    columns = Columns(cell_text)
    columns.read(_rows(sheet, facts.texts))
    return ReadSheet(name, columns, facts)


def _rows(sheet: calamine.CalamineSheet, texts: dict[int, dict[int, str]]) -> Iterator[list[Any]]:
    """Rows from row 1 on, each from column A: calamine leaves out empty columns at the left, but not empty rows."""
    left = [""] * (sheet.start[1] if sheet.start else 0)
    number = -1
    for number, row in enumerate(sheet.iter_rows() if sheet.end else ()):
        cells = [*left, *row]
        yield _filled(cells, texts[number]) if number in texts else cells
    for further in range(number + 1, max(texts, default=-1) + 1):
        yield _filled([], texts.get(further, {}))


def _filled(cells: list[Any], texts: dict[int, str]) -> list[Any]:
    cells = cells + [""] * (max(texts, default=-1) + 1 - len(cells))
    for column, text in texts.items():
        cells[column] = text
    return cells


def cell_text(value: object) -> str:
    """A typed cell as text with one meaning: 1.234 becomes '1,234', a date 2025-10-01, True WAAR, a duration 26:00:00."""
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    return str(value)


def number_text(value: float) -> str:
    """Shortest exact decimal with a comma and without thousands marks."""
    text = repr(float(value))
    if "e" in text or "n" in text:
        return _unusual(value, text)
    if text.endswith(".0"):
        return text[:-2] if value else "0"  # never -0
    return text.replace(".", ",")


def _unusual(value: float, text: str) -> str:
    exact = Decimal(text)
    if not exact.is_finite():
        return str(value)
    return f"{exact:f}".replace(".", ",")
