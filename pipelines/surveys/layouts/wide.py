"""A plain table of answers: one row per respondent, a question above each column."""

from __future__ import annotations

from pipelines.reading.cells import FileCells, SheetCells
from pipelines.surveys.export import Export
from pipelines.surveys.layouts.forms import read_google
from pipelines.surveys.layouts.table import NO_ANSWER, Layout

TOOL = "tabel"
_SEPARATORS = (";", "|", ", ")


def read(sheet: SheetCells, header_row: int) -> Layout:
    """`header_row` counts from 1. What stands above it is no table."""
    table = SheetCells(sheet.name, sheet.frame.iloc[header_row - 1 :])
    plain = read_google(table)
    return Layout(TOOL, sheet, plain.headings, header_row, separators=_SEPARATORS, empty=NO_ANSWER, free_options=False)


def read_wide(cells: FileCells, sheet: str | None, header_row: int) -> Export:
    """For a file that no tool is known for and of which a person says that it is a survey. `sheet` None is the first
    that holds anything; KeyError where there is no such sheet."""
    found = next((item for item in cells.sheets if sheet in (None, item.name) and item.height >= header_row), None)
    if found is None:
        raise KeyError(sheet)
    return read(found, header_row).read()
