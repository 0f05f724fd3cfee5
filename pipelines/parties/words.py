"""Dutch words about parties: days, listings, and figures in their unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import MONTH_NAMES
from schemas.vocabulary import Unit


def day(when: date) -> str:
    """12 juni 2025."""
    return f"{when.day} {MONTH_NAMES[when.month - 1]} {when.year}"


def listing(parts: Sequence[str]) -> str:
    """a, b en c."""
    return ", ".join(parts[:-1]) + f" en {parts[-1]}" if len(parts) > 1 else "".join(parts)


def amount(value: float, indicator: str) -> str:
    """85%, 28 dagen, 240."""
    written = f"{value:g}".replace(".", ",")
    unit = CATALOGUE[indicator].unit if indicator in CATALOGUE else Unit.COUNT
    if unit is Unit.PERCENT:
        return f"{written}%"
    return f"{written} dagen" if unit is Unit.DAYS else written
