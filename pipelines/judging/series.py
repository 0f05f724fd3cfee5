"""Published headline figures as series: arrays of months and of quarters, in order of time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.measurement import quarters_between
from pipelines.statistics.outcome import Array
from schemas.indicators.catalogue import CATALOGUE
from schemas.indicators.declaration import Indicator
from schemas.judged_tables import SERIES
from schemas.quarter import Quarter
from schemas.vocabulary import PeriodKind

_PARTS = ("value", "numerator", "n", "target")


@dataclass(frozen=True, eq=False)
class Points:
    """One kind of period: arrays of series x periods, NaN where nothing is published (a hidden figure is a gap)."""

    periods: list[str]
    first_days: np.ndarray  # datetime64[D]
    value: Array
    numerator: Array
    n: Array
    target: Array


@dataclass(frozen=True, eq=False)
class Series:
    """All headline series. `keys`: one row per series (columns SERIES); `heads`: the headline rows of `values` (their
    index kept) with `series` and `at`, the positions of their series and quarter."""

    keys: pd.DataFrame
    heads: pd.DataFrame
    quarters: list[Quarter]
    month: Points
    quarter: Points

    @property
    def declared(self) -> list[Indicator]:
        return [CATALOGUE[code] for code in self.keys["indicator"]]


def series_of(values: pd.DataFrame) -> Series:
    """From the protected, judged rows of `values` (with `headline`). Raises nothing: without headlines all is empty."""
    heads = values[values["headline"]]
    names = pd.MultiIndex.from_frame(heads[SERIES].fillna(""))
    codes, unique = names.factorize()
    known = sorted({Quarter.parse(text) for text in heads["quarter"].unique()})
    quarters = quarters_between(known[0], known[-1]) if known else []
    places = {str(quarter): place for place, quarter in enumerate(quarters)}
    heads = heads.assign(series=codes, at=heads["quarter"].map(places).astype("int64"))
    keys = heads.drop_duplicates("series")[SERIES].reset_index(drop=True)
    months = values[(values["period_kind"] == PeriodKind.MONTH.value) & values["breakdown"].isna()]
    months = months.assign(series=unique.get_indexer(pd.MultiIndex.from_frame(months[SERIES].fillna(""))))
    months = months[months["series"] >= 0]
    calendar = [month for quarter in quarters for month in quarter.months]
    return Series(
        keys, heads, quarters,
        _points(months, len(keys), [str(month) for month in calendar], [month.first_day for month in calendar]),
        _points(heads, len(keys), list(places), [quarter.first_day for quarter in quarters]),
    )  # fmt: skip


def _points(rows: pd.DataFrame, many: int, periods: list[str], first_days: list) -> Points:
    places = {period: place for place, period in enumerate(periods)}
    at = rows["period"].map(places)
    rows = rows[at.notna()]
    where = rows["series"].to_numpy(), at[at.notna()].to_numpy(dtype="int64")
    arrays = {}
    for part in _PARTS:
        arrays[part] = np.full((many, len(periods)), np.nan)
        arrays[part][where] = rows[part].to_numpy(dtype="float64")
    hidden = np.isnan(arrays["value"])
    for part in ("numerator", "n"):
        arrays[part][hidden] = np.nan
    return Points(periods, np.array(first_days, dtype="datetime64[D]"), **arrays)
