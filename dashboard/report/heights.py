"""How high words are on paper, worked out beforehand: a row of a table of which that is certain is set once, not twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.report.document import Cell, Row, Term
from dashboard.report.plates import letters
from dashboard.report.widths import AIR, APART, DIGITS

WORDS = 0.668 * 8  # points: a capital of our own letter (OS/2, sCapHeight)
MARK = 6.0  # the shape of a status (look.typ)
_NEXT = 0.45 * 8 + WORDS  # every line more: tables.typ says how far apart
_POINT = 25.4 / 72
_SHAPE = 9.2 * _POINT  # mm that the words of a status stand in
_INNER = 1.6
_KERNING = (0.96, 1.015)  # how much narrower and wider than the sum of its letters a text is
_BIT = 0.2  # mm, of a pair of letters
_BETWEEN = 1.7  # mm, of two terms
_SPACE = letters.width(" ")
_MAYBE = re.compile(r"(?<=[-/?!|–—])(?=\S)")  # a line may end here
_APART = re.compile(r"[ \u200b]")


def height(row: Row, widths: Sequence[float], apart: Sequence[bool]) -> float | None:
    """Points of the words in a row, over and under left out; None where a line more or less may be needed."""
    tallest = 0.0
    for cell, width, gap in zip(row, widths, apart, strict=True):
        count = _lines(cell, width - AIR - (APART if gap else 0.0))
        if count is None:
            return None
        tallest = max(tallest, (MARK if cell.status else WORDS) + (count - 1) * _NEXT)
    return tallest


def terms_mm(terms: Sequence[Term], width: float) -> float:
    """About how high a list of terms is in a column so wide."""
    lines = [_greedy([*_widths(f"{one.name} {one.code}", bold=True), *_widths(one.told)], width) for one in terms]
    return sum((WORDS + (count - 1) * _NEXT) * _POINT for count in lines) + _BETWEEN * (len(lines) - 1)


def _lines(cell: Cell, room: float) -> int | None:
    room -= (_SHAPE if cell.status else 0.0) + (_INNER if cell.inner else 0.0)
    told, under = _count(cell.text, room, cell.strong), _count(cell.under, room, False) if cell.under else 0
    return None if told is None or under is None else told + under


def _count(text: str, room: float, bold: bool) -> int | None:
    """On how many lines a text stands, if that is beyond doubt: however its letters are spaced, and wherever it breaks."""
    if not letters.has(text):
        return None
    if letters.width(text.translate(DIGITS), bold=bold) * _KERNING[1] + _BIT <= room:
        return 1
    words = _widths(text, bold=bold)
    found = {_greedy(words, room / _KERNING[0]), _greedy(words, (room - _BIT) / _KERNING[1])}
    return found.pop() if len(found) == 1 and not _MAYBE.search(text) else None


def _widths(text: str, *, bold: bool = False) -> list[float]:
    return [letters.width(word.translate(DIGITS), bold=bold) for word in _APART.split(text)]


def _greedy(words: Sequence[float], room: float) -> int:
    """As many words on a line as go on it, as Typst breaks what is not justified."""
    lines, used = 1, 0.0
    for wide in words:
        if used and used + _SPACE + wide > room:
            lines, used = lines + 1, wide
        else:
            used += wide + (_SPACE if used else 0.0)
    return lines
