"""One Chart (dashboard.charts.frame) on a plate: scale, target, margins, line or bars, gaps and labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard import dutch
from dashboard.charts.frame import Chart, Point
from dashboard.look import MARKS
from dashboard.report.plates import letters
from dashboard.report.plates.plate import (
    POINT,
    Block,
    Item,
    Plate,
    Sign,
    Stroke,
    centred,
    leftward,
    level,
    rightward,
    runs_of,
    upright,
    upward,
)
from schemas.vocabulary import Direction

_ARROWS = {dutch.direction(Direction.UP): 1, dutch.direction(Direction.DOWN): -1}
_LINE = 3.2  # mm: a line of words
_APART = 3.0  # mm: between the words of two remarks
_KEYS = 3.6  # mm: a line of what shapes mean


@dataclass(frozen=True)
class _Room:
    """Where the plot lies on the plate, and how a period and a value find their place in it."""

    chart: Chart
    left: float
    right: float
    top: float
    bottom: float

    @property
    def band(self) -> float:
        return (self.right - self.left) / max(len(self.chart.points), 1)

    def x(self, at: float) -> float:
        return self.left + self.band * (at + 0.5)

    def y(self, value: float) -> float:
        part = (value - self.chart.bottom) / (self.chart.top - self.chart.bottom)
        return self.bottom - (self.bottom - self.top) * part


def trend_plate(chart: Chart, *, width: float, height: float) -> Plate:
    """Width and height in millimetres; remarks take room of their own over the plot, so with them it is higher."""
    ticks = max((letters.width(tick.label) for tick in chart.ticks), default=2)
    room = _Room(chart, ticks + 1.4, width - _end_width(chart), 5.6, height - 7.6)
    said = _said(room, width)
    more = _LINE * max((line + 1 for line, *_ in said), default=0) + (1.2 if said else 0.0)
    height, room = height + more, replace(room, top=room.top + more, bottom=room.bottom + more)
    legend = _legend(chart, room)
    if legend and _legend_width(legend) + letters.width(chart.direction) + 6 > width:
        lines, top, taken = _legend_lines(legend, width), room.top, 0
        while len(lines) > taken:  # a lower plot has less room for words that stand: more of them become shapes
            taken = len(lines)
            room = _Room(chart, room.left, room.right, top + _KEYS * taken, room.bottom)
            lines = _legend_lines(_legend(chart, room), width)
        keys = [item for at, line in enumerate(lines) for item in _keys(line, 0, 1.8 + _KEYS * (at + 1))]
    else:
        keys = list(_keys(legend, width - _legend_width(legend), 1.8))
    items = (
        *_direction(chart), *_grounds(chart, room), *_scale(chart, room), *_periods(chart, room), *_series(chart, room),
        *_target(chart, room), *_gap_words(chart, room), *_remark_words(said, room), *keys, *_ends(chart, room),
    )  # fmt: skip
    return Plate(chart.id, chart.title, chart.alt, width, height, items)


def _direction(chart: Chart) -> Iterator[Item]:
    """Which way is good: an arrow beside its words, drawn because no font need have it."""
    sense = _ARROWS.get(chart.direction, 0)
    if sense:
        tail, tip = (3.1, 0.5) if sense > 0 else (0.5, 3.1)
        wing = tip + sense * 0.9
        yield upright(0.9, tail, tip, "muted", 0.8)
        yield Stroke(((0.15, wing), (0.9, tip), (1.65, wing)), "muted", 0.8 * POINT)
    yield rightward(2.8 if sense else 0, 1.8, chart.direction)


def _gaps(chart: Chart) -> list[tuple[int, int, Point]]:
    """Neighbouring periods without a figure for the same reason: one band with its word."""
    keys = [None if point.value is not None else point.gap for point in chart.points]
    return [(start, end, chart.points[start]) for start, end, key in runs_of(keys) if key is not None]


def _word(point: Point) -> str:
    return point.beyond or point.gap or ""


def _grounds(chart: Chart, room: _Room) -> Iterator[Item]:
    high = room.bottom - room.top
    for start, end, _ in _gaps(chart):
        yield Block(room.x(start) - room.band / 2 + 0.4, room.top, room.band * (end - start) - 0.8, high, "surface")
    for note in chart.remarks:
        if note.start == note.end:
            yield upright(room.x(note.start), room.top - 1.6, room.bottom, "muted", 0.6, dash="dotted")
        else:
            yield Block(room.x(note.start), room.top, room.x(note.end) - room.x(note.start), high, "surface")


def _scale(chart: Chart, room: _Room) -> Iterator[Item]:
    for tick in chart.ticks:
        yield level(room.left, room.right, room.y(tick.at), "line")
        yield leftward(room.left - 1.4, room.y(tick.at), tick.label)


def _periods(chart: Chart, room: _Room) -> Iterator[Item]:
    every = 2 if room.band < 5.4 else 1
    before = ""
    for at, point in enumerate(chart.points):
        tick, _, year = point.short.partition(" ")
        if at % every == 0:
            yield centred(room.x(at), room.bottom + 2.4, tick)
        if year != before:
            yield centred(room.x(at), room.bottom + 5.6, year)
        before = year


def _series(chart: Chart, room: _Room) -> Iterator[Item]:
    for at, point in enumerate(chart.points):
        if point.lower is not None and point.upper is not None:
            ends = ((room.x(at), room.y(point.lower)), (room.x(at), room.y(point.upper)))
            yield Stroke(ends, "past", 0.9 * POINT)
    yield from _bars(chart, room) if chart.form == "bars" else _line(chart, room)


def _bars(chart: Chart, room: _Room) -> Iterator[Item]:
    wide, zero = room.band * 0.56, max(chart.bottom, 0.0)  # what is below zero hangs from it
    for at, point in enumerate(chart.points):
        if point.value is not None:
            over, under = room.y(max(point.value, zero)), room.y(min(point.value, zero))
            colour = "accent" if at == len(chart.points) - 1 else "past"
            yield Block(room.x(at) - wide / 2, over, wide, max(under - over, 0.14), colour)


def _line(chart: Chart, room: _Room) -> Iterator[Item]:
    for start, end, missing in runs_of([point.value is None for point in chart.points]):
        if not missing and end - start > 1:
            part = enumerate(chart.points[start:end], start)
            places = tuple((room.x(at), room.y(point.value)) for at, point in part if point.value is not None)
            yield Stroke(places, "accent", 1.3 * POINT)
    for at, point in enumerate(chart.points):
        if point.value is not None:
            size = 2.4 if at == len(chart.points) - 1 else 1.7
            yield Sign(room.x(at), room.y(point.value), size, "disc", "accent")


def _target(chart: Chart, room: _Room) -> Iterator[Item]:
    """A dashed line per span in which it was the same, joined by thin risers: pro rata it climbs."""
    before: tuple[int, float] | None = None
    for start, end, at in runs_of([point.target for point in chart.points]):
        if not isinstance(at, float | int):
            continue
        left, right = room.x(start) - room.band / 2, room.x(end - 1) + room.band / 2
        if before is not None and before[0] == start:
            yield upright(left, room.y(before[1]), room.y(at), "muted", 0.4)
        yield level(left, right, room.y(at), "ink", 0.9, dash="dashed")
        before = (end, at)


def _fits(gap: str, wide: float, high: float) -> str:
    """How the word of a gap stands in its band: lying, standing, or as a shape that is explained above the scale."""
    long = letters.width(gap)
    return "lying" if long <= wide - 1.4 else "standing" if long <= high - 2 else "shape"


def _gap_words(chart: Chart, room: _Room) -> Iterator[Item]:
    high = room.bottom - room.top
    for start, end, point in _gaps(chart):
        wide = room.band * (end - start)
        middle = room.x(start) - room.band / 2 + wide / 2
        word = _word(point)
        way = _fits(word, wide, high)
        if way == "lying":
            # a value higher than that is higher than what is drawn
            yield centred(middle, room.top + (2 if point.beyond else high / 2), word)
        elif way == "standing":
            yield upward(middle, room.bottom - 1.2, word)
        elif point.status:
            mark = MARKS[point.status]
            yield Sign(middle, room.bottom - 2.2, 1.8, mark.shape, mark.colour)


def _legend(chart: Chart, room: _Room) -> dict[str, Point]:
    """What the shapes in the bands mean."""
    high = room.bottom - room.top
    return {
        _word(point): point
        for start, end, point in _gaps(chart)
        if point.status and _fits(_word(point), room.band * (end - start), high) == "shape"
    }


def _legend_width(legend: dict[str, Point]) -> float:
    return sum(letters.width(word) + 2.6 for word in legend) + 2.4 * max(len(legend) - 1, 0)


def _legend_lines(legend: dict[str, Point], width: float) -> list[dict[str, Point]]:
    lines: list[dict[str, Point]] = [{}]
    for word, point in legend.items():
        if lines[-1] and _legend_width({**lines[-1], word: point}) > width:
            lines.append({})
        lines[-1][word] = point
    return lines


def _keys(legend: dict[str, Point], x: float, y: float) -> Iterator[Item]:
    for word, point in legend.items():
        if point.status:
            mark = MARKS[point.status]
            yield Sign(x + 0.9, y, 1.8, mark.shape, mark.colour)
            yield rightward(x + 2.6, y, word)
            x += letters.width(word) + 5


def _said(room: _Room, width: float) -> list[tuple[int, float, str]]:
    """Of every remark on which line over the plot it stands, counted from the plot, where it begins, and as much of its words
    as goes on the plate."""
    ends: list[float] = []  # of the last words on each line
    said = []
    for note in sorted(room.chart.remarks, key=lambda note: note.start):
        words = _fitted(note.told, width)
        wide = letters.width(words)
        x = min(max(room.x((note.start + note.end) / 2) - wide / 2, 0.0), width - wide)
        line = next((at for at, end in enumerate(ends) if end + _APART <= x), len(ends))
        ends[line : line + 1] = [x + wide]
        said.append((line, x, words))
    return said


def _fitted(words: str, width: float) -> str:
    if letters.width(words) <= width:
        return words
    count = next(at for at in range(len(words), 0, -1) if letters.width(f"{words[:at].rstrip()}…") <= width)
    return f"{words[:count].rstrip(' :;,(')}…"


def _remark_words(said: Sequence[tuple[int, float, str]], room: _Room) -> Iterator[Item]:
    for line, x, words in said:
        y = room.top - 3.2 - line * _LINE
        yield Block(x - 0.3, y - _LINE / 2, letters.width(words) + 0.6, _LINE, "paper")
        yield rightward(x, y, words)


def _end_width(chart: Chart) -> float:
    """Room at the right for the labels of the ends, as wide as they are."""
    last = chart.points[-1] if chart.points else None
    if last is None:
        return 4.4
    words = [chart.target_label if last.target is not None else None, last.shown if last.value is not None else None]
    return max([letters.width(word, bold=True) for word in words if word] or [2.0]) + 2.4


def _ends(chart: Chart, room: _Room) -> Iterator[Item]:
    """The last figure and the target at the right-hand end, pushed apart where they would touch."""
    if not chart.points:
        return
    last = chart.points[-1]
    value = None if last.value is None else room.y(last.value)
    target = None if chart.target_label is None or last.target is None else room.y(last.target)
    if value is not None and target is not None and abs(value - target) < _LINE:
        middle, up = (value + target) / 2, 1 if value <= target else -1
        value, target = middle - up * _LINE / 2, middle + up * _LINE / 2
    if value is not None:
        yield rightward(room.right + 1.6, value, last.shown, "accent", bold=True)
    if target is not None:
        yield rightward(room.right + 1.6, target, chart.target_label or "", "ink")
