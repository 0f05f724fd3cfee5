"""What is drawn in a picture that is no plain trend, in data coordinates: screen and paper render this same object.

Colours are names of a palette's fields, shapes those of dashboard.look; what is near a mark as text is said there once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.charts.frame import Tick

SOLID, DASHED, DOTTED = "solid", "dashed", "dotted"


@dataclass(frozen=True)
class Line:
    """A run of straight pieces; None breaks it."""

    name: str
    x: tuple[float | None, ...]
    y: tuple[float | None, ...]
    colour: str
    width: float = 1.5  # px
    dash: str = SOLID


@dataclass(frozen=True)
class Mark:
    """One figure: a shape, and the words shown when it is pointed at."""

    x: float
    y: float
    colour: str
    told: str
    shape: str = "disc"  # disc, triangle, square, ring, dash, cross, bar, dots, outline, ended
    size: float = 9  # px


@dataclass(frozen=True)
class Bar:
    """A block from (x0, y0) to (x1, y1)."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    told: str


@dataclass(frozen=True)
class Label:
    """Words at a place. `edge`: beyond the right side of the plot, at this height."""

    x: float
    y: float
    text: str
    colour: str = "ink"
    edge: bool = False
    up: float = 0  # px above the place
    bold: bool = False
    turned: bool = False  # upwards along the place


@dataclass(frozen=True)
class Drawing:
    """All that is drawn, and the sentence that is read out in its place."""

    id: str
    title: str
    caption: str  # unit, direction of good, and how it was made
    alt: str
    left: float
    right: float
    bottom: float
    top: float
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...] = ()  # behind everything else
    lines: tuple[Line, ...] = ()
    marks: tuple[Mark, ...] = ()
    labels: tuple[Label, ...] = ()
    x_title: str = ""
    y_title: str = ""
    height: int = 300  # px


def apart(labels: Sequence[Label], *, least: float) -> tuple[Label, ...]:
    """Labels at one edge, moved up and down so that none lies over another; `least` in units of the axis."""
    placed: list[Label] = []
    for label in sorted(labels, key=lambda one: one.y):
        floor = placed[-1].y + least if placed else label.y
        placed.append(replace(label, y=max(label.y, floor)))
    return tuple(placed)
