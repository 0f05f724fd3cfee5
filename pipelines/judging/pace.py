"""Pace: where a count since 1 January will stand at the end of the year, when it goes on in a straight line."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.judging.series import Series
from pipelines.statistics.distributions import student_975
from pipelines.statistics.outcome import Array
from schemas.indicators.catalogue import CATALOGUE
from schemas.vocabulary import NSource, PeriodKind, Unit

COLUMNS = ["forecast", "forecast_lower", "forecast_upper", "forecast_sentence"]
# counts since 1 January, and what is one of them as a percentage of its norm; other percentages do not grow in a line
_COUNTS = {code for code, item in CATALOGUE.items() if item.year_to_date and item.unit is Unit.COUNT}
_AHEAD = _COUNTS | {
    code
    for code, item in CATALOGUE.items()
    if item.year_to_date and len(item.made_from) == 1 and {*item.made_from} <= _COUNTS
}
_ONLY_GROWS = {code for code in _COUNTS if CATALOGUE[code].n_source is NSource.VALUE}  # net growth may fall
_KNOWN = 3  # monthly increments of this year before there is a margin


def forecasts(series: Series, agreed: pd.DataFrame) -> pd.DataFrame:
    """COLUMNS per headline row (index of series.heads), null where nothing is forecast.

    forecast = value so far x months in the year / months so far. Margin: the rest of the year is a sum of r = months
    left increments that vary as the k known ones of this year (standard deviation s, n-1): t(0.975, k-1) x s x
    sqrt(r + r^2/k), the r^2/k for the pace itself being estimated. Of what cannot fall never below what was reached. agreed: as
    targets.targets, of all quarters of the years. Source: docs/verdicts.md, Forecast.
    """
    heads = series.heads
    empty = pd.DataFrame(index=heads.index, columns=COLUMNS, dtype="float64").astype({"forecast_sentence": "str"})
    to_date = heads["indicator"].isin(_AHEAD)
    rows = _planned(heads[to_date & heads["value"].notna()], agreed)
    if rows.empty:
        return empty
    source = rows["indicator"].map({code: (item.made_from or (code,))[0] for code, item in CATALOGUE.items()})
    counted = _with_source(rows, series, source)
    so_far, left = counted["so_far"].to_numpy(dtype=float), (counted["months_in_year"] - counted["months_counted"])
    straight = so_far * counted["months_in_year"] / counted["months_counted"]
    half = _half(_increments(series, counted), left.to_numpy(dtype=float))
    only_grows = source.isin(_ONLY_GROWS).to_numpy()
    share = np.where(source != rows["indicator"], 100 / counted["year_target"], 1.0)
    whole = pd.DataFrame(
        {
            "forecast": straight * share,
            "forecast_lower": np.where(only_grows, np.maximum(straight - half, so_far), straight - half) * share,
            "forecast_upper": (straight + half) * share,
        },
        index=rows.index,
    )
    said = [
        _sentence(*figures)
        for figures in zip(whole["forecast"], whole["forecast_lower"], whole["forecast_upper"], counted["year_target"],
                           left, counted["ends_in_december"], share != 1.0, strict=True)
    ]  # fmt: skip
    empty.loc[rows.index, COLUMNS[:3]] = whole
    empty.loc[rows.index, "forecast_sentence"] = said
    return empty


def _planned(rows: pd.DataFrame, agreed: pd.DataFrame) -> pd.DataFrame:
    """The rows whose norm runs until the planned end of their year, with `year_target` and `ends_in_december`. Who left
    early gets no forecast: the months after that will not come."""
    quarters = agreed[agreed["period_kind"] == PeriodKind.QUARTER.value]
    ends = quarters.assign(year=quarters["period"].str[:4]).sort_values("period")
    ends = ends.drop_duplicates(["sub_agreement_id", "indicator", "year"], keep="last")
    ends = ends[ends["months_counted"] == ends["months_in_year"]].assign(
        ends_in_december=lambda f: f["period"].str.endswith("-K4"), year_target=lambda f: f["target"]
    )
    source = rows["indicator"].map({code: (item.made_from or (code,))[0] for code, item in CATALOGUE.items()})
    key = pd.DataFrame(
        {"sub_agreement_id": rows["sub_agreement_id"], "indicator": source, "year": rows["quarter"].str[:4]}
    )
    found = key.merge(
        ends[[*key.columns, "year_target", "ends_in_december"]],
        how="left",
        on=list(key.columns),
        validate="many_to_one",
    ).set_index(rows.index)
    result = rows.assign(year_target=found["year_target"], ends_in_december=found["ends_in_december"])
    return result[result["year_target"].notna() & (result["months_counted"] > 0)]


def _with_source(rows: pd.DataFrame, series: Series, source: pd.Series) -> pd.DataFrame:
    """`so_far` and `counted_as` (series) of the count that a row is about: its own, or what it was derived from."""
    keys = series.keys.assign(counted_as=range(len(series.keys)))
    wanted = rows[["provider_id", "sub_agreement_id", "grain"]].assign(indicator=source)
    found = wanted.merge(keys, how="left", on=list(wanted.columns), validate="many_to_one").set_index(rows.index)
    place = found["counted_as"].fillna(-1).astype("int64")
    so_far = np.where(place >= 0, series.quarter.value[place, rows["at"]], np.nan)
    return rows.assign(counted_as=place, so_far=so_far)


def _increments(series: Series, rows: pd.DataFrame) -> Array:
    """Rows x 12: what each month of the year added, up to the quarter; NaN where it or the month before is not known."""
    at, place = rows["at"].to_numpy(), rows["counted_as"].to_numpy()
    month_of_year = np.array([int(text[5:]) for text in series.month.periods])
    end = 3 * at + 2
    number = month_of_year[end]
    back = np.arange(12)[None, :] - (number - 1)[:, None]  # 0 is the last month of the quarter
    there = (back <= 0) & (end[:, None] + back >= 0)
    values = np.where(
        there, series.month.value[place[:, None], np.clip(end[:, None] + back, 0, len(month_of_year) - 1)], np.nan
    )
    first = number - rows["months_counted"].to_numpy(dtype=int)  # place of the first counted month
    before = np.concatenate([np.full((len(rows), 1), np.nan), values[:, :-1]], axis=1)
    before[np.arange(len(rows)), np.clip(first, 0, 11)] = 0.0
    counted = np.arange(12)[None, :] >= first[:, None]
    return np.where(counted, values - before, np.nan)


def _half(increments: Array, left: Array) -> Array:
    """Half the margin; NaN with fewer than three known increments, and when no month is left."""
    k = (~np.isnan(increments)).sum(axis=1)
    enough = (k >= _KNOWN) & (left > 0)
    half = np.full(len(k), np.nan)
    if enough.any():
        many, rest = k[enough], left[enough]
        half[enough] = (
            student_975(many - 1) * np.nanstd(increments[enough], axis=1, ddof=1) * np.sqrt(rest + rest**2 / many)
        )
    return half


def _sentence(
    forecast: float, lower: float, upper: float, target: float, left: float, december: bool, share: bool
) -> str:
    unit = "% van de jaarafspraak" if share else ""
    norm = "" if share else f"; de norm voor het jaar is {_whole(target)}"
    if left == 0:
        return f"Het jaar is rond: {_whole(forecast)}{unit}{norm}."
    when = "op 31 december" if december else "aan het einde van de afspraak"
    margin = (
        " Er is nog geen marge: daarvoor zijn drie maandcijfers van dit jaar nodig."
        if np.isnan(lower)
        else f" Waarschijnlijk tussen {_whole(lower)} en {_whole(upper)}."
    )
    return f"Gaat het zo door, dan is het {when} ongeveer {_whole(forecast)}{unit}{norm}.{margin}"


def _whole(value: float) -> str:
    return f"{int(np.floor(value + 0.5)):,}".replace(",", ".")
