"""What bad files are made of: a good row, a workbook around it, ways to break one open, numbers that are nobody's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import xlsxwriter

HEADERS = ["aanbieder", "deelovereenkomst", "periode", "indicator", "waarde", "teller", "noemer", "eenheid",
           "uitsplitsing", "uitsplitsing waarde", "toelichting"]  # fmt: skip
ROW = ["berk", "D-3", "2025-K1", "BER-1", 40, None, None, "aantal", None, None, None]
SHEET = "xl/worksheets/sheet1.xml"
Place = Callable[[Any, Any], None]


def row(**changes: object) -> list[object]:
    """The good row with some cells changed, by header (`_` for a blank)."""
    return [changes.get(name.replace(" ", "_"), value) for name, value in zip(HEADERS, ROW, strict=True)]


def book(
    rows: list[list], *, title: str = "Kwartaalmonitor", also: Place | None = None, headers: list[str] = HEADERS
) -> bytes:
    """A workbook of our layout. `also(book, sheet)` does something to it before it is closed."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as made:
        made.set_properties({"created": datetime(2025, 1, 1)})  # noqa: DTZ001 - the writer wants it bare
        sheet = made.add_worksheet(title)
        for number, cells in enumerate([headers, *rows]):
            put(sheet, number, cells)
        if also:
            also(made, sheet)
    return data.getvalue()


def put(sheet: Any, number: int, cells: list) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, date):
            sheet.write_datetime(number, column, value)
        elif isinstance(value, str):
            sheet.write_string(number, column, value)
        elif value is not None:
            sheet.write(number, column, value)


def changed(workbook: bytes, *, drop: set[str] = frozenset(), add: dict[str, bytes] | None = None) -> bytes:  # type: ignore[assignment]
    """The same workbook with entries left out, replaced or added."""
    data, add = io.BytesIO(), add or {}
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in source.infolist():
            if entry.filename not in drop and entry.filename not in add:
                archive.writestr(entry, source.read(entry), zipfile.ZIP_DEFLATED)
        for name, content in add.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def edited(workbook: bytes, entry: str, old: bytes, new: bytes) -> bytes:
    """The same workbook with a text in one entry replaced; the text must be there."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as source:
        content = source.read(entry)
    if old not in content:
        raise ValueError(f"{old!r} is not in {entry}")
    return changed(workbook, add={entry: content.replace(old, new, 1)})


def second(title: str, rows: list[list], *, hidden: str = "") -> Place:
    """One more sheet, hidden if asked (`hide` or `very_hidden`)."""

    def also(made: Any, _: Any) -> None:
        sheet = made.add_worksheet(title)
        for number, cells in enumerate(rows):
            put(sheet, number, cells)
        if hidden:
            getattr(sheet, hidden)()

    return also


def merged(*ranges: tuple[str, str]) -> Place:
    return lambda made, sheet: [sheet.merge_range(cells, text) for cells, text in ranges]  # type: ignore[return-value]


def citizen_number(seed: int) -> str:
    """A number that passes the eleven test, in the series of 9 that is given to nobody."""
    for number in range(999_000_000 + seed * 100, 999_999_999):
        digits = [int(digit) for digit in str(number)]
        if sum(w * d for w, d in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True)) % 11 == 0:
            return str(number)
    raise ValueError(seed)


NUMBERS = [citizen_number(seed) for seed in range(24)]
