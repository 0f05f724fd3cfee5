"""The network over time: a line per provider from joining to leaving, with proposals, meetings and decisions on it; and how many parties there are per quarter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard import dutch
from dashboard.charts.drawing import Bar, Drawing, Label, Line, Mark
from dashboard.charts.frame import Tick
from dashboard.charts.scale import step_of, tick_label
from dashboard.party_rows import NetworkEvent, NetworkFigure, Participant
from schemas.vocabulary import NetworkEvent as Kind
from schemas.vocabulary import Unit

_LANE = 30  # px per line
_STRIPE = 0.14
_NAME = 0.42  # of a lane down: nearer to its own stripe than to the one above
_COMMON = (Kind.MEETING, Kind.DECISION)  # of the whole network: on lines of their own, above the providers
_SHAPES = {
    Kind.MEETING: ("quiet", "disc"),
    Kind.DECISION: ("accent", "square"),
    Kind.PROPOSAL: ("accent", "ring"),
    Kind.JOINED: ("ink", "triangle"),
    Kind.LEFT: ("ink", "cross"),
    Kind.SUCCEEDED: ("ink", "disc"),
}
SAID = (
    "driehoek: toegetreden",
    "kruis: uitgetreden",
    "open rondje: stap van een voorstel",
    "gevuld rondje op een lijn: opgevolgd",
)


def timeline(stays: Sequence[Participant], events: Sequence[NetworkEvent], *, until: date) -> Drawing | None:
    """From the first thing that is known until a day. None where nothing is known of anybody."""
    shown = [event for event in events if event.on_day <= until]
    there = [stay for stay in stays if stay.joined_on <= until]
    if not there:
        return None
    begin = min([*(event.on_day for event in shown), *(stay.joined_on for stay in there)])
    names = {stay.provider_id: stay.provider for stay in there}
    lanes = {provider: place for place, provider in enumerate(names, start=len(_COMMON))}
    first, last = float(begin.toordinal()), float(until.toordinal())
    return Drawing(
        id="netwerk", title="Tijdlijn van het netwerk", caption=f"Een lijn is een deelname; {dutch.listing(SAID)}",
        alt=_alt(there, shown, begin, until=until), left=first, right=last + (last - first) * 0.01,
        bottom=-float(len(lanes) + len(_COMMON)), top=0.0, x_ticks=_years(begin, until), y_ticks=(),
        bars=tuple(_stripe(stay, lanes, until) for stay in there),
        lines=tuple(_decided(event, len(lanes) + len(_COMMON)) for event in shown if event.kind == Kind.DECISION),
        marks=tuple(mark for event in shown if (mark := _mark(event, lanes)) is not None),
        labels=(*(Label(first, -at - _NAME, text, bold=True) for at, text in enumerate(("Overleggen", "Tafelbesluiten"))),
                *(Label(first, -at - _NAME, names[provider]) for provider, at in lanes.items())),
        height=_LANE * (len(lanes) + len(_COMMON)) + 68,
    )  # fmt: skip


def _stripe(stay: Participant, lanes: dict[str, int], until: date) -> Bar:
    at = -lanes[stay.provider_id] - 0.8
    ends = min(stay.left_on or until, until)
    left = f" tot en met {dutch.day(stay.left_on)}" if stay.left_on else ""
    told = f"{stay.provider}: doet mee vanaf {dutch.day(stay.joined_on)}{left}"
    return Bar(stay.joined_on.toordinal(), at - _STRIPE, ends.toordinal(), at + _STRIPE, "past", told)


def _mark(event: NetworkEvent, lanes: dict[str, int]) -> Mark | None:
    kind = Kind(event.kind)
    lane = _COMMON.index(kind) if kind in _COMMON else lanes.get(event.provider_id or "")
    if lane is None or kind not in _SHAPES:
        return None
    colour, shape = _SHAPES[kind]
    return Mark(event.on_day.toordinal(), -lane - 0.8, colour, f"{dutch.day(event.on_day)}: {event.text}", shape, 10)


def _decided(event: NetworkEvent, lanes: int) -> Line:
    at = float(event.on_day.toordinal())
    return Line("tafelbesluit", (at, at), (-1.8, -float(lanes)), "accent", 0.75, "dotted")


def _years(begin: date, until: date) -> tuple[Tick, ...]:
    found = [date(year, 1, 1) for year in range(begin.year, until.year + 2)]
    return tuple(Tick(day.toordinal(), str(day.year)) for day in found if begin <= day <= until)


def _alt(stays: Sequence[Participant], events: Sequence[NetworkEvent], begin: date, *, until: date) -> str:
    counts = [
        dutch.plural(sum(event.kind == kind for event in events), one, many)
        for kind, one, many in (
            (Kind.JOINED, "toetreding", "toetredingen"),
            (Kind.LEFT, "uittreding", "uittredingen"),
            (Kind.MEETING, "overleg", "overleggen"),
            (Kind.DECISION, "tafelbesluit", "tafelbesluiten"),
        )
    ]
    parties = dutch.plural(len({stay.provider_id for stay in stays}), "aanbieder", "aanbieders")
    return (
        f"Tijdlijn van {dutch.day(begin)} tot en met {dutch.day(until)} met {parties}; daarna kwamen er bij: "
        f"{dutch.listing(counts)}. De tabel noemt ze een voor een."
    )


def parties_chart(rows: Sequence[NetworkFigure]) -> Drawing | None:
    """How many parties at the end of each quarter, with who came and left as signed numbers between it and its bar."""
    quarters = list(dict.fromkeys(row.quarter for row in rows))
    values = {(row.indicator, row.quarter): row.value for row in rows}
    if not quarters:
        return None
    tallest = max(values["NET-1", quarter] for quarter in quarters) or 1.0
    step = step_of(tallest, Unit.COUNT)
    top = step * max(1, -(-tallest // step))
    labels = []
    for at, quarter in enumerate(quarters):
        moved = _moved(values["NET-2", quarter], values["NET-3", quarter])
        height = values["NET-1", quarter]
        if moved or (at in (0, len(quarters) - 1) and (not labels or labels[-1].x < at - 1)):
            # where nothing moved the bar is as high as the one before; beside a number its own would lie over it
            labels.append(Label(at, height, dutch.number(height), up=26 if moved else 10, bold=True))
        if moved:
            labels.append(Label(at, height, moved, "muted", up=10))
    last = rows[-1].quarter
    return Drawing(
        id="partijen", title="Partijen per kwartaal", x_title="",
        caption="Aantal aanbieders aan het einde van het kwartaal; onder het getal wie erbij kwam (+) en eraf ging (−)",
        alt=f"Partijen per kwartaal tot en met het {dutch.period(last)}: "
        + dutch.listing([f"{dutch.period(quarter)} {dutch.number(values['NET-1', quarter])}" for quarter in quarters[-6:]]) + ".",
        left=-0.6, right=len(quarters) - 0.4, bottom=0, top=top,
        x_ticks=tuple(Tick(at, dutch.short_period(quarter)) for at, quarter in enumerate(quarters)
                      if quarter.endswith("K1")),
        y_ticks=tuple(Tick(at * step, tick_label(at * step, Unit.COUNT)) for at in range(round(top / step) + 1)),
        bars=tuple(Bar(at - 0.35, 0, at + 0.35, values["NET-1", quarter], "quiet",
                       f"{dutch.period(quarter)}: {dutch.number(values['NET-1', quarter])}")
                   for at, quarter in enumerate(quarters)),
        labels=tuple(labels), height=240,
    )  # fmt: skip


def _moved(joined: float, left: float) -> str:
    parts = [f"+{dutch.number(joined)}" if joined else "", f"−{dutch.number(left)}" if left else ""]
    return " ".join(filter(None, parts))
