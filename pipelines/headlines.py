"""Which figures stand for an indicator, on tiles and in trends, and the same figure one quarter and one year before."""

from __future__ import annotations

import numpy as np
import pandas as pd

from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Quarter
from schemas.vocabulary import Grain, PeriodKind

_TIE = ["provider_id", "sub_agreement_id", "grain", "indicator", "breakdown", "breakdown_value"]
_SINCE_JANUARY = [code for code, item in CATALOGUE.items() if item.year_to_date]


def headlines(rows: pd.DataFrame) -> pd.DataFrame:
    """The figures that stand for an indicator: a provider total where there is one, else each sub-agreement. Where
    a target is agreed the verdict is the sub-agreements', so they stand for it, in every quarter alike."""
    totals = {
        (provider, indicator)
        for provider, indicator, grain in zip(rows["provider_id"], rows["indicator"], rows["grain"], strict=True)
        if grain == Grain.PROVIDER.value
    }
    apart = rows[rows["reason_code"] == "judged_per_part"]
    totals -= set(zip(apart["provider_id"], apart["indicator"], strict=True))
    has_total = [
        (provider, indicator) in totals
        for provider, indicator in zip(rows["provider_id"], rows["indicator"], strict=True)
    ]
    return rows.assign(
        theme=rows["indicator"].map({code: item.theme.value for code, item in CATALOGUE.items()}),
        unit=rows["indicator"].map({code: item.unit.value for code, item in CATALOGUE.items()}),
        headline=(rows["period_kind"] == PeriodKind.QUARTER.value)
        & rows["breakdown"].isna()
        & ((rows["grain"] == Grain.PROVIDER.value) == np.array(has_total, dtype=bool)),
    )


def with_earlier(rows: pd.DataFrame) -> pd.DataFrame:
    """The same figure one quarter and one year before, as published (so what is hidden stays hidden). What is counted
    since 1 January begins anew: beside a first quarter the whole year before would say nothing."""
    result = rows
    shown = rows[rows["period_kind"] == PeriodKind.QUARTER.value]
    for name, quarters in (("previous_value", 1), ("year_ago_value", 4)):
        later = {text: str(Quarter.parse(text).shift(quarters)) for text in shown["quarter"].unique()}
        earlier = shown[[*_TIE, "quarter", "value"]].rename(columns={"value": name})
        earlier["quarter"] = earlier["quarter"].map(later).astype("str")
        earlier["period_kind"] = PeriodKind.QUARTER.value
        result = result.merge(earlier, how="left", on=[*_TIE, "quarter", "period_kind"], validate="many_to_one")
    anew = result["indicator"].isin(_SINCE_JANUARY) & result["quarter"].str.endswith("K1")
    return result.assign(previous_value=result["previous_value"].mask(anew))
