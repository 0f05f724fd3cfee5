"""Catalogue x delivered figures -> figures per quarter, sub-agreement and provider. Adds only what may be added."""

from __future__ import annotations

import numpy as np
import pandas as pd

from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Quarter
from schemas.vocabulary import Combination, Grain, NSource, PeriodKind, Unit

CUT = ["indicator", "breakdown", "breakdown_value"]
SUB = ["provider_id", "sub_agreement_id"]
PARTS = ["value", "numerator", "denominator"]
FIGURE = [*SUB, "grain", "quarter", "period", "period_kind", *CUT, *PARTS, "reason_code", "note"]

_MOMENT = {code for code, item in CATALOGUE.items() if item.moment}
_ADDED = {code for code, item in CATALOGUE.items() if item.combination is not Combination.NEVER and not item.moment}
_ACROSS = {code for code, item in CATALOGUE.items() if item.combination is not Combination.NEVER}
_DIVIDED = {code for code, item in CATALOGUE.items() if item.divided}
_TIMES = {code: 100.0 if item.unit is Unit.PERCENT else 1.0 for code, item in CATALOGUE.items()}
# there is no figure, and that is an answer: such a part adds nothing to a whole and blocks nothing
ANSWERED = ("explained", "no_base")
_LAST_MONTH = {f"-K{number}": f"-{3 * number:02d}" for number in range(1, 5)}


def measure(figures: pd.DataFrame, computed: pd.DataFrame | None = None) -> pd.DataFrame:
    """Figures as delivered (sql/delivered_figures.sql) -> columns FIGURE: months and quarters per sub-agreement,
    and totals per provider for what adds up and more than one sub-agreement delivers. `computed`: figures of
    sub-agreements that were made of other evidence, with columns FIGURE."""
    delivered = figures.assign(grain=Grain.SUB_AGREEMENT.value, reason_code=None)
    delivered["reason_code"] = delivered["reason_code"].astype("str").mask(delivered["censored"], "censored")
    # no figure but a note: the provider says why there is none (nobody started); that is an answer, not a gap
    explained = delivered[PARTS].isna().all(axis=1) & delivered["note"].notna() & ~delivered["censored"]
    delivered["reason_code"] = delivered["reason_code"].mask(explained, "explained")
    delivered[PARTS] = delivered[PARTS].mask(delivered["censored"])
    quarters = delivered[delivered["period_kind"] == PeriodKind.QUARTER.value]
    months = delivered[delivered["period_kind"] == PeriodKind.MONTH.value]
    made = _quarters_from_months(months, quarters)
    parts = [delivered[FIGURE], made[FIGURE], *([] if computed is None or computed.empty else [computed[FIGURE]])]
    subs = pd.concat(parts, ignore_index=True)
    subs.loc[~subs["indicator"].isin(_DIVIDED), "numerator"] = np.nan
    whole = pd.concat([subs, _providers(subs)], ignore_index=True)
    return _values(whole)


def _quarters_from_months(months: pd.DataFrame, quarters: pd.DataFrame) -> pd.DataFrame:
    """Quarters that were not delivered themselves: sums of their months, or the last month of a stock."""
    key = [*SUB, "quarter", *CUT]
    have = pd.MultiIndex.from_frame(quarters[key])
    wanted = months[months["indicator"].isin(_ADDED | _MOMENT)]
    wanted = wanted[~pd.MultiIndex.from_frame(wanted[key]).isin(have)]
    moment = wanted["indicator"].isin(_MOMENT)
    summed = _added(wanted[~moment], key)
    incomplete = summed["months"] < 3
    summed["reason_code"] = summed["reason_code"].mask(
        summed["reason_code"].isna() & incomplete, "months_" + summed["months"].astype("str")
    )
    last = wanted["quarter"].str[:4] + wanted["quarter"].str[4:].map(_LAST_MONTH)
    stock = wanted[moment & (wanted["period"] == last)]
    made = pd.concat([summed, stock], ignore_index=True)
    return made.assign(period=made["quarter"], period_kind=PeriodKind.QUARTER.value, grain=Grain.SUB_AGREEMENT.value)


