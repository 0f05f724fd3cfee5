"""A workbook as OpenDocument spreadsheet: the same sheets and numbers, in the format that governments prefer."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from dashboard.house_style import OWN, HouseStyle
from dashboard.look import Palette
from dashboard.report.workbook.book import Amount, Book, Cell, Form, Sheet, plain
from dashboard.report.workbook.xlsx import COVER, HEAD_ROW, NOTES, PAIR, contents, table_name

MIME = "application/vnd.oasis.opendocument.spreadsheet"
_CM_PER_LETTER = 0.19
_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
        ("meta", "meta"), ("config", "config"), ("manifest", "manifest"), ("fo", "xsl-fo-compatible"),
    )
) + ' xmlns:ooo="http://openoffice.org/2004/office" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def as_ods(book: Book, style: HouseStyle = OWN) -> bytes:
    """The same book gives the same bytes."""
    parts = {
        "content.xml": _content(book, style.light),
        "styles.xml": _styles(book),
        "meta.xml": _meta(book),
        "settings.xml": _settings(book),
        "META-INF/manifest.xml": _manifest(),
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr(zipfile.ZipInfo("mimetype"), MIME)  # first and not packed: so the standard wants it
        for name, text in parts.items():
            made.writestr(zipfile.ZipInfo(name), (_HEAD + text).encode(), zipfile.ZIP_DEFLATED, 6)
    return stream.getvalue()


def _content(book: Book, palette: Palette) -> str:
    tables = [_cover(book), _pairs(NOTES, "Zo leest u deze werkmap", book.notes, under=book.subject)]
    tables += [_table(one, place) for place, one in enumerate(book.sheets)]
    ranges = "".join(_range(one, place) for place, one in enumerate(book.sheets, start=1))
    return (
        f'<office:document-content {_SPACES} office:version="1.3">'
        f"<office:automatic-styles>{_cell_styles(palette)}{_column_styles(book)}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}"
        f"<table:database-ranges>{ranges}</table:database-ranges></office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def _cell_styles(palette: Palette) -> str:
    def style(name: str, *, text: str = "", cell: str = "", data: str = "", colour: str = palette.ink) -> str:
        shown = f' style:data-style-name="{data}"' if data else ""
        return (
            f'<style:style style:name="{name}" style:family="table-cell"{shown}>'
            f'<style:table-cell-properties style:vertical-align="top" {cell}/>'
            f'<style:text-properties fo:color="{colour}" {text}/></style:style>'
        )

    wrap, bold = 'fo:wrap-option="wrap"', 'fo:font-weight="bold"'
    return "".join((
        *(_number_style(form) for form in Form),
        '<number:date-style style:name="nday" number:language="nl" number:country="NL"><number:day number:style="long"/>'
        '<number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text>'
        '<number:year number:style="long"/></number:date-style>',
        style("title", text=f'{bold} fo:font-size="16pt"'), style("text", cell=wrap), style("plain"),
        style("about", text=bold),
        style("head", text=bold, cell=f'{wrap} fo:background-color="{palette.accent}"', colour="#ffffff"),
        style("day", data="nday"), *(style(form.name, data=f"n{form.name}") for form in Form),
    ))  # fmt: skip


def _number_style(form: Form) -> str:
    digits = f'<number:number number:decimal-places="{form.decimals}" number:min-decimal-places="{form.decimals}" number:min-integer-digits="1" number:grouping="true"/>'
    before = "<number:text>€ </number:text>" if form is Form.EUROS else ""
    after = f"<number:text>{form.sign}</number:text>" if form.sign == "%" else ""
    return (
        f'<number:number-style style:name="n{form.name}" number:language="nl" number:country="NL">'
        f"{before}{digits}{after}</number:number-style>"
    )


def _column_styles(book: Book) -> str:
    needed = {width for one in book.sheets for width in one.widths} | set(PAIR)
    return "".join(
        f'<style:style style:name="c{width:g}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width * _CM_PER_LETTER:.2f}cm"/></style:style>'
        for width in sorted(needed)
    )


def _cover(book: Book) -> str:
    rows = [_row([("plain", "")]), _row([("about", "Wat staat waar?")])]
    rows += [_row([_link(name), ("text", about)]) for name, about in contents(book)]
    if book.absent:
        rows += [_row([("about", "Zonder gegevens"), ("text", "; ".join(book.absent))])]
    return _pairs(COVER, book.title, book.facts, under=book.subject, more="".join(rows))


def _pairs(name: str, title: str, pairs: Sequence[tuple[str, str]], *, under: str, more: str = "") -> str:
    rows = [_row([("about", about), ("text", told)]) for about, told in pairs]
    head = _row([("head", "Onderwerp"), ("head", "Uitleg")])
    return (
        f'<table:table table:name="{name}"><table:table-column table:style-name="c{PAIR[0]}"/>'
        f'<table:table-column table:style-name="c{PAIR[1]}"/>{_row([("title", title)])}{_row([("plain", under)])}'
        f"{_row([('plain', '')])}<table:table-header-rows>{head}</table:table-header-rows>{''.join(rows)}{more}</table:table>"
    )


def _table(sheet: Sheet, place: int) -> str:
    columns = "".join(f'<table:table-column table:style-name="c{width:g}"/>' for width in sheet.widths)
    above = (
        _row([("title", sheet.title)])
        + _row([("plain", sheet.about)])
        + _row([_link(COVER, "Naar het voorblad")])
    )  # fmt: skip
    head = _row([("head", head) for head in sheet.heads])
    rows = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in sheet.rows)
    return (
        f"<table:table table:name={quoteattr(sheet.name)}>{columns}{above}"
        f"<table:table-header-rows>{head}</table:table-header-rows>{rows}</table:table>"
    )


def _link(name: str, words: str = "") -> tuple[str, str]:
    """A cell that leads to a sheet; already XML."""
    to = quoteattr(f"#'{name}'.A1")
    return "link", f'<text:p><text:a xlink:href={to} xlink:type="simple">{escape(words or name)}</text:a></text:p>'


def _row(cells: Iterable[tuple[str, str]]) -> str:
    made = (
        f'<table:table-cell table:style-name="plain" office:value-type="string">{text}</table:table-cell>'
        if style == "link"
        else _string(text, style)
        for style, text in cells
    )
    return f"<table:table-row>{''.join(made)}</table:table-row>"


def _cell(cell: Cell) -> str:
    match cell:
        case None | "":
            return "<table:table-cell/>"
        case Amount(value, form):
            return f'<table:table-cell table:style-name="{form.name}" office:value-type="float" office:value="{float(value)!r}"/>'
        case str():
            return _string(cell, "text")
        case date():
            return f'<table:table-cell table:style-name="day" office:value-type="date" office:date-value="{cell:%Y-%m-%d}"/>'


def _string(text: str, style: str) -> str:
    """Always of the type string: what begins like a formula is none."""
    if not text:
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in plain(text).split("\n"))
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{lines}</table:table-cell>'


def _spaced(line: str) -> str:
    """Spaces in a row are one space in XML, unless it is said."""
    return escape(line).replace("  ", " <text:s/>")


def _range(sheet: Sheet, number: int) -> str:
    where = (
        f"'{sheet.name}'.A{HEAD_ROW + 1}:'{sheet.name}'.{_letters(len(sheet.heads))}{HEAD_ROW + 1 + len(sheet.rows)}"
    )
    return (
        f'<table:database-range table:name="{table_name(sheet, number)}" table:target-range-address={quoteattr(where)} '
        'table:display-filter-buttons="true" table:contains-header="true"/>'
    )


def _letters(column: int) -> str:
    """1 -> A, 27 -> AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def _styles(book: Book) -> str:
    return (
        f'<office:document-styles {_SPACES} office:version="1.3"><office:styles>'
        '<style:default-style style:family="table-cell"><style:text-properties fo:language="nl" fo:country="NL" '
        'style:font-name="Calibri" fo:font-size="11pt"/></style:default-style></office:styles>'
        '<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties '
        'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" style:scale-to-X="1"/>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Default" style:page-layout-name="page"><style:footer><text:p>'
        f"{escape(plain(book.footer))}, blz. <text:page-number>1</text:page-number></text:p></style:footer>"
        "</style:master-page></office:master-styles></office:document-styles>"
    )


