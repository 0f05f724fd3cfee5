"""The colours of every workbook that we make or mark; a module of its own, so that a child starts in a moment."""

from __future__ import annotations

from enum import StrEnum


class Colour(StrEnum):
    """Text reaches 4.5:1 on each of the backgrounds it stands on."""

    INK = "#1c2530"
    MUTED = "#565f6b"
    LINE = "#d9d5cb"
    ACCENT = "#0b5a6f"
    PAPER = "#ffffff"
    INPUT = "#fdf6dc"
    OPTIONAL = "#fefbf0"
    CLOSED = "#e6e4df"
