"""A workbook of several sheets with one row each per thing, and a sheet that explains every column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

import pandas as pd
import xlsxwriter

from pipelines.templates.register import write_column
from pipelines.templates.styles import OPTIONS, Styles, set_up
from schemas.dimensions import SheetForm


def write_workbook(
    path: Path | BytesIO,
    forms: Iterable[SheetForm],
    sheets: Mapping[str, pd.DataFrame],
    *,
    title: str,
    heading: str,
    steps: Iterable[str],
    frozen: int,
) -> None:
    """sheets: form name -> the fields of the form, where filled. The same input gives the same bytes."""
    forms = tuple(forms)
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        styles = Styles(book, title)
        for form in forms:
            rows = sheets.get(form.name, pd.DataFrame())
            sheet = book.add_worksheet(form.title)
            for column, field in enumerate(form.fields):
                values = rows[field.name].astype(object).tolist() if field.name in rows else []
                write_column(sheet, styles, column, field=field, values=values)
            sheet.set_row(0, 24)
            set_up(sheet, freeze=(1, frozen), header_row=0)
        told = book.add_worksheet("Uitleg")
        told.set_column(0, 0, 110)
        told.write_string(0, 0, heading, styles.title)
        row = 2
        for step in steps:
            told.write_string(row, 0, step, styles(text_wrap=True))
            row += 1
        for form in forms:
            told.write_string(row + 1, 0, form.title, styles.title)
            row += 2
            for field in form.fields:
                must = " Verplicht." if field.required else ""
                words = f" Kies uit: {', '.join(field.words)}." if field.words else ""
                told.write_string(row, 0, f"{field.header}: {field.explanation}{must}{words}", styles(text_wrap=True))
                row += 1
        set_up(told, freeze=(1, 0))
