"""The sheet Vrijwilligers: one row per sub-agreement, prepared with the stock that the former quarter ended with."""

from __future__ import annotations

import pandas as pd
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipelines.templates.styles import TEXT_FORMAT, Styles, set_up
from pipelines.workbook_colours import Colour
from schemas.dimensions import Kind
from schemas.quarter import Quarter
from schemas.reciprocity import PREPARED, VOLUNTEERS

TEMPLATE_VERSION = "sjabloon vrijwilligers 1"
_SPARE_ROWS = 20
_FIXED = ("provider_id", "sub_agreement_id", "period")


def volunteer_rows(sub_agreements: pd.DataFrame, quarter: Quarter, *, previous: pd.DataFrame | None) -> pd.DataFrame:
    """The rows to fill in, one per sub-agreement (provider_id, sub_agreement_id). previous: sub_agreement_id and
    stock_end of the quarter before, where known; that is the stock to begin with."""
    rows = sub_agreements[["provider_id", "sub_agreement_id"]].assign(period=str(quarter))
    if previous is None:
        return rows.assign(stock_begin=None)
    known = previous[["sub_agreement_id", "stock_end"]].rename(columns={"stock_end": "stock_begin"})
    return rows.merge(known, how="left", on="sub_agreement_id", validate="one_to_one")


def write_volunteers(book: Workbook, styles: Styles, rows: pd.DataFrame, *, quarter: Quarter) -> None:
    """Add the sheet. rows: as volunteer_rows; more columns of schemas.reciprocity are written where filled."""
    sheet = book.add_worksheet(VOLUNTEERS.title)
    lines = (
        f"{VOLUNTEERS.title} {quarter.label}",
        "Vul per deelovereenkomst de gele cellen in. Lichtgele cellen mogen leeg blijven. Werkt u niet met vrijwilligers? "
        "Laat dit blad dan zoals het is.",
        "Stand begin + nieuw geworven + heractief - uitstroom = stand einde. Ga op een cel staan om te zien wat u telt.",
        TEMPLATE_VERSION,
    )
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, styles(font_color=Colour.MUTED) if row else styles.title)
    sheet.set_row(0, 26)
    head = len(lines) + 1
    sheet.set_row(head, 48)
    for column, field in enumerate(VOLUNTEERS.fields):
        number = field.kind in (Kind.WHOLE, Kind.NUMBER)
        own = styles() if number else styles(num_format=TEXT_FORMAT)
        width = 50 if field.name == "note" else 18 if field.name in _FIXED else 13
        sheet.set_column(column, column, width, own)
        sheet.write_string(head, column, field.header, styles(**_HEADER))
        _hint(sheet, head, column, last=head + len(rows) + _SPARE_ROWS)
    for row, record in enumerate(rows.to_dict("records"), start=head + 1):
        _write_row(sheet, styles, row, record=record)
    set_up(sheet, freeze=(head + 1, len(_FIXED)), header_row=head)


_HEADER = {"bold": True, "font_color": Colour.PAPER, "bg_color": Colour.ACCENT, "valign": "vcenter", "text_wrap": True}


def _write_row(sheet: Worksheet, styles: Styles, row: int, *, record: dict) -> None:
    for column, field in enumerate(VOLUNTEERS.fields):
        value = record.get(field.name)
        look: dict[str, object] = {} if field.kind in (Kind.WHOLE, Kind.NUMBER) else {"num_format": TEXT_FORMAT}
        if field.name not in _FIXED:
            needed = field.required and field.name not in PREPARED
            tint = Colour.INPUT if needed or field.name == "stock_begin" else Colour.OPTIONAL
            look |= {"bg_color": tint, "border": 1, "border_color": Colour.LINE}
        if value is None or value != value:
            sheet.write_blank(row, column, None, styles(**look))
        elif isinstance(value, str):
            sheet.write_string(row, column, value, styles(**look))
        else:
            sheet.write_number(row, column, float(value), styles(**look))


def _hint(sheet: Worksheet, head: int, column: int, *, last: int) -> None:
    """What is counted, beside the cell; and a Dutch refusal of what can never be right."""
    field = VOLUNTEERS.fields[column]
    rule: dict[str, object] = {"validate": "any"}
    if field.kind in (Kind.WHOLE, Kind.NUMBER):
        message = (
            f"Vul bij {field.header} een getal in van 0 of hoger, zonder tekst. Weet u het niet? Laat de cel leeg."
        )
        rule = {"validate": "integer" if field.kind is Kind.WHOLE else "decimal", "criteria": ">=", "value": 0,
                "error_title": "Getal", "error_message": message}  # fmt: skip
    hint = {"input_title": field.header[:32], "input_message": field.explanation[:255]}
    sheet.data_validation(head + 1, column, last, column, rule | hint)
