"""The marking child: a JSON letter on the first line of stdin and a workbook after it; the marked workbook on stdout."""

from __future__ import annotations

import json
import re
import sys
import warnings
from copy import copy
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.handing_back.first_sheet import FILLS, add_first_sheet
from pipelines.reading.facts import FINDINGS_TITLE
from pipelines.reading.limits import allow_seconds

AUTHOR = "Kwartaalbeeld"
_BEGIN = "Opmerking van Kwartaalbeeld"  # ours starts here, also below a comment of the sender
# a server with a topic (=cmd|...), another file, or a function that reaches out
_CALLS_OUT = re.compile(
    r"\||\[[^\]]*\.[a-z]{3,4}\]|\b(?:WEBSERVICE|HYPERLINK|RTD|CALL|REGISTER(?:\.ID)?|EXEC|IMAGE|DDE|IMPORT\w+|FILTERXML)\s*\(",
    re.IGNORECASE,
)
_NONE = Color(indexed=64)
_COMMENT_WIDTH = 340


class _ExactReader(ExcelReader):
    """Numbers stay the numbers they are: openpyxl makes dates of what looks like one, and #VALUE! of a date it does
    not know."""

    def read_worksheets(self) -> None:
        self.wb._date_formats = {}
        self.wb._timedelta_formats = {}
        super().read_worksheets()


def mark(data: bytes, letter: dict[str, Any]) -> bytes:
    """The workbook (a new one when there is none) without marks of an earlier round, with those of this one."""
    book = _opened(data) if data else Workbook()
    if not data:
        book.remove(book.worksheets[0])
    _remove_earlier(book)
    _silence(book)
    by_cell: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in letter["rows"]:
        if row["cell_link"]:
            by_cell.setdefault((row["sheet_link"], row["cell_link"]), []).append(row)
    for (sheet, address), rows in by_cell.items():
        cell = _top_left(book[sheet], address)
        if cell is not None:
            _mark_cell(cell, rows)
    add_first_sheet(book, letter)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _opened(data: bytes) -> Workbook:
    reader = _ExactReader(BytesIO(data), False, False, False, True, True)  # links kept, rich text kept
    reader.read()
    reader.wb.template = False
    return reader.wb


def _cells(sheet: Worksheet) -> list[Cell | MergedCell]:
    """The cells that exist; a walk over rows would make every empty one up to the farthest corner."""
    return list(sheet._cells.values())


def _top_left(sheet: Worksheet, address: str) -> Cell | None:
    cell = sheet[address]
    if isinstance(cell, MergedCell):
        span = next(item for item in sheet.merged_cells.sorted() if address in item)
        cell = sheet.cell(span.min_row, span.min_col)
    return cell if isinstance(cell, Cell) else None


def _silence(book: Workbook) -> None:
    """A formula that starts a program or fetches something is text in what leaves us, whoever wrote it."""
    for sheet in book.worksheets:
        for cell in _cells(sheet):
            if (
                isinstance(cell, Cell)
                and cell.data_type == "f"
                and _CALLS_OUT.search(re.sub(r'"[^"]*"', "", _formula(cell.value)))
            ):
                cell.value, cell.data_type = _formula(cell.value), "s"
                cell.quotePrefix = True


def _formula(value: Any) -> str:
    return str(getattr(value, "text", value))  # of an array formula


def _remove_earlier(book: Workbook) -> None:
    for sheet in list(book.worksheets):
        if sheet.cell(1, 1).value == FINDINGS_TITLE:
            book.remove(sheet)
    coloured = {index for index, fill in enumerate(book._fills) if _is_ours(fill)}
    for sheet in book.worksheets:
        for cell in _cells(sheet):
            style = cell._style
            if style is not None and style.fillId in coloured:
                cell.fill = _before(cell.fill)
            if cell.comment is not None and not isinstance(cell, MergedCell):
                _restore_comment(cell)


def _is_ours(fill: Any) -> bool:
    if getattr(fill, "fill_type", None) != "solid":
        return False
    return fill.fgColor.type == "rgb" and str(fill.fgColor.rgb)[-6:].upper() in FILLS.values()


def _before(fill: Any) -> PatternFill:
    """The sender's own fill. A solid fill shows its front colour alone, so the back colour kept the one before."""
    back = fill.bgColor
    plain = (back.type == "indexed" and back.indexed >= 64) or (back.type == "rgb" and back.rgb == "00000000")
    return PatternFill() if plain else PatternFill("solid", fgColor=copy(back), bgColor=_NONE)


def _restore_comment(cell: Cell) -> None:
    comment = cell.comment
    theirs = re.split(rf"\s*^{_BEGIN}", comment.text, maxsplit=1, flags=re.MULTILINE)[0].rstrip()
    cell.comment = _sized(theirs, comment.author) if theirs else None


def _mark_cell(cell: Cell, rows: list[dict[str, Any]]) -> None:
    """The worst of its findings gives the colour; the comment says them all."""
    fill = cell.fill
    memory = copy(fill.fgColor) if fill.fill_type == "solid" else _NONE
    cell.fill = PatternFill("solid", fgColor=Color(rgb=f"FF{FILLS[rows[0]['severity']]}"), bgColor=memory)
    ours = "\n".join([_BEGIN, *(row["comment"] for row in rows)])
    if cell.comment is not None:
        cell.comment = _sized(f"{cell.comment.text.rstrip()}\n\n{ours}", cell.comment.author)
    else:
        cell.comment = _sized(ours, AUTHOR)


def _sized(text: str, author: str) -> Comment:
    """A comment in which the whole text is seen."""
    plain = ILLEGAL_CHARACTERS_RE.sub("", text)
    lines = sum(1 + len(line) // 48 for line in plain.split("\n"))
    return Comment(plain, author or AUTHOR, height=24 + 18 * lines, width=_COMMENT_WIDTH)


def main() -> None:
    warnings.simplefilter("ignore")  # openpyxl tells what it does not know of a workbook
    letter = json.loads(sys.stdin.buffer.readline())
    allow_seconds(letter["seconds"])
    sys.stdout.buffer.write(mark(sys.stdin.buffer.read(), letter))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
