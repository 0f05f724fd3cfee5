"""A document as data for Typst: words, numbers and charts, never markup."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from dashboard import dutch
from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import Chart, Point, Tick
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
)
from schemas.vocabulary import Direction, Status

Data = dict[str, Any]

_ARROWS = {dutch.direction(Direction.UP): "up", dutch.direction(Direction.DOWN): "down"}


def document(made: Document) -> Data:
    """All that report.typ needs, but for the attached files."""
    return {
        "title": made.title,
        "description": made.description,
        "keywords": list(made.keywords),
        "language": made.language,
        "municipality": made.municipality,
        "umbrella": made.umbrella,
        "published": {part: getattr(made.published, part) for part in _CLOCK},
        "running": list(made.running),
        "cover": asdict(made.cover),
        "blocks": [block(one) for one in made.blocks],
        "attachments": [{"name": one.name, "description": one.description} for one in made.files],
    }


_CLOCK = ("year", "month", "day", "hour", "minute", "second")


def block(one: Block) -> Data:
    match one:
        case Heading():
            return {"is": "heading", "text": one.text, "level": one.level, "about": one.about}
        case Paragraph():
            return _paragraph(one)
        case Items():
            return {"is": "items", "texts": list(one.texts)}
        case Tally():
            counts = [{"mark": mark(status), "count": dutch.number(count)} for status, count in one.counts]
            return {"is": "tally", "counts": counts}
        case Table():
            return _table(one)
        case Picture():
            return {"is": "picture", **picture(one.chart)}
        case Cards():
            return {"is": "cards", "cards": [_card(card) for card in one.cards]}
        case NewPage():
            return {"is": "page"}


def _paragraph(one: Paragraph) -> Data:
    return {
        "is": "paragraph", "text": one.text, "look": one.look.value, "label": one.label, "mark": mark(one.status),
    }  # fmt: skip


def _card(one: Card) -> Data:
    return {
        "heading": block(one.heading),
        "answer": _paragraph(one.answer),
        "picture": picture(one.picture.chart),
        "notes": [_paragraph(note) for note in one.notes],
    }


def _table(one: Table) -> Data:
    return {
        "is": "table",
        "title": one.title,
        "columns": [
            {"head": c.head, "align": "right" if c.right else "left", "width": c.width, "texts": c.texts}
            for c in one.columns
        ],
        "rows": [_row(row) for row in one.rows],
        "dense": one.dense,
    }


def _row(row: Row | Band) -> Data | list[str | Data]:
    return {"band": row.text, "level": row.level} if isinstance(row, Band) else [_cell(cell) for cell in row]


def _cell(cell: Cell) -> str | Data:
    """Words alone where that is all there is."""
    if cell.status:
        return {"mark": {**(mark(cell.status) or {}), "word": cell.text}}
    if cell.under or cell.strong or cell.gap:
        return {"text": cell.text, "under": cell.under, "strong": cell.strong, "gap": cell.gap}
    return cell.text


def picture(drawn: Chart | Drawing) -> Data:
    if isinstance(drawn, Chart):
        return {"kind": "trend", "drawn": chart(drawn)}
    return {"kind": "drawing", "drawn": {**asdict(drawn), "x_ticks": [_tick(tick) for tick in drawn.x_ticks]}}


def _tick(tick: Tick) -> Data:
    """The lines of a tick apart: text on paper is always one line."""
    return {"at": tick.at, "lines": tick.label.split("\n")}


def chart(drawn: Chart) -> Data:
    """One chart, ready for trend.typ: positions are drawn there, every number comes from the Chart."""
    return {
        "id": drawn.id,
        "points": [_point(point) for point in drawn.points],
        "ticks": [{"at": tick.at, "label": tick.label} for tick in drawn.ticks],
        "bottom": drawn.bottom,
        "top": drawn.top,
        "form": drawn.form,
        "target_label": drawn.target_label,
        "direction": drawn.direction,
        "arrow": _ARROWS.get(drawn.direction),
        "remarks": [{"start": note.start, "end": note.end, "label": note.label} for note in drawn.remarks],
        "alt": drawn.alt,
    }


def _point(point: Point) -> Data:
    tick, _, year = point.short.partition(" ")
    return {
        "key": point.key,
        "tick": tick,
        "year": year,
        "value": point.value,
        "shown": point.shown,
        "lower": point.lower,
        "upper": point.upper,
        "target": point.target,
        "gap": point.gap,
        "mark": mark(point.status) if point.gap else None,
    }


def mark(status: str | None) -> Data | None:
    """A status as its word with its colour and shape."""
    if status is None:
        return None
    code = Status(status)
    return {"word": code.label, "colour": MARKS[code].colour, "shape": MARKS[code].shape}
