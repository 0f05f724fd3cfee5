"""Citizen service numbers are kept out: find them in the cells of a file without ever naming one."""

from __future__ import annotations

import re

from pipelines.reading.cells import FileCells

_HEADER = re.compile(r"\b(bsn|burgerservice\w*|sofi\w*)\b", re.IGNORECASE)
_OTHER = re.compile(r"kvk|k\.v\.k|agb|telefoon|iban|rekening|row_?id", re.IGNORECASE)
_WHOLE = re.compile(r"[\s\u00a0]*(?:[0-9][\s\u00a0.\-]*){8,9}")
_NINE = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])")
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
    """Whether any sheet, hidden ones too, seems to hold citizen service numbers; see `_suspicious`."""
    return any(
        _suspicious(sheet.column(index).tolist())
        for sheet in (*cells.sheets, *cells.unseen)
        for index in range(sheet.width)
    )


def _suspicious(column: list[str]) -> bool:
    """A header that says so above a number that passes; a sentence with such a number in it; or a column in which
    most of twenty numbers pass, unless its header says that they are something else."""
    passing = total = 0
    for text in column:
        if len(text) < 8:
            continue
        if _WHOLE.fullmatch(text):
            total += 1
            passing += passes_eleven_test(text)
        elif _in_a_sentence(text):
            return True
    top = column[:HEADER_SEARCH]
    if passing and any(_HEADER.search(text) for text in top):
        return True
    enough = total >= COLUMN_MINIMUM and passing >= COLUMN_SHARE * total
    return enough and not any(_OTHER.search(text) for text in top)


def _in_a_sentence(text: str) -> bool:
    """Words around nine digits that pass; beside the word BSN also with blanks, dots or hyphens in between."""
    loose = _NUMBER.findall(text) if _HEADER.search(text) else []
    return any(passes_eleven_test(found) for found in (*_NINE.findall(text), *loose))
