"""How the sheet Bevindingen looks: the explanation on top, below it a table that leads to the cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.workbook_colours import Colour
from schemas.vocabulary import Severity

SHEET_NAME = "Bevindingen"
# of ours alone: a later round knows its own marks by them
FILLS = {Severity.ERROR.value: "F7B27C", Severity.QUESTION.value: "B9D8EC", Severity.WARNING.value: "E0D2EE"}
_COLUMNS = (
    ("nr", 6), ("soort", 15), ("blad", 22), ("rij", 7), ("kolom", 20), ("cel", 9), ("wat u invulde", 26),
    ("wat we verwachten", 46), ("hoe u het herstelt", 52),
)  # fmt: skip


def add_first_sheet(book: Workbook, letter: dict[str, Any]) -> None:
    """Put the sheet before the others and open the workbook on it."""
    sheet = book.create_sheet(SHEET_NAME, 0)
    for number, text in enumerate((letter["title"], *letter["lines"]), start=1):
        cell = _write(sheet.cell(number, 1), text, wrap=False)
        if number == 1:
            cell.font = _font(size=16, bold=True, color=Colour.ACCENT)
            sheet.row_dimensions[number].height = 26
        elif text in letter["bold"]:
            cell.font = _font(bold=True)
    if letter["rows"]:
        _table(sheet, letter["rows"], first=len(letter["lines"]) + 3)
    if letter["rest"]:
        _write(sheet.cell(sheet.max_row + 2, 1), letter["rest"], wrap=False).font = _font(bold=True)
    for index, (_, width) in enumerate(_COLUMNS):
        sheet.column_dimensions[chr(65 + index)].width = width
    _set_up(book, sheet)


def _table(sheet: Worksheet, rows: list[dict[str, Any]], *, first: int) -> None:
    for column, (header, _) in enumerate(_COLUMNS, start=1):
        cell = _write(sheet.cell(first, column), header)
        cell.font = _font(bold=True, color=Colour.PAPER)
        cell.fill = PatternFill("solid", fgColor=_hex(Colour.ACCENT))
    for number, row in enumerate(rows, start=1):
        texts = (number, row["kind"], row["sheet"], row["row"], row["column"], row["cell"], row["received"],
                 row["expected"], row["repair"])  # fmt: skip
        for column, text in enumerate(texts, start=1):
            cell = _write(sheet.cell(first + number, column), text)
            cell.border = Border(bottom=Side("thin", color=_hex(Colour.LINE)))
        sheet.row_dimensions[first + number].height = _height(texts)
        kind = sheet.cell(first + number, 2)
        kind.fill = PatternFill("solid", fgColor=FILLS[row["severity"]])
        if row["cell_link"]:
            _link(sheet.cell(first + number, 6), row)
    sheet.auto_filter.ref = f"A{first}:{chr(64 + len(_COLUMNS))}{first + len(rows)}"
    sheet.print_title_rows = f"{first}:{first}"


def _height(texts: Sequence[object]) -> float:
    """Room for the longest text of a row: not every program makes it by itself."""
    lines = [
        1 + len(text) // width
        for text, (_, width) in zip(texts, _COLUMNS, strict=True)
        if isinstance(text, str) and text
    ]
    return 15.0 * max(lines)


def _link(cell: Cell, row: dict[str, Any]) -> None:
    name = row["sheet_link"].replace("'", "''")
    place = f"'{name}'!{row['cell_link']}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, tooltip=f"Ga naar cel {row['cell_link']}")
    cell.font = _font(underline="single", color=Colour.ACCENT)


def _write(cell: Cell, value: object, *, wrap: bool = True) -> Cell:
    """Text stays text, whatever sign it starts with; a number stays a number."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        if value:
            cell.data_type = "s"
            cell.quotePrefix = value[0] in "=+-@"
    else:
        cell.value = value
    cell.font = _font()
    cell.alignment = Alignment(vertical="top", horizontal="left", wrap_text=wrap)
    return cell


def _font(*, size: int = 11, bold: bool = False, underline: str | None = None, color: str = Colour.INK) -> Font:
    return Font(name="Calibri", size=size, bold=bold, underline=underline, color=_hex(color))


def _hex(colour: str) -> str:
    return f"FF{colour.removeprefix('#').upper()}"


def _set_up(book: Workbook, sheet: Worksheet) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    for other in book.worksheets:  # two selected sheets would be written in together
        for view in other.views.sheetView:
            view.tabSelected = other is sheet
    book.active = 0
    if book.views:
        book.views[0].firstSheet = 0
