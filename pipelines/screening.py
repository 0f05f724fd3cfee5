"""Citizen service numbers are kept out: find them in the cells of a file without ever naming one."""

from __future__ import annotations

import re

from pipelines.reading.cells import FileCells

_HEADER = re.compile(r"\b(bsn|burgerservice\w*|sofi\w*)\b", re.IGNORECASE)
_ALLOWED = re.compile(r"kvk|k\.v\.k|agb|telefoon|iban|rekening|row_?id", re.IGNORECASE)
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_NUMBER = re.compile(r"(?<![0-9])(?:[0-9][ .\-]?){7,8}[0-9](?![0-9])")
COLUMN_MINIMUM, COLUMN_SHARE = 20, 0.5  # statistics.md section 12
HEADER_SEARCH = 30


def passes_eleven_test(text: str) -> bool:
    """Lenient: blanks, dots and hyphens are dropped and 8 digits get a leading zero. Source: statistics.md 12."""
    digits = re.sub(r"[\s\u00a0.\-]", "", text)
    if not re.fullmatch(r"[0-9]{8,9}", digits):
        return False
    digits = digits.zfill(9)
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return total % 11 == 0 and int(digits) >= 10_000_000


def holds_citizen_numbers(cells: FileCells) -> bool:
    """A column whose header says so with a number that passes, or one where most of 20 numbers pass."""
    return any(
        _suspicious([row[column] if column < len(row) else "" for row in sheet.rows])
        for sheet in cells.sheets
        for column in range(max(map(len, sheet.rows), default=0))
    )


def _suspicious(column: list[str]) -> bool:
    if any(_named_in(text) for text in column if len(text) > 9):
        return True
    top = column[:HEADER_SEARCH]
    if any(_ALLOWED.search(text) for text in top):
        return False
    numbers = [text for text in column if re.fullmatch(r"[\s\u00a0]*(?:[0-9][\s\u00a0.\-]*){8,9}", text)]
    passing = sum(passes_eleven_test(text) for text in numbers)
    if passing and any(_HEADER.search(text) for text in top):
        return True
    return len(numbers) >= COLUMN_MINIMUM and passing >= COLUMN_SHARE * len(numbers)


def _named_in(text: str) -> bool:
    """A sentence that speaks of a BSN and holds a number that passes."""
    return bool(_HEADER.search(text)) and any(passes_eleven_test(found) for found in _NUMBER.findall(text))
