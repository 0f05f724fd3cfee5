"""What an old workbook (.xls) says besides its values: what is hidden, error values, percentages, and its remarks."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from pipelines.reading.compound import Compound
from pipelines.reading.facts import DUTCH_ERRORS, Facts, Unreadable, column_letters

_EOF, _PASSWORD, _SHEET, _ROW, _COLUMNS, _BOOLEAN_OR_ERROR, _FORMULA = 0x0A, 0x2F, 0x85, 0x208, 0x7D, 0x205, 0x06
_TEXT_BOX, _CONTINUE, _HEADER, _FOOTER, _FORMAT, _STYLE = 0x1B6, 0x3C, 0x14, 0x15, 0x41E, 0xE0
_NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS = 0x203, 0x27E, 0xBD
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_PROPERTY = re.compile(rb"[\x20-\x7e\xa0-\xff]{4,}")


def read_facts(path: Path) -> dict[str, Facts]:
    """Sheet name -> its facts. Raises Unreadable `password`, or `damaged_workbook`."""
    file = Compound(path.read_bytes())
    book = file.read("Workbook")
    facts: dict[str, Facts] = {}
    try:
        sheets, percent = _globals(book)
        for name, start in sheets:
            facts[name] = _sheet(book, start, percent)
    except (struct.error, IndexError):
        raise Unreadable("damaged_workbook") from None
    if facts:
        about = [file.read(name) for name in file.streams if name.endswith("SummaryInformation")]
        remarks = [text.decode("cp1252", "backslashreplace") for part in about for text in _PROPERTY.findall(part)]
        next(iter(facts.values())).remarks += remarks
    return facts


def _records(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record from `start` up to the end of its part."""
    at = start
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == _EOF:
            return


def _globals(book: bytes) -> tuple[list[tuple[str, int]], set[int]]:
    """Names and places of the sheets, and which cell styles show a percentage."""
    sheets, formats, styles = [], {9, 10}, []
    for kind, content in _records(book, 0):
        if kind == _PASSWORD:
            raise Unreadable("password")
        if kind == _SHEET:
            (start,) = struct.unpack_from("<I", content)
            sheets.append((_characters(content[7:], content[6]), start))
        elif kind == _FORMAT and b"%" in content:
            formats.add(struct.unpack_from("<H", content)[0])
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<H", content, 2)[0])
    return sheets, {number for number, used in enumerate(styles) if used in formats}


def _sheet(book: bytes, start: int, percent: set[int]) -> Facts:
    facts, before = Facts(), 0
    for kind, content in _records(book, start):
        if kind == _ROW and struct.unpack_from("<H", content, 12)[0] & 0x20:
            facts.hidden_rows.append(struct.unpack_from("<H", content)[0] + 1)
        elif kind == _COLUMNS:
            first, last, _, _, flags = struct.unpack_from("<5H", content)
            facts.hidden_columns += [column_letters(n) for n in range(first, min(last, 255) + 1) if flags & 1]
        elif kind in (_HEADER, _FOOTER) and len(content) > 3:
            facts.remarks.append(_characters(content[2:], struct.unpack_from("<H", content)[0]))
        elif kind == _CONTINUE and before == _TEXT_BOX and content:  # of a comment
            facts.remarks.append(_characters(content, len(content)))
        elif kind in (_BOOLEAN_OR_ERROR, _FORMULA, _NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS):
            _cell(facts, kind, content, percent)
        before = kind
    return facts


def _cell(facts: Facts, kind: int, content: bytes, percent: set[int]) -> None:
    row, column, style = struct.unpack_from("<HHH", content)
    code = None
    if kind == _BOOLEAN_OR_ERROR and content[7]:
        code = content[6]
    elif kind == _FORMULA and content[12:14] == b"\xff\xff" and content[6] == 2:
        code = content[8]
    if code is not None:
        text = _ERRORS.get(code, "#N/A")
        facts.put(row, column, DUTCH_ERRORS[text])
    elif kind == _SHORT_NUMBERS:
        styles = [struct.unpack_from("<H", content, at)[0] for at in range(4, len(content) - 2, 6)]
        facts.percent += [f"{column_letters(column + i)}{row + 1}" for i, used in enumerate(styles) if used in percent]
    elif style in percent:
        facts.percent.append(f"{column_letters(column)}{row + 1}")


def _characters(content: bytes, count: int) -> str:
    """A text after its length: one byte says how wide the characters are."""
    wide = content[0] & 1
    return content[1 : 1 + count * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "backslashreplace")
