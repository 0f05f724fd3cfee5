"""Rows as somebody types them, as the sheets of a file; and typed values as somebody would type them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from pipelines.reading.cells import FileCells, SheetCells
from schemas.dimensions import Field, Kind, SheetForm

# in a file a sender's program may have written decimals like this; a person who types 45.000 means thousands
_THOUSANDS = re.compile(r"\s*[1-9]\d{0,2}\.\d{3}\s*", re.ASCII)


def sheets_of(rows: Mapping[SheetForm, Iterable[Mapping[str, str]]]) -> FileCells:
    """Rows as somebody types them (field name -> text) as sheets: they go through the same gates as a file."""
    sheets = []
    for form, given in rows.items():
        cells = [[_cell(row.get(item.name, ""), item) for item in form.fields] for row in given]
        sheets.append(SheetCells.of(form.title, [[item.header for item in form.fields], *cells]))
    return FileCells("typed", tuple(sheets))


def _cell(text: str, field: Field) -> str:
    thousands = field.kind in (Kind.NUMBER, Kind.WHOLE) and _THOUSANDS.fullmatch(text)
    return text.replace(".", "") if thousands else text


def as_typed(row: Mapping[str, Any], form: SheetForm) -> dict[str, str]:
    """One row of a tidy frame of the form as texts, by field name. What is read back from them is what was read."""
    return {item.name: _text(row[item.name]) for item in form.fields}


def _text(value: Any) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{Decimal(repr(value)).normalize():f}".replace(".", ",")
    return str(value)
