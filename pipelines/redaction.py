"""A copy of a file without its personal columns, to keep in the archive instead of what was sent."""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path

import pyarrow as pa
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

from pipelines.reading.cells import FileCells, SheetCells, Unreadable, column_letters, column_number
from pipelines.reading.text_file import read_text_file
from pipelines.screening import PersonalColumn
from pipelines.templates.styles import OPTIONS, Styles

_SEPARATORS = (";", ",", "\t", "|")
_LONGEST = 32_767  # what a cell of a workbook holds
NOTHING_LEFT = "weggelaten"  # a workbook without any text is an empty file


def redact(
    cells: FileCells, drop: Iterable[PersonalColumn], *, encoding: str | None = None, separator: str | None = None
) -> tuple[FileCells, bytes]:
    """The cells with those columns empty below their header, and a file that reads back as exactly those cells.

    A CSV file stays one (UTF-8) where it reads back the same with this encoding and separator (None: found by the
    reader); anything else becomes a workbook of texts. Addresses stay. Remarks are left out. The same cells give the
    same bytes.
    """
    left = _emptied(cells, drop)
    if cells.kind == "csv":
        for mark in (separator,) if separator else _SEPARATORS:
            data = _csv(left.sheets[0], mark)
            if _same(data, left, encoding=encoding, separator=separator):
                return left, data
    left = _fitting(left)
    return left, _workbook(left)


def _emptied(cells: FileCells, drop: Iterable[PersonalColumn]) -> FileCells:
    sheets = [replace(sheet, remarks=()) for sheet in (*cells.sheets, *cells.unseen)]
    for item in drop:
        sheet, letters = sheets[item.sheet], column_letters(item.column)
        frame = sheet.frame.copy()
        frame.iloc[item.header_row + 1 :, item.column] = ""
        percent = tuple(place for place in sheet.percent if place.rstrip("0123456789") != letters)
        sheets[item.sheet] = replace(sheet, frame=frame, percent=percent)
    return _with_sheets(cells, sheets)


def _with_sheets(cells: FileCells, sheets: list[SheetCells]) -> FileCells:
    visible = len(cells.sheets)
    return replace(cells, sheets=tuple(sheets[:visible]), unseen=tuple(sheets[visible:]))


def _csv(sheet: SheetCells, separator: str) -> bytes:
    """Every cell in quotes, so that no text is taken for anything else; the byte order mark says UTF-8."""
    out = StringIO()
    csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(sheet.rows())
    return out.getvalue().encode("utf-8-sig")


def _same(data: bytes, cells: FileCells, *, encoding: str | None, separator: str | None) -> bool:
    """Whether the reader finds these very cells in the bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path, read = Path(folder) / "copy", BytesIO()
        path.write_bytes(data)
        try:
            read_text_file(path, encoding=encoding, separator=separator).sheets[0].columns.write(read)
        except Unreadable:
            return False
    again, frame = pa.ipc.open_stream(read.getvalue()).read_all().to_pandas(), cells.sheets[0].frame
    again.columns = range(again.shape[1])
    return again.shape == frame.shape and again.astype(frame.dtypes).equals(frame)  # held alike: see text_storage


def _fitting(cells: FileCells) -> FileCells:
    """As a workbook can hold it: names and texts of a length, no empty rows or columns at the end."""
    sheets, names = [], dict[str, str]()
    for sheet in (*cells.sheets, *cells.unseen):
        names[sheet.name] = _sheet_name(sheet.name, set(names.values()))
        sheets.append(_trimmed(replace(sheet, name=names[sheet.name])))
    if not any(sheet.height for sheet in sheets[: len(cells.sheets)]):
        sheets[0] = SheetCells.of(sheets[0].name, [[NOTHING_LEFT]])
    hidden = tuple(names[name] for name in cells.hidden)
    return replace(_with_sheets(cells, sheets), kind="xlsx", hidden=hidden)


def _trimmed(sheet: SheetCells) -> SheetCells:
    frame = sheet.frame.apply(lambda column: column.str.slice(0, _LONGEST))
    filled = (frame != "").to_numpy()
    rows, columns = filled.any(axis=1).nonzero()[0], filled.any(axis=0).nonzero()[0]
    height, width = (int(rows[-1]) + 1, int(columns[-1]) + 1) if len(rows) else (0, 0)
    return replace(
        sheet,
        frame=frame.iloc[:height, :width],
        hidden_rows=tuple(row for row in sheet.hidden_rows if row <= height),
        hidden_columns=tuple(letters for letters in sheet.hidden_columns if column_number(letters) < width),
    )


def _sheet_name(name: str, taken: set[str]) -> str:
    """The name where a workbook allows it; a CSV file has none."""
    clean = re.sub(r"[\[\]:*?/\\]", "_", name).strip("'")[:31] or "Blad1"
    folded, number, chosen = {item.casefold() for item in taken}, 1, clean
    while chosen.casefold() in folded:
        number += 1
        chosen = f"{clean[:27]} {number}"
    return chosen


def _workbook(cells: FileCells) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        percent = Styles(book, "Kopie zonder persoonsgegevens")(num_format="0%")
        for sheet in (*cells.sheets, *cells.unseen):
            page = book.add_worksheet(sheet.name)
            _write(page, sheet, percent)
            if sheet.name in cells.hidden:
                page.hide()
    return out.getvalue()


def _write(page: Worksheet, sheet: SheetCells, percent: Format) -> None:
    """Texts where they stood; what the sheet hid or joined is hidden or joined here too."""
    for place in sheet.merged:
        if ":" in place:
            page.merge_range(place, "")
    for row, texts in enumerate(sheet.rows()):
        for column, text in enumerate(texts):
            if text:
                page.write_string(row, column, text)
    for place in sheet.percent:
        row, column = xl_cell_to_rowcol(place)
        page.write_string(row, column, sheet.frame.iat[row, column], percent)
    for number in sheet.hidden_rows:
        page.set_row(number - 1, None, None, {"hidden": True})
    for letters in sheet.hidden_columns:
        page.set_column(column_number(letters), column_number(letters), None, None, {"hidden": True})
