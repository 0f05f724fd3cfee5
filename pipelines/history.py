"""A delivery beside what was accepted before: stock follows flow, since 1 January never falls, and what is unusual."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from pipelines.findings import Finding, figure_text
from pipelines.reading.text_storage import SHORT
from pipelines.statistics.plausibility import CHANCE, WINDOW, binomial_p, own, poisson_p
from schemas.indicators.catalogue import CATALOGUE
from schemas.indicators.declaration import Indicator
from schemas.quarter import Month, Quarter, parse_period
from schemas.vocabulary import NSource, Severity, Unit

FIGURE = ["provider_id", "sub_agreement_id", "period", "indicator", "breakdown", "breakdown_value"]
_NUMBERS = ["value", "numerator", "denominator"]
_PLACE = ["sheet", "row", "value_cell", "numerator_cell", "note"]


@dataclass(frozen=True, slots=True)
class _Figure:
    """One total, delivered (`new`) or accepted earlier. `at` counts months or quarters, so that neighbours differ by
    1; `number` is the value, of a share the percentage."""

    key: tuple[str, ...]  # as FIGURE
    indicator: Indicator
    at: int
    year: int
    quarter: int  # counted as `at` of a quarter
    month: bool
    number: float
    value: float
    numerator: float
    denominator: float
    place: Mapping[str, Any] | None  # where it stands in the delivered file; None: accepted earlier

    @property
    def new(self) -> bool:
        return self.place is not None


# (sub-agreement, code of the indicator, whether months) -> place in time -> figure
_Series = dict[tuple[str, str, bool], dict[int, _Figure]]


def check_history(delivered: pd.DataFrame, earlier: pd.DataFrame) -> list[Finding]:
    """Findings on a delivery (columns of `measurement`) beside the accepted figures of the same providers in other
    quarters (columns provider_id, sub_agreement_id, quarter, period, indicator, total, value, numerator,
    denominator). Only totals are compared."""
    new = _totals(_one_per_figure(delivered[delivered["breakdown"].isna()]), delivered=True)
    if not new:
        return []
    series: _Series = {}
    for item in [*_totals(earlier[earlier["total"]], delivered=False), *new]:
        series.setdefault((item.key[1], item.indicator.code, item.month), {})[item.at] = item
    series = {key: dict(sorted(figures.items())) for key, figures in series.items()}
    findings = [*_flows(series), *_since_january(series), *_jumps(series), *_unusual(series)]
    order = {Severity.ERROR: 0, Severity.QUESTION: 1, Severity.WARNING: 2}
    return sorted(findings, key=lambda item: (order[item.severity], item.sheet or "", item.row or 0))


def left_out(delivered: pd.DataFrame, earlier: pd.DataFrame, agreed: Mapping[str, Collection[str]]) -> list[Finding]:
    """What a sub-agreement delivered over the quarter before and leaves out now. `agreed`: sub-agreement -> indicators
    with a target, whose absence is told elsewhere; surveys, which come now and then, are not missed."""
    by_wave = {code for code, item in CATALOGUE.items() if item.by_wave}
    before, findings = _indicators_of(earlier), []
    for (sub, quarter), codes in sorted(_indicators_of(delivered).items()):
        former = Quarter.parse(quarter).shift(-1)
        gone = before.get((sub, str(former)), set()) - codes - by_wave - set(agreed.get(sub, ()))
        if gone:
            text = f"{', '.join(sorted(gone))} ({sub}, {former.label})"
            findings.append(Finding("no_longer_delivered", Severity.WARNING, detail=text))
    return findings


def _indicators_of(rows: pd.DataFrame) -> dict[tuple[str, str], set[str]]:
    """Sub-agreement and quarter -> the indicators with figures."""
    found: dict[tuple[str, str], set[str]] = {}
    told = rows[["sub_agreement_id", "quarter", "indicator"]]
    if len(told) >= SHORT:
        told = told.drop_duplicates()
    for sub, quarter, code in zip(*(told[name].tolist() for name in told), strict=True):
        found.setdefault((sub, quarter), set()).add(code)
    return found


def _one_per_figure(rows: pd.DataFrame) -> pd.DataFrame:
    """Where a recipe says that parts add up, several rows make one figure; it stands at the first of them."""
    if not rows.duplicated(FIGURE).any():
        return rows
    groups = rows.groupby(FIGURE, dropna=False, sort=False)
    sums = groups[_NUMBERS].agg(lambda column: column.sum(skipna=False))
    return sums.join(groups[_PLACE].first()).reset_index()


def _totals(rows: pd.DataFrame, *, delivered: bool) -> list[_Figure]:
    found = []
    keys = {name: rows[name].tolist() for name in FIGURE if name in rows}
    places = rows[_PLACE].to_dict("records") if delivered else [None] * len(rows)
    for key, numbers, place in zip(
        zip(*(keys.get(name, [""] * len(rows)) for name in FIGURE), strict=True),
        rows[_NUMBERS].to_numpy(dtype=float).tolist(), places, strict=True,
    ):  # fmt: skip
        _, _, period_text, code, _, _ = key
        if (indicator := CATALOGUE.get(code)) is None:
            continue
        number = _number(indicator, *numbers)
        if np.isnan(number):
            continue
        month, at, year, quarter = _in_time(period_text)
        texts = tuple(text if isinstance(text, str) else "" for text in key)
        found.append(_Figure(texts, indicator, at, year, quarter, month, number, *numbers, place=place))
    return found


@lru_cache(maxsize=1024)
def _in_time(text: str) -> tuple[bool, int, int, int]:
    """Whether a month, its place among months or quarters, its year, and its quarter's place."""
    period = parse_period(text)
    month, quarter = isinstance(period, Month), period.quarter
    return month, period.year * (12 if month else 4) + period.number, period.year, quarter.year * 4 + quarter.number


