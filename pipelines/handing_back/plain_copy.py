"""A file that is no .xlsx as a plain workbook: every text in the cell where the sender had it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO

import xlsxwriter

from pipelines.reading.cells import SheetCells
from pipelines.templates.styles import OPTIONS, TEXT_FORMAT

_LONGEST = 32_767  # characters that fit in a cell
_WIDEST = 40


def sheet_names(names: Iterable[str]) -> dict[str, str]:
    """The sender's names of sheets -> names that Excel accepts: short, filled, without its signs, each once."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip().strip("'")[:31] or "Gegevens"
        number, free = 2, plain
        while free.casefold() in taken or free.casefold() == "history":  # a word that Excel keeps to itself
            free, number = f"{plain[:27]} {number}", number + 1
        taken.add(free.casefold())
        found[name] = free
    return found


def plain_copy(sheets: Iterable[SheetCells], names: dict[str, str]) -> bytes:
    """Texts stay texts, also what starts like a formula and what is a number; the same cells give the same bytes."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        text = book.add_format({"num_format": TEXT_FORMAT})
        for cells in sheets:
            sheet = book.add_worksheet(names[cells.name])
            sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
            for index in range(cells.width):
                column = cells.column(index)
                widest = int(column.str.len().max()) if cells.height else 0
                sheet.set_column(index, index, max(8, min(_WIDEST, widest + 2)), text)
                for row, value in enumerate(column):
                    if value:
                        sheet.write_string(row, index, value[:_LONGEST], text)
    return stream.getvalue()
