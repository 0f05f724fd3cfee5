"""Published rows and their indicator -> Chart: points, scale, target and the sentence that is read out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor

from dashboard import dutch
from dashboard.absence import absence
from dashboard.charts.frame import Chart, Placed, Point, Tick
from dashboard.charts.remarks import placed
from dashboard.charts.scale import step_of, tick_label
from dashboard.rows import Definition, Figure, Remark
from schemas.quarter import parse_period
from schemas.vocabulary import Status, Unit

NO_FIGURE = "geen getal"


def trend_chart(
    rows: Sequence[Figure], definition: Definition, *, about: str | None = None, remarks: Sequence[Remark] = ()
) -> Chart:
    """The trend of one figure, one point per row. `about` names the sub-agreement when there are several."""
    notes = placed(remarks, [parse_period(row.period) for row in rows])
    points = tuple(_point(row) for row in rows)
    bottom, top, step = _scale(points, definition.unit)
    title = f"{definition.title}, {about}" if about else definition.title
    last_target = next((p.target for p in reversed(points) if p.target is not None), None)
    return Chart(
        id=f"{definition.indicator}-{rows[-1].sub_agreement_id or 'totaal'}" if rows else definition.indicator,
        title=title,
        unit=Unit(definition.unit).label,
        direction=dutch.direction(definition.direction),
        points=points,
        ticks=tuple(
            Tick(bottom + i * step, tick_label(bottom + i * step, definition.unit))
            for i in range(round((top - bottom) / step) + 1)
        ),
        bottom=bottom,
        top=top,
        target_label=None if last_target is None else f"norm {_short(last_target, definition.unit)}",
        alt=_alt(title, points, definition, notes),
        remarks=notes,
        form="bars" if definition.unit == Unit.COUNT else "line",
    )


def one_scale(charts: Sequence[Chart]) -> tuple[Chart, ...]:
    """Small multiples on the scale of the tallest, so that their heights may be compared.

    Where one is more than four times as tall as another, the small one would be a line of dust: then each
    keeps its own scale, as does one that falls below zero, and the reader must be told (`same_scale` says which it is).
    """
    if not charts or max(chart.top for chart in charts) > 4 * min(chart.top for chart in charts):
        return tuple(charts)
    if any(chart.bottom < 0 for chart in charts):
        return tuple(charts)
    tallest = max(charts, key=lambda chart: chart.top)
    return tuple(replace(chart, top=tallest.top, ticks=tallest.ticks) for chart in charts)


def same_scale(charts: Sequence[Chart]) -> bool:
    return len({(chart.bottom, chart.top) for chart in charts}) < 2


def _point(row: Figure) -> Point:
    status = Status(row.status) if row.status else None
    why = absence(row) or status
    gap, beyond = None if row.value is not None else (why.label if why else NO_FIGURE), None
    if row.value is None and row.more_than is not None:  # no point to draw, and not nothing
        gap, beyond = dutch.reached(None, row.more_than, row.unit), dutch.beyond(row.more_than, row.unit)
    return Point(
        key=row.period,
        label=dutch.period(row.period),
        short=dutch.short_period(row.period),
        value=row.value,
        shown=gap or dutch.figure(row.value, row.unit),
        lower=row.lower,
        upper=row.upper,
        target=row.target,
        n=row.n,
        status=status,
        gap=gap,
        beyond=beyond,
    )


def _short(value: float, unit: str) -> str:
    return dutch.figure(value, unit)


def _scale(points: Sequence[Point], unit: str) -> tuple[float, float, float]:
    """Bottom, top and step of an axis that holds zero: 0-100 for shares, 0-10 for grades, else round steps; below zero
    only where a value is."""
    drawn = [v for p in points for v in (p.value, p.lower, p.upper, p.target) if v is not None]
    highest, lowest = max(drawn, default=0.0), min(drawn, default=0.0)
    if unit == Unit.PERCENT and lowest >= 0 and highest <= 100:
        return 0.0, 100.0, 25.0
    if unit == Unit.GRADE:
        return 0.0, 10.0, 2.0
    step = step_of(max(highest, 0.0) - min(lowest, 0.0), unit)
    bottom = step * floor(min(lowest, 0.0) / step + 1e-9)
    return bottom, max(bottom + step, step * ceil(max(highest, 0.0) / step - 1e-9)), step


def _alt(title: str, points: Sequence[Point], definition: Definition, notes: Sequence[Placed]) -> str:
    """What, over which periods, first and last, highest and lowest, target and direction, and the gaps."""
    unit = definition.unit
    seen = [p for p in points if p.value is not None]
    if not points:
        return f"{title}: er zijn nog geen kwartalen om te tonen."
    span = points[0].label
    if len(points) > 1:
        span = f"{points[0].label} tot en met {points[-1].label}"
    parts = [f"{title}, per kwartaal van {span}"]
    if not seen:
        parts.append("geen enkel kwartaal heeft een getal")
    else:
        first, last = seen[0], seen[-1]
        parts.append(f"eerste getal {_told(first)}, laatste getal {_told(last)}")
        if len(seen) > 2:
            high = max(seen, key=lambda p: p.value or 0.0)
            low = min(seen, key=lambda p: p.value or 0.0)
            parts.append(f"hoogste {high.shown} in {high.label}, laagste {low.shown} in {low.label}")
    target = next((p.target for p in reversed(points) if p.target is not None), None)
    norm = "geen norm" if target is None else f"laatste norm {dutch.figure(target, unit)}"
    parts.append(f"{norm}, {dutch.direction(definition.direction)}")
    gaps = [f"{p.label} ({p.gap})" for p in points if p.gap]
    if gaps and seen:
        parts.append(f"zonder getal: {dutch.listing(gaps)}")
    parts += [f"opmerking {note.told.rstrip('.')}" for note in notes]
    return dutch.sentence("; ".join(parts))


def _told(point: Point) -> str:
    return f"{point.shown} in {point.label} ({dutch.cases(point.n)})"
