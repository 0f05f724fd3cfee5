"""How our workbooks look and behave, once: options, formats, dropdowns and the set-up of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipelines.workbook_colours import Colour

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,  # a name that starts with '=' must never run
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
TEXT_FORMAT = 49  # Excel's own number for "@", text: stronger than the same code as a custom format
DATE_FORMAT = "dd-mm-yyyy"  # a Dutch Excel shows it as dd-mm-jjjj
_CREATED = datetime(2022, 7, 1, tzinfo=UTC)  # constant: the same content must give the same bytes


class Styles:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, book: Workbook, title: str) -> None:
        book.set_properties({"title": title, "created": _CREATED, "author": "Kwartaalbeeld"})
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def __call__(self, **properties: object) -> Format:
        key = tuple(properties.items())
        if key not in self._made:
            base = {"font_name": "Calibri", "font_size": 11, "font_color": Colour.INK, "valign": "top"}
            self._made[key] = self._book.add_format(base | properties)
        return self._made[key]

    @property
    def header(self) -> Format:
        return self(bold=True, font_color=Colour.PAPER, bg_color=Colour.ACCENT, valign="vcenter", indent=1)

    @property
    def title(self) -> Format:
        return self(bold=True, font_size=16, font_color=Colour.ACCENT)


def dropdown(words: Sequence[str]) -> dict[str, object]:
    """A data validation that offers these words and refuses others in Dutch."""
    return {
        "validate": "list",
        "source": list(words),
        "error_title": "Kies uit de lijst",
        "error_message": f"Kies een van deze woorden: {', '.join(words)}.",
    }


def set_up(sheet: Worksheet, *, freeze: tuple[int, int], header_row: int | None = None) -> None:
    """Freeze, no grid, and a landscape A4 of one page wide that repeats its header."""
    sheet.freeze_panes(*freeze)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if header_row is not None:
        sheet.repeat_rows(header_row)
