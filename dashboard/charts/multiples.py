"""One figure of many providers -> small multiples: a panel each, on one scale, in the order of the alphabet, no icons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dashboard import dutch
from dashboard.charts.drawing import DASHED, Bar, Drawing, Label, Line
from dashboard.charts.frame import Chart, Point
from dashboard.charts.remarks import placed
from dashboard.charts.trend import trend_chart
from dashboard.rows import Definition, Figure, Remark
from schemas.quarter import parse_period

ACROSS = 4  # panels beside each other on paper
_GAP, _AIR = 0.9, 0.55  # between panels: in quarters and in heights

RemarksOf = Callable[[str, str, str | None], Sequence[Remark]]  # of a provider, an indicator, a sub-agreement


def _none(_provider: str, _indicator: str, _sub_agreement: str | None) -> Sequence[Remark]:
    return ()


@dataclass(frozen=True)
class Column:
    """One quarter of a panel. Heights are parts of the panel, 0 to 1; `gap` says in a word why there is no figure."""

    height: float | None
    target: float | None
    told: str  # with what was remarked from this quarter on
    gap: str | None
    remarked: bool = False  # a dated remark, or a decision of the consultation, falls in it


@dataclass(frozen=True)
class Panel:
    """One provider (or one of its sub-agreements), a column per quarter of the whole span; None: it took no part."""

    provider_id: str
    name: str
    about: str | None  # the sub-agreement, where each has its own
    columns: tuple[Column | None, ...]
    latest: str  # the value of the last quarter, or the word for its absence
    alt: str


@dataclass(frozen=True)
class Multiples:
    """Panels on one scale, from zero."""

    id: str
    title: str
    caption: str
    panels: tuple[Panel, ...]
    quarters: tuple[str, ...]
    top: str  # the value at the top of every panel


def multiples(
    rows: Sequence[Figure], definition: Definition, *, quarters: Sequence[str], remarks: RemarksOf = _none
) -> Multiples:
    """A panel per provider, or per sub-agreement where each stands for itself. rows: headline figures, alphabetical."""
    groups = [list(own) for _, own in groupby(rows, key=lambda row: (row.provider_id, row.sub_agreement_id))]
    counted = Counter(own[0].provider_id for own in groups)
    said = [remarks(own[0].provider_id, own[0].indicator, own[0].sub_agreement_id) for own in groups]
    charts = [trend_chart(own, definition, remarks=notes) for own, notes in zip(groups, said, strict=True)]
    tallest = max(charts, key=lambda chart: chart.top)
    panels = tuple(
        _remarked(
            _panel(own, chart, quarters=quarters, top=tallest.top, named=counted[own[0].provider_id] > 1),
            notes,
            quarters,
        )
        for own, chart, notes in zip(groups, charts, said, strict=True)
    )
    marked = any(column is not None and column.remarked for panel in panels for column in panel.columns)
    return Multiples(
        id=f"naast-elkaar-{definition.indicator}",
        title=definition.title,
        caption=f"Per kwartaal, {dutch.short_period(quarters[0])} tot en met {dutch.short_period(quarters[-1])}, alle op "
        f"dezelfde schaal: van 0 tot {tallest.ticks[-1].label}. {dutch.capital(dutch.direction(definition.direction))}. "
        f"Streepje: de norm{'. Stippellijn: een besluit of een opmerking' if marked else ''}",
        panels=panels,
        quarters=tuple(quarters),
        top=tallest.ticks[-1].label,
    )


def _panel(own: Sequence[Figure], chart: Chart, *, quarters: Sequence[str], top: float, named: bool) -> Panel:
    there = {point.key: point for point in chart.points}
    units = {row.period: row.unit for row in own}
    columns = tuple(
        None if (point := there.get(quarter)) is None else _column(point, unit=units[quarter], top=top)
        for quarter in quarters
    )
    about = own[0].sub_agreement if named else None
    whose = own[0].provider if about is None else f"{own[0].provider}, {about}"
    last = there.get(quarters[-1])
    latest = "doet niet mee" if last is None else last.shown
    return Panel(own[0].provider_id, own[0].provider, about, columns, latest, f"{whose}. {chart.alt}")


def _remarked(panel: Panel, notes: Sequence[Remark], quarters: Sequence[str]) -> Panel:
    """The panel with each remark marked where it falls, and told where it begins."""
    columns = list(panel.columns)
    for note in placed(notes, [parse_period(quarter) for quarter in quarters]):
        within = [at for at in range(len(columns)) if note.start <= at <= note.end]
        for at in within:
            if (column := columns[at]) is not None:
                told = f"{column.told}. {note.told}" if at == within[0] else column.told
                columns[at] = replace(column, told=told, remarked=True)
    return replace(panel, columns=tuple(columns))


def _column(point: Point, *, unit: str, top: float) -> Column:
    words = point.shown if point.gap else f"{point.shown} ({dutch.cases(point.n)})"
    norm = "" if point.target is None else f", norm {dutch.figure(point.target, unit)}"
    return Column(
        None if point.value is None else point.value / top,
        None if point.target is None else min(point.target / top, 1.0),
        f"{dutch.capital(point.label)}: {words}{norm}",
        point.gap,
    )


def multiples_drawing(found: Multiples) -> Drawing:
    """All panels as one picture for paper, four beside each other."""
    wide = len(found.quarters) + _GAP * 2
    rows = -(-len(found.panels) // ACROSS)
    bars, lines, labels = [], [], []
    for place, panel in enumerate(found.panels):
        left = (place % ACROSS) * wide
        floor = (rows - 1 - place // ACROSS) * (1 + _AIR)
        bars += _bars(panel, left=left, floor=floor)
        lines += [
            Line("as", (left - 0.5, left + len(found.quarters) - 0.5), (floor, floor), "quiet", 0.75),
            _target(panel, left=left, floor=floor),
            *_marks(panel, left=left, floor=floor),
        ]
        labels.append(Label(left + (len(found.quarters) - 1) / 2, floor + 1.18, _heading(panel)))
    return Drawing(
        id=found.id,
        title=found.title,
        caption=found.caption,
        alt=dutch.sentence(f"{found.title}: {dutch.plural(len(found.panels), 'kleine grafiek', 'kleine grafieken')}"),
        left=-0.8,
        right=ACROSS * wide - _GAP,
        bottom=-0.1,
        top=rows * (1 + _AIR),
        x_ticks=(),
        y_ticks=(),
        bars=tuple(bars),
        lines=tuple(line for line in lines if line is not None),
        labels=tuple(labels),
        height=max(160, 110 * rows),
    )


def _bars(panel: Panel, *, left: float, floor: float) -> list[Bar]:
    last = len(panel.columns) - 1
    return [
        Bar(
            left + at - 0.36, floor, left + at + 0.36, floor + column.height, "accent" if at == last else "past",
            column.told,
        )
        for at, column in enumerate(panel.columns)
        if column is not None and column.height is not None
    ]  # fmt: skip


def _target(panel: Panel, *, left: float, floor: float) -> Line | None:
    x: list[float | None] = []
    y: list[float | None] = []
    for at, column in enumerate(panel.columns):
        if column is None or column.target is None:
            x, y = [*x, None], [*y, None]
        else:
            x, y = [*x, left + at - 0.5, left + at + 0.5], [*y, floor + column.target, floor + column.target]
    return Line("norm", tuple(x), tuple(y), "ink", 1.0, DASHED) if any(each is not None for each in x) else None


def _marks(panel: Panel, *, left: float, floor: float) -> list[Line]:
    """A thin line where something was decided or remarked."""
    return [
        Line("opmerking", (left + at, left + at), (floor, floor + 1), "quiet", 0.75, DASHED)
        for at, column in enumerate(panel.columns)
        if column is not None and column.remarked
    ]


def _heading(panel: Panel) -> str:
    """What fits over a panel of a quarter of a page."""
    if panel.about is None:
        return _shortened(panel.name, 26)
    return f"{_shortened(panel.name, 13)}, {_shortened(panel.about, 12)}"


def _shortened(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
