"""What a file says besides its cells: why it cannot be read, what a sheet hides or joins, and names of cells."""

from __future__ import annotations

from dataclasses import dataclass, field

# the first cell of the sheet that we put in a workbook that goes back to its sender
FINDINGS_TITLE = "Bevindingen van Kwartaalbeeld"
NOT_CALCULATED = "#FORMULE!"  # our own mark, in the form of an error value
# a workbook stores error values in English; a Dutch Excel shows them so
DUTCH_ERRORS = {
    "#N/A": "#N/B", "#DIV/0!": "#DEEL/0!", "#VALUE!": "#WAARDE!", "#REF!": "#VERW!", "#NAME?": "#NAAM?",
    "#NUM!": "#GETAL!", "#NULL!": "#LEEG!", "#SPILL!": "#OVERLOPEN!", "#CALC!": "#BEREKENEN!",
}  # fmt: skip
MAX_CELLS = 40_000_000
MAX_COLUMNS = 4_000
MAX_EMPTY_ROWS = 100_000


class Unreadable(Exception):
    """The file cannot be read; `code` names the Dutch sentence, `detail` what was found (no content)."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclass
class Facts:
    """What stands beside the cells of one sheet, in the words of a spreadsheet. `texts` (row, then column, both from
    0) are cells that the library hands over as empty but are not."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    percent: list[str] = field(default_factory=list)
    texts: dict[int, dict[int, str]] = field(default_factory=dict)

    def put(self, row: int, column: int, text: str) -> None:
        self.texts.setdefault(row, {})[column] = text


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


def cell_range(top: int, left: int, *, bottom: int, right: int) -> str:
    """Corners counted from 0 -> B3:C3."""
    return f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"


def refuse_empty_rows(count: int) -> None:
    if count > MAX_EMPTY_ROWS:
        raise Unreadable("empty_rows", f"{MAX_EMPTY_ROWS:,}".replace(",", "."))


def refuse_width(columns: int) -> None:
    if columns > MAX_COLUMNS:
        raise Unreadable("too_many_columns", f"{MAX_COLUMNS:,}".replace(",", "."))
