"""SPSS files: row 1 the names of the variables, row 2 their question texts, then the answers with their labels."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pyreadstat

from pipelines.reading.columns import Columns, ReadFile, ReadSheet
from pipelines.reading.facts import Facts, Unreadable, refuse_width
from pipelines.reading.workbook import cell_text


def read_spss(path: Path) -> ReadFile:
    """Values that a variable labels become their label, also where SPSS counts them as missing: 'weet niet' is an
    answer. Other numbers are written as in a workbook."""
    try:
        values, about = pyreadstat.read_sav(
            path, output_format="dict", user_missing=True, disable_datetime_conversion=False
        )
    except (pyreadstat.ReadstatError, UnicodeDecodeError, ValueError):
        raise Unreadable("damaged_spss") from None
    names = list(about.column_names)
    refuse_width(len(names))
    if not names:
        raise Unreadable("empty_file")
    labels = about.variable_value_labels
    missing = about.missing_ranges
    answers = [_texts(values[name], labels.get(name, {}), missing.get(name, [])) for name in names]
    columns = Columns()
    columns.read([names, [text or "" for text in about.column_labels]])
    columns.read(zip(*answers, strict=True))
    remarks = [*about.notes, about.file_label or ""]
    return ReadFile(
        "sav", [ReadSheet(about.table_name or "", columns, Facts(remarks=[text for text in remarks if text]))]
    )


def _texts(values: Any, labels: dict[Any, str], missing: list[Any]) -> list[str]:
    known: dict[Any, str] = {}
    return [
        known[value] if value in known else known.setdefault(value, _text(value, labels, missing)) for value in values
    ]


def _text(value: Any, labels: dict[Any, str], missing: list[Any]) -> str:
    """A number that the file itself counts as missing and gives no name (-1, 88, 99) is no answer."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    label = labels.get(value, "").strip()
    if label:
        return label
    if isinstance(value, str):
        return value.rstrip()
    if isinstance(value, int | float) and any(part["lo"] <= value <= part["hi"] for part in missing):
        return ""
    return cell_text(value)
