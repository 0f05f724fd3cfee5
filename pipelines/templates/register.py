"""The workbook stamgegevens: one sheet per form of the register, empty to fill in or filled to correct."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipelines.templates.styles import DATE_FORMAT, OPTIONS, TEXT_FORMAT, Styles, dropdown, set_up
from schemas.dimensions import Field, Kind, SheetForm
from schemas.parties import REGISTER_WORKBOOK
from schemas.vocabulary import DaysKind, MeetingKind, ProposalPhase, RuleSubject, SuccessionKind, TargetPeriod

SPARE_ROWS = 500
YES, NO = "ja", "nee"
_FORMATS: dict[Kind, str | int] = {Kind.DATE: DATE_FORMAT, Kind.NUMBER: "General", Kind.WHOLE: "0"}
_WIDE = {"title", "provider", "aliases", "source", "reason", "municipality", "joined_because", "rule",
         "requirement", "evidence", "assessment", "discussed", "decision", "subject", "represented", "changed"}  # fmt: skip
_VOCABULARIES = (TargetPeriod, DaysKind, RuleSubject, ProposalPhase, MeetingKind, SuccessionKind)
_LABELS = {word.value: word.label for words in _VOCABULARIES for word in words}


def write_register(path: Path | BytesIO, frames: Mapping[str, pd.DataFrame], *, municipality: str = "") -> None:
    """Write the register: a sheet per schemas.parties.REGISTER_WORKBOOK, headers in row 1.

    frames: by form name (`aanbieders`), columns by field name; a form or column left out stays empty.
    Dates (datetime64 or date) become date cells, codes text. The same input gives the same bytes.
    """
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        styles = Styles(book, f"Stamgegevens {municipality}".strip())
        for form in REGISTER_WORKBOOK:
            sheet = book.add_worksheet(form.name)
            frame = frames.get(form.name, pd.DataFrame())
            for column, field in enumerate(form.fields):
                write_column(sheet, styles, column, field=field, values=_values(frame, field.name))
            sheet.set_row(0, 24)
            set_up(sheet, freeze=(1, _key_width(form)), header_row=0)


def _key_width(form: SheetForm) -> int:
    return 1 if form.fields[0].name in form.key else 0


def _values(frame: pd.DataFrame, name: str) -> list[object]:
    return frame[name].astype(object).tolist() if name in frame.columns else []


def write_column(sheet: Worksheet, styles: Styles, column: int, *, field: Field, values: list) -> None:
    """Header, cells and the rule of one field in a sheet whose headers stand in row 1."""
    cell = styles(num_format=_FORMATS.get(field.kind, TEXT_FORMAT))
    sheet.set_column(column, column, 36 if field.name in _WIDE else max(16, len(field.header) + 4), cell)
    sheet.write_string(0, column, field.header, styles.header)
    for row, value in enumerate(values, start=1):
        if pd.isna(value):
            continue
        if isinstance(value, date):  # a pandas Timestamp is one too
            sheet.write_datetime(row, column, value, cell)
        elif field.kind is Kind.FLAG:
            sheet.write_string(row, column, value if isinstance(value, str) else YES if value else NO, cell)
        elif field.kind in (Kind.NUMBER, Kind.WHOLE):
            sheet.write_number(row, column, float(value), cell)
        else:
            sheet.write_string(row, column, _LABELS.get(value, value) if field.words else value, cell)
    sheet.data_validation(1, column, len(values) + SPARE_ROWS, column, _rule(field))


def _rule(field: Field) -> dict[str, object]:
    """The explanation beside the cell, and a Dutch refusal of what can never be right."""
    hint: dict[str, object] = {
        "input_title": field.header[:32],
        "input_message": field.explanation + (" Verplicht." if field.required else ""),
    }
    if field.words:
        return dropdown(field.words) | hint
    if field.kind is Kind.FLAG:
        return dropdown((YES, NO)) | hint
    if field.kind is Kind.DATE:
        message = "Vul een datum in als dag-maand-jaar, bijvoorbeeld 1-7-2025."
        rule = {"validate": "date", "criteria": ">=", "value": date(1990, 1, 1), "error_title": "Datum"}
        return rule | {"error_message": message} | hint
    if field.kind in (Kind.NUMBER, Kind.WHOLE):
        message = "Vul een getal in van 0 of hoger, zonder tekst."
        rule = {"validate": "decimal", "criteria": ">=", "value": 0, "error_title": "Getal"}
        return rule | {"error_message": message} | hint
    return {"validate": "any"} | hint
