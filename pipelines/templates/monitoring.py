"""The workbook Kwartaalmonitor: one provider, one quarter, one sheet to fill in and one that explains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipelines.templates.actions import write_actions
from pipelines.templates.explanation import write_explanation
from pipelines.templates.styles import OPTIONS, TEXT_FORMAT, Styles, dropdown, set_up
from pipelines.templates.volunteers import write_volunteers
from pipelines.workbook_colours import Colour
from schemas.dimensions import Kind
from schemas.indicators.catalogue import CATALOGUE
from schemas.monitoring import MONITORING
from schemas.quarter import MONTH_NAMES, Quarter
from schemas.vocabulary import NSource, TargetPeriod, Unit

TEMPLATE_VERSION = "sjabloon kwartaalmonitor 1"
SPARE_ROWS = 100  # below the last row: text columns and dropdowns still work there, for a breakdown

# the columns from left to right with their width; informative ones are ours alone and the reader ignores them
WIDTHS = {
    "provider_id": 20, "sub_agreement_id": 18, "period": 11, "indicator": 11, "title": 42, "unit": 11,
    "previous": 14, "target": 14, "value": 11, "numerator": 10, "denominator": 10,
    "breakdown": 14, "breakdown_value": 21, "note": 50,
}  # fmt: skip
INFORMATIVE = {"title": "omschrijving", "previous": "vorige waarde", "target": "norm"}
_PLACES = {name: column for column, name in enumerate(WIDTHS)}
_SPANS: dict[object, str] = {word: item.label for item in TargetPeriod for word in (item.value, item.label)}
_TEXTS = {f.name for f in MONITORING.fields if f.kind not in (Kind.NUMBER, Kind.WHOLE)}


def write_monitoring(
    path: Path | BytesIO,
    rows: pd.DataFrame,
    *,
    provider: str,
    municipality: str,
    quarter: Quarter,
    due_on: date | None,
    volunteers: pd.DataFrame | None = None,
    actions: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Write the workbook of one provider for one quarter: sheet Kwartaalmonitor to fill in, sheet Vrijwilligers where
    rows for it are given (as volunteer_rows), sheet Actiepunten where any is open (as write_actions), sheet Uitleg.

    rows: as monitoring_rows; columns value, numerator, denominator, breakdown (Dutch word), breakdown_value
    and note are optional and written where filled. Raises KeyError for a code that is not in the catalogue.
    The same input gives the same bytes.
    """
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        styles = Styles(book, f"{MONITORING.title} {quarter.label} - {provider}")
        sheet = book.add_worksheet(MONITORING.title)
        due = "" if due_on is None else f"Lever dit bestand uiterlijk aan op {dutch_day(due_on)}."
        lines = (
            f"{MONITORING.title} {quarter.label}",
            f"Van {provider}, voor {municipality}. {due}".strip(),
            "Vul de gele cellen in. Lichtgele cellen mogen leeg blijven, grijze cellen blijven leeg. "
            "Het blad Uitleg zegt per indicator wat u telt.",
            TEMPLATE_VERSION,
        )
        first = _write_head(sheet, styles, lines=lines)
        records = rows.to_dict("records")
        for row, record in enumerate(records, start=first):
            before = records[row - first - 1] if row > first else record
            same = all(before[key] == record[key] for key in ("sub_agreement_id", "indicator"))
            _write_row(sheet, styles, row, record=record, ruled=not same)
        _validate(sheet, first, units=[record["unit"] for record in records])
        set_up(sheet, freeze=(first, _PLACES["title"]), header_row=first - 1)
        if volunteers is not None:
            write_volunteers(book, styles, volunteers, quarter=quarter)
        if actions:
            write_actions(book, styles, actions)
        write_explanation(book, styles, codes=dict.fromkeys(rows["indicator"]))


def dutch_day(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def _write_head(sheet: Worksheet, styles: Styles, *, lines: Sequence[str]) -> int:
    """Title rows, an empty one, the one header row. Returns the index of the first row to fill in."""
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, styles(font_color=Colour.MUTED) if row else styles.title)
    sheet.set_row(0, 26)
    header_row = len(lines) + 1
    for name, column in _PLACES.items():
        # the column's own format: a period typed in a new row stays text and never becomes a date
        own = styles(num_format=TEXT_FORMAT) if name in _TEXTS else styles()
        sheet.set_column(column, column, WIDTHS[name], own)
        text = INFORMATIVE.get(name) or MONITORING.field(name).header
        sheet.write_string(header_row, column, text, styles.header)
    sheet.set_row(header_row, 24)
    return header_row + 1


