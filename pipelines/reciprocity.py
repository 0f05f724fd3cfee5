"""From the volunteers' sheet to figures: WED-1 to WED-11, and the cells that each of them was made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.acts import Acts
from pipelines.keyed import among, numbered
from pipelines.measurement import CUT, FIGURE, PARTS, SUB
from pipelines.register import Register
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Quarter
from schemas.vocabulary import Grain, PeriodKind

_KEY = [*SUB, "quarter"]
UNKNOWN_YEAR, NO_BASE = "year_incomplete", "no_base"


@dataclass(frozen=True)
class _Made:
    """Of which cells a figure is made. `since_january`: of those of every quarter of the year so far; `opening`: of the
    stock of the year's first quarter, beside the others of the quarter itself."""

    value: tuple[str, ...] = ()
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    since_january: bool = False
    opening: str = ""  # value or denominator: where the stock of 1 January stands


MADE = {
    "WED-1": _Made(value=("recruited",), since_january=True),
    "WED-2": _Made(value=("stock_end",), opening="value"),
    "WED-3": _Made(numerator=("stock_end",), opening="denominator"),
    "WED-4": _Made(numerator=("former_clients",), denominator=("recruited",)),
    "WED-5": _Made(numerator=("active",), denominator=("stock_end",)),
    "WED-6": _Made(numerator=("cohort_active",), denominator=("cohort_started",)),
    "WED-7": _Made(numerator=("matches",), denominator=("registered",)),
    "WED-8": _Made(numerator=("hours",), denominator=("active",)),
    "WED-9": _Made(numerator=("departed",), denominator=("stock_begin", "stock_end")),
    "WED-10": _Made(numerator=("filled_vacancies",), denominator=("reported_vacancies",)),
    "WED-11": _Made(numerator=("former_clients",), since_january=True),
}


