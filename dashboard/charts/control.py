"""Control chart: published values, limits and special causes of one series -> a Drawing and its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dashboard import dutch
from dashboard.absence import absence
from dashboard.charts import control_words as words
from dashboard.charts.drawing import DASHED, DOTTED, SOLID, Bar, Drawing, Label, Line, Mark, apart
from dashboard.charts.frame import Placed, Tick
from dashboard.charts.remarks import placed
from dashboard.charts.scale import close_scale
from dashboard.judged_rows import ControlPhase, SpecialCause
from dashboard.rows import Definition, Figure, Remark
from schemas.quarter import Month, Period, Quarter, parse_period
from schemas.vocabulary import Variation

LINE, PROVISIONAL = "line", "provisional"  # stages of a phase; the third is full
# blue, orange and grey, each with a shape of its own: nothing rests on colour alone
_MARKS = {
    Variation.COMMON: ("past", "disc"),
    Variation.IMPROVEMENT: ("improvement", "triangle"),
    Variation.CONCERN: ("concern", "square"),
    Variation.NEUTRAL_HIGH: ("accent", "triangle"),
    Variation.NEUTRAL_LOW: ("accent", "square"),
}


@dataclass(frozen=True)
class Spot:
    """One period of the chart: its figure or why there is none, and what kind of point it is."""

    at: int
    period: Period
    row: Figure | None
    variation: Variation

    @property
    def value(self) -> float | None:
        return self.row.value if self.row else None

    @property
    def gap(self) -> str | None:
        """Why there is no value, in a word."""
        if self.value is not None:
            return None
        status = absence(self.row) if self.row else None
        return status.label if status else "geen getal"


def control_chart(
    rows: Sequence[Figure],
    phases: Sequence[ControlPhase],
    causes: Sequence[SpecialCause],
    *,
    definition: Definition,
    remarks: Sequence[Remark] = (),
    about: str | None = None,
) -> Drawing:
    """The control chart as it stood at the end of a quarter.

    rows: the values of the series in the periods of the phases (months or quarters); phases: one or more, oldest first.
    """
    spots = _spots(rows, phases, causes)
    target = next((spot.row.target for spot in reversed(spots) if spot.row and spot.row.target is not None), None)
    levels = [level for phase in phases for level in (phase.mean, phase.lower, phase.upper)]
    bottom, top, ticks = close_scale([*(spot.value for spot in spots), *levels, target], definition.unit)
    notes = placed(remarks, [spot.period for spot in spots])
    title = f"{definition.title}, {about}" if about else definition.title
    spans = list(_spans(spots, phases))
    return Drawing(
        id=f"regelkaart-{definition.indicator}-{phases[-1].sub_agreement_id or 'totaal'}",
        title=title,
        caption=words.caption(definition, phases, spots, bottom=bottom),
        alt=words.alt(title, spots, phases, target=target, definition=definition, notes=notes),
        left=-0.5,
        right=len(spots) - 0.5,
        bottom=bottom,
        top=top,
        x_ticks=tuple(_ticks(spots)),
        y_ticks=ticks,
        bars=tuple(Bar(n.start, bottom, n.end, top, "surface", n.told) for n in notes if n.start < n.end),
        lines=(
            *_limit_lines(spans, bottom=bottom, top=top),
            *_phase_edges(spans, bottom=bottom, top=top),
            *(
                Line("opmerking", (n.start, n.start), (bottom, top), "muted", 1, DOTTED)
                for n in notes
                if n.start == n.end
            ),
            *_target_line(spots),
            Line("waarde", tuple(s.at for s in spots), tuple(s.value for s in spots), "past", 2),
        ),
        marks=(*_value_marks(spots, definition), *_gap_marks(spots, bottom)),
        labels=(
            *_edge_labels(phases[-1], target, unit=definition.unit, least=(top - bottom) / 14, top=top),
            *_cause_words(spots, bottom=bottom, top=top),
            *_gap_words(spots, bottom),
            *_note_words(notes, top),
            *(Label(first - 0.5, bottom, "nieuwe fase", "muted", up=8, turned=True) for _, first, _ in spans[1:]),
        ),
        height=320,
    )


def _spots(rows: Sequence[Figure], phases: Sequence[ControlPhase], causes: Sequence[SpecialCause]) -> list[Spot]:
    found = {row.period: row for row in rows}
    kinds = {cause.period: Variation(cause.variation) for cause in causes}
    last = max(parse_period(phase.last_period) for phase in phases)
    every = _every(parse_period(phases[0].first_period), last)
    return [
        Spot(at, period, found.get(str(period)), kinds.get(str(period), Variation.COMMON))
        for at, period in enumerate(every)
    ]


def _every(first: Period, last: Period) -> Iterator[Period]:
    """All periods from the first to the last: a gap in time is seen as a gap."""
    period = first
    while period <= last:  # ty: ignore[unsupported-operator]
        yield period
        if isinstance(period, Quarter):
            period = period.shift(1)
        else:
            period = Month(period.year + period.number // 12, period.number % 12 + 1)


def _spans(spots: Sequence[Spot], phases: Sequence[ControlPhase]) -> Iterator[tuple[ControlPhase, int, int]]:
    """Each phase with the places of its first and last period."""
    at = {str(spot.period): spot.at for spot in spots}
    for phase in phases:
        yield phase, at[phase.first_period], at[phase.last_period]


def _limit_lines(spans: Sequence[tuple[ControlPhase, int, int]], *, bottom: float, top: float) -> Iterator[Line]:
    for phase, first, last in spans:
        ends = (first - 0.5, last + 0.5)
        if phase.mean is not None:
            yield Line("gemiddelde", ends, (phase.mean,) * 2, "muted", 1.5)
        for name, level in (("bovengrens", phase.upper), ("ondergrens", phase.lower)):
            if level is not None and phase.stage != LINE:
                shown = min(max(level, bottom), top)  # a limit beyond the scale lies on its edge
                yield Line(name, ends, (shown,) * 2, "quiet", 1, DASHED if phase.stage == PROVISIONAL else SOLID)


def _phase_edges(spans: Sequence[tuple[ControlPhase, int, int]], *, bottom: float, top: float) -> Iterator[Line]:
    for _, first, _ in spans[1:]:
        yield Line("nieuwe fase", (first - 0.5,) * 2, (bottom, top), "muted", 1, DOTTED)


def _target_line(spots: Sequence[Spot]) -> Iterator[Line]:
    """A step per period, so that a target that changed is drawn as it was."""
    x: list[float | None] = []
    y: list[float | None] = []
    for spot in spots:
        target = spot.row.target if spot.row else None
        x += [spot.at - 0.5, spot.at + 0.5]
        y += [target, target]
    if any(value is not None for value in y):
        yield Line("norm", tuple(x), tuple(y), "ink", 1.5, DASHED)


def _value_marks(spots: Sequence[Spot], definition: Definition) -> Iterator[Mark]:
    for spot in spots:
        if spot.row is None or spot.row.value is None:
            continue
        colour, shape = _MARKS[spot.variation]
        common = spot.variation is Variation.COMMON
        if common and spot.row.provisional:
            shape = "ring"
        told = words.told(spot, definition)
        yield Mark(spot.at, spot.row.value, colour, told, shape, 8 if common else 11)


def _gap_marks(spots: Sequence[Spot], bottom: float) -> Iterator[Mark]:
    for spot in spots:
        if spot.gap:
            told = f"{spot.period.label}: {spot.gap}"
            yield Mark(spot.at, bottom, "quiet", told, "dash", 8)


def _gap_words(spots: Sequence[Spot], bottom: float) -> Iterator[Label]:
    """One word for periods beside each other that miss their figure for the same reason."""
    for gap, run in groupby(spots, key=lambda spot: spot.gap):
        places = [spot.at for spot in run]
        if gap:
            yield Label((places[0] + places[-1]) / 2, bottom, gap, "quiet", up=8, turned=True)


_WORD_WIDTH = 0.4  # of the plot, on a phone


def _cause_words(spots: Sequence[Spot], *, bottom: float, top: float) -> Iterator[Label]:
    """The word of a special cause once, at the most outspoken point of those beside each other, within the plot."""
    middle, room = (top + bottom) / 2, 0.15 * (top - bottom)
    seen = [spot for spot in spots if spot.value is not None]
    runs = [(variation, list(run)) for variation, run in groupby(seen, key=lambda spot: spot.variation)]
    said: dict[Variation, int] = {}
    for variation, run in reversed(runs):  # the latest first: the same word nearby would lie over it
        if variation is Variation.COMMON:
            continue
        farthest = max(run, key=lambda spot: abs((spot.value or 0.0) - middle))
        if said.get(variation, len(spots) * 2) - farthest.at < len(spots) * _WORD_WIDTH:
            continue
        said[variation] = farthest.at
        value = farthest.value or 0.0
        above = value >= middle if bottom + room <= value <= top - room else value < middle
        colour = _MARKS[variation][0]
        yield Label(farthest.at, value, variation.label, colour, up=14 if above else -14, bold=True)


def _note_words(notes: Sequence[Placed], top: float) -> Iterator[Label]:
    for place, note in enumerate(notes):
        yield Label((note.start + note.end) / 2, top, note.label, "muted", up=8 - 14 * (place % 3))


def _edge_labels(
    phase: ControlPhase, target: float | None, *, unit: str, least: float, top: float
) -> tuple[Label, ...]:
    """What the lines mean, at their right end."""
    provisional = "voorlopige " if phase.stage == PROVISIONAL else ""
    named = [("gemiddelde", phase.mean, "muted"), ("norm", target, "ink")]
    if phase.stage != LINE:
        named += [
            (f"{provisional}bovengrens", phase.upper, "quiet"),
            (f"{provisional}ondergrens", phase.lower, "quiet"),
        ]
    labels = [
        Label(0, min(level, top), f"{name} {dutch.figure(level, unit)}", colour, edge=True)
        for name, level, colour in named
        if level is not None
    ]
    return apart(labels, least=least)


def _ticks(spots: Sequence[Spot]) -> Iterator[Tick]:
    """The year once, under its first period; of many months January with its year and July alone."""
    months = isinstance(spots[0].period, Month)
    every = 6 if months and len(spots) > 14 else 1
    year = 0
    for spot in spots:
        period = spot.period
        if every == 6 and period.number % 6 != 1:
            continue
        turned, year = period.year != year, period.year
        short = dutch.short_period(str(period)).partition(" ")[0]
        dated = period.number == 1 if every == 6 else turned
        yield Tick(spot.at, f"{short}\n{period.year}" if dated else short)
