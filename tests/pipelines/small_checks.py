"""Rows of the small town checked without a home: cells in, findings out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from real_files import register_of
from small_town import HEADERS, REGISTER

from pipelines.checked import Checked
from pipelines.checking import check_cells
from pipelines.findings import Finding
from pipelines.reading.cells import FileCells, SheetCells
from pipelines.reading.text_storage import texts_held
from pipelines.register import Register

TODAY = pd.Timestamp("2026-11-25")
_STANDING: dict[str, Register] = {}
TOWN = HEADERS  # the headers of our own template


def workbook(sheets: dict[str, list[list[Any]]]) -> FileCells:
    return FileCells("xlsx", tuple(SheetCells.of(name, [[_text(cell) for cell in row] for row in rows])
                                   for name, rows in sheets.items()))  # fmt: skip


def _text(cell: Any) -> str:
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y}"
    return "" if cell is None else str(cell)


def town(register: dict[str, list[list[Any]]] | None = None, *, carrying: frozenset[str] = frozenset()) -> Checked:
    """The register workbook, checked, with texts held as for any small file."""
    with texts_held(few=True):
        return check_cells(workbook(register or REGISTER), None, register_of(), today=TODAY, carrying=carrying)


def standing(register: dict[str, list[list[Any]]] | None = None) -> Register:
    """A register that stands; nobody changes its frames in place."""
    if (about := repr(register)) not in _STANDING:
        frames = {name: frame.assign(placeholder=False) for name, frame in town(register).frames.items()}
        _STANDING[about] = Register(**frames)
    return _STANDING[about]


def check(*lines: str, header: str | None = None) -> Checked:
    """A delivery of our own form: lines with semicolons, under our headers."""
    rows = [line.split(";") for line in (header or ";".join(TOWN), *lines)]
    cells = FileCells("csv", (SheetCells.of("", rows),))
    with texts_held(few=True):
        return check_cells(cells, None, standing(), today=TODAY)


def told(findings: list[Finding]) -> list[tuple[str, int | None, str | None]]:
    """Code, row and cell; that a small delivery is incomplete is left out."""
    return [(item.code, item.row, item.cell) for item in findings if item.code != "incomplete"]


def changed(sheet: str, row: int, column: str, value: object) -> dict[str, list[list[Any]]]:
    """The register with one cell changed; rows count from 0 with the headers."""
    rows = [list(line) for line in REGISTER[sheet]]
    rows[row][rows[0].index(column)] = value
    return {**REGISTER, sheet: rows}