def counts_and_pools(acts: Acts, active: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The filled cells that count (sql/volunteer_counts), and a row per sub-agreement x quarter (sql/volunteer_pools)."""
    counts = acts.warehouse.ask("volunteer_counts", active_slot=active)
    return counts, acts.warehouse.ask("volunteer_pools", counted=counts)


def figures(pools: pd.DataFrame, register: Register) -> pd.DataFrame:
    """One row per sub-agreement x quarter x indicator, with the columns of measurement.FIGURE: numerator and denominator
    of a ratio, the value of a count. Where a part is not filled in there is no row; where there is no figure all the
    same, its reason. A sum since 1 January needs every quarter of the year in which the sub-agreement runs."""
    if pools.empty:
        return pd.DataFrame(columns=FIGURE, dtype="str").astype(dict.fromkeys(PARTS, "float64"))
    year = since_january(pools, register)
    growth = pools["stock_end"] - year["opening"]
    made = [
        _count("WED-1", pools, year["recruited"], base=None, uses=("recruited",)),
        _count("WED-2", pools, growth, base=year["opening"], uses=("stock_end", "stock_begin")),
        _ratio("WED-3", pools, growth, base=year["opening"], uses=("stock_end", "stock_begin")),
        _ratio("WED-9", pools, pools["departed"], base=(pools["stock_begin"] + pools["stock_end"]) / 2,
               uses=("departed", "stock_begin", "stock_end")),
    ]  # fmt: skip
    for code in ("WED-4", "WED-5", "WED-6", "WED-7", "WED-8", "WED-10"):
        (above,), (below,) = MADE[code].numerator, MADE[code].denominator
        made.append(_ratio(code, pools, pools[above], base=pools[below], uses=(above, below)))
    rows = pd.concat(made, ignore_index=True)
    unknown = rows["reason_code"].isna() & rows[["value", "numerator"]].isna().all(axis=1)
    rows["reason_code"] = rows["reason_code"].mask(unknown, UNKNOWN_YEAR)
    return rows.assign(
        grain=Grain.SUB_AGREEMENT.value, period=rows["quarter"], period_kind=PeriodKind.QUARTER.value,
        **{name: pd.Series(None, index=rows.index, dtype="str") for name in CUT[1:]},
    )[FIGURE]  # fmt: skip


def since_january(pools: pd.DataFrame, register: Register) -> pd.DataFrame:
    """Beside each pool: `recruited` and `former_clients` summed since 1 January, `opening` the stock with which the year
    (or the sub-agreement in it) began. Missing where a quarter of the year is."""
    year = pools["quarter"].str[:4]
    number = pools["quarter"].str[-1].astype("int64")
    by_year = pools.groupby([*(pools[name] for name in SUB), year], sort=False)
    due = number - [_first_quarter(register, sub, at) for sub, at in zip(pools["sub_agreement_id"], year, strict=True)]
    whole = by_year.cumcount() == due
    sums = by_year[["recruited", "former_clients"]].cumsum()
    known = by_year[["recruited", "former_clients"]].transform(lambda part: part.notna().cummin())
    return sums.where(known.astype(bool)).assign(opening=by_year["stock_begin"].transform("first")).where(whole)


def _first_quarter(register: Register, sub_agreement_id: str, year: str) -> int:
    """The number of the first quarter of the year in which the sub-agreement runs."""
    january, december = Quarter(int(year), 1).first_day, Quarter(int(year), 4).last_day
    days = [
        max(start.date(), january)
        for start, end in register.runs.get(sub_agreement_id, [])
        if start.date() <= december and end.date() >= january
    ]
    return (min(days, default=january).month + 2) // 3


def _rows(code: str, pools: pd.DataFrame, parts: Mapping[str, pd.Series], *, uses: Iterable[str]) -> pd.DataFrame:
    bounded = pools["censored"].map(lambda names: bool(set(uses) & set(names.split())))
    rows = pools[[*_KEY, "note"]].assign(indicator=code, **dict.fromkeys(PARTS, np.nan))
    rows = rows.assign(**parts).assign(reason_code=pd.Series(None, index=rows.index, dtype="str"))
    rows["note"] = rows["note"].astype("str")
    rows.loc[bounded, PARTS] = np.nan
    rows["reason_code"] = rows["reason_code"].mask(bounded, "censored")
    return rows


def _count(
    code: str, pools: pd.DataFrame, value: pd.Series, *, base: pd.Series | None, uses: Iterable[str]
) -> pd.DataFrame:
    parts = {"value": value} if base is None else {"value": value, "denominator": base}
    return _rows(code, pools, parts, uses=uses)


def _ratio(
    code: str, pools: pd.DataFrame, numerator: pd.Series, *, base: pd.Series, uses: Iterable[str]
) -> pd.DataFrame:
    """Rows where both parts are known, or since 1 January; nothing to divide by is no figure, with its reason."""
    rows = _rows(code, pools, {"numerator": numerator, "denominator": base}, uses=uses)
    nothing = rows["denominator"] == 0
    rows.loc[nothing, PARTS] = np.nan
    rows["reason_code"] = rows["reason_code"].mask(nothing, NO_BASE)
    known = rows[["numerator", "denominator"]].notna().all(axis=1) | rows["reason_code"].notna()
    return rows if CATALOGUE[code].year_to_date else rows[known]


def per_hundred_reached(rows: pd.DataFrame, pools: pd.DataFrame, register: Register) -> pd.DataFrame:
    """Rows for WED-11: former clients since 1 January per 100 people reached (BER-2). `rows` are protected figures: the
    figure is there only where WED-4 is shown in every quarter of the year so far, for from two sums since January the
    number of the quarter between follows."""
    if pools.empty:
        return rows.iloc[:0]
    reached = rows[
        rows["indicator"].eq("BER-2") & rows["breakdown"].isna() & rows["value"].notna()
        & rows["period_kind"].eq(PeriodKind.QUARTER.value) & rows["grain"].eq(Grain.SUB_AGREEMENT.value)
    ]  # fmt: skip
    former = pools[_KEY].assign(former=since_january(pools, register)["former_clients"], shown=_shown(rows, pools))
    found = reached.merge(former[former["former"].notna()], on=_KEY, validate="one_to_one")
    few = found["value"] < CATALOGUE["WED-11"].minimum_n
    told = ~few & found["shown"].astype(bool)
    base = found["value"].where(told)
    number = found["former"].where(told)
    result = found.drop(columns=["former", "shown"]).assign(
        indicator="WED-11", numerator=number, denominator=base, value=100 * number / base, n=base, note=None,
        reason_code=pd.Series(np.where(few, "too_few", "small_part"), index=found.index, dtype="str").mask(told),
        **dict.fromkeys(("target", "target_agreed", "months_counted", "months_in_year"), np.nan), target_period=None,
    )  # fmt: skip
    return result.astype({"note": "str", "reason_code": "str", "target_period": "str"})


def _shown(rows: pd.DataFrame, pools: pd.DataFrame) -> pd.Series:
    """Beside each pool: whether WED-4 can be read in this and every earlier quarter of the year. With no new volunteers
    there is no percentage, and nothing to hide."""
    share = rows[rows["indicator"].eq("WED-4") & rows["grain"].eq(Grain.SUB_AGREEMENT.value)]
    open_ = share[share["value"].notna() | share["reason_code"].eq(NO_BASE)]
    readable = pd.MultiIndex.from_frame(pools[_KEY]).isin(pd.MultiIndex.from_frame(open_[_KEY]))
    by_year = pd.Series(readable, index=pools.index).groupby([*(pools[name] for name in SUB), pools["quarter"].str[:4]])
    return by_year.cummin()


def cells(counts: pd.DataFrame, register: Register, values: pd.DataFrame) -> pd.DataFrame:
    """The trail: one row per published figure x row of a sheet that it was made of, with the addresses of its cells.
    What stood there is told only where the figure itself can be read: never beside one that is hidden or that is not
    there, for another figure made of the same cell may be hidden."""
    if counts.empty:
        return pd.DataFrame()
    parts = [_trail(made, counts, register=register).assign(indicator=code) for code, made in MADE.items()]
    whole = pd.concat([part for part in parts if len(part)], ignore_index=True)
    there = counts[_KEY].drop_duplicates().rename(columns={"quarter": "at"})
    trail = _per_row(whole[among(whole, there, [*SUB, "at"])])
    key = [*SUB, "indicator", "quarter"]
    own = values[values["grain"].eq(Grain.SUB_AGREEMENT.value) & values["indicator"].isin(list(MADE))]
    trail.loc[~among(trail, own[own["value"].notna()], key), PARTS] = np.nan
    return trail[among(trail, own, key)].reset_index(drop=True)


def _trail(made: _Made, counts: pd.DataFrame, *, register: Register) -> pd.DataFrame:
    own = {role: getattr(made, role) for role in PARTS}
    now = counts[counts["quantity"].isin([name for names in own.values() for name in names])]
    now = now.assign(at=now["quarter"])  # never of `counts`: an empty frame would take on all its rows
    role_of = {name: role for role, names in own.items() for name in names}
    now = now.assign(role=now["quantity"].map(role_of))
    if made.opening:
        stock = counts[counts["quantity"].eq("stock_begin")]
        first = [
            int(at[-1]) == _first_quarter(register, sub, at[:4])
            for sub, at in zip(stock["sub_agreement_id"], stock["quarter"], strict=True)
        ]
        now = pd.concat([now, _later(stock[first].assign(role=made.opening))], ignore_index=True)
    elif made.since_january:
        now = _later(now)
    return now


def _later(rows: pd.DataFrame) -> pd.DataFrame:
    """Each row also for the later quarters of its year."""
    year, own = rows["quarter"].str[:-1], rows["quarter"].str[-1].astype("int64")
    parts = [rows.assign(at=year + str(number))[own <= number] for number in range(1, 5)]
    return pd.concat(parts, ignore_index=True)


def _per_row(now: pd.DataFrame) -> pd.DataFrame:
    """The cells of one row of a sheet beside each other, per indicator; where several make one part, none of them is its
    number."""
    key = ["indicator", *SUB, "at", "delivery_id", "version", "sheet", "row"]
    now = now.assign(place=numbered(now, key))
    frame = now[[*key, "place"]].drop_duplicates("place")
    for role in PARTS:
        part = now[now["role"] == role]
        alone = ~part["place"].duplicated(keep=False)
        single = part.loc[alone, ["place", "cell", "amount"]].rename(columns={"cell": f"{role}_cell", "amount": role})
        several = part[~alone].groupby("place", sort=False)["cell"].agg("; ".join).rename(f"{role}_cell")
        both = pd.concat([single, several.reset_index()], ignore_index=True)
        frame = frame.merge(both, how="left", on="place", validate="one_to_one")
    frame = frame.drop(columns="place").rename(columns={"at": "quarter"})
    return frame.assign(
        period=frame["quarter"], period_kind=PeriodKind.QUARTER.value, recipe_note=None, breakdown=None,
        breakdown_value=None,
    )  # fmt: skip
