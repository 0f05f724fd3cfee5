"""A table as its columns: a head, and what of a row stands beneath it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from dashboard.report.workbook.book import Cell, Sheet

Column = tuple[str, Callable[[Any], Cell]]  # a row of one kind per table; which kind, the table knows

LOWER = "Ondergrens"  # heads a margin wherever there is one


def table(name: str, title: str, about: str, *, columns: Sequence[Column], rows: Iterable[Any]) -> Sheet:
    """One row per row that is given, in its order."""
    made = tuple(tuple(tell(row) for _, tell in columns) for row in rows)
    return Sheet(name, title, about, tuple(head for head, _ in columns), made)
