"""Results of a panel, or of one question over providers -> dots on one scale, with margin, and unweighted beside weighted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import dutch, survey_words
from dashboard.absence import survey_absence
from dashboard.charts.frame import Tick
from dashboard.survey_rows import Result
from schemas.vocabulary import Status, SurveyMeasure

SCALES = {SurveyMeasure.MEAN: (1.0, 10.0, 1.0), SurveyMeasure.NPS: (-100.0, 100.0, 50.0)}  # others: 0 to 100%
_PERCENT = (0.0, 100.0, 25.0)
_SPOKEN = 12


@dataclass(frozen=True)
class Measured:
    """One row: the figure that stands for it, and the unweighted one where it was weighted."""

    key: str
    name: str
    result: Result
    plain: Result | None = None


@dataclass(frozen=True)
class Dot:
    """Places are parts of the scale, 0 to 1; None where there is none."""

    key: str
    name: str
    at: float | None
    low: float | None
    high: float | None
    plain: float | None
    figure: str
    facts: str
    gap: Status | None
    why: str
    alt: str


@dataclass(frozen=True)
class DotGroup:
    """Rows of one measure, on one scale."""

    measure: str
    ticks: tuple[Tick, ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class DotRows:
    id: str
    title: str
    caption: str
    alt: str
    groups: tuple[DotGroup, ...]


def dot_rows(name: str, title: str, rows: Sequence[Measured]) -> DotRows | None:
    """A group per measure: unlike scales never share one. None where there is nothing to draw."""
    if not rows:
        return None
    measures = dict.fromkeys(row.result.measure for row in rows)
    groups = tuple(
        DotGroup(measure, _ticks(measure), tuple(_dot(row) for row in rows if row.result.measure == measure))
        for measure in measures
    )
    weighted = any(dot.plain is not None for group in groups for dot in group.dots)
    margins = any(dot.low is not None for group in groups for dot in group.dots)
    return DotRows(name, title, _caption(weighted=weighted, margins=margins), _alt(title, groups), groups)


def scale(measure: str) -> tuple[float, float, float]:
    """Lowest, highest and step of a measure: fixed, so that two pictures may be laid beside each other."""
    return SCALES.get(SurveyMeasure(measure), _PERCENT)


def _ticks(measure: str) -> tuple[Tick, ...]:
    low, high, step = scale(measure)
    count = round((high - low) / step)
    values = [low + at * step for at in range(count + 1)]
    words = [dutch.number(at) if measure in SCALES else survey_words.figure(at, measure) for at in values]
    return tuple(Tick(at / count, word) for at, word in enumerate(words))  # fmt: skip


def _dot(row: Measured) -> Dot:
    result = row.result
    gap = survey_absence(result)
    figure = survey_words.named(result, result.measure)
    facts = survey_words.certainty(result)
    beside = ""
    if row.plain is not None and row.plain.value is not None and not gap:
        beside = f"ongewogen {survey_words.figure(row.plain.value, result.measure)}"
    why = dutch.sentence(result.reason or "") if gap else ""
    told = ", ".join(filter(None, (survey_words.spoken(result, figure), beside, facts)))
    return Dot(
        key=row.key,
        name=row.name,
        at=None if gap else _place(result.value, result.measure),
        low=None if gap else _place(result.lower, result.measure),
        high=None if gap else _place(result.upper, result.measure),
        plain=_place(row.plain.value, result.measure) if beside and row.plain else None,
        figure=figure,
        facts=", ".join(filter(None, (beside, facts))),
        gap=gap,
        why=why,
        alt=dutch.sentence(f"{row.name}: {told}"),
    )


def _place(value: float | None, measure: str) -> float | None:
    """Where a value stands; display is clipped to the scale, the figure is not."""
    if value is None:
        return None
    low, high, _ = scale(measure)
    return min(max((value - low) / (high - low), 0.0), 1.0)


def _caption(*, weighted: bool, margins: bool) -> str:
    parts = ["Elke stip is een uitkomst: het deel gunstige antwoorden, of het gemiddelde"]
    if margins:
        parts.append("de streep erdoor de marge: daartussen ligt het werkelijke cijfer waarschijnlijk")
    told = ", ".join(parts)
    return f"{told}. Het open rondje is hetzelfde zonder weging" if weighted else told


def _alt(title: str, groups: Sequence[DotGroup]) -> str:
    dots = [(dot, group.measure) for group in groups for dot in group.dots]
    told = [f"{dot.name}: {dot.figure}" for dot, _ in dots[:_SPOKEN]]
    rest = [f"en nog {dutch.number(len(dots) - _SPOKEN)}"] if len(dots) > _SPOKEN else []
    return dutch.sentence(f"{title}. {'; '.join([*told, *rest])}")