def _tints(code: str) -> dict[str, Colour]:
    """Background of the number cells of an indicator: fill in, may stay empty, stays empty."""
    item = CATALOGUE[code]
    if item.unit is Unit.PERCENT:
        return {"value": Colour.OPTIONAL, "numerator": Colour.INPUT, "denominator": Colour.INPUT}
    counted = item.n_source is NSource.DENOMINATOR
    return {
        "value": Colour.INPUT,
        "numerator": Colour.CLOSED,
        "denominator": Colour.INPUT if counted else Colour.CLOSED,
    }


def _write_row(sheet: Worksheet, styles: Styles, row: int, *, record: dict, ruled: bool) -> None:
    tints = _tints(record["indicator"]) | {"note": Colour.OPTIONAL}
    for name, column in _PLACES.items():
        value = record.get(name)
        look: dict[str, object] = {"num_format": TEXT_FORMAT} if name in _TEXTS else {}
        if name in tints:
            look |= {"bg_color": tints[name], "border": 1, "border_color": Colour.LINE}
        elif ruled:
            look |= {"top": 1, "top_color": Colour.LINE}
        if name in INFORMATIVE:
            look["font_color"] = Colour.MUTED
        if name == "target" and (span := _span(record.get("target_period"))):
            look["num_format"] = f'General" per {span}"'
        if value is None or value != value:
            sheet.write_blank(row, column, None, styles(**look))
        elif isinstance(value, str):
            sheet.write_string(row, column, value, styles(**look))
        else:
            sheet.write_number(row, column, float(value), styles(**look))


def _span(word: object) -> str | None:
    return _SPANS.get(word)


def _validate(sheet: Worksheet, first: int, *, units: Sequence[str]) -> None:
    """Dutch messages on the number cells and dropdowns on the words, also in the spare rows below."""
    last = first + len(units) + SPARE_ROWS
    for name, least in (("numerator", 0), ("denominator", 1)):
        header = MONITORING.field(name).header
        more = " Is er niets te tellen? Laat de cel dan leeg." if least else ""
        message = f"Vul bij {header} een geheel getal in van {least} of hoger, zonder tekst.{more}"
        rule = _whole_number(message, least)
        sheet.data_validation(first, _PLACES[name], last, _PLACES[name], rule)
    column = _PLACES["value"]
    for unit in dict.fromkeys(units):
        cells = [[top, column, bottom, column] for top, bottom in _runs(units, unit, first=first)]
        sheet.data_validation(*cells[0], _value_rule(unit) | {"other_cells": cells[1:]})
    sheet.data_validation(first + len(units), column, last, column, _value_rule(""))
    for name in ("unit", "breakdown"):
        rule = dropdown(MONITORING.field(name).words)
        sheet.data_validation(first, _PLACES[name], last, _PLACES[name], rule)


def _whole_number(message: str, least: int) -> dict[str, object]:
    return {
        "validate": "integer",
        "criteria": ">=",
        "value": least,
        "error_title": "Geheel getal",
        "error_message": message,
    }


def _value_rule(unit: str) -> dict[str, object]:
    """What `waarde` may hold for a unit's Dutch word; any number >= 0 where the unit is not known yet."""
    if unit == Unit.COUNT.label:
        return _whole_number("Vul een aantal in: een geheel getal van 0 of hoger, zonder tekst.", 0)
    rule: dict[str, object] = {"validate": "decimal", "error_title": "Getal"}
    if unit == Unit.PERCENT.label:
        message = "Vul een percentage in van 0 tot en met 100, zonder %-teken. Deze cel mag ook leeg blijven."
        return rule | {"criteria": "between", "minimum": 0, "maximum": 100, "error_message": message}
    message = "Vul een getal in van 0 of hoger, zonder tekst."
    return rule | {"criteria": ">=", "value": 0, "error_message": message}


def _runs(units: Sequence[str], unit: str, *, first: int) -> Iterable[tuple[int, int]]:
    """Runs of rows with this unit, as (first row, last row)."""
    start = None
    for row, found in enumerate([*units, None], start=first):
        if found == unit and start is None:
            start = row
        elif found != unit and start is not None:
            yield start, row - 1
            start = None
