"""The headline figures of a report as they ran over the quarters, each with its chart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.charts.frame import Chart
from dashboard.charts.trend import trend_chart
from dashboard.readings import Readings
from dashboard.rows import Definition, Figure, Remark
from schemas.quarter import Quarter

QUARTERS = 8  # two years: what a table beside a chart can hold


@dataclass(frozen=True)
class Series:
    """One figure over its quarters, the newest last."""

    figure: Figure
    rows: tuple[Figure, ...]
    definition: Definition
    about: str | None  # the sub-agreement, where the indicator has several figures
    remarks: Sequence[Remark]

    @cached_property
    def chart(self) -> Chart:
        """Made when it is asked for: most figures stand in a table alone."""
        return trend_chart(self.rows, self.definition, about=self.about, remarks=self.remarks)

    @property
    def name(self) -> str:
        return self.figure.sub_agreement or "Alle deelovereenkomsten"

    @property
    def has_data(self) -> bool:
        return any(row.value is not None for row in self.rows)


def all_series(
    readings: Readings, figures: Sequence[Figure], definitions: dict[str, Definition], quarter: Quarter
) -> list[Series]:
    """Every headline figure with its last quarters, in reading order."""
    if not figures:
        return []
    past: defaultdict[tuple[str, str | None], list[Figure]] = defaultdict(list)
    since = str(quarter.shift(1 - QUARTERS))
    for row in readings.history(figures[0].provider_id, since=since, until=str(quarter)):
        past[row.indicator, row.sub_agreement_id].append(row)
    times = Counter(row.indicator for row in figures)
    return [
        Series(
            row,
            tuple(past[row.indicator, row.sub_agreement_id]),
            definitions[row.indicator],
            row.sub_agreement if times[row.indicator] > 1 else None,
            readings.remarks(row.provider_id, row.indicator, row.sub_agreement_id),
        )
        for row in figures
    ]
