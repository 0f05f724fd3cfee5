"""CSV as Dutch offices send it: its encoding, separator and records, without guessing at values."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipelines.reading.columns import Columns, ReadFile, ReadSheet
from pipelines.reading.facts import Unreadable

_SEPARATORS = (";", ",", "\t", "|")
_BLOCK = 1 << 20
_CONTROLS = bytes(number for number in range(32) if number not in (9, 10, 13))
_CONTROL = re.compile("[" + re.escape(_CONTROLS.decode()) + "]")
csv.field_size_limit(1_000_000)


def read_text_file(path: Path, *, encoding: str | None = None, separator: str | None = None) -> ReadFile:
    """Read every record; row numbers are those of a spreadsheet program that opens the file."""
    encoding = _encoding(path, encoding)
    columns = Columns()
    # newline="": a lone CR ends a line (old Macs), and line ends inside quotes stay as they are
    with path.open(encoding=encoding, newline="") as file:
        top = file.read(200_000)
        if not top.strip():
            raise Unreadable("empty_file")
        file.seek(0)
        if top[:4].casefold() == "sep=":  # an instruction to the spreadsheet program, which shows no row for it
            line = file.readline()
            top = top[len(line) :]
            separator = separator or _named(line.strip("\r\n")[4:], top)
        columns.read(_records(file, separator or _separator(top)))
    if columns.blank:
        raise Unreadable("empty_file")
    return ReadFile("csv", [ReadSheet("", columns)])


def _named(separator: str, top: str) -> str | None:
    """The separator of a sep= line. Raises Unreadable where it cuts nothing and another one does."""
    other = _separator(top)
    if separator and separator not in top and other in top:
        raise Unreadable("wrong_separator", f'"{separator}" tegenover "{other}"'.replace("\t", "tab"))
    return separator or None


def _records(file: io.TextIOBase, separator: str) -> Iterator[list[str]]:
    done = 0
    try:
        for row in csv.reader(file, delimiter=separator, strict=True):
            done += 1
            yield row
    except csv.Error:
        raise Unreadable("unclosed_quote", str(done + 1)) from None
    except TypeError:
        raise Unreadable("bad_separator", separator) from None


def _encoding(path: Path, given: str | None) -> str:
    """A byte order mark decides; else what was given; else UTF-8 when the whole file fits, else Windows-1252."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8-sig"]
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    elif order := utf16_without_mark(head):
        candidates = [order]
    else:
        candidates = [given] if given else ["utf-8", "cp1252"]
    for candidate in candidates:
        try:
            _survey(path, candidate)
        except (UnicodeDecodeError, LookupError):
            continue
        return candidate
    raise Unreadable("bad_encoding", given or "")


def utf16_without_mark(head: bytes) -> str | None:
    """Western text in UTF-16 has a zero in nearly every pair, always on the same side, and no other zeros."""
    low, high = head[0::2].count(0), head[1::2].count(0)
    enough = 0.7 * (len(head) // 2)
    if high >= enough > 0 and low == 0:
        return "utf-16-le"
    return "utf-16-be" if low >= enough > 0 and high == 0 else None


def _survey(path: Path, encoding: str) -> None:
    """Decode it all, strictly, and refuse what no text file holds. A bad byte is worse news than a control character."""
    decode = codecs.getincrementaldecoder(encoding)("strict").decode
    wide = encoding.startswith("utf-16")
    found: str | None = None
    lines = 1
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            text = decode(block)
            if found is None and (
                _CONTROL.search(text) if wide else len(block.translate(None, _CONTROLS)) < len(block)
            ):
                at = _CONTROL.search(text)
                found = str(lines + text.count("\n", 0, at.start() if at else None))
            lines += block.count(b"\n")
        decode(b"", True)
    if found:
        raise Unreadable("control_character", found)


def _separator(top: str) -> str:
    """The separator that cuts the first records into the same number of cells, most cells first."""
    lines = io.StringIO(top, newline="").readlines()[:60]
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
