"""What the shape of a sheet does to its rows: cells beyond the header, merged cells, hidden rows and columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from pipelines.findings import SHOWN, Finding, figure_text
from pipelines.reading.cells import SheetCells, column_letters, column_number
from pipelines.sources.parsers import parse_number
from schemas.vocabulary import Severity

_RANGE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")
_TOLD = 6


def check(sheet: SheetCells, header_row: int, *, headers: list[str], rows: np.ndarray) -> list[Finding]:
    """Findings on the shape of the data area. `header_row` and `rows` (those that are read) count from 0."""
    width = _width(headers)
    return [
        *beyond(sheet, headers, rows=rows),
        *_merged(sheet, header_row, width=width),
        *_hidden(sheet, headers, width=width, rows=rows),
    ]


def as_shown(sheet: SheetCells) -> SheetCells:
    """Where a cell shows 0,85 as 85%, the sender filled in 85%, and reads so."""
    rows: dict[int, list[int]] = {}
    for address in sheet.percent:
        letters = address.rstrip("0123456789")
        rows.setdefault(column_number(letters), []).append(int(address.removeprefix(letters)) - 1)
    columns = {column: sheet.column(column).tolist() for column in rows if column < sheet.width}
    for column, texts in columns.items():
        for row in rows[column]:
            number = parse_number(texts[row]).value if row < sheet.height else None
            if isinstance(number, float):
                texts[row] = f"{figure_text(100 * number)}%"
    if not columns:
        return sheet
    frame = sheet.frame.copy()
    for column, texts in columns.items():
        frame[column] = pd.Series(texts, index=frame.index, dtype="str")
    return replace(sheet, frame=frame)


def _width(headers: list[str]) -> int:
    return max((index + 1 for index, header in enumerate(headers) if header.strip()), default=0)


def beyond(sheet: SheetCells, headers: list[str], *, rows: np.ndarray) -> list[Finding]:
    """A row with more cells than the header has shifted: a separator too many, or a decimal comma taken for one."""
    width = _width(headers)
    if sheet.width <= width or not len(rows):
        return []
    more = sheet.frame.iloc[rows, width:]
    faulty = np.zeros(len(rows), dtype=bool)
    for _, column in more.items():
        filled = (column != "").to_numpy()
        faulty |= filled
    faulty[faulty] = [any(cell.strip() for cell in cells) for cells in more[faulty].itertuples(index=False)]
    numbers, name = rows[faulty] + 1, sheet.name or None
    letters = column_letters(width)
    findings = [
        Finding("more_cells", sheet=name, row=int(row), column=letters, cell=f"{letters}{row}", detail=str(width))
        for row in numbers[:SHOWN].tolist()
    ]
    rest = len(numbers) - len(findings)
    return findings + ([Finding("more_cells", sheet=name, column=letters, detail=str(width), times=rest)] * (rest > 0))


def _merged(sheet: SheetCells, header_row: int, *, width: int) -> list[Finding]:
    """Only the first of merged cells has a value, so nobody can tell what the others mean."""
    inside = [text for text in sheet.merged if _touches(text, header_row + 2, width)]
    return [Finding("merged_cells", sheet=sheet.name or None, detail=_list(inside))] if inside else []


def _touches(text: str, first_row: int, width: int) -> bool:
    found = _RANGE.fullmatch(text)
    return found is not None and int(found[4]) >= first_row and column_number(found[1]) < width


def without_merged(findings: list[Finding], sheet: SheetCells) -> list[Finding]:
    """A cell that is empty because it is merged is one fault, not two."""
    areas = [found for text in sheet.merged if (found := _RANGE.fullmatch(text))]
    if not areas:
        return findings

    def empty_by_merging(item: Finding) -> bool:
        cell = re.fullmatch(r"([A-Z]+)(\d+)", item.cell or "")
        return item.code == "required" and cell is not None and any(
            column_number(area[1]) <= column_number(cell[1]) <= column_number(area[3])
            and int(area[2]) <= int(cell[2]) <= int(area[4])
            for area in areas
        )  # fmt: skip

    return [item for item in findings if not empty_by_merging(item)]


def _hidden(sheet: SheetCells, headers: list[str], *, width: int, rows: np.ndarray) -> list[Finding]:
    """Hidden rows and columns are read like the others; whoever hid them may not know."""
    findings, name = [], sheet.name or None
    hidden = np.array(sorted(sheet.hidden_rows), dtype=np.int64)
    read = hidden[np.isin(hidden - 1, rows)]
    if len(read):
        findings.append(Finding("hidden_rows", Severity.WARNING, name, detail=_list(map(str, read.tolist()))))
    columns = [letters for letters in sheet.hidden_columns if column_number(letters) < width]
    told = [f"{letters} ({header})" for letters in columns if (header := headers[column_number(letters)].strip())]
    if told:
        findings.append(Finding("hidden_columns", Severity.WARNING, name, detail=_list(told)))
    return findings


def _list(items: Iterable[str]) -> str:
    """The first few in words, the rest counted."""
    every = list(items)
    more = f" en nog {len(every) - _TOLD}" if len(every) > _TOLD else ""
    return ", ".join(every[:_TOLD]) + more