def _added(rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Sums per key; null, with the reason, as soon as one part is censored or missing where others have it. A part
    that was explained away (nobody started) adds nothing and blocks nothing."""
    grouped = rows.groupby(key, dropna=False, sort=False)
    summed = grouped[PARTS].sum(min_count=1)
    summed["months"] = grouped.size()
    names = [rows[name] for name in key]
    explained = rows["reason_code"].isin(ANSWERED).groupby(names, dropna=False, sort=False).sum()
    counts, needed = grouped[PARTS].count(), summed["months"] - explained
    for part in PARTS:
        summed[part] = summed[part].mask((counts[part] > 0) & (counts[part] < needed))
    noted = rows[rows["note"].notna()].groupby(key, dropna=False, sort=False)["note"].agg(_notes)  # of few is there one
    summed["note"] = noted.reindex(summed.index).astype("str")
    censored = rows["reason_code"].eq("censored").groupby(names, dropna=False, sort=False).any()
    nothing = summed[PARTS].isna().all(axis=1) & (explained == summed["months"])
    reason = pd.Series(None, index=summed.index, dtype="str")
    why = grouped["reason_code"].first().astype("str")
    summed["reason_code"] = reason.mask(nothing, why).mask(censored.reindex(summed.index), "censored")
    summed.loc[summed["reason_code"].eq("censored"), PARTS] = np.nan
    return summed.reset_index()


def _notes(texts: pd.Series) -> str | None:
    return " / ".join(dict.fromkeys(filter(None, texts.tolist()))) or None


def _providers(subs: pd.DataFrame) -> pd.DataFrame:
    """Totals over a provider's sub-agreements, where the indicator allows it and more than one delivers it."""
    rows = subs[subs["indicator"].isin(_ACROSS) & subs["breakdown"].isna()]
    several = rows.groupby(["provider_id", "indicator"])["sub_agreement_id"].transform("nunique") > 1
    key = ["provider_id", "quarter", "period", "period_kind", *CUT]
    total = _added(rows[several], key)
    partly = rows[several & rows["reason_code"].str.startswith("months_").eq(True)]
    partly = partly.drop_duplicates(key)[[*key, "reason_code"]].rename(columns={"reason_code": "partly"})
    total = total.merge(partly, how="left", on=key, validate="one_to_one")
    total["reason_code"] = total["reason_code"].where(total["reason_code"].notna(), total["partly"])
    # a note is about a sub-agreement, not about the total
    return total.assign(sub_agreement_id=None, note=None, grain=Grain.PROVIDER.value)[FIGURE].astype(
        {"sub_agreement_id": "str", "note": "str"}
    )


def _values(figures: pd.DataFrame) -> pd.DataFrame:
    """The value of a ratio is computed from its parts; n is where the declaration says it stands."""
    result = figures.copy()
    ratio, times = result["indicator"].isin(_DIVIDED), result["indicator"].map(_TIMES)
    result["value"] = result["value"].where(~ratio, times * result["numerator"] / result["denominator"])
    source = result["indicator"].map({code: item.n_source.value for code, item in CATALOGUE.items()})
    result["n"] = np.select(
        [source == name.value for name in (NSource.VALUE, NSource.DENOMINATOR, NSource.NUMERATOR)],
        [result["value"], result["denominator"], result["numerator"]],
        default=np.nan,
    )
    keep = result["indicator"].map({code: item.unit is not Unit.COUNT for code, item in CATALOGUE.items()})
    result["denominator"] = result["denominator"].where(keep.astype(bool))
    return result


def quarters_between(first: Quarter, last: Quarter) -> list[Quarter]:
    found = [first]
    while found[-1] < last:
        found.append(found[-1].shift(1))
    return found
