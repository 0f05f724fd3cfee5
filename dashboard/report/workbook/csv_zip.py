"""A workbook as CSV: a file per table and a text that says what is what, in one zip."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO

from dashboard.report.attachments import as_csv, number
from dashboard.report.workbook.book import Amount, Book, Cell, Sheet, plain

README = "leesmij.txt"


def as_csv_zip(book: Book) -> bytes:
    """The same book gives the same bytes: no clock, and files in the order of the book."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, text in [(README, _readme(book)), *((file_name(one), _csv(one)) for one in book.sheets)]:
            made.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED, 6)
    return stream.getvalue()


def file_name(sheet: Sheet) -> str:
    """Alle cijfers -> alle-cijfers.csv."""
    return re.sub(r"[^a-z0-9]+", "-", sheet.name.casefold().replace("ê", "e")).strip("-") + ".csv"


def _csv(sheet: Sheet) -> str:
    return as_csv(sheet.heads, [[_text(cell) for cell in row] for row in sheet.rows])


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Amount(value, _):
            return number(value)
        case str():
            return plain(cell)
        case date():
            return f"{cell:%d-%m-%Y}"


def _readme(book: Book) -> str:
    """The cover and the notes; with a mark and carriage returns the oldest Notepad shows it well too."""
    parts = [book.title, book.subject, ""]
    parts += [f"{about}: {told}" for about, told in book.facts]
    parts += ["", "BESTANDEN", *(f"{file_name(one)}: {one.title}. {one.about}" for one in book.sheets)]
    if book.absent:
        parts.append(f"Zonder gegevens: {'; '.join(book.absent)}.")
    parts += ["", "ZO LEEST U DE CIJFERS", *(f"{about}: {told}" for about, told in book.notes)]
    return "\ufeff" + "\r\n".join(plain(part).replace("\n", " ") for part in parts) + "\r\n"