def _number(indicator: Indicator, value: float, numerator: float, denominator: float) -> float:
    if not indicator.divided:
        return value
    return 100 * numerator / denominator if denominator > 0 else np.nan


def _finding(figure: _Figure, code: str, severity: Severity, detail: str) -> Finding:
    place = figure.place or {}
    cells = [place[name] for name in ("value_cell", "numerator_cell") if isinstance(place.get(name), str)]
    asking = severity is Severity.QUESTION  # its sentence names the number itself, which months together may make
    return Finding(
        code, severity, place["sheet"] or None, int(place["row"]), cell=cells[0] if cells else None, detail=detail,
        received=None if asking else f'"{figure_text(figure.number)}"', indicator=figure.indicator.code,
        figure=figure.key if asking else (),
    )  # fmt: skip


def _flows(series: _Series) -> Iterator[Finding]:
    """The stock that a former delivery ended with is the one that this delivery begins with. Where its month says so
    already, the quarter does not say it again."""
    told = set()
    for (sub, code, month), figures in sorted(series.items(), key=lambda item: not item[0][2]):
        stock = CATALOGUE[code]
        if not (stock.inflow or stock.outflow or stock.begins_as):
            continue
        ended = series.get((sub, stock.begins_as or code, month), {})
        flows = [(1, series.get((sub, name, month), {})) for name in stock.inflow]
        flows += [(-1, series.get((sub, name, month), {})) for name in stock.outflow]
        for at, figure in figures.items():
            before = ended.get(at - 1)
            if not figure.new or before is None or before.new or not all(at in flow for _, flow in flows):
                continue
            expected = before.number + sum(sign * flow[at].number for sign, flow in flows)
            if expected != figure.number and (sub, code, figure.quarter) not in told:
                told.add((sub, code, figure.quarter))
                name = "stock_begins" if stock.begins_as else "stock_flow"
                yield _finding(figure, name, Severity.WARNING, figure_text(expected))


def _since_january(series: _Series) -> Iterator[Finding]:
    """What counts since 1 January is not less than the period before it, nor more than the one after it."""
    for (_, code, _), figures in series.items():
        ordered = list(figures.values()) if CATALOGUE[code].year_to_date else []
        for before, after in pairwise(ordered):
            if before.year != after.year or before.new is after.new or after.number >= before.number:
                continue  # both in this file: told by the checks on the file
            if after.new:
                yield _finding(after, "year_to_date_falls", Severity.ERROR, figure_text(before.number))
            else:
                yield _finding(before, "year_to_date_above_next", Severity.WARNING, figure_text(after.number))


