"""Where the table stands on a strange sheet: titles, headings over more rows, a row of units, the first row of data."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from pipelines.reading.cells import SheetCells
from pipelines.sources.moments import day_in
from pipelines.sources.parsers import clean, is_missing

_SEARCHED = 30
_BODY = 400  # rows below those, enough to know what a column holds
_NUMBER = re.compile(r"[-+]?\s?(?:\d+|\d{1,3}(?:[.,' \u00a0]\d{3})+)(?:[.,]\d+)?\s?%?", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNITS = frozenset(
    {"aantal", "%", "percentage", "procent", "euro", "eur", "€", "1 000", "x 1000", "x 1 000", "personen", "klasse", "dagen",
     "weken", "uren", "adressen per km2", "number", "percent", "jaar", "cijfer", "km", "km2", "ha", "stuks"}
)  # fmt: skip
MOST_HEADER_ROWS = 5


@dataclass(frozen=True)
class Location:
    """Rows count from 1, as on screen."""

    header_rows: tuple[int, ...]
    first_row: int
    title_rows: tuple[int, ...] = ()
    unit_rows: tuple[int, ...] = ()


def looks_like(text: str) -> str:
    """empty, number, date or text."""
    plain = clean(text)
    if is_missing(plain):
        return "empty"
    if _NUMBER.fullmatch(plain):
        return "number"
    return "date" if day_in(plain) or day_in(plain, month_first=True) else "text"


def locate(sheet: SheetCells) -> Location | None:
    """The likely place of the table; None for a sheet with nothing on it. A guess, to be shown and changed."""
    top = [[clean(cell) for cell in row] for row in sheet.rows(0, _SEARCHED + _BODY)]
    filled = [sum(bool(cell) for cell in row) for row in top]
    if not any(filled):
        return None
    first = _first_data(top, filled)
    headers, units = _headings_above(top, filled, first)
    titles = tuple(n + 1 for n in range(min(headers)) if filled[n])
    return Location(tuple(n + 1 for n in headers), first + 1, titles, tuple(n + 1 for n in units))


def _first_data(top: list[list[str]], filled: list[int]) -> int:
    """The first row that holds a number or date in a column of them; else the row below the first wide one."""
    body = pd.DataFrame([[looks_like(cell) for cell in row] for row in top], dtype="str")
    lower = body.iloc[min(3, len(body) - 1) :]
    said = lower.where(lower != "empty")
    counts = {kind: (said == kind).sum() for kind in ("number", "date", "text")}
    typed = [at for at in body.columns if counts["number"][at] + counts["date"][at] > 2 * counts["text"][at]]
    years = {at for at in typed if all(_YEAR.fullmatch(row[at]) for row in top[3:] if row[at])}
    for index, row in enumerate(top[:_SEARCHED]):
        values = [at for at in typed if body.iat[index, at] in ("number", "date")]
        if any(at in years or not _YEAR.fullmatch(row[at]) for at in values) and index:
            return index
    wide = max(filled[:_SEARCHED])
    first = next(index for index, count in enumerate(filled) if count >= 0.6 * wide)
    return next((index for index in range(first + 1, len(top)) if filled[index]), first + 1)


def _headings_above(top: list[list[str]], filled: list[int], first: int) -> tuple[list[int], list[int]]:
    """Upwards from the data: rows of units, then headings until a title or an empty row."""
    headers: list[int] = []
    units: list[int] = []
    for index in range(first - 1, -1, -1):
        cells = [cell for cell in top[index] if cell]
        if not cells and not headers:
            continue
        if not cells or len(headers) == MOST_HEADER_ROWS or (headers and len(set(cells)) == 1 and len(cells) == 1):
            break
        if _is_units(cells) or all('"ImportId"' in cell or "ImportId" in cell for cell in cells):
            units.append(index)
        else:
            headers.append(index)
    return (sorted(headers), sorted(units)) if headers else ([max(first - 1, 0)], sorted(units))


def _is_units(cells: list[str]) -> bool:
    known = sum(cell.casefold().strip("()") in _UNITS for cell in cells)
    return len(cells) > 1 and known > len(cells) / 2
