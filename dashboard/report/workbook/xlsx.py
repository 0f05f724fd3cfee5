"""A workbook as xlsx: a named table per sheet, heads that stay in view, and texts that can never run."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cached_property
from io import BytesIO

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboard.house_style import OWN, PPI, HouseStyle, Logo
from dashboard.look import Palette
from dashboard.report.workbook.book import Amount, Book, Cell, Form, Sheet, lines, plain

COVER, NOTES = "Voorblad", "Toelichting"
PAIR = (44, 95)  # letters: the two columns of the cover and of the notes
_LINE, _HIGHEST = 15, 409  # points; higher than that no row can be
_SCALE = 65  # percent on paper: a table may go on beside itself
HEAD_ROW = 3  # under the title, what a row is, and the way back
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_DUTCH = "[$-413]"  # decimals and thousands as the Dutch write them, also on another computer
_RUNS = ("=", "+", "-", "@")
_LANGUAGE = b"<dc:language>nl-NL</dc:language>"


class _Look:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, book: Workbook, palette: Palette) -> None:
        self._book, self.palette = book, palette
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def __call__(self, **properties: object) -> Format:
        key = tuple(properties.items())
        if key not in self._made:
            base = {"font_name": "Calibri", "font_size": 11, "font_color": self.palette.ink, "valign": "top"}
            self._made[key] = self._book.add_format(base | properties)
        return self._made[key]

    def title(self) -> Format:
        return self(bold=True, font_size=16, font_color=self.palette.accent)

    def head(self) -> Format:
        return self(bold=True, font_color="#ffffff", bg_color=self.palette.accent, text_wrap=True, valign="bottom")

    @cached_property
    def text(self) -> Format:
        return self(text_wrap=True, num_format="@")

    @cached_property
    def literal(self) -> Format:
        """A text that begins like a formula stays text, also when somebody edits the cell."""
        return self(text_wrap=True, num_format="@", quote_prefix=True)

    @cached_property
    def numbers(self) -> dict[Form, Format]:
        return {form: self(num_format=number_format(form), align="right") for form in Form}

    @cached_property
    def day(self) -> Format:
        return self(num_format=f"{_DUTCH}dd-mm-yyyy", align="right")


def number_format(form: Form) -> str:
    """#,##0.0 and the sign: Excel writes the comma and the point of the reader's own language."""
    digits = "#,##0" + ("." + "0" * form.decimals if form.decimals else "")
    if form is Form.EUROS:
        return f'"€ "{digits}'
    return f"{_DUTCH}{digits}" + (f'"{form.sign}"' if form.sign else "")


def as_xlsx(book: Book, style: HouseStyle = OWN) -> bytes:
    """The same book gives the same bytes."""
    stream = BytesIO()
    with Workbook(stream, _OPTIONS) as made:
        made.set_properties({
            "title": plain(book.title), "subject": plain(book.subject), "author": "Kwartaalbeeld",
            "created": book.published.replace(tzinfo=None),
        })  # fmt: skip
        look = _Look(made, style.light)
        cover = made.add_worksheet(COVER)
        _cover(cover, book, look)
        if style.logo:
            _logo(cover, style.logo)
        _pairs(made.add_worksheet(NOTES), "Zo leest u deze werkmap", book.notes, look=look, book=book)
        for number, sheet in enumerate(book.sheets, start=1):
            _table(made.add_worksheet(sheet.name), sheet, number, look=look, footer=book.footer)
    return _with_language(stream.getvalue())


def _cover(sheet: Worksheet, book: Book, look: _Look) -> None:
    _pairs(sheet, book.title, book.facts, look=look, book=book)
    row = HEAD_ROW + len(book.facts) + 2
    sheet.write_string(row, 0, "Wat staat waar?", look(bold=True, font_size=13))
    for name, about in contents(book):
        row += 1
        sheet.write_url(row, 0, f"internal:'{name}'!A1", look(font_color=look.palette.accent, underline=1), name)
        sheet.write_string(row, 1, plain(about), look(text_wrap=True))
        sheet.set_row(row, _LINE * lines((name, about), PAIR))
    if book.absent:
        sheet.write_string(row + 2, 0, "Zonder gegevens", look(bold=True))
        sheet.write_string(row + 2, 1, plain("; ".join(book.absent)), look(text_wrap=True))


