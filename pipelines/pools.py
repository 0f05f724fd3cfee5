"""The table POOLS: each volunteer pool as a balance, held against the quarter before, with what may be shown of it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.findings import figure_text
from pipelines.measurement import SUB
from pipelines.reciprocity import NO_BASE
from schemas.publication import POOLS
from schemas.quarter import Quarter
from schemas.vocabulary import Grain

_KEY = [*SUB, "quarter"]
_BALANCE = ["stock_begin", "recruited", "returned", "departed", "stock_end"]
# a number of persons that is shown only where the percentage made of it is
_GUARDED = {"former_clients": "WED-4", "active": "WED-5"}
_TOLD = {"former_clients": "oud-cliënten", "active": "actieve vrijwilligers"}
_PARTS = [*_BALANCE, *_GUARDED]


def pool_table(pools: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """One row per sub-agreement x quarter and, where a provider has several, per provider x quarter. pools: see
    sql/volunteer_pools; values: protected figures."""
    if pools.empty:
        return pd.DataFrame()
    own = _protected(pools[[*_KEY, *_PARTS]], values)
    whole = pd.concat([own, _providers(own)], ignore_index=True)
    whole = _beside_before(whole)
    return whole.assign(sentence=[_sentence(row) for row in whole.to_dict("records")])[list(POOLS.columns)]


def _protected(pools: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """What is hidden as a percentage is hidden as a number, with the same reason."""
    own = values[values["grain"].eq(Grain.SUB_AGREEMENT.value)]
    rows = pools.assign(reason_code=pd.Series(None, index=pools.index, dtype="str"), parts=1)
    for name, code in _GUARDED.items():
        share = own.loc[own["indicator"] == code, [*_KEY, "value", "reason_code"]]
        beside = rows[_KEY].merge(share, how="left", on=_KEY, validate="one_to_one")
        seen = (beside["value"].notna() | beside["reason_code"].eq(NO_BASE)).to_numpy()
        hidden = ~seen & rows[name].notna().to_numpy()
        rows[name] = rows[name].where(seen)
        rows["reason_code"] = rows["reason_code"].mask(hidden & rows["reason_code"].isna().to_numpy(), "small_part")
    absent = rows[_BALANCE].isna().any(axis=1) & rows["reason_code"].isna()
    return rows.assign(reason_code=rows["reason_code"].mask(absent, "censored"))


def _providers(own: pd.DataFrame) -> pd.DataFrame:
    """The sub-agreements of a provider together: a number of which one part is not there, or may not be seen, is not
    there either. Only quarters in which every pool that has begun was delivered."""
    several = own[own.groupby("provider_id")["sub_agreement_id"].transform("nunique") > 1]
    key = ["provider_id", "quarter"]
    grouped = several.groupby(key, sort=False)
    total = grouped[_PARTS].sum(min_count=1)
    counted, parts = grouped[_PARTS].count(), grouped.size()
    total = total.where(counted.eq(parts, axis=0)).assign(reason_code=grouped["reason_code"].first(), parts=parts)
    total = total.reset_index().assign(sub_agreement_id=None)
    begun = several.groupby(SUB)["quarter"].min()
    due = [
        (begun[provider] <= quarter).sum()
        for provider, quarter in zip(total["provider_id"], total["quarter"], strict=True)
    ]
    absent = (total["parts"] < np.array(due, dtype="int64")).to_numpy()
    total.loc[absent, _PARTS] = np.nan
    return total.assign(reason_code=total["reason_code"].mask(absent, "part_missing")).astype(
        {"sub_agreement_id": "str"}
    )


def _beside_before(rows: pd.DataFrame) -> pd.DataFrame:
    """Add previous_end and difference. Of several pools together the quarter before holds the same ones, or it is not
    held against it."""
    later = {text: str(Quarter.parse(text).shift(1)) for text in rows["quarter"].unique()}
    before = rows[[*_KEY, "stock_end", "parts"]].rename(columns={"stock_end": "previous_end", "parts": "parts_before"})
    before = before.assign(quarter=before["quarter"].map(later).astype("str"))
    result = rows.merge(before, how="left", on=_KEY, validate="one_to_one")
    same = result["parts"].eq(result["parts_before"])
    result["previous_end"] = result["previous_end"].where(same)
    return result.assign(difference=result["stock_begin"] - result["previous_end"])


def _sentence(row: dict) -> str:
    if row["reason_code"] == "part_missing":
        return "Van een deelovereenkomst telt geen vrijwilligersblad; het totaal zou te laag zijn."
    if any(pd.isna(row[name]) for name in _BALANCE):
        return 'Een van de getallen is als "kleiner dan" geleverd; of de groep sluit, is niet te zien.'
    begin, recruited, returned, departed, end = (figure_text(row[name]) for name in _BALANCE)
    text = f"{begin} aan het begin + {recruited} nieuw + {returned} teruggekomen - {departed} vertrokken = {end} aan het einde."
    text += f" {_connection(row)}"
    if row["reason_code"] == "small_part":
        hidden = " en het aantal ".join(told for name, told in _TOLD.items() if pd.isna(row[name]))
        text += f" Het aantal {hidden} wordt niet getoond: zo is niemand te herkennen."
    if row["parts"] > 1:
        text += f" Dit zijn {row['parts']} deelovereenkomsten samen: wie bij twee vrijwilliger is, telt twee keer."
    return text


def _connection(row: dict) -> str:
    if pd.isna(row["difference"]):
        return "Het vorige kwartaal is er niet om mee te vergelijken."
    if row["difference"] == 0:
        return "Het begin sluit aan op het einde van het vorige kwartaal."
    more = "meer" if row["difference"] > 0 else "minder"
    return (
        f"Het begin sluit niet aan: het vorige kwartaal eindigde met {figure_text(row['previous_end'])}, "
        f"dat is {figure_text(abs(row['difference']))} {more}."
    )
