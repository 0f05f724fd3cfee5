"""A document as data for Typst: words, numbers and charts, never markup."""

from __future__ import annotations

from dataclasses import asdict, replace
from itertools import groupby
from typing import Any

from dashboard import dutch
from dashboard.look import MARKS
from dashboard.report.document import (
    Band,
    Block,
    Card,
    Cards,
    Cell,
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
from dashboard.report.heights import height, line_height, term_mm
from dashboard.report.plates import letters
from dashboard.report.plates.laid import HALF, WIDE, laid
from dashboard.report.plates.letters import Widths
from dashboard.report.plates.plate import Block as Rectangle
from dashboard.report.plates.plate import Item, Plate, Sign, Stroke, Words
from dashboard.report.widths import FULL, apart_from_numbers, columns_mm, fitting
from schemas.vocabulary import Status

Data = dict[str, Any]


def document(made: Document, wide: Widths = letters.in_tables) -> Data:
    """All that report.typ needs, but for the attached files; `wide`: of the letter that it is set in."""
    return {
        "title": made.title,
        "description": made.description,
        "keywords": list(made.keywords),
        "language": made.language,
        "municipality": made.municipality,
        "umbrella": made.umbrella,
        "published": {part: getattr(made.published, part) for part in _CLOCK},
        "running": list(made.running),
        "cover": {**asdict(made.cover), "subject": _broken(made.cover.subject, FULL, HEADS[0], wide)},
        "blocks": [block(one, wide) for one in made.blocks],
        "attachments": [{"name": one.name, "description": one.description} for one in made.files],
    }


HEADS, QUESTION, SMALL = (25.0, 15.0, 11.5), 9.5, 8.0  # points: look.typ
_LONG = 600  # characters in a cell
_CLOCK = ("year", "month", "day", "hour", "minute", "second")


def block(one: Block, wide: Widths = letters.in_tables) -> Data:
    match one:
        case Heading():
            return _heading(one, FULL, HEADS[one.level - 1], wide)
        case Paragraph():
            return _paragraph(one)
        case Items():
            return {"is": "items", "texts": list(one.texts)}
        case Terms():
            heights = [term_mm(term, HALF) for term in one.terms]
            return {"is": "terms", "heights": heights, "terms": [asdict(term) for term in one.terms]}
        case Tally():
            counts = [{"mark": mark(status), "count": dutch.number(count)} for status, count in one.counts]
            return {"is": "tally", "counts": counts}
        case Table():
            return _table(one, wide)
        case Picture():
            return {"is": "picture", **plate(laid(one.chart))}
        case Cards():
            width = WIDE if one.wide else HALF
            return {"is": "cards", "wide": one.wide, "cards": [_card(card, width, wide) for card in one.cards]}
        case NewPage():
            return {"is": "page"}


def _heading(one: Heading, width: float, size: float, wide: Widths) -> Data:
    about = one.about and _broken(one.about, width, size, wide)
    return {"is": "heading", "text": _broken(one.text, width, size, wide), "level": one.level, "about": about}


def _broken(text: str, width: float, size: float, wide: Widths) -> str:
    """With places to break a word that is wider than so many millimetres, in letters of so many points."""
    return fitting(text, width * SMALL / size, wide)


def _paragraph(one: Paragraph) -> Data:
    return {
        "is": "paragraph", "text": one.text, "look": one.look.value, "label": one.label, "mark": mark(one.status),
    }  # fmt: skip


def _card(one: Card, width: float, wide: Widths) -> Data:
    return {
        "heading": _heading(one.heading, width, QUESTION, wide),
        "answer": _paragraph(one.answer),
        "picture": plate(laid(one.picture.chart, width=width)),
        "notes": [_paragraph(note) for note in one.notes],
    }


def _table(one: Table, wide: Widths) -> Data:
    widths, apart = columns_mm(one, wide), apart_from_numbers(one.columns)
    heads = [column.head for column in one.columns]
    rows = [row if isinstance(row, Band) else _within(row, widths, wide) for row in one.rows]
    return {
        "is": "table",
        "title": one.title,
        "heads": heads,
        "right": [column.right for column in one.columns],
        "apart": apart,
        "heights": [line_height(heads, widths, apart), *(_height(row, widths, apart) for row in rows)],
        "breakable": any(_is_long(row) for row in one.rows),
        "widths": widths,
        "rows": [_row(row) for row in rows],
        "dense": one.dense,
    }


def _height(row: Row | Band, widths: list[float], apart: list[bool]) -> float | None:
    return line_height([row.text], [FULL], [False]) if isinstance(row, Band) else height(row, widths, apart)


def _is_long(row: Row | Band) -> bool:
    """Whether a row may not fit on a page."""
    return not isinstance(row, Band) and any(len(cell.text) > _LONG for cell in row)


def _row(row: Row | Band) -> Data | list[str | Data]:
    if isinstance(row, Band):
        return {"band": row.text, "level": row.level}
    return [_cell(cell) for cell in row]


def _within(row: Row, widths: list[float], wide: Widths) -> Row:
    """The row with places to break what is wider than its column."""
    told = [fitting(cell.text.replace("\n", " "), width, wide) for cell, width in zip(row, widths, strict=True)]
    return tuple(cell if text == cell.text else replace(cell, text=text) for cell, text in zip(row, told, strict=True))


def _cell(cell: Cell) -> str | Data:
    """Words alone where that is all there is."""
    if cell.status:
        return {"mark": {**(mark(cell.status) or {}), "word": cell.text}}
    if cell.under or cell.strong or cell.gap or cell.inner:
        return {
            "text": cell.text, "under": cell.under, "strong": cell.strong, "gap": cell.gap, "inner": cell.inner,
        }  # fmt: skip
    return cell.text


def plate(laid: Plate) -> Data:
    """A plate for plate.typ: every item a short list, for there are many; neighbouring strokes of one pen are one item."""
    drawn = (part for pen, alike in groupby(laid.items, _pen) for part in _items(pen, list(alike)))
    return {"alt": laid.alt, "width": laid.width, "height": laid.height, "items": list(drawn)}


def _pen(one: Item) -> list[Any] | None:
    return [one.colour, round(one.width, 3), one.dash] if isinstance(one, Stroke) else None


def _items(pen: list[Any] | None, alike: list[Item]) -> list[list[Any]]:
    if pen is None:
        return [_item(one) for one in alike if not isinstance(one, Stroke)]
    return [
        ["s", [[[round(x, 2), round(y, 2)] for x, y in one.points] for one in alike if isinstance(one, Stroke)], *pen]
    ]


def _item(one: Rectangle | Sign | Words) -> list[Any]:
    match one:
        case Rectangle():
            return ["b", *(round(part, 2) for part in (one.x, one.y, one.width, one.height)), one.colour]
        case Sign():
            return ["m", round(one.x, 2), round(one.y, 2), round(one.size, 2), one.shape, one.colour]
        case Words():
            return ["w", round(one.x, 2), round(one.y, 2), one.text, one.colour, one.bold, one.turned]


def mark(status: str | None) -> Data | None:
    """A status as its word with its colour and shape."""
    if status is None:
        return None
    code = Status(status)
    return {"word": code.label, "colour": MARKS[code].colour, "shape": MARKS[code].shape}
