"""Which figures stand for an indicator, on tiles and in trends, and the same figure one quarter and one year before."""

from __future__ import annotations

import pandas as pd

from pipelines.keyed import any_in, numbered
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Quarter
from schemas.vocabulary import Grain, PeriodKind

_TIE = ["provider_id", "sub_agreement_id", "grain", "indicator", "breakdown", "breakdown_value"]
_SINCE_JANUARY = [code for code, item in CATALOGUE.items() if item.year_to_date]


def headlines(rows: pd.DataFrame) -> pd.DataFrame:
    """The figures that stand for an indicator: a provider total where there is one, else each sub-agreement. Where
    a target is agreed the verdict is the sub-agreements', so they stand for it, in every quarter alike."""
    key, total = ["provider_id", "indicator"], rows["grain"].eq(Grain.PROVIDER.value).to_numpy()
    apart = rows["reason_code"].eq("judged_per_part").to_numpy()
    has_total = any_in(rows, key, total) & ~any_in(rows, key, apart)
    return rows.assign(
        theme=rows["indicator"].map({code: item.theme.value for code, item in CATALOGUE.items()}),
        unit=rows["indicator"].map({code: item.unit.value for code, item in CATALOGUE.items()}),
        headline=(rows["period_kind"] == PeriodKind.QUARTER.value) & rows["breakdown"].isna() & (total == has_total),
    )


def with_earlier(rows: pd.DataFrame) -> pd.DataFrame:
    """The same figure one quarter and one year before, as published (so what is hidden stays hidden). What is counted
    since 1 January begins anew: beside a first quarter the whole year before would say nothing."""
    shown = rows.loc[rows["period_kind"] == PeriodKind.QUARTER.value, [*_TIE, "quarter", "value"]]
    shown = shown[["quarter", "value"]].assign(series=numbered(shown, _TIE))
    found = {}
    for name, quarters in (("previous_value", 1), ("year_ago_value", 4)):
        later = {text: str(Quarter.parse(text).shift(quarters)) for text in shown["quarter"].unique()}
        earlier = shown.assign(quarter=shown["quarter"].map(later).astype("str")).rename(columns={"value": name})
        both = shown.merge(earlier, how="left", on=["series", "quarter"], validate="many_to_one")
        found[name] = pd.Series(both[name].to_numpy(), index=shown.index).reindex(rows.index)
    anew = rows["indicator"].isin(_SINCE_JANUARY) & rows["quarter"].str.endswith("K1")
    return rows.assign(previous_value=found["previous_value"].mask(anew), year_ago_value=found["year_ago_value"])
