"""The words of a control chart: its caption, what a point tells, and the sentence that is read out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dashboard import dutch
from dashboard.charts.frame import Placed
from dashboard.judged_rows import ControlPhase
from dashboard.rows import Definition
from schemas.vocabulary import PeriodKind, Unit, Variation

if TYPE_CHECKING:
    from dashboard.charts.control import Spot

STAGES = {
    "line": "nog geen grenzen: te weinig punten, of geen verschil tussen de punten",
    "provisional": "voorlopige grenzen: nog geen oordeel",
    "full": "grenzen",
}
RULES = {
    "outside": "buiten de grenzen",
    "trend": "zeven punten steeds hoger of steeds lager",
    "two_of_three": "twee van drie punten bij de grens",
    "one_side": "zeven punten aan dezelfde kant van het gemiddelde",
}


def caption(definition: Definition, phases: Sequence[ControlPhase], spots: Sequence[Spot], *, bottom: float) -> str:
    """Unit, direction of good, from how many points the limits are, by which preset."""
    last = phases[-1]
    per = PeriodKind(last.period_kind).label
    points = dutch.plural(last.points, "punt", "punten")
    parts = [
        f"Per {per}, {Unit(definition.unit).label}, {dutch.direction(definition.direction)}",
        f"{dutch.capital(STAGES[last.stage])} uit {points}, voorinstelling {last.preset}",
    ]
    if bottom:
        parts.append(f"De schaal begint bij {dutch.figure(bottom, definition.unit)}")
    if any(spot.row and spot.row.provisional for spot in spots):
        parts.append("Open rondje: voorlopig, nog niet vastgesteld")
    return ". ".join(parts)


def told(spot: Spot, definition: Definition) -> str:
    """januari 2025: 62% (n = 66), aantoonbaar beter."""
    row = spot.row
    value = dutch.figure(spot.value, definition.unit)
    behind = "" if row is None or definition.unit == Unit.COUNT else f" ({dutch.cases(row.n)})"
    kind = "" if spot.variation is Variation.COMMON else f", {spot.variation.label}"
    early = ", voorlopig" if row is not None and row.provisional else ""
    return f"{spot.period.label}: {value}{behind}{kind}{early}"


def alt(
    title: str,
    spots: Sequence[Spot],
    phases: Sequence[ControlPhase],
    *,
    target: float | None,
    definition: Definition,
    notes: Sequence[Placed],
) -> str:
    """What, over which periods, mean and limits, the special causes, target and direction, gaps and remarks."""
    unit = definition.unit
    parts = [f"Regelkaart van {title}, {spots[0].period.label} tot en met {spots[-1].period.label}"]
    seen = [spot for spot in spots if spot.value is not None]
    if seen:
        parts.append(f"laatste getal {told(seen[-1], definition)}")
    last = phases[-1]
    if last.mean is not None:
        parts.append(f"gemiddelde {dutch.figure(last.mean, unit)}")
    if last.lower is None or last.upper is None:
        parts.append(STAGES["line"])
    else:
        kind = "voorlopige grenzen" if last.stage == "provisional" else "grenzen"
        parts.append(f"{kind} {dutch.figure(last.lower, unit)} en {dutch.figure(last.upper, unit)}")
    special = [f"{s.period.label} ({s.variation.label})" for s in seen if s.variation is not Variation.COMMON]
    parts.append(f"opvallend: {dutch.listing(special)}" if special else "geen opvallende punten")
    parts.append("geen norm" if target is None else f"norm {dutch.figure(target, unit)}")
    parts.append(dutch.direction(definition.direction))
    gaps = [f"{spot.period.label} ({spot.gap})" for spot in spots if spot.gap]
    if gaps:
        parts.append(f"zonder getal: {dutch.listing(gaps)}")
    parts += [f"nieuwe fase vanaf {dutch.period(p.first_period)}: {p.decision}" for p in phases[1:] if p.decision]
    parts += [f"opmerking {note.told}" for note in notes]
    return dutch.sentence("; ".join(part.rstrip(".") for part in parts))
