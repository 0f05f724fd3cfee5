"""The headline figures of a report as they ran over the quarters, each with its chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.frame import Chart
from dashboard.charts.trend import trend_chart
from dashboard.readings import Readings
from dashboard.rows import Definition, Figure

QUARTERS = 8  # two years: what a table beside a chart can hold


@dataclass(frozen=True)
class Series:
    """One figure over its quarters, the newest last."""

    figure: Figure
    rows: tuple[Figure, ...]
    chart: Chart

    @property
    def name(self) -> str:
        return self.figure.sub_agreement or "Alle deelovereenkomsten"

    @property
    def has_data(self) -> bool:
        return any(row.value is not None for row in self.rows)

    @property
    def is_context(self) -> bool:
        """Neither a target nor a margin: a figure that explains other figures."""
        return all(row.target is None and row.lower is None for row in self.rows)


def all_series(readings: Readings, figures: Sequence[Figure], definitions: dict[str, Definition]) -> list[Series]:
    """Every headline figure with its last quarters, in reading order."""
    several = _with_several(figures)
    return [_series(readings, row, definitions[row.indicator], named=row.indicator in several) for row in figures]


def _with_several(figures: Sequence[Figure]) -> set[str]:
    seen: set[str] = set()
    return {row.indicator for row in figures if row.indicator in seen or seen.add(row.indicator)}


def _series(readings: Readings, row: Figure, definition: Definition, *, named: bool) -> Series:
    rows = readings.trend(
        row.provider_id, row.indicator, sub_agreement_id=row.sub_agreement_id, until=row.quarter, length=QUARTERS
    )
    return Series(row, rows, trend_chart(rows, definition, about=row.sub_agreement if named else None))
