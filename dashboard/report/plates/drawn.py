"""One Drawing (dashboard.charts.drawing) on a plate: blocks, scale, lines, marks and words, each at its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.charts.drawing import Drawing, Label, Line
from dashboard.report.plates import letters
from dashboard.report.plates.plate import (
    PX,
    Block,
    Item,
    Plate,
    Sign,
    Stroke,
    Words,
    centred,
    leftward,
    level,
    rightward,
    upward,
)

_SCALE = 8.4  # mm under a picture, for the words of its scale


@dataclass(frozen=True)
class _Room:
    drawing: Drawing
    left: float
    right: float
    top: float
    bottom: float

    def x(self, value: float) -> float:
        part = (value - self.drawing.left) / (self.drawing.right - self.drawing.left)
        return self.left + (self.right - self.left) * part

    def y(self, value: float) -> float:
        part = (value - self.drawing.bottom) / (self.drawing.top - self.drawing.bottom)
        return self.bottom - (self.bottom - self.top) * part


def drawing_plate(drawing: Drawing, *, width: float, height: float) -> Plate:
    """Width and height in millimetres."""
    ticks = max((letters.width(tick.label) for tick in drawing.y_ticks), default=2)
    ends = max((letters.width(one.text, bold=True) for one in drawing.labels if one.edge), default=1)
    below = 12.4 if drawing.x_title else _SCALE
    over, under = (4.0, below) if drawing.x_ticks else (1.0, 1.4)
    room = _Room(drawing, max(ticks, 2) + 1.4, width - max(ends, 1) - 2, over, height - under)
    # a ground lies under the grid, a block that is itself a figure lies over it
    items = (
        *_blocks(drawing, room, grounds=True), *_grid(drawing, room), *_blocks(drawing, room, grounds=False),
        *_axes(drawing, room), *(stroke for line in drawing.lines for stroke in _strokes(line, room)),
        *(Sign(room.x(m.x), room.y(m.y), m.size * PX, m.shape, m.colour) for m in drawing.marks),
        *(_words(label, room) for label in drawing.labels),
    )  # fmt: skip
    return Plate(drawing.id, drawing.title, drawing.alt, width, height, items)


def _blocks(drawing: Drawing, room: _Room, *, grounds: bool) -> Iterator[Item]:
    for bar in drawing.bars:
        if (bar.colour == "surface") == grounds:
            left, right = sorted((room.x(bar.x0), room.x(bar.x1)))
            top, bottom = sorted((room.y(bar.y0), room.y(bar.y1)))
            yield Block(left, top, right - left, bottom - top, bar.colour)


def _grid(drawing: Drawing, room: _Room) -> Iterator[Item]:
    return (level(room.left, room.right, room.y(tick.at), "line") for tick in drawing.y_ticks)


def _axes(drawing: Drawing, room: _Room) -> Iterator[Item]:
    for tick in drawing.y_ticks:
        yield leftward(room.left - 1.4, room.y(tick.at), tick.label)
    if drawing.x_ticks:
        yield level(room.left, room.right, room.bottom, "quiet", 0.75)
    for tick in drawing.x_ticks:
        for at, line in enumerate(tick.label.split("\n")):
            yield centred(room.x(tick.at), room.bottom + 2.6 + at * 3.2, line)
    if drawing.x_title:
        yield centred((room.left + room.right) / 2, room.bottom + 10, drawing.x_title)


def _strokes(line: Line, room: _Room) -> Iterator[Item]:
    """The pieces of a line between its breaks."""
    piece: list[tuple[float, float]] = []
    for x, y in [*zip(line.x, line.y, strict=True), (None, None)]:
        if x is not None and y is not None:
            piece.append((room.x(x), room.y(y)))
            continue
        if len(piece) > 1:
            yield Stroke(tuple(piece), line.colour, line.width * PX, line.dash)
        piece = []


def _words(label: Label, room: _Room) -> Words:
    x, y = room.x(label.x), room.y(label.y)
    if label.edge:
        return rightward(room.right + 1.4, y, label.text, label.colour, bold=label.bold)
    if label.turned:
        return upward(x, y - label.up * PX, label.text, label.colour, bold=label.bold)
    wide = letters.width(label.text, bold=label.bold)
    middle = min(max(x, room.left + wide / 2), room.right - wide / 2)
    return centred(middle, y - label.up * PX, label.text, label.colour, bold=label.bold)