def _meta(book: Book) -> str:
    return (
        f'<office:document-meta {_SPACES} office:version="1.3"><office:meta>'
        f"<meta:generator>Kwartaalbeeld</meta:generator><dc:title>{escape(plain(book.title))}</dc:title>"
        f"<dc:subject>{escape(plain(book.subject))}</dc:subject><dc:language>nl-NL</dc:language>"
        f"<meta:creation-date>{book.published:%Y-%m-%dT%H:%M:%S}Z</meta:creation-date>"
        "</office:meta></office:document-meta>"
    )


def _settings(book: Book) -> str:
    """Heads that stay in view."""

    def item(name: str, kind: str, value: str) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    frozen = "".join((
        item("HorizontalSplitMode", "short", "2"), item("VerticalSplitMode", "short", "2"),
        item("HorizontalSplitPosition", "int", "1"), item("VerticalSplitPosition", "int", str(HEAD_ROW + 1)),
        item("PositionRight", "int", "1"), item("PositionBottom", "int", str(HEAD_ROW + 1)),
        item("ShowGrid", "boolean", "false"),
    ))  # fmt: skip
    sheets = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(one.name)}>{frozen}</config:config-item-map-entry>"
        for one in book.sheets
    )
    return (
        f'<office:document-settings {_SPACES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        f'<config:config-item-map-entry>{item("ViewId", "string", "view1")}<config:config-item-map-named config:name="Tables">'
        f"{sheets}</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )


def _manifest() -> str:
    files = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in (
            ("/", MIME), ("content.xml", "text/xml"), ("styles.xml", "text/xml"), ("meta.xml", "text/xml"),
            ("settings.xml", "text/xml"),
        )
    )  # fmt: skip
    return f'<manifest:manifest {_SPACES} manifest:version="1.3">{files}</manifest:manifest>'
