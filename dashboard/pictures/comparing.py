"""The pictures of providers together: the funnel of a share, and the same figure of everybody side by side."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import dutch
from dashboard.charts.funnel import funnel_drawing
from dashboard.charts.multiples import Multiples, multiples, multiples_drawing
from dashboard.judged_rows import FunnelPoint
from dashboard.pictures.picture import IN_PIECES, Picture
from dashboard.pictures.sheet import Sheet, figures_sheet
from dashboard.readings import Readings
from dashboard.rows import Definition, Figure, Place
from dashboard.selection import Selection

FUNNEL = "trechter"
(MULTIPLES,) = IN_PIECES
PIECE = 40  # providers on one page
QUARTERS = 12
_SIDES = {"above": "boven de grenzen", "below": "onder de grenzen"}
_COLUMNS = (
    "aanbieder", "indicator", "titel", "kwartaal", "waarde", "teller", "n", "z", "q na correctie", "plaats",
    "blijft opvallend", "toelichting",
)  # fmt: skip


def side(flag: str | None) -> str:
    """Where a point lies, in words."""
    return _SIDES.get(flag or "", "binnen de grenzen")


def quarters_until(readings: Readings, quarter: str) -> tuple[str, ...]:
    """At most twelve quarters of the publication, up to and including the chosen one."""
    return tuple(row.quarter for row in readings.quarters() if row.quarter <= quarter)[-QUARTERS:]


def piece(places: Sequence[Place], first: int) -> Sequence[Place]:
    """The providers of one page, from the `first` of the list; from the beginning where that lies beyond its end."""
    start = first - 1 if first <= len(places) else 0
    return places[start : start + PIECE]


def funnel(readings: Readings, selection: Selection) -> Picture | None:
    """None where there is no funnel: no share, or too few providers."""
    definition = readings.definition(selection.indicator or "")
    if definition is None:
        return None
    key = f"{definition.indicator}-{selection.quarter}"
    return readings.once("funnel", key, lambda: _funnel(readings, definition, selection.quarter))


def _funnel(readings: Readings, definition: Definition, quarter: str) -> Picture | None:
    found = readings.funnel(definition.indicator, quarter)
    limits = readings.funnel_limits(definition.indicator, quarter)
    if found is None or not limits:
        return None
    points = readings.funnel_points(definition.indicator, quarter)
    targets = {
        row.target
        for row in readings.side_by_side(
            definition.indicator, since=quarter, until=quarter, first=points[0].position, last=points[-1].position
        )
        if row.target is not None
    }
    drawing = funnel_drawing(
        found, points, limits, definition=definition, target=next(iter(targets)) if len(targets) == 1 else None
    )
    rows = tuple(_row(point, definition) for point in points)
    name = f"trechter-{definition.indicator}-{quarter}"
    return Picture(drawing, Sheet(name, _COLUMNS, rows, readings.id), "Alle aanbieders")


def _row(point: FunnelPoint, definition: Definition) -> tuple[str | float | bool | None, ...]:
    return (
        point.provider, point.indicator, definition.title, dutch.period(point.quarter), point.value, point.numerator,
        point.n, point.z, point.q, None if point.z is None else side(point.flag),
        None if point.flag is None else point.stands_out, point.sentence,
    )  # fmt: skip


def panels(readings: Readings, definition: Definition, quarter: str, *, first: int) -> Multiples | None:
    """The small multiples of one page; remembered, for thousands of readers turn the same pages."""
    key = f"{definition.indicator}-{quarter}-{first}"
    return readings.once("panels", key, lambda: _panels(readings, definition, quarter, first=first))


def _panels(readings: Readings, definition: Definition, quarter: str, *, first: int) -> Multiples | None:
    quarters = quarters_until(readings, quarter)
    places = readings.compared_places(definition.indicator, since=quarters[0], until=quarter)
    shown = piece(places, first)
    if not shown:
        return None
    rows = figures(readings, definition, quarters, shown=shown)
    return multiples(rows, definition, quarters=quarters, remarks=readings.remarks)


def figures(
    readings: Readings, definition: Definition, quarters: Sequence[str], *, shown: Sequence[Place]
) -> tuple[Figure, ...]:
    """The figures of the providers of one page over these quarters; who left before them stands between, and is skipped."""
    mine = {place.provider_id for place in shown}
    rows = readings.side_by_side(
        definition.indicator, since=quarters[0], until=quarters[-1], first=shown[0].position, last=shown[-1].position
    )
    return tuple(row for row in rows if row.provider_id in mine)


def side_by_side(readings: Readings, selection: Selection) -> Picture | None:
    """The picture is of the providers on the page; the sheet of its numbers is of all."""
    definition = readings.definition(selection.indicator or "")
    if definition is None:
        return None
    found = panels(readings, definition, selection.quarter, first=selection.first)
    if found is None:
        return None
    quarters = quarters_until(readings, selection.quarter)
    places = readings.compared_places(definition.indicator, since=quarters[0], until=quarters[-1])
    rows = figures(readings, definition, quarters, shown=places)
    name = f"naast-elkaar-{definition.indicator}-{selection.quarter}"
    sheet = figures_sheet(name, rows, readings.definitions(), publication=readings.id)
    shown = piece(places, selection.first)
    about = "Alle aanbieders" if len(shown) == len(places) else f"{shown[0].provider} tot en met {shown[-1].provider}"
    return Picture(multiples_drawing(found), sheet, about)
