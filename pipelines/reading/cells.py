"""Text cells with their address, as they leave a file: sheet, row and column as the user sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from pipelines.reading.facts import FINDINGS_TITLE
from pipelines.reading.facts import Unreadable as Unreadable
from pipelines.reading.facts import column_letters as column_letters
from pipelines.reading.facts import column_number as column_number
from pipelines.reading.text_storage import FEW

HEADER_SEARCH = 30  # rows in which a header may stand


@dataclass(frozen=True, eq=False)
class SheetCells:
    """One sheet. `frame` (dtype str, both axes numbered from 0) holds the text of row i + 1, column j + 1 at [i, j];
    an empty cell is ''. What the sheet hides or joins stands beside it, in the words of a spreadsheet."""

    name: str
    frame: pd.DataFrame
    hidden_rows: tuple[int, ...] = ()  # numbered from 1
    hidden_columns: tuple[str, ...] = ()  # letters
    merged: tuple[str, ...] = ()  # ranges, such as B3:C3
    remarks: tuple[str, ...] = ()  # texts of comments, headers, footers, properties: screened, never used
    percent: tuple[str, ...] = ()  # addresses of cells that show 0,85 as 85%; their text stays 0,85

    @classmethod
    def of(cls, name: str, rows: Sequence[Sequence[str]]) -> SheetCells:
        """A sheet from rows of texts, which may differ in length."""
        width = max(map(len, rows), default=0)
        filled = [[*row, *[""] * (width - len(row))] for row in rows]
        return cls(name, pd.DataFrame(filled, columns=range(width), index=range(len(rows)), dtype="str"))

    @property
    def height(self) -> int:
        return len(self.frame)

    @property
    def width(self) -> int:
        return self.frame.shape[1]

    @cached_property
    def beginning(self) -> list[list[str]]:
        """The first rows, where headers are sought: by one form after another, so they are taken out once."""
        return self.frame.iloc[:HEADER_SEARCH].to_numpy(dtype=object).tolist() if self.width else []

    def row(self, index: int) -> list[str]:
        """The texts of one row, counted from 0."""
        return list(self.beginning[index]) if 0 <= index < HEADER_SEARCH else self.frame.iloc[index].tolist()

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[list[str]]:
        """Rows from `start` until `stop`, as lists of texts."""
        part = self.frame.iloc[start:stop]
        return (list(row) for row in part.itertuples(index=False, name=None))

    def column(self, index: int) -> pd.Series:
        """The texts of one column, counted from 0; dtype str, as long as the sheet."""
        return self.frame.iloc[:, index]


@dataclass(frozen=True)
class FileCells:
    """What a file holds: its kind (csv, xlsx, xls, ods, sav), visible sheets, and the names of hidden sheets."""

    kind: str
    sheets: tuple[SheetCells, ...]
    hidden: tuple[str, ...] = ()
    unseen: tuple[SheetCells, ...] = ()  # the hidden sheets themselves: screened, never used

    @property
    def few(self) -> bool:
        """Whether it holds so little that its texts are held as Python's own (text_storage)."""
        return sum(sheet.height * sheet.width for sheet in (*self.sheets, *self.unseen)) <= FEW

    @property
    def filled(self) -> SheetCells | None:
        """The first sheet that holds anything."""
        return next((sheet for sheet in self.sheets if sheet.height and sheet.width), None)


def set_aside(cells: FileCells) -> FileCells:
    """Our own sheet with findings, in a workbook that comes back mended, is screened and never read as data."""
    ours = tuple(sheet for sheet in cells.sheets if sheet.height and sheet.width and sheet.row(0)[0] == FINDINGS_TITLE)
    if not ours:
        return cells
    theirs = tuple(sheet for sheet in cells.sheets if sheet not in ours)
    return replace(cells, sheets=theirs, unseen=(*cells.unseen, *ours))
