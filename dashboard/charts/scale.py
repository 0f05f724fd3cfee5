"""The scale of an axis: round steps, where it begins and ends, and how its ticks are written."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, log10

from dashboard import dutch
from dashboard.charts.frame import Tick
from schemas.vocabulary import Unit

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def step_of(span: float, unit: str, *, ticks: int = 4) -> float:
    """A round distance between ticks; counts have no halves."""
    smallest = 1.0 if unit == Unit.COUNT else 0.5
    rough = max(span / ticks, smallest)
    power = 10.0 ** floor(log10(rough))
    step = next(s * power for s in _STEPS if s * power >= rough * (1 - 1e-9))
    return float(ceil(step)) if unit == Unit.COUNT else step


def tick_label(at: float, unit: str) -> str:
    """Ticks that fall between two whole numbers show their decimal; the unit stands in the heading."""
    if unit == Unit.PERCENT:
        return dutch.figure(at, unit)
    return dutch.number(at, 0 if float(at).is_integer() else 1)


def close_scale(values: Iterable[float | None], unit: str) -> tuple[float, float, tuple[Tick, ...]]:
    """Bottom, top and ticks around the values: for charts that show how far a figure moves, not how tall it is.

    Never below zero where no value is; never beyond 100 for a share. Where it does not stand on zero the caption says so.
    """
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    step = step_of((high - low) or abs(high) or 1.0, unit)
    bottom, top = floor(low / step - 1e-9) * step, ceil(high / step + 1e-9) * step
    bottom = max(bottom, 0.0) if low >= 0 else bottom
    if unit == Unit.PERCENT:
        bottom, top = max(bottom, 0.0), min(max(top, bottom + step), 100.0)
    if top <= bottom:
        top = bottom + step
    count = round((top - bottom) / step)
    return bottom, top, tuple(Tick(bottom + i * step, tick_label(bottom + i * step, unit)) for i in range(count + 1))
