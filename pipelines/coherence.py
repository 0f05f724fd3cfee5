"""Do the periods of one delivery agree: months with their quarter, stock with flow, year with period."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from pipelines.sources.table import Tidy
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Month, Quarter, parse_period
from schemas.vocabulary import Combination, Severity, Unit

Row = dict[str, Any]
_Series = dict[tuple[str, str], tuple[int, float]]


def check_together(tidy: Tidy, rows: list[Row]) -> None:
    """All checks between rows of one delivery."""
    _check_quarters(tidy, rows)
    _check_parts(tidy, rows)
    _check_people(tidy, rows)


def _check_quarters(tidy: Tidy, rows: list[Row]) -> None:
    """A quarter that is delivered beside its three months agrees with them, as the indicator's rule says."""
    groups: dict[tuple[Any, ...], dict[str, int]] = {}
    for index, row in enumerate(rows):
        indicator = CATALOGUE.get(row["indicator"])
        if indicator is not None and row["period"] is not None:
            key = (row["sub_agreement_id"], row["quarter"], row["indicator"], row["breakdown"], row["breakdown_value"])
            groups.setdefault(key, {})[row["period"]] = index
    for (_, quarter, code, *_rest), at in groups.items():
        if quarter not in at or len(at) != 4:
            continue
        months = [rows[at[period]] for period in sorted(period for period in at if period != quarter)]
        whole = rows[at[quarter]]
        for part in ("numerator", "denominator") if CATALOGUE[code].share else ("value",):
            values = [month[part] for month in months]
            if whole[part] is not None and None not in values:
                _compare(tidy, at[quarter], part, found=whole[part], months=values, code=code)


def _compare(tidy: Tidy, at: int, part: str, *, found: float, months: list[float], code: str) -> None:
    indicator = CATALOGUE[code]
    if indicator.moment or indicator.year_to_date:
        if found != months[-1]:
            tidy.add("moment_mismatch", at, part, detail=f"{months[-1]:g}")
    elif indicator.months_make_the_quarter:
        if found != sum(months):
            tidy.add("months_do_not_add_up", at, part, detail=f"{sum(months):g}")
    elif indicator.unit is Unit.COUNT and not max(months) <= found <= sum(months):
        tidy.add("quarter_against_months", at, part, detail=f"{max(months):g} tot {sum(months):g}")


def _check_people(tidy: Tidy, rows: list[Row]) -> None:
    """Persons since 1 January: never below the period itself, never falling within the year; stock follows flow."""
    by_sub: dict[str, _Series] = {}
    for index, row in enumerate(rows):
        if row["breakdown"] is None and row["value"] is not None and row["period"] is not None:
            by_sub.setdefault(row["sub_agreement_id"], {})[(row["indicator"], row["period"])] = (index, row["value"])
    for by in by_sub.values():
        for (code, period), (index, value) in by.items():
            within = by.get(("BER-1", period))
            if code == "BER-2" and within and value < within[1]:
                tidy.add("year_to_date_below", index, "value", detail=f"BER-1 is {within[1]:g}")
        _falls(tidy, by)
        _flows(tidy, by)


def _check_parts(tidy: Tidy, rows: list[Row]) -> None:
    """Districts or target groups are spelled in one way, and are together not more than the total."""
    spelled: dict[tuple[Any, ...], str] = {}
    totals: dict[tuple[Any, ...], float] = {}
    parts: dict[tuple[Any, ...], tuple[int, float]] = {}
    for index, row in enumerate(rows):
        indicator = CATALOGUE.get(row["indicator"])
        if indicator is None:
            continue
        if row["breakdown_value"] is not None:
            name = row["breakdown_value"]
            first = spelled.setdefault(
                (row["sub_agreement_id"], row["breakdown"], " ".join(name.split()).casefold()), name
            )
            if first != name:
                tidy.add("two_spellings", index, "breakdown_value", detail=f"{first} en {name}")
        count = row["denominator" if indicator.share else "value"]
        if count is None or indicator.combination is Combination.NEVER:
            continue
        key = (row["sub_agreement_id"], row["indicator"], row["period"])
        if row["breakdown"] is None:
            totals[key] = count
        else:
            kind = (*key, row["breakdown"])
            parts[kind] = (index, parts[kind][1] + count if kind in parts else count)
    for kind, (index, together) in parts.items():
        if together > totals.get(kind[:3], together):
            detail = f"{together:g} tegen {totals[kind[:3]]:g}"
            tidy.add(
                "parts_exceed_total",
                index,
                "value" if rows[index]["value"] is not None else "denominator",
                detail=detail,
            )


def _series_of(by: _Series, code: str, kind: type) -> list[tuple[Any, int, float]]:
    found = [(parse_period(period), *at) for (name, period), at in by.items() if name == code]
    return sorted(item for item in found if isinstance(item[0], kind))


def _falls(tidy: Tidy, by: _Series) -> None:
    for kind in (Month, Quarter):
        for (before, _, earlier), (period, index, value) in pairwise(_series_of(by, "BER-2", kind)):
            if period.year == before.year and value < earlier:
                tidy.add("year_to_date_falls", index, "value", detail=f"{earlier:g}")


def _flows(tidy: Tidy, by: _Series) -> None:
    stock = _series_of(by, "BER-7", Month)
    for (before, _, begin), (month, index, end) in pairwise(stock):
        flow_in, flow_out = by.get(("BER-5", str(month))), by.get(("BER-6", str(month)))
        follows = (month.year * 12 + month.number) - (before.year * 12 + before.number) == 1
        if follows and flow_in and flow_out and begin + flow_in[1] - flow_out[1] != end:
            expected = f"{begin + flow_in[1] - flow_out[1]:g}"
            tidy.add("stock_flow", index, "value", detail=expected, severity=Severity.WARNING)
