"""How high words are on paper, worked out beforehand: a row of a table of which that is certain is set once, not twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.report.document import Cell, Row, Term
from dashboard.report.plates import letters
from dashboard.report.widths import AIR, APART

WORDS = 0.668 * 8  # points: a capital of our own letter (OS/2, sCapHeight)
MARK = 6.0  # the shape of a status (look.typ)
_NEXT = 0.45 * 8 + WORDS  # every line more: tables.typ says how far apart
_POINT = 25.4 / 72
_SHAPE = 9.2 * _POINT  # mm that the words of a status stand in
_INNER = 1.6
_BIT = 0.05  # mm that the words of a line may be off: no letter is so narrow
ENDLESS = 90  # letters without a space: press gives such a word more places to be broken at
_SEPARATE = 1.6  # mm, of a term and what it means
# a line may end at a space, but not before what closes or after what opens (UAX 14): / ! ) and quotes stay with their word
_SURE = re.compile(r"(?<=[\w.,:;?!…%/)=+–−€<>≥≤~·•*#@&-])( )(?=[\w€(=+–−<>≥≤~%·•*#@&-])|\u200b")
_MAYBE = re.compile(r"( )|\u200b|(?<=[^\w\s])(?=\S)|(?=—)")  # and perhaps here: after a hyphen, but not before a digit
_ODD = re.compile(r"^\s|\s\s|\s$|[^\S \u00a0]")  # spaces that are not each set as one


def height(row: Row, widths: Sequence[float], apart: Sequence[bool]) -> float | None:
    """Points of the words in a row, over and under left out; None where a line more or less may be needed."""
    tallest = 0.0
    for cell, width, gap in zip(row, widths, apart, strict=True):
        count = _lines(cell, width - AIR - (APART if gap else 0.0))
        if count is None:
            return None
        tallest = max(tallest, (MARK if cell.status else WORDS) + (count - 1) * _NEXT)
    return tallest


def line_height(words: Sequence[str], widths: Sequence[float], apart: Sequence[bool]) -> float | None:
    """The same of heads of columns, or of what names the rows under it: if all stand on one line, also in the boldest letter."""
    rooms = (width - AIR - (APART if gap else 0.0) for width, gap in zip(widths, apart, strict=True))
    fits = (
        letters.has(told) and letters.in_tables(told, True) + _BIT <= room
        for told, room in zip(words, rooms, strict=True)
    )
    return WORDS if all(fits) else None


def term_mm(term: Term, width: float) -> float:
    """How high a word with what it means is in a column so wide; a line too high rather than too low, where it may be broken
    at a hyphen or not."""
    names = (_words(f"{term.name} ", ends, bold=True) + _words(term.code, ends) for ends in (_SURE, _MAYBE))
    told = (_words(term.told, ends) for ends in (_SURE, _MAYBE))
    lines = max(_greedy([*name, (_SEPARATE, 0.0), *rest], width) for name, rest in zip(names, told, strict=True))
    return (WORDS + (lines - 1) * _NEXT) * _POINT


def _lines(cell: Cell, room: float) -> int | None:
    if cell.inner and cell.under:
        return None  # set as two blocks
    room -= (_SHAPE if cell.status else 0.0) + (_INNER if cell.inner else 0.0)
    bold = cell.strong and not (cell.inner or cell.gap)
    told, under = _count(cell.text, room, bold), _count(cell.under, room, False) if cell.under else 0
    return None if told is None or under is None else told + under


def _count(text: str, room: float, bold: bool) -> int | None:
    """On how many lines a text stands, if that is beyond doubt: wherever it may be broken, and if it just fits or not."""
    if not letters.has(text):
        return None
    if letters.in_tables(text, bold) + _BIT <= room:
        return 1
    if _ODD.search(text):
        return None
    words = _words(text, _SURE, bold=bold)
    if max(wide for _, wide in words) > room - _BIT or max(map(len, text.split(" "))) >= ENDLESS:
        return None
    most = _greedy(words, room - _BIT)
    return most if most == _greedy(_words(text, _MAYBE, bold=bold), room + _BIT) else None


def _words(text: str, ends: re.Pattern[str], *, bold: bool = False) -> list[tuple[float, float]]:
    """Of every word how far it stands from the one before it, and how wide it is."""
    parts = ends.split(text)
    apart = [0.0, *(letters.in_tables(gap or "", bold) for gap in parts[1::2])]
    return [(gap, letters.in_tables(word, bold)) for gap, word in zip(apart, parts[::2], strict=True)]


def _greedy(words: Sequence[tuple[float, float]], room: float) -> int:
    """As many words on a line as go on it, as Typst breaks what is not justified."""
    lines, used = 1, 0.0
    for apart, wide in words:
        if used and used + apart + wide > room:
            lines, used = lines + 1, wide
        else:
            used += apart + wide
    return lines
