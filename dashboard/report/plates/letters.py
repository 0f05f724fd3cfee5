"""How wide a text is in our own letter, read from the font file itself: labels can be placed before anything is drawn."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from unicodedata import combining

Widths = Callable[[str, bool], float]  # of a text, bold or not, in millimetres

_FONTS = Path(__file__).parents[2] / "assets" / "fonts"
_FILES = {False: "AtkinsonHyperlegibleNext_400Regular.ttf", True: "AtkinsonHyperlegibleNext_700Bold.ttf"}
SIZE = 8 * 25.4 / 72  # mm: the one size of words in a picture
_UNKNOWN = "n"  # as wide as this where the font has no such letter
_TABULAR = 0.632  # of the size: every digit in a table (the font's feature tnum), whatever its weight


@lru_cache(maxsize=16384)
def width(text: str, *, bold: bool = False) -> float:
    """In millimetres, as small words stand on paper: without kerning."""
    return _sum(text, _advances(bold))


@lru_cache(maxsize=16384)
def in_tables(text: str, bold: bool = False) -> float:
    """The same in a table, where all digits are as wide."""
    return _sum(text, _in_tables(bold))


def _sum(text: str, advances: Mapping[str, float]) -> float:
    return sum(advances.get(letter, advances[_UNKNOWN]) for letter in text) * SIZE


@lru_cache(maxsize=16384)
def has(text: str) -> bool:
    """Whether every letter is in the font: the width of another is a guess."""
    return _advances(False).keys() >= set(text)


@cache
def known() -> str:
    """The letters of the font that stand by themselves: no accents that are set over another."""
    return "".join(letter for letter in _advances(False) if not combining(letter))


def as_measured(regular: Mapping[str, float], bold: Mapping[str, float]) -> Widths:
    """In another letter, of which each was measured, in millimetres."""

    @lru_cache(maxsize=16384)
    def wide(text: str, heavy: bool) -> float:
        advances = bold if heavy else regular
        return sum(advances.get(letter, advances[_UNKNOWN]) for letter in text)

    return wide


@cache
def _in_tables(bold: bool) -> dict[str, float]:
    return _advances(bold) | dict.fromkeys("0123456789", _TABULAR)


@cache
def _advances(bold: bool) -> dict[str, float]:
    """Every letter of the font with its width as a part of the size (OpenType: cmap format 4, hmtx)."""
    data = (_FONTS / _FILES[bold]).read_bytes()
    tables = _tables(data)
    units = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    count = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
    wide = [struct.unpack_from(">H", data, tables["hmtx"] + 4 * glyph)[0] / units for glyph in range(count)]
    return {letter: wide[min(glyph, count - 1)] for letter, glyph in _glyphs(data, tables["cmap"]).items()}


def _tables(data: bytes) -> dict[str, int]:
    count = struct.unpack_from(">H", data, 4)[0]
    rows = (struct.unpack_from(">4sIII", data, 12 + 16 * at) for at in range(count))
    return {name.decode(): start for name, _, start, _ in rows}


def _glyphs(data: bytes, cmap: int) -> dict[str, int]:
    start = next(
        cmap + offset
        for at in range(struct.unpack_from(">H", data, cmap + 2)[0])
        for _, _, offset in [struct.unpack_from(">HHI", data, cmap + 4 + 8 * at)]
        if struct.unpack_from(">H", data, cmap + offset)[0] == 4
    )
    double = struct.unpack_from(">H", data, start + 6)[0]
    ends, begins = start + 14, start + 16 + double
    deltas, ranges = begins + double, begins + 2 * double
    found: dict[str, int] = {}
    for at in range(0, double, 2):
        end, begin, delta, jump = (
            struct.unpack_from(">H", data, part + at)[0] for part in (ends, begins, deltas, ranges)
        )
        for code in range(begin, min(end, 0xFFFE) + 1):
            glyph = code
            if jump:
                glyph = struct.unpack_from(">H", data, ranges + at + jump + 2 * (code - begin))[0]
            if glyph or not jump:
                found[chr(code)] = (glyph + delta) & 0xFFFF
    return found
