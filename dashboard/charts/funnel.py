"""A published funnel -> Drawing: points on their size, limits as curves, the mean, and names only where one lies outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor, log10

from dashboard import dutch
from dashboard.charts.drawing import DASHED, Drawing, Label, Line, Mark, apart
from dashboard.charts.frame import Tick
from dashboard.judged_rows import Funnel, FunnelLimit, FunnelPoint
from dashboard.rows import Definition
from schemas.vocabulary import Direction

NAMED = 12  # names beside points; with more the table under the picture is the place to read them
_STEPS = (1, 2, 2.5, 5, 10)
_SPOKEN = 8


def funnel_drawing(
    funnel: Funnel,
    points: Sequence[FunnelPoint],
    limits: Sequence[FunnelLimit],
    *,
    definition: Definition,
    target: float | None,
) -> Drawing:
    """The picture of a funnel that exists. `target`: the norm, where all providers agreed on the same."""
    inside = [point for point in points if point.z is not None and point.value is not None and point.n is not None]
    bottom, top = _heights(inside, limits, target)
    right, x_ticks = _sizes(limits)
    wide = top - bottom
    return Drawing(
        id=f"trechter-{funnel.indicator}",
        title=definition.title,
        caption=f"{dutch.capital(dutch.period(funnel.quarter))}. Elke stip is een aanbieder. "
        f"{dutch.capital(dutch.direction(definition.direction))}"
        + ("" if target is not None else ". Er is geen norm die voor iedereen gelijk is"),
        alt=_alt(funnel, inside, limits, definition=definition),
        left=0.0,
        right=right,
        bottom=bottom,
        top=top + wide * 0.02,  # room for a whole mark at the edge
        x_ticks=x_ticks,
        y_ticks=_shares(bottom, top),
        lines=_lines(funnel, limits, right=right, target=target),
        marks=tuple(_mark(point, definition) for point in sorted(inside, key=lambda one: one.flag is not None)),
        labels=(
            *_names(inside, definition, right=right, tall=wide),
            *_edges(funnel, limits, right=right, target=target, least=wide * 0.06),
        ),
        x_title="aantal waarnemingen (n)",
        height=420,
    )


def colour(flag: str | None, direction: str) -> str:
    """Blue or orange only outside the limits, and only where there is a direction of good."""
    if flag is None:
        return "past"
    if direction == Direction.NEUTRAL:
        return "accent"
    return "improvement" if (flag == "above") == (direction == Direction.UP) else "concern"


def _mark(point: FunnelPoint, definition: Definition) -> Mark:
    outside = point.flag is not None
    shape = "square" if colour(point.flag, definition.direction) == "concern" else "disc"
    told = f"{point.provider}: {dutch.figure(point.value, definition.unit)} ({dutch.cases(point.n)})"
    return Mark(
        point.n or 0.0, point.value or 0.0, colour(point.flag, definition.direction), told, shape, 12 if outside else 8
    )  # fmt: skip


def _names(inside: Sequence[FunnelPoint], definition: Definition, *, right: float, tall: float) -> list[Label]:
    """Names over the points outside; one that would lie over another is lifted over it."""
    outside = [point for point in inside if point.flag is not None]
    if len(outside) > NAMED:
        return []
    placed: list[Label] = []
    for point in sorted(outside, key=lambda one: (one.n or 0.0, one.value or 0.0)):
        x, y = point.n or 0.0, point.value or 0.0
        name = Label(x, y, point.provider, colour(point.flag, definition.direction), up=14)
        over = [other.up for other in placed if _close(name, other, right=right, tall=tall)]
        placed.append(replace(name, up=max(over) + 16) if over else name)
    return placed


def _close(one: Label, other: Label, *, right: float, tall: float) -> bool:
    """Whether two names beside points would touch, on a picture of some eighty letters wide."""
    letters = (len(one.text) + len(other.text)) / 2
    return abs(one.x - other.x) < right * letters / 80 and abs(one.y - other.y) < tall / 8


def _lines(funnel: Funnel, limits: Sequence[FunnelLimit], *, right: float, target: float | None) -> tuple[Line, ...]:
    n = tuple(limit.n for limit in limits)
    curves = (
        ("99,8%, onder", tuple(limit.lower_998 for limit in limits), "solid"),
        ("99,8%, boven", tuple(limit.upper_998 for limit in limits), "solid"),
        ("95%, onder", tuple(limit.lower_95 for limit in limits), DASHED),
        ("95%, boven", tuple(limit.upper_95 for limit in limits), DASHED),
    )
    drawn = [Line(name, n, y, "quiet", 1.25, dash) for name, y, dash in curves]
    mean = Line("gemiddelde", (0.0, right), (funnel.mean, funnel.mean), "accent")
    norm = [] if target is None else [Line("norm", (0.0, right), (target, target), "ink", 1.5, DASHED)]
    return (*drawn, mean, *norm)


def _edges(
    funnel: Funnel, limits: Sequence[FunnelLimit], *, right: float, target: float | None, least: float
) -> tuple[Label, ...]:
    """What each line is, at its right end."""
    last = limits[-1]
    words = [
        Label(right, last.lower_998, "grens 99,8%", "quiet", edge=True),
        Label(right, last.upper_998, "grens 99,8%", "quiet", edge=True),
        Label(right, last.lower_95, "grens 95%", "quiet", edge=True),
        Label(right, last.upper_95, "grens 95%", "quiet", edge=True),
        Label(right, funnel.mean or 0.0, f"gemiddelde {dutch.figure(funnel.mean, 'percent')}", "accent", edge=True),
    ]
    if target is not None:
        words.append(Label(right, target, f"norm {dutch.figure(target, 'percent')}", "ink", edge=True))
    return apart(words, least=least)


def _heights(inside: Sequence[FunnelPoint], limits: Sequence[FunnelLimit], target: float | None) -> tuple[float, float]:
    """From the lowest to the highest thing drawn, on whole tens: a funnel does not stand on zero, for nothing in it is a
    length."""
    smallest = min((point.n or 0.0 for point in inside), default=0.0)
    seen = [point.value or 0.0 for point in inside] + ([] if target is None else [target])
    there = [limit for limit in limits if limit.n >= smallest] or list(limits)
    seen += [limit.lower_998 for limit in there] + [limit.upper_998 for limit in there]
    bottom, top = 10.0 * floor(min(seen) / 10), 10.0 * ceil(max(seen) / 10)
    return max(0.0, bottom), min(100.0, max(top, bottom + 10))


def _shares(bottom: float, top: float) -> tuple[Tick, ...]:
    step = 20 if top - bottom > 60 else 10
    return tuple(Tick(float(at), f"{at}%") for at in range(int(bottom), int(top) + 1) if at % step == 0)


def _sizes(limits: Sequence[FunnelLimit]) -> tuple[float, tuple[Tick, ...]]:
    """Right end and ticks of an axis that begins at nobody."""
    largest = limits[-1].n
    rough = largest / 5
    power = 10.0 ** floor(log10(rough))
    step = max(1.0, next(s * power for s in _STEPS if s * power >= rough * (1 - 1e-9)))
    right = largest * 1.02
    return right, tuple(Tick(i * step, dutch.number(i * step)) for i in range(int(right / step) + 1))


def _alt(
    funnel: Funnel, inside: Sequence[FunnelPoint], limits: Sequence[FunnelLimit], *, definition: Definition
) -> str:
    """How many, on which sizes, around which mean, between which limits, and who lies outside."""
    unit = definition.unit
    sizes = sorted(point.n or 0.0 for point in inside)
    first, last = next((one for one in limits if one.n >= sizes[0]), limits[-1]), limits[-1]
    outside = [point for point in inside if point.flag is not None]
    told = [
        f"{point.provider} {'boven' if point.flag == 'above' else 'onder'} ({dutch.figure(point.value, unit)}, "
        f"{dutch.cases(point.n)})"
        for point in outside[:_SPOKEN]
    ]
    rest = len(outside) - len(told)
    who = dutch.listing([*told, *([f"nog {rest}"] if rest else [])]) if told else "niemand"
    return dutch.sentence(
        f"Trechter van {definition.title}, {dutch.period(funnel.quarter)}: "
        f"{dutch.plural(len(inside), 'aanbieder', 'aanbieders')} met {dutch.number(sizes[0])} tot "
        f"{dutch.number(sizes[-1])} waarnemingen; gemiddelde {dutch.figure(funnel.mean, unit)}, "
        f"{dutch.direction(definition.direction)}; grenzen van 99,8% bij n = {dutch.number(first.n)}: "
        f"{dutch.margin(first.lower_998, first.upper_998, unit)}, bij n = {dutch.number(last.n)}: "
        f"{dutch.margin(last.lower_998, last.upper_998, unit)}; buiten de grenzen: {who}"
    )
