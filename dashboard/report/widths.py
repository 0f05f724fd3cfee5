"""How wide the columns of a table are on paper: worked out beforehand, so that nothing has to be measured while it is set."""

from __future__ import annotations

from dashboard.report.document import Band, Cell, Table
from dashboard.report.plates import letters

FULL = 170.0  # mm
_AIR = 2 * 2.5 * 25.4 / 72  # left and right of a cell
_MARK = 3.4
_SLACK = 1.08  # tabular figures are a little wider than others
_LEAST = 22.0  # mm for a column that takes what is left


def columns_mm(table: Table) -> list[float]:
    """Columns without a share are as wide as what is in them, the others share what is left; together the full width."""
    rows = [row for row in table.rows if not isinstance(row, Band)]
    natural = [
        None if column.width else max(_wide(Cell(column.head, strong=True)), *(_wide(row[at]) for row in rows), 4.0)
        for at, column in enumerate(table.columns)
    ]
    taken = sum(width for width in natural if width)
    shares = sum(column.width or 0 for column in table.columns)
    free = FULL - taken
    if taken and shares and free < _LEAST * sum(1 for width in natural if width is None):
        shrink = (FULL - _LEAST * sum(1 for width in natural if width is None)) / taken
        natural = [None if width is None else width * shrink for width in natural]
        free = FULL - sum(width for width in natural if width)
    found = [
        free * (column.width or 0) / shares if width is None else width
        for width, column in zip(natural, table.columns, strict=True)
    ]
    return [round(width * min(1.0, FULL / sum(found)), 2) for width in found]


def _wide(cell: Cell) -> float:
    told = max(letters.width(cell.text, bold=cell.strong), letters.width(cell.under or ""))
    return told * _SLACK + _AIR + (_MARK if cell.status else 0)
