"""What a plate holds: strokes, blocks, signs and words in millimetres from its top left corner, in the order of drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.report.plates import letters

PX = 0.2646  # mm: a pixel of the screen on paper
POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Stroke:
    points: tuple[tuple[float, float], ...]
    colour: str  # a field of dashboard.look.Palette
    width: float
    dash: str = "solid"  # solid, dashed, dotted
    round: bool = False  # its ends


@dataclass(frozen=True, slots=True)
class Block:
    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A shape of dashboard.look in a square of `size`, its middle at (x, y)."""

    x: float
    y: float
    size: float
    shape: str
    colour: str


@dataclass(frozen=True, slots=True)
class Words:
    """From `x` on the line `y` (the baseline); `turned`: upwards from there."""

    x: float
    y: float
    text: str
    colour: str
    bold: bool = False
    turned: bool = False


Item = Stroke | Block | Sign | Words


@dataclass(frozen=True, slots=True)
class Plate:
    id: str
    title: str
    alt: str
    width: float
    height: float
    items: tuple[Item, ...]


_DOWN = 0.34 * letters.SIZE  # from the middle of a line of figures to its baseline


def centred(x: float, y: float, text: str, colour: str = "muted", *, bold: bool = False) -> Words:
    """Its middle at (x, y)."""
    return Words(x - letters.width(text, bold=bold) / 2, y + _DOWN, text, colour, bold)


def rightward(x: float, y: float, text: str, colour: str = "muted", *, bold: bool = False) -> Words:
    """Begins at x, its middle at y."""
    return Words(x, y + _DOWN, text, colour, bold)


def leftward(x: float, y: float, text: str, colour: str = "muted") -> Words:
    """Ends at x, its middle at y."""
    return Words(x - letters.width(text), y + _DOWN, text, colour)


def upward(x: float, y: float, text: str, colour: str = "muted", *, bold: bool = False) -> Words:
    """Begins at y and goes up, its middle at x."""
    return Words(x + _DOWN, y, text, colour, bold, turned=True)


def level(x0: float, x1: float, y: float, colour: str, width: float = 0.5, *, dash: str = "solid") -> Stroke:
    """A line across; its width in points."""
    return Stroke(((x0, y), (x1, y)), colour, width * POINT, dash)


def upright(x: float, y0: float, y1: float, colour: str, width: float = 0.5, *, dash: str = "solid") -> Stroke:
    return Stroke(((x, y0), (x, y1)), colour, width * POINT, dash)


def runs_of(keys: Sequence[object]) -> list[tuple[int, int, object]]:
    """Neighbours that are the same: (first, one past the last, what)."""
    found: list[tuple[int, int, object]] = []
    for at, key in enumerate(keys):
        if found and found[-1][2] == key:
            found[-1] = (found[-1][0], at + 1, key)
        else:
            found.append((at, at + 1, key))
    return found
