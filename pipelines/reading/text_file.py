"""CSV as Dutch offices send it: its encoding, separator and records, without guessing at values."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from pathlib import Path

from pipelines.reading.cells import FileCells, SheetCells, Unreadable

_SEPARATORS = (";", ",", "\t", "|")
csv.field_size_limit(1_000_000)


def read_text_file(path: Path, *, encoding: str | None = None, separator: str | None = None) -> FileCells:
    """Read every record; row numbers are those of a spreadsheet program that opens the file."""
    text = _decode(path.read_bytes(), encoding)
    if "\x00" in text:
        raise Unreadable("wrong_kind", "binary")
    if not text.strip():
        raise Unreadable("empty_file")
    skipped = 0
    if text[:4].casefold() == "sep=":
        first, _, text = text.partition("\n")
        separator = separator or first.strip()[4:] or None
        skipped = 1
    rows = _records(text, separator or _separator(text))
    return FileCells("csv", (SheetCells.of("", [[]] * skipped + rows),))


def _decode(data: bytes, encoding: str | None) -> str:
    """A byte order mark decides; else UTF-8 when it fits, else Windows-1252. Never with replacement."""
    if data.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    for candidate in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            return data.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Unreadable("bad_encoding", encoding or "")


def _records(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(_lines(text), delimiter=separator, strict=True))
    except csv.Error:
        raise Unreadable("unclosed_quote") from None


def _lines(text: str) -> list[str]:
    """Physical lines for the csv reader, which joins those inside quotes; a lone CR ends a line on old Macs."""
    text = text.replace("\r\n", "\n")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    return [line + "\n" for line in text.removesuffix("\n").split("\n")]


def _separator(text: str) -> str:
    """The separator that cuts the first records into the same number of cells, most cells first."""
    lines = _lines(text[:200_000])[:60]
    best, best_score = ";", (0.0, 0)
    for candidate in _SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=candidate) if row)
        except csv.Error:
            continue
        if not widths:
            continue
        width, times = widths.most_common(1)[0]
        score = (times / sum(widths.values()) if width > 1 else 0.0, width)
        if score > best_score:
            best, best_score = candidate, score
    return best
