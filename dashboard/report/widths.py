"""How wide the columns of a table are on paper: worked out beforehand, so that nothing has to be measured while it is set."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from dashboard.report.document import Band, Cell, Column, Table
from dashboard.report.plates import letters
from dashboard.report.plates.letters import Widths

FULL = 170.0  # mm
_POINT = 25.4 / 72
AIR = 2 * 2.5 * _POINT  # left and right of a cell
APART = 5.0 * _POINT  # more, left of words that follow on numbers at the right
_MARK = 3.4
_BIT = 0.1  # mm, or a word that just fits does not after rounding
_SLACK = 1.08  # a column is a little wider than what is in it
_LEAST = 22.0  # mm for a column of words that takes what is left
_WIDEST = range(45, 16, -1)  # mm that one word may ask for: less where there is no room for all
_RARE, _PIECE = 18, 9  # letters: a word so long is looked at; and the pieces it is broken in
_LONG_WORD = re.compile(rf"(?<!\S)\S{{{_RARE},}}")
_SPACES = re.compile(r"[ \n]+")  # at others no line ends
_ALIKE = 3  # letters: a word that is so much shorter than the longest is not wider


def columns_mm(table: Table, wide: Widths = letters.in_tables) -> list[float]:
    """Columns without a share are as wide as what is in them, the others share what is left; together the full width. No
    column is narrower than its longest word, and no amount goes on beneath itself, as long as there is room."""
    rows = [row for row in table.rows if not isinstance(row, Band)]
    within = [[row[at] for row in rows] for at in range(len(table.columns))]
    more = [APART if apart else 0.0 for apart in apart_from_numbers(table.columns)]
    found = [
        0.0
        if column.width
        else max(_alone(Cell(column.head, strong=True), wide), *(_alone(cell, wide, column) for cell in part), 4.0)
        + gap
        for column, part, gap in zip(table.columns, within, more, strict=True)
    ]
    sharing = [at for at, column in enumerate(table.columns) if column.width]
    fixed = sum(width for width, column in zip(found, table.columns, strict=True) if column.right and not column.width)
    asked = [_least(column, part, wide) for column, part in zip(table.columns, within, strict=True)]
    for most in _WIDEST:
        least = [min(most, one) + gap for one, gap in zip(asked, more, strict=True)]
        unsure = sum(least[at] for at, column in enumerate(table.columns) if column.width or not column.right)
        if fixed + unsure <= FULL:
            break
    wanted = sum(least[at] if table.columns[at].right else max(least[at], _LEAST) for at in sharing)
    words = [at for at, column in enumerate(table.columns) if not column.width and not column.right]
    found = _shrunk(found, words, least, by=wanted - (FULL - sum(found)))
    shares = {at: table.columns[at].width or 0.0 for at in sharing}
    found = _poured(found, shares, least)
    return [round(width * min(1.0, FULL / sum(found)), 2) for width in found]


def apart_from_numbers(columns: Sequence[Column]) -> list[bool]:
    """Whether a column of words follows on one of numbers, whose last digits would touch its first letters."""
    return [bool(at) and columns[at - 1].right and not column.right for at, column in enumerate(columns)]


def fitting(text: str, width: float, wide: Widths = letters.in_tables) -> str:
    """The text with places, that are not seen, to break a word that is wider than its column of so many millimetres."""
    if len(text) < _RARE:
        return text
    return _LONG_WORD.sub(lambda found: _broken(found[0], width, wide), text)


def _broken(word: str, width: float, wide: Widths) -> str:
    if wide(word, True) + AIR <= width:
        return word
    return "\u200b".join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))


def _shrunk(found: list[float], which: list[int], least: list[float], *, by: float) -> list[float]:
    """These columns together narrower by so much, none narrower than its longest word."""
    spare = {at: max(0.0, found[at] - least[at]) for at in which}
    part = min(1.0, max(0.0, by) / (sum(spare.values()) or 1.0))
    return [width - spare.get(at, 0.0) * part for at, width in enumerate(found)]


def _poured(found: list[float], shares: dict[int, float], least: list[float]) -> list[float]:
    """What is left over the columns that share it; who would get too little gets its least first."""
    done, open_ = list(found), dict(shares)
    while open_:
        free, whole = FULL - sum(done[at] for at in range(len(done)) if at not in open_), sum(open_.values())
        short = [at for at, share in open_.items() if free * share / whole < least[at]]
        for at in short or list(open_):
            done[at] = least[at] if short else free * open_[at] / whole
        open_ = {at: share for at, share in open_.items() if at not in short} if short else {}
    return done


def _least(column: Column, part: Sequence[Cell], wide: Widths) -> float:
    """Of amounts what stands on one line, of words the longest word."""
    found: defaultdict[tuple[bool, bool], set[str]] = defaultdict(set)
    found[True, False].update(column.head.split())
    for cell in part:
        found[cell.strong, bool(cell.status)].update(_apart(cell, whole=column.right))
    widest = (_widest(words, wide, bold=bold) + (_MARK if marked else 0.0) for (bold, marked), words in found.items())
    return max(widest) * (_SLACK if column.right else 1.0) + AIR + _BIT


def _apart(cell: Cell, *, whole: bool) -> list[str]:
    amount = whole and not any(map(str.isalpha, cell.text))
    told = [cell.text] if amount else _SPACES.split(cell.text)
    return [*told, *_SPACES.split(cell.under or "")]


def _widest(words: Collection[str], wide: Widths, *, bold: bool) -> float:
    longest = max(map(len, words), default=0)
    return max((wide(word, bold) for word in words if len(word) > longest - _ALIKE), default=0.0)


def _alone(cell: Cell, wide: Widths, column: Column | None = None) -> float:
    """What it takes on one line; the words for a number that is not there may stand under each other."""
    if cell.gap and column is not None and column.right:
        return _widest(cell.text.split(), wide, bold=False) * _SLACK + AIR
    told = max(wide(cell.text, cell.strong), wide(cell.under or "", False))
    return told * _SLACK + AIR + (_MARK if cell.status else 0)
