"""Bars of answers, and dots with their margin, as one Drawing for paper: a row per question, its words above it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from dashboard.charts.answers import AnswerBars, Bar, Group
from dashboard.charts.dots import Dot, DotGroup, DotRows
from dashboard.charts.drawing import Bar as Block
from dashboard.charts.drawing import Drawing, Label, Line, Mark
from dashboard.charts.frame import Tick
from dashboard.look import MARKS

_ROW = 38  # px of one row
_AROUND = 12  # px over and under all of them
_NAME = 104  # characters of a question on one line, with what stands behind its figure
_LEAST = 40  # of them for the question itself
_LETTER = 0.0092  # of the width, of one character in a key
_SLIT = 0.0035  # of the width, between answers: printed in grey their colours may be alike
_LOW, _HIGH, _WORDS = 0.05, 0.45, 0.72  # of a row, from its floor


def answers_drawing(found: AnswerBars) -> Drawing:
    """Every bar under its question; the key of each scale over its first bar."""
    bars, labels, marks, lines, rows = [], [], [], [], 0
    for group in found.groups:
        if group.keys:
            keys = _key(group, at=-rows - 0.45)
            marks, labels, rows = [*marks, *keys[0]], [*labels, *keys[1]], rows + 1
        for bar, at in zip(group.bars, count(rows + 1), strict=False):
            bars += [
                Block(b.start, _LOW - at, b.end - min(_SLIT, (b.end - b.start) / 2), _HIGH - at, b.colour, "") for b in bar.blocks
            ]  # fmt: skip
            labels += _bar_words(bar, at=-at)
            lines.append(_zero(found.zero, at=-at))
            marks += [_gap(bar.gap, at=_LOW + 0.17 - at)] if bar.gap else []
        rows += len(group.bars)
    return _drawing(found, rows, bars=bars, labels=labels, marks=marks, lines=lines)


def _zero(place: float, *, at: float) -> Line:
    """Over and under the bar: through it, the line would lie over a number."""
    y = (at + _LOW - 0.05, at + _LOW, None, at + _HIGH, at + _HIGH + 0.05)
    return Line("nul", (place, place, None, place, place), y, "ink", 1.25)


def _key(group: Group, *, at: float) -> tuple[list[Mark], list[Label]]:
    marks, labels, x = [], [], 0.006
    for key in group.keys:
        wide = len(key.answer) * _LETTER
        marks.append(Mark(x, at, key.colour, "", "square", 8))
        labels.append(Label(x + 0.016 + wide / 2, at, key.answer, "muted"))
        x += wide + 0.055
    return marks, labels


def _bar_words(bar: Bar, *, at: float) -> list[Label]:
    words = [Label(0, at + _WORDS, _short(bar.name, bar.facts or bar.why), "ink")]
    words.append(
        Label(1, at + (_LOW + _HIGH) / 2, bar.figure, "ink" if bar.gap is None else "quiet", edge=True, bold=True)
    )
    words += [
        Label((b.start + b.end) / 2, at + (_LOW + _HIGH) / 2, b.shown, b.on) for b in bar.blocks if b.shown
    ]  # fmt: skip
    return words


def dots_drawing(found: DotRows) -> Drawing:
    """Every dot on its line, its margin through it; the unweighted figure as an open ring."""
    labels, marks, lines, rows = [], [], [], 0
    for group in found.groups:
        for dot, at in zip(group.dots, count(rows + 1), strict=False):
            lines.append(Line("schaal", (0.0, 1.0), (0.25 - at, 0.25 - at), "line", 1))
            if dot.low is not None and dot.high is not None:
                lines.append(Line("marge", (dot.low, dot.high), (0.25 - at, 0.25 - at), "past", 3))
            marks += _dot_marks(dot, at=0.25 - at)
            labels += _dot_words(dot, at=-at)
        rows += len(group.dots)
        labels += [Label(tick.at, -rows - 0.4, tick.label, "muted") for tick in group.ticks]
        lines += [_tick_line(tick, group, rows) for tick in group.ticks]
        rows += 1
    return _drawing(found, rows, bars=[], labels=labels, marks=marks, lines=lines)


def _tick_line(tick: Tick, group: DotGroup, rows: int) -> Line:
    return Line("schaal", (tick.at, tick.at), (-float(rows), float(len(group.dots) - rows)), "line", 0.75)


def _dot_marks(dot: Dot, *, at: float) -> list[Mark]:
    marks = [] if dot.plain is None else [Mark(dot.plain, at, "quiet", "", "ring", 9)]
    if dot.gap:
        marks.append(_gap(dot.gap, at=at))
    return marks if dot.at is None else [*marks, Mark(dot.at, at, "accent", "", "disc", 9)]


def _dot_words(dot: Dot, *, at: float) -> list[Label]:
    return [
        Label(0, at + _WORDS, _short(dot.name, dot.facts or dot.why), "ink"),
        Label(1, at + 0.25, dot.figure, "ink" if dot.gap is None else "quiet", edge=True, bold=True),
    ]


def _gap(why: str, *, at: float) -> Mark:
    return Mark(0.006, at, "quiet", "", next(mark.shape for status, mark in MARKS.items() if status == why), 9)


def _short(name: str, facts: str) -> str:
    """The question with what stands behind its figure, on one line. A reason too long for it stands in the table alone."""
    facts = facts if len(facts) <= _NAME - _LEAST else ""
    room = _NAME - len(facts)
    shown = name if len(name) <= room else f"{name[: room - 1].rstrip()}…"
    return f"{shown} · {facts.rstrip('.')}" if facts else shown


def _drawing(
    found: AnswerBars | DotRows, rows: int, *, bars: Sequence[Block], labels: Sequence[Label],
    marks: Sequence[Mark], lines: Sequence[Line],
) -> Drawing:  # fmt: skip
    return Drawing(
        id=found.id, title=found.title, caption=found.caption, alt=found.alt, left=0.0, right=1.0,
        bottom=-float(rows) - 0.05, top=0.0, x_ticks=(), y_ticks=(), bars=tuple(bars), lines=tuple(lines),
        marks=tuple(marks), labels=tuple(labels), height=_ROW * rows + _AROUND,
    )  # fmt: skip
