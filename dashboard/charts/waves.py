"""One question over the waves of a survey -> Drawing: dots with their margin, and a gap where two waves are not one line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dashboard import dutch, survey_words
from dashboard.absence import survey_absence
from dashboard.charts.dots import scale
from dashboard.charts.drawing import DOTTED, Drawing, Label, Line, Mark
from dashboard.charts.frame import Tick
from dashboard.look import MARKS
from dashboard.survey_rows import WaveResult
from schemas.quarter import Quarter
from schemas.vocabulary import Comparability, SurveyMeasure

NOT_COMPARED = "Deze meting is niet met de vorige vergeleken."


def waves_drawing(rows: Sequence[WaveResult], *, measure: str, title: str) -> Drawing | None:
    """rows: oldest first, of one question and one provider (or everyone). None below two waves: one dot is no line."""
    if len(rows) < 2:
        return None
    bottom, top, _ = scale(measure)
    return Drawing(
        id=f"metingen-{rows[-1].wave_id}-{measure}",
        title=title,
        caption=_caption(rows, measure),
        alt=_alt(rows, measure, title),
        left=-0.5,
        right=len(rows) - 0.5,
        bottom=bottom,
        top=top,
        x_ticks=tuple(Tick(at, _when(row)) for at, row in enumerate(rows)),
        y_ticks=_ticks(measure),
        lines=(*_margins(rows), *_breaks(rows, bottom=bottom, top=top), _line(rows)),
        marks=tuple(_mark(row, at, measure, floor=bottom) for at, row in enumerate(rows)),
        labels=(*_values(rows, measure), *_break_words(rows, bottom=bottom), *_gap_words(rows, bottom=bottom)),
        height=300,
    )


def gaps(rows: Sequence[WaveResult]) -> dict[int, tuple[str, str]]:
    """Place of a wave -> a word and the reason, where no line may run to it from the one before."""
    found = {}
    for at, (before, row) in enumerate(pairwise(rows), start=1):
        known = row.comparability is not None and row.compared_with in (None, before.wave_id)
        if not known:
            found[at] = ("niet vergeleken", NOT_COMPARED)
        elif row.comparability != Comparability.COMPARABLE:
            found[at] = (Comparability(row.comparability).label, row.comparability_reason or NOT_COMPARED)
    return found


def _line(rows: Sequence[WaveResult]) -> Line:
    """Broken before a wave that may not be compared with the one before it, and where there is no figure."""
    x: list[float | None] = []
    y: list[float | None] = []
    broken = gaps(rows)
    for at, row in enumerate(rows):
        if at in broken:
            x, y = [*x, None], [*y, None]
        x, y = [*x, at if row.value is not None else None], [*y, row.value]
    return Line("waarde", tuple(x), tuple(y), "past", 2)


def _margins(rows: Sequence[WaveResult]) -> list[Line]:
    return [
        Line("marge", (at, at), (row.lower, row.upper), "past", 1.5)
        for at, row in enumerate(rows)
        if row.value is not None and row.lower is not None and row.upper is not None
    ]


def _breaks(rows: Sequence[WaveResult], *, bottom: float, top: float) -> list[Line]:
    return [Line("onderbreking", (at - 0.5, at - 0.5), (bottom, top), "quiet", 1, DOTTED) for at in gaps(rows)]


def _break_words(rows: Sequence[WaveResult], *, bottom: float) -> list[Label]:
    return [Label(at - 0.44, bottom, word, "quiet", up=8, turned=True) for at, (word, _) in gaps(rows).items()]


def _mark(row: WaveResult, at: int, measure: str, *, floor: float) -> Mark:
    why = survey_absence(row)
    if why:
        return Mark(at, floor, "quiet", told(row, measure), MARKS[why].shape, 10)
    return Mark(at, row.value or 0.0, "accent", told(row, measure), "ring" if row.indicative else "disc", 11)


def _values(rows: Sequence[WaveResult], measure: str) -> list[Label]:
    """Beside every dot, above its margin."""
    return [
        Label(at, row.value if row.upper is None else row.upper, survey_words.figure(row.value, measure), "ink", up=12, bold=True)
        for at, row in enumerate(rows)
        if row.value is not None
    ]  # fmt: skip


def _gap_words(rows: Sequence[WaveResult], *, bottom: float) -> list[Label]:
    return [
        Label(at, bottom, why.label, "quiet", up=10, turned=True)
        for at, row in enumerate(rows)
        if (why := survey_absence(row))
    ]


def told(row: WaveResult, measure: str) -> str:
    """K4 2025: 7,4 (marge 7,1 tot 7,7, n = 120, indicatief)."""
    if survey_absence(row):
        return f"{dutch.capital(dutch.period(row.quarter))}: {survey_words.shown(row, measure)}"
    between = survey_words.margin(row, measure)
    facts = [f"marge {between}" if between else "", dutch.cases(row.n), "indicatief" if row.indicative else ""]
    return f"{dutch.capital(dutch.period(row.quarter))}: {survey_words.figure(row.value, measure)} ({', '.join(filter(None, facts))})"


def _when(row: WaveResult) -> str:
    quarter = Quarter.parse(row.quarter)
    return f"K{quarter.number}\n{quarter.year}"


def _ticks(measure: str) -> tuple[Tick, ...]:
    low, high, step = scale(measure)
    step = step * 3 if measure == SurveyMeasure.MEAN else step
    return tuple(
        Tick(low + at * step, dutch.number(low + at * step) if measure in (SurveyMeasure.MEAN, SurveyMeasure.NPS)
             else survey_words.figure(low + at * step, measure))
        for at in range(round((high - low) / step) + 1)
    )  # fmt: skip


def _caption(rows: Sequence[WaveResult], measure: str) -> str:
    parts = [f"Per meting, {SurveyMeasure(measure).label}"]
    if any(row.lower is not None for row in rows):
        parts.append("de streep is de marge")
    if any(row.indicative for row in rows if row.value is not None):
        parts.append("een open rondje is indicatief: minder dan 30 antwoorden")
    if gaps(rows):
        parts.append("de lijn is onderbroken waar twee metingen niet te vergelijken zijn")
    return "; ".join(parts)


def _alt(rows: Sequence[WaveResult], measure: str, title: str) -> str:
    parts, broken = [], gaps(rows)
    for at, row in enumerate(rows):
        if at in broken:
            parts.append(f"hier geen lijn: {broken[at][1].rstrip('.')}")
        parts.append(told(row, measure))
    return dutch.sentence(f"{title}. {'; '.join(parts)}")
