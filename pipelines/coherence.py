"""Do the periods of one delivery agree: months with their quarter, stock with flow, year with period."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from pipelines.coded import Bools, Coded, Floats, Groups, Ints
from pipelines.findings import figure_text
from pipelines.sources.table import Tidy
from schemas.indicators.catalogue import CATALOGUE
from schemas.indicators.declaration import Indicator
from schemas.quarter import Month, parse_period
from schemas.vocabulary import Combination, Severity, Unit

QUARTERS_FROM = 1_000_000


def check_together(tidy: Tidy, rows: Coded, where: Bools) -> None:
    """All checks between rows of one delivery. `rows` holds the words of the frame's rows as numbers; only the rows of
    `where`, of which it is known what they are about, are compared."""
    where = where & rows.here("period") & rows.flag("indicator", lambda code: code in CATALOGUE)
    _check_quarters(tidy, rows, where)
    _check_spelling(tidy, rows, where)
    _check_parts(tidy, rows, where)
    _check_people(tidy, rows, where)


def _flags(rows: Coded, test: Callable[[Indicator], bool]) -> Bools:
    return rows.flag("indicator", lambda code: code in CATALOGUE and test(CATALOGUE[code]))


def _spread(tidy: Tidy, at: Ints, values: Floats) -> Floats:
    """Values of some rows on an array as long as the frame."""
    found = np.full(len(tidy.frame), np.nan)
    found[at] = values
    return found


def _check_quarters(tidy: Tidy, rows: Coded, where: Bools) -> None:
    """A quarter that is delivered beside its three months agrees with them, as the indicator's rule says."""
    fours = _months_and_quarter(rows, where)
    if not len(fours):
        return
    whole, divided = fours[:, 3], _flags(rows, lambda item: item.divided)
    for part in ("numerator", "denominator", "value"):
        numbers = tidy.frame[part].to_numpy()
        wanted = divided[whole] == (part != "value")
        wanted &= ~np.isnan(numbers[fours]).any(axis=1)
        if wanted.any():
            _compare(tidy, rows, part, fours=fours[wanted], numbers=numbers)


def _months_and_quarter(rows: Coded, where: Bools) -> Ints:
    """Row positions, shape (n, 4): three months in order and their quarter, of what is delivered in all four. Of a
    period that stands there twice the last one counts."""
    names = ("sub_agreement_id", "quarter", "indicator", "breakdown", "breakdown_value")
    series = rows.groups(*names, within=where)
    at = rows.groups(*names, "period", within=where).last
    number = series.number[at]
    is_quarter = rows.flag("period", lambda word: "K" in word)[at]
    whole = np.bincount(number, minlength=len(series)) == 4
    whole &= np.bincount(number[is_quarter], minlength=len(series)) == 1
    chosen = whole[number]
    at, number = at[chosen], number[chosen]
    order = np.lexsort((rows.rank("period")[at], number))  # 2025-K1 sorts after 2025-03
    return at[order].reshape(-1, 4)


def _compare(tidy: Tidy, rows: Coded, part: str, *, fours: Ints, numbers: Floats) -> None:
    whole, found = fours[:, 3], numbers[fours[:, 3]]
    first, second, last = (numbers[fours[:, column]] for column in range(3))
    total, most = first + second + last, np.maximum(np.maximum(first, second), last)
    moment = _flags(rows, lambda item: item.moment or item.year_to_date)[whole]
    adds_up = _flags(rows, _adds_up)[whole]
    counts = _flags(rows, lambda item: item.unit is Unit.COUNT)[whole] & ~moment & ~adds_up
    lasts, totals, mosts = (_spread(tidy, whole, values) for values in (last, total, most))
    tidy.add_rows("moment_mismatch", whole[moment & (found != last)], part,
                  detail=lambda index: figure_text(lasts[index]))  # fmt: skip
    tidy.add_rows("months_do_not_add_up", whole[adds_up & (found != total)], part,
                  detail=lambda index: figure_text(totals[index]))  # fmt: skip
    outside = counts & ((found < most) | (found > total))
    tidy.add_rows("quarter_against_months", whole[outside], part,
                  detail=lambda index: f"{figure_text(mosts[index])} tot {figure_text(totals[index])}")  # fmt: skip


def _adds_up(item: Indicator) -> bool:
    return item.months_make_the_quarter and not (item.moment or item.year_to_date)


def _check_spelling(tidy: Tidy, rows: Coded, where: Bools) -> None:
    """A district or target group is spelled in one way."""
    names = ("sub_agreement_id", "breakdown", "breakdown_value")
    groups = rows.groups(*names, within=where & rows.here("breakdown_value"))
    spelled: dict[tuple[object, ...], str] = {}
    told: list[str] = []
    for at in groups.first.tolist():
        sub, kind, name = (rows.word(column, at) for column in names)
        first = spelled.setdefault((sub, kind, " ".join(str(name).split()).casefold()), str(name))
        told.append("" if first == name else f"{first} en {name}")
    other = np.array([bool(text) for text in told] + [False])[groups.number]
    tidy.add_rows("two_spellings", other, "breakdown_value", detail=lambda index: told[groups.number[index]])


