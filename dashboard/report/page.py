"""A document as one HTML file that needs nothing else: no script, no internet; the same words and order as on paper."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from functools import cache
from html import escape
from itertools import count
from pathlib import Path

from dashboard.house_style import OWN, HouseStyle, Logo
from dashboard.look import FONT, MARKS, Palette
from dashboard.report.document import (
    Band,
    Block,
    Card,
    Cards,
    Cell,
    Column,
    Document,
    Heading,
    Items,
    NewPage,
    Paragraph,
    Picture,
    Row,
    Table,
    Tally,
    Terms,
)
from dashboard.report.letters_kept import clean
from dashboard.report.plates.laid import HALF, laid
from dashboard.report.plates.plate import Sign
from dashboard.report.svg import sign, svg
from schemas.vocabulary import Status

_HERE = Path(__file__).parent
_FONTS = _HERE.parent / "assets" / "fonts"
# nothing may be fetched and nothing may run, whatever stands in a text
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
_LONG = 80  # characters: a cell with more is read beneath its column's name on a phone
_TOP = 2  # the level of heading that opens a section


def print_page(document: Document, style: HouseStyle = OWN) -> bytes:
    """UTF-8."""
    parts = _Parts()
    body = "".join(parts.sections(document))
    return (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(document.title)}</title>\n"
        f'<meta name="description" content="{_text(document.description)}">\n'
        f'<meta name="author" content="{_text(document.municipality)}">\n'
        f"<style>{_style(style.light, style.dark)}{_lettered(style)}{_paged(document)}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#inhoud">Naar de inhoud</a>\n'
        f"{_header(document, style.logo)}{parts.contents()}"
        f'<main id="inhoud">{body}</main>\n{_footer(document)}</body>\n</html>\n'
    ).encode()


class _Parts:
    """The blocks of one page: every heading and picture has a name of its own."""

    def __init__(self) -> None:
        self._names = count(1)
        self._headings: list[tuple[str, str]] = []

    def sections(self, document: Document) -> Iterator[str]:
        inside = False
        for block in document.blocks:
            if isinstance(block, Heading) and block.level == _TOP:
                yield ("</section>" if inside else "") + "<section>"
                inside = True
            yield self._block(block)
        yield "</section>" if inside else ""

    def contents(self) -> str:
        links = "".join(f'<li><a href="#{name}">{told}</a></li>' for name, told in self._headings)
        return f'<nav aria-label="Inhoud"><ul>{links}</ul></nav>\n' if links else ""

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return _paragraph(block)
            case Items():
                return "<ul>" + "".join(f"<li>{_text(told)}</li>" for told in block.texts) + "</ul>"
            case Terms():
                return _terms(block)
            case Tally():
                counts = "".join(f"<li>{_mark(status)} <strong>{told}</strong></li>" for status, told in block.counts)
                return f'<ul class="tally">{counts}</ul>'
            case Table():
                return _table(block)
            case Picture():
                drawn = svg(laid(block.chart), self._name())
                told = _text(block.chart.title)
                return f'<figure class="wide" role="group" aria-label="{told}" tabindex="0">{drawn}</figure>'
            case Cards():
                return '<div class="cards">' + "".join(self._card(card) for card in block.cards) + "</div>"
            case NewPage():
                return ""

    def _name(self) -> str:
        return f"d{next(self._names)}"

    def _heading(self, heading: Heading) -> str:
        name, told = self._name(), _text(heading.text)
        if heading.about:
            told += f' <span class="about">({_text(heading.about)})</span>'
        if heading.level == _TOP:
            self._headings.append((name, told))
        return f'<h{heading.level} id="{name}">{told}</h{heading.level}>'

    def _card(self, card: Card) -> str:
        drawn = svg(laid(card.picture.chart, width=HALF), self._name())
        notes = "".join(_paragraph(note) for note in card.notes)
        return f'<div class="card">{self._heading(card.heading)}{_paragraph(card.answer)}<figure>{drawn}</figure>{notes}</div>'


def _text(told: str) -> str:
    return escape(clean(told))


def _paragraph(paragraph: Paragraph) -> str:
    mark = f"{_mark(paragraph.status)} " if paragraph.status else ""
    label = f"<strong>{_text(paragraph.label)}</strong> " if paragraph.label else ""
    return f'<p class="{paragraph.look.value}">{mark}{label}{_text(paragraph.text)}</p>'


def _terms(terms: Terms) -> str:
    told = "".join(
        f"<div><dt>{_text(term.name)}{f' <small>{_text(term.code)}</small>' if term.code else ''}</dt>"
        f"<dd>{_text(term.told)}</dd></div>"
        for term in terms.terms
    )
    return f'<dl class="terms">{told}</dl>'


def _mark(status: str, words: str | None = None) -> str:
    """A status: its shape, which is not read out, and its word."""
    code = Status(status)
    mark = MARKS[code]
    shape = sign(Sign(5, 5, 9, mark.shape, mark.colour), line=1.6)
    drawn = f'<svg class="mark" viewBox="0 0 10 10" aria-hidden="true">{shape}</svg>'
    return f'<span class="status f-{mark.colour}">{drawn}{_text(words or code.label)}</span>'


def _table(table: Table) -> str:
    heads = "".join(f'<th scope="col"{_side(column.right)}>{_text(column.head)}</th>' for column in table.columns)
    body, rows, within = [], [], False
    texts = any(len(cell.text) > _LONG for row in table.rows if not isinstance(row, Band) for cell in row)
    for row in table.rows:
        if isinstance(row, Band) or (within and not row[0].inner):
            body, rows, within = [*body, _group(rows)], [], isinstance(row, Band) and row.level > 1
        rows.append(_band(row, len(table.columns)) if isinstance(row, Band) else _row(table, row, named=texts))
    look = ' class="texts"' if texts else ""
    return (
        f'<div class="scroll" role="group" aria-label="{_text(table.title)}" tabindex="0"><table{look}>'
        f"<caption>{_text(table.title)}</caption><thead><tr>{heads}</tr></thead>{''.join(body)}{_group(rows)}</table></div>"
    )


def _band(band: Band, wide: int) -> str:
    return f'<tr class="band-{band.level}"><th scope="rowgroup" colspan="{wide}">{_text(band.text)}</th></tr>'


def _group(rows: list[str]) -> str:
    return f"<tbody>{''.join(rows)}</tbody>" if rows else ""


def _row(table: Table, row: Row, *, named: bool) -> str:
    """`named`: each cell with the head of its column, for a screen on which it stands by itself."""
    first = f'<th scope="row">{_cell(row[0])}</th>'
    rest = (
        f"<td{_side(column.right)}{_named(column) if named else ''}>{_cell(cell)}</td>"
        for column, cell in zip(table.columns[1:], row[1:], strict=True)
    )
    return f"<tr>{first}{''.join(rest)}</tr>"


def _named(column: Column) -> str:
    return f' data-label="{_text(column.head)}"'


def _side(right: bool) -> str:
    return ' class="right"' if right else ""


def _cell(cell: Cell) -> str:
    if cell.status:
        return _mark(cell.status, cell.text)
    told = _text(cell.text)
    if isinstance(cell.value, date):
        told = f'<time datetime="{cell.value.isoformat()}">{told}</time>'
    elif cell.value is not None:
        told = f'<data value="{cell.value!r}">{told}</data>'
    if cell.gap or cell.inner:
        told = f'<span class="{"gap" if cell.gap else "inner"}">{told}</span>'
    elif cell.strong:
        told = f"<strong>{told}</strong>"
    return told + (f'<span class="under">{_text(cell.under)}</span>' if cell.under else "")


def _header(document: Document, logo: Logo | None) -> str:
    cover = document.cover
    umbrella = f" · {_text(document.umbrella)}" if document.umbrella not in (None, cover.subject) else ""
    facts = "".join(f"<div><dt>{_text(name)}</dt><dd>{_text(told)}</dd></div>" for name, told in cover.facts)
    return (
        f'<header>{_logo(logo) if logo else ""}<p class="whose">{_text(document.municipality)}{umbrella}</p><h1>{_text(cover.subject)}</h1>'
        f'<p class="kind">{_text(cover.kind)} · {_text(cover.quarter)} · <strong>{_text(cover.state)}</strong></p>'
        f"<dl>{facts}</dl></header>\n"
    )


def _logo(logo: Logo) -> str:
    return f'<img class="logo" src="data:image/png;base64,{_base64(logo.png)}" alt="{_text(logo.alt)}">'


def _footer(document: Document) -> str:
    """The files that travel inside, and once more what this is."""
    files = "".join(
        f'<li><a download="{_text(file.name)}" href="data:text/csv;charset=utf-8;base64,{_base64(file.text.encode())}">'
        f"{_text(file.name)}</a>: {_text(file.description)}</li>"
        for file in document.files
    )
    data = f"<h2>De gegevens van dit rapport</h2><ul>{files}</ul>" if files else ""
    running = _text(" · ".join(document.running))
    return f"<footer>{data}<p>{_text(document.municipality)} · {running}</p></footer>\n"


def _paged(document: Document) -> str:
    """What a printer sets at the head and foot of each page; in CSS a text may hold no bare quote or backslash."""
    running = "".join(
        letter if letter.isalnum() or letter == " " else f"\\{ord(letter):06x}"
        for letter in clean(" · ".join(document.running))
    )
    return f'@page{{@top-left{{content:"{running}"}}@bottom-right{{content:counter(page) " van " counter(pages)}}}}'


def _lettered(style: HouseStyle) -> str:
    """The letter of the municipality for the words; those in pictures keep ours, by whose widths they are placed."""
    if style.font == FONT:
        return ""
    faces = "".join(
        f"@font-face{{font-family:Huisstijl;font-weight:{weight};src:url(data:font/ttf;base64,{_base64(path.read_bytes())})}}"
        for path, weight in style.faces
    )
    return f"{faces}html{{font-family:Huisstijl,Kwartaalbeeld,system-ui,sans-serif}}"


@cache
def _style(day: Palette, night: Palette) -> str:
    """Colours, letters and layout; made once."""
    faces = "".join(
        f"@font-face{{font-family:Kwartaalbeeld;font-weight:{weight};src:url(data:font/ttf;base64,{_base64(path.read_bytes())})}}"
        for weight, path in (
            (400, _FONTS / "AtkinsonHyperlegibleNext_400Regular.ttf"),
            (700, _FONTS / "AtkinsonHyperlegibleNext_700Bold.ttf"),
        )
    )
    names = [field.name for field in fields(Palette)]
    marks = "".join(
        f".f-{name}{{fill:var(--{name});color:var(--{name})}}.l-{name}{{stroke:var(--{name});fill:none}}"
        for name in names
    )
    light, dark = (";".join(f"--{name}:{getattr(look, name)}" for name in names) for look in (day, night))
    in_the_dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return f"{faces}:root{{{light}}}{in_the_dark}{marks}{(_HERE / 'page.css').read_text(encoding='utf-8')}"


def _base64(content: bytes) -> str:
    return b64encode(content).decode("ascii")