def _jumps(series: _Series) -> Iterator[Finding]:
    """Who is new since 1 January was reached in the period: the one cannot grow by more than the other. A month is
    asked about only where its quarter is not delivered beside it."""
    for (sub, code, month), figures in series.items():
        period = series.get((sub, CATALOGUE[code].accumulates, month), {})
        quarters = series.get((sub, code, False), {})
        for at, figure in figures.items():
            first = at % (12 if month else 4) == 1
            before = figures.get(at - 1)
            if not figure.new or at not in period or (month and figure.quarter in quarters) or not (first or before):
                continue
            most = (0 if first or before is None else before.number) + period[at].number
            if figure.number > most:
                yield _finding(figure, "year_to_date_jumps", Severity.QUESTION, figure_text(most))


def _unusual(series: _Series) -> list[Finding]:
    """A quarter far from the median of the provider's own last WINDOW quarters, which neither chance nor a note beside
    the figure explains."""
    asked: list[_Figure] = []
    pasts: list[list[_Figure | None]] = []
    for quarters in _per_quarter(series):
        for at, figure in quarters.items():
            if figure.place is not None and not isinstance(figure.place["note"], str):
                asked.append(figure)
                pasts.append([quarters.get(at - back) for back in range(1, WINDOW + 1)])
    return list(_far(asked, pasts)) if asked else []


def _per_quarter(series: _Series) -> Iterator[dict[int, _Figure]]:
    """Per series the quarters as delivered, and those that their three months make: the sum of them, or the last one.
    A quarter of months stands at its last month."""
    for sub, code in sorted({(sub, code) for sub, code, _ in series}):
        indicator, quarters = CATALOGUE[code], dict(series.get((sub, code, False), {}))
        months = series.get((sub, code, True), {}) if indicator.months_make_the_quarter else {}
        for at, last in months.items():
            three = [months[month] for month in (at - 2, at - 1, at) if month in months]
            if at % 3 == 0 and len(three) == 3 and last.quarter not in quarters:
                quarters[last.quarter] = last if indicator.moment else _sum(three)
        if not indicator.year_to_date:
            yield quarters


def _sum(months: list[_Figure]) -> _Figure:
    value, numerator, denominator = (sum(getattr(item, name) for item in months) for name in _NUMBERS)
    made = replace(months[-1], value=value, numerator=numerator, denominator=denominator)
    return replace(made, number=_number(made.indicator, made.value, made.numerator, made.denominator))


def _far(asked: list[_Figure], pasts: list[list[_Figure | None]]) -> Iterator[Finding]:
    """The question for each figure that is far from its past, newest first, and not by chance. Of days and grades the
    chance is unknown: there enough cases count."""
    history = np.array([[item.number if item else np.nan for item in past] for past in pasts])
    cases = np.array([sum(item.denominator for item in past if item) for past in pasts], dtype=float)
    number, numerator, denominator = (
        np.array([getattr(item, name) for item in asked], dtype=float)
        for name in ("number", "numerator", "denominator")
    )
    found, kinds = own(number, history), [item.indicator for item in asked]
    least = [item.minimum_n if item.n_source is NSource.DENOMINATOR else 0 for item in kinds]
    surprise = ~(denominator < np.array(least))
    count, share = np.array([[item.unit is Unit.COUNT, item.share] for item in kinds]).T
    surprise[count] = poisson_p(number[count], found.median[count], found.known[count]) < CHANCE
    part = found.median[share] / 100
    surprise[share] = binomial_p(numerator[share], denominator[share], part, cases[share]) < CHANCE
    for at in np.flatnonzero(found.far & surprise).tolist():
        unit = "" if kinds[at].unit is Unit.COUNT else f" {kinds[at].unit.label}".replace(" %", "%")
        now, usual = (figure_text(round(float(of[at]), 1)) for of in (number, found.median))
        told = f"{kinds[at].title}: nu {now}{unit}, in {found.known[at]} kwartalen hiervoor meestal rond {usual}{unit}"
        yield _finding(asked[at], "unusual", Severity.QUESTION, told)
