"""Text cells with their address, as they leave a file: sheet, row and column as the user sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, eq=False)
class SheetCells:
    """One sheet. `frame` (dtype str, both axes numbered from 0) holds the text of row i + 1, column j + 1 at [i, j];
    an empty cell is ''. What the sheet hides or joins stands beside it, in the words of a spreadsheet."""

    name: str
    frame: pd.DataFrame
    hidden_rows: tuple[int, ...] = ()  # numbered from 1
    hidden_columns: tuple[str, ...] = ()  # letters
    merged: tuple[str, ...] = ()  # ranges, such as B3:C3
    remarks: tuple[str, ...] = ()  # texts of comments, headers and footers: screened, never used

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

    def row(self, index: int) -> list[str]:
        """The texts of one row, counted from 0."""
        return self.frame.iloc[index].tolist()

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
    def filled(self) -> SheetCells | None:
        """The first sheet that holds anything."""
        return next((sheet for sheet in self.sheets if sheet.height and sheet.width), None)


class Unreadable(Exception):
    """The file cannot be read; `code` names the Dutch sentence, `detail` what was found (no content)."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def column_letters(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1