def _logo(sheet: Worksheet, logo: Logo) -> None:
    """Beside the cover, with its words for who does not see it."""
    sheet.insert_image(0, len(PAIR), "logo.png", {
        "image_data": BytesIO(logo.png), "description": plain(logo.alt), "object_position": 3,
        "x_scale": 96 / PPI, "y_scale": 96 / PPI,
    })  # fmt: skip


def contents(book: Book) -> list[tuple[str, str]]:
    """Each sheet after the cover, and what is on it."""
    return [(NOTES, "Hoe u de cijfers leest."), *((one.name, f"{one.title}. {one.about}") for one in book.sheets)]


def _pairs(sheet: Worksheet, title: str, pairs: Sequence[tuple[str, str]], *, look: _Look, book: Book) -> None:
    """Two columns: about what, and what is said."""
    sheet.write_string(0, 0, plain(title), look.title())
    sheet.write_string(1, 0, plain(book.subject), look(font_color=look.palette.muted))
    sheet.write_row(HEAD_ROW, 0, ("Onderwerp", "Uitleg"), look.head())
    for row, (about, told) in enumerate(pairs, start=HEAD_ROW + 1):
        sheet.write_string(row, 0, plain(about), look(bold=True))
        sheet.write_string(row, 1, plain(told), look(text_wrap=True))
        sheet.set_row(row, _LINE * lines((about, told), PAIR))
    for column, width in enumerate(PAIR):
        sheet.set_column(column, column, width)
    sheet.fit_to_pages(1, 0)
    _set_up(sheet, book.footer)


def _table(sheet: Worksheet, table: Sheet, number: int, *, look: _Look, footer: str) -> None:
    sheet.write_string(0, 0, plain(table.title), look.title())
    sheet.write_string(1, 0, plain(table.about), look(font_color=look.palette.muted))
    sheet.write_url(
        2, 0, f"internal:'{COVER}'!A1", look(font_color=look.palette.accent, underline=1), "Naar het voorblad"
    )
    last = HEAD_ROW + len(table.rows), len(table.heads) - 1
    sheet.add_table(HEAD_ROW, 0, *last, {
        "name": table_name(table, number), "style": None, "autofilter": True,
        "columns": [{"header": head, "header_format": look.head()} for head in table.heads],
    })  # fmt: skip
    for row, height in enumerate(table.heights, start=HEAD_ROW):
        sheet.set_row(row, min(_LINE * height, _HIGHEST))
    for row, cells in enumerate(table.rows, start=HEAD_ROW + 1):
        for column, cell in enumerate(cells):
            _write(sheet, row, column, cell=cell, look=look)
    for column, width in enumerate(table.widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.repeat_rows(HEAD_ROW)
    sheet.repeat_columns(0, 0)
    sheet.set_print_scale(_SCALE)
    _set_up(sheet, footer)


def table_name(table: Sheet, number: int) -> str:
    """A name for formulas and screen readers; Excel wants letters, digits and underscores."""
    letters = "".join(c if c.isascii() and c.isalnum() else "_" for c in table.name)
    return f"tabel_{number}_{letters}"


def _write(sheet: Worksheet, row: int, column: int, *, cell: Cell, look: _Look) -> None:
    match cell:
        case None | "":
            return
        case Amount(value, form):
            sheet.write_number(row, column, value, look.numbers[form])
        case str():
            text = plain(cell)
            sheet.write_string(row, column, text, look.literal if text.startswith(_RUNS) else look.text)
        case date():
            sheet.write_datetime(row, column, datetime.combine(cell, time()), look.day)


def _set_up(sheet: Worksheet, footer: str) -> None:
    """A landscape A4, with on every page what it is a part of."""
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_footer(f"&L{footer.replace('&', '&&')[:200]}&R&A, blz. &P van &N")


def _with_language(content: bytes) -> bytes:
    """The document says that it is Dutch; XlsxWriter has no word for that."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as found, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in found.infolist():
            body = found.read(entry)
            if entry.filename == "docProps/core.xml":
                body = body.replace(b"</cp:coreProperties>", _LANGUAGE + b"</cp:coreProperties>")
            made.writestr(zipfile.ZipInfo(entry.filename), body, zipfile.ZIP_DEFLATED, 6)
    return stream.getvalue()
