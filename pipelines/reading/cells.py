"""Text cells with their address, as they leave a file: sheet, row and column as the user sees them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SheetCells:
    """One visible sheet. rows[i][j] is the text of row i + 1, column j + 1; rows may differ in length."""

    name: str
    rows: list[list[str]]


@dataclass(frozen=True)
class FileCells:
    """What a file holds: its kind (csv, xlsx), visible sheets, and the names of hidden sheets (not read)."""

    kind: str
    sheets: tuple[SheetCells, ...]
    hidden: tuple[str, ...] = ()
    unseen: tuple[SheetCells, ...] = ()  # the hidden sheets themselves: screened, never used


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