def _check_parts(tidy: Tidy, rows: Coded, where: Bools) -> None:
    """Districts or target groups are together not more than the total."""
    frame = tidy.frame
    share = _flags(rows, lambda item: item.share)
    count = np.where(share, frame["denominator"].to_numpy(), frame["value"].to_numpy())
    use = where & _flags(rows, lambda item: item.combination is not Combination.NEVER) & ~np.isnan(count)
    broken_down = rows.here("breakdown")
    if not (use & broken_down).any():
        return
    names = ("sub_agreement_id", "indicator", "period")
    whole = rows.groups(*names, within=use)
    totals = whole.latest(count, use & ~broken_down)
    parts = rows.groups(*names, "breakdown", within=use & broken_down)
    inside = parts.number >= 0
    together = np.bincount(parts.number[inside], weights=count[inside], minlength=len(parts)).astype(np.float64)
    total = totals[whole.number[parts.last]]
    over = together > total  # never where there is no total
    sums, wholes = (_spread(tidy, parts.last, values) for values in (together, total))
    has_value = frame["value"].notna().to_numpy()
    for part in ("value", "denominator"):
        at = parts.last[over & (has_value[parts.last] == (part == "value"))]
        tidy.add_rows("parts_exceed_total", at, part,
                      detail=lambda index: f"{figure_text(sums[index])} tegen {figure_text(wholes[index])}")  # fmt: skip


def _check_people(tidy: Tidy, rows: Coded, where: Bools) -> None:
    """What counts since 1 January is never below the period itself and never falls within the year; a stock follows
    from the one before and what came in and went out. The catalogue says which indicators belong together."""
    value = tidy.frame["value"].to_numpy()
    use = where & ~rows.here("breakdown") & ~np.isnan(value)
    yearly = [item for item in CATALOGUE.values() if item.accumulates]
    stocks = [item for item in CATALOGUE.values() if item.inflow or item.outflow or item.begins_as]
    named = {name for item in yearly for name in (item.code, item.accumulates)}
    named |= {name for item in stocks for name in (item.code, *item.inflow, *item.outflow, item.begins_as) if name}
    use &= rows.flag("indicator", lambda code: code in named)
    if not use.any():
        return
    groups = rows.groups("sub_agreement_id", "period", within=use)
    at, values = _per_code(rows, groups, value, use=use, codes=named)
    for item in yearly:
        whole, part = values[item.code], values[item.accumulates]
        below = at[item.code][whole < part]
        within = _spread(tidy, below, part[whole < part])
        tidy.add_rows("year_to_date_below", below, "value",
                      detail=lambda index, item=item, within=within: f"{item.accumulates} is {figure_text(within[index])}")  # fmt: skip
        _falls(tidy, rows, at[item.code], value=value)
    for item in stocks:
        _flows(tidy, rows, groups, at=at[item.code], values=values, stock=item)


def _per_code(
    rows: Coded, groups: Groups, value: Floats, *, use: Bools, codes: Iterable[str]
) -> tuple[dict[str, Ints], dict[str, Floats]]:
    """Per indicator, over the groups: the row (-1: none) and its value (nan: none)."""
    at, values = {}, {}
    for code in codes:
        here = np.flatnonzero(use & rows.flag("indicator", lambda word, code=code: word == code))
        at[code] = np.full(len(groups), -1, dtype=np.int64)
        at[code][groups.number[here]] = here
        values[code] = np.where(at[code] >= 0, value[at[code]], np.nan)
    return at, values


def _falls(tidy: Tidy, rows: Coded, found: Ints, *, value: Floats) -> None:
    at = found[found >= 0]
    is_quarter = rows.flag("period", lambda word: "K" in word)[at]
    order = np.lexsort((rows.rank("period")[at], is_quarter, rows.codes["sub_agreement_id"][at]))
    at, is_quarter = at[order], is_quarter[order]
    year = np.array([int(str(word)[:4]) for word in rows.words["period"]])[rows.codes["period"][at]]
    sub = rows.codes["sub_agreement_id"][at]
    same = (sub[1:] == sub[:-1]) & (year[1:] == year[:-1]) & (is_quarter[1:] == is_quarter[:-1])
    falls = same & (value[at[1:]] < value[at[:-1]])
    earlier = _spread(tidy, at[1:][falls], value[at[:-1]][falls])
    tidy.add_rows("year_to_date_falls", at[1:][falls], "value", detail=lambda index: figure_text(earlier[index]))


def _flows(tidy: Tidy, rows: Coded, groups: Groups, *, at: Ints, values: dict[str, Floats], stock: Indicator) -> None:
    """Where a month does not follow from the month before it, its quarter does not say so again."""
    first = groups.first
    place = np.array([step(str(word)) for word in rows.words["period"]])[rows.codes["period"][first]]
    ended = values[stock.begins_as or stock.code]
    sub, quarter = rows.codes["sub_agreement_id"][first], rows.codes["quarter"][first]
    order = np.lexsort((place, sub))
    before, now = order[:-1], order[1:]
    expected = ended[before].copy()
    for sign, codes in ((1, stock.inflow), (-1, stock.outflow)):
        for code in codes:
            expected += sign * values[code][now]
    follows = (sub[before] == sub[now]) & (place[now] - place[before] == 1)
    wrong = follows & ~np.isnan(expected + values[stock.code][now]) & (expected != values[stock.code][now])
    now, expected = now[wrong], expected[wrong]
    is_month = place[now] < QUARTERS_FROM
    months = set(zip(sub[now[is_month]].tolist(), quarter[now[is_month]].tolist(), strict=True))
    told = is_month | np.array([pair not in months for pair in zip(sub[now].tolist(), quarter[now].tolist(), strict=True)],
                               dtype=bool)  # fmt: skip
    rows_of = at[now[told]]
    sums = _spread(tidy, rows_of, expected[told])
    code = "stock_begins" if stock.begins_as else "stock_flow"
    tidy.add_rows(code, rows_of, "value", detail=lambda index: figure_text(sums[index]), severity=Severity.WARNING)


def step(word: str) -> int:
    """Months counted from the year 0, and quarters far beyond them, so that neighbours of a kind differ by 1."""
    period = parse_period(word)
    if isinstance(period, Month):
        return period.year * 12 + period.number
    return QUARTERS_FROM + period.year * 4 + period.number
