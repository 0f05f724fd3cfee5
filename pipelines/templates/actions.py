"""The sheet Actiepunten: what was agreed in earlier talks and is still open, to know of; reading passes it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from xlsxwriter.workbook import Workbook

from pipelines.templates.styles import DATE_FORMAT, Styles, set_up
from pipelines.workbook_colours import Colour
from schemas.indicators.catalogue import CATALOGUE
from schemas.talk import ActionState, Escalation, Function

TITLE = "Actiepunten"
# headings of this sheet alone: none of them heads a column of what is delivered
_COLUMNS = {"code": 9, "wat is afgesproken": 70, "van wie": 30, "klaar op": 13, "hoe staat het": 14, "trede": 18,
            "bij welk cijfer": 42, "wat het opleverde": 60}  # fmt: skip
_LINES = (
    "Actiepunten uit eerdere gesprekken",
    "Dit staat nog open. U hoeft hier niets in te vullen: wij lezen dit blad niet. Neem het door voor het gesprek.",
)


def write_actions(book: Workbook, styles: Styles, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add the sheet. rows: as talk.standing.open_actions, in their order. Texts stand as they were written."""
    sheet = book.add_worksheet(TITLE)
    for row, line in enumerate(_LINES):
        sheet.write_string(row, 0, line, styles(font_color=Colour.MUTED) if row else styles.title)
    sheet.set_row(0, 26)
    head = len(_LINES) + 1
    for column, (name, width) in enumerate(_COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(head, column, name, styles.header)
    for row, item in enumerate(rows, start=head + 1):
        about = CATALOGUE[item["indicator"]].title if item["indicator"] in CATALOGUE else ""
        cells = (item["action_id"], item["text"], Function(item["owner"]).label, None, ActionState(item["state"]).label,
                 Escalation(item["escalation"]).label, about, item["result"] or "")  # fmt: skip
        for column, cell in enumerate(cells):
            if cell is None:
                sheet.write_datetime(
                    row, column, datetime.fromisoformat(item["due_on"]), styles(num_format=DATE_FORMAT)
                )
            else:
                sheet.write_string(row, column, cell, styles(text_wrap=True))
    set_up(sheet, freeze=(head + 1, 0), header_row=head)
