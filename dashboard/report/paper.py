"""Charts, marks and tables as data for Typst: the same numbers as on screen, never markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import dutch
from dashboard.charts.frame import Chart, Point
from dashboard.look import MARKS
from schemas.vocabulary import Direction, Status, Unit

Data = dict[str, Any]

_ARROWS = {dutch.direction(Direction.UP): "up", dutch.direction(Direction.DOWN): "down"}
NOTHING: Data = {"gap": dutch.NOTHING}


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


def marked(status: str | None) -> Data:
    """A status in a table cell."""
    return {"mark": mark(status)} if status else NOTHING


def margin(lower: float | None, upper: float | None, unit: str) -> str | None:
    """A margin as short as a table needs it: 59–81%."""
    if lower is None or upper is None:
        return None
    sign = "%" if unit == Unit.PERCENT else ""
    return f"{dutch.cell(lower, unit).removesuffix('%')}–{dutch.cell(upper, unit).removesuffix('%')}{sign}"


def cell(text: str | None) -> str | Data:
    return text if text not in (None, "", dutch.NOTHING) else NOTHING


def column(head: str, *, right: bool = False, width: float | None = None, under: str | None = None) -> Data:
    return {"head": head, "under": under, "align": "right" if right else "left", "width": width}


def table(columns: Sequence[Data], rows: Sequence[Sequence[Any]]) -> Data:
    """A table for tables.typ: every row as long as the columns."""
    if any(len(row) != len(columns) for row in rows):
        raise ValueError("a row of a table on paper is not as long as its columns")
    return {"columns": list(columns), "rows": [list(row) for row in rows]}


def note(head: str, text: str | None) -> Data:
    return {"head": head, "text": text or None}
