"""A plate as SVG inside a page: real words, colours by class so that the page decides on them, an alternative text of its own."""

from __future__ import annotations

from html import escape

from dashboard.report.plates.plate import Block, Item, Plate, Sign, Stroke, Words

_DASHES = {"dashed": ' stroke-dasharray="1.1 .85"', "dotted": ' stroke-dasharray=".42 .7"'}


def svg(plate: Plate, name: str) -> str:
    """`name` is unique on its page."""
    drawn = "".join(_item(item) for item in plate.items)
    return (
        f'<svg role="img" aria-labelledby="{name}-t {name}-d" viewBox="0 0 {_n(plate.width)} {_n(plate.height)}">'
        f'<title id="{name}-t">{escape(plate.title)}</title><desc id="{name}-d">{escape(plate.alt)}</desc>{drawn}</svg>'
    )


def _item(item: Item) -> str:
    match item:
        case Stroke():
            return _stroke(item.points, item.colour, item.width, dash=item.dash)
        case Block():
            return _rect(item.x, item.y, item.width, item.height, item.colour)
        case Sign():
            halo = _circle(item.x, item.y, item.size / 2 + 0.21, "paper") if item.shape == "disc" else ""
            return halo + sign(item)
        case Words():
            return _words(item)


def _words(item: Words) -> str:
    place = f'transform="translate({_n(item.x)} {_n(item.y)}) rotate(-90)"' if item.turned else (
        f'x="{_n(item.x)}" y="{_n(item.y)}"'
    )  # fmt: skip
    bold = " b" if item.bold else ""
    return f'<text {place} class="f-{item.colour}{bold}">{escape(item.text)}</text>'


def sign(item: Sign, *, line: float = 0.4) -> str:
    """The shapes of dashboard.look, as report/look.typ draws them; `line` is how thick a drawn line is."""
    s, c = item.size, item.colour
    x, y = item.x - s / 2, item.y - s / 2
    match item.shape:
        case "disc":
            return _circle(item.x, item.y, s / 2, c)
        case "ring":
            return f'<circle cx="{_n(item.x)}" cy="{_n(item.y)}" r="{_n(s / 2 - line / 2)}" class="l-{c}" stroke-width="{_n(line)}"/>'
        case "square":
            return _rect(x + 0.04 * s, y + 0.04 * s, 0.92 * s, 0.92 * s, c)
        case "triangle":
            points = ((x, y + 0.94 * s), (x + s, y + 0.94 * s), (x + 0.5 * s, y + 0.02 * s))
            return f'<path d="{_path(points)}z" class="f-{c}"/>'
        case "cross":
            a, b = 0.08 * s, 0.92 * s
            return _stroke(((x + a, y + a), (x + b, y + b)), c, line) + _stroke(
                ((x + a, y + b), (x + b, y + a)), c, 0.49
            )
        case "bar":
            return _rect(x + 0.36 * s, y, 0.28 * s, s, c)
        case "outline":
            return (
                f'<rect x="{_n(x + 0.3 * s)}" y="{_n(y + 0.04 * s)}" width="{_n(0.4 * s)}" height="{_n(0.92 * s)}" '
                f'class="l-{c}" stroke-width="{_n(line * 0.8)}"/>'
            )
        case "ended":
            across = _stroke(((x, item.y), (x + 0.7 * s, item.y)), c, line)
            return across + _stroke(((x + 0.88 * s, y + 0.1 * s), (x + 0.88 * s, y + 0.9 * s)), c, line)
        case "dots":
            return "".join(_circle(x + (0.11 + at * 0.38) * s, item.y, 0.11 * s, c) for at in range(3))
        case _:
            return _rect(x, y + 0.41 * s, s, 0.18 * s, c)


def _stroke(points: tuple[tuple[float, float], ...], colour: str, width: float, *, dash: str = "solid") -> str:
    told = _DASHES.get(dash, "")
    return f'<path d="{_path(points)}" class="l-{colour}" stroke-width="{_n(width)}"{told}/>'


def _path(points: tuple[tuple[float, float], ...]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" class="f-{colour}"/>'


def _circle(x: float, y: float, radius: float, colour: str) -> str:
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" class="f-{colour}"/>'


def _n(value: float) -> str:
    """Short, and the same everywhere: a hundredth of a millimetre."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
