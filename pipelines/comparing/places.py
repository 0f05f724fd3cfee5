"""Which figure stands for a provider in a funnel, and why a provider stands beside it. Only published rows come in."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.sentences import REASONS
from schemas.indicators.catalogue import CATALOGUE
from schemas.vocabulary import Attributable, Grain, PeriodKind, Status

MINIMUM = 10  # cases; statistics.md section 7
FUNNEL = ["indicator", "quarter"]
FIGURE = ["value", "numerator", "n", "status", "reason_code", "reason"]
COMPARED = tuple(
    code for code, item in CATALOGUE.items() if item.share and item.attributable_to is Attributable.PROVIDER
)
_OUTSIDE = (Status.NOT_YET_JOINED.value, Status.LEFT.value)


def places(values: pd.DataFrame, providers: pd.DataFrame) -> pd.DataFrame:
    """One row per indicator x quarter x provider that takes part, in the order of the alphabet.

    values: the table of the publication, protected; providers: provider_id, provider, position. Columns FUNNEL,
    provider_id, provider, position, FIGURE and `included`: whether it stands in the funnel. A provider with several
    sub-agreements is its total (sum of numerators / sum of denominators, made and protected by whoever measured); it is
    never added up again here, so what was hidden there stays hidden. Without a total it is its only sub-agreement.
    """
    rows = values[
        values["indicator"].isin(COMPARED)
        & (values["period_kind"] == PeriodKind.QUARTER.value)
        & values["breakdown"].isna()
        & ~values["status"].isin(_OUTSIDE)
    ]
    key = [*FUNNEL, "provider_id"]
    total = rows["grain"] == Grain.PROVIDER.value
    first = rows.assign(total=total).sort_values(
        [*key, "total", "sub_agreement_id"], ascending=[True, True, True, False, True], na_position="first"
    )
    ours = first.drop_duplicates(key)
    parts = rows[~total].groupby(key).size().rename("parts").reset_index()
    ours = ours.merge(parts, how="left", on=key, validate="one_to_one")
    apart = ~ours["total"] & (ours["parts"] > 1)  # several and no total: nothing that may stand for the whole
    torn = apart & ours["value"].notna()
    ours["reason_code"] = ours["reason_code"].mask(torn, "part_missing")
    ours["reason"] = ours["reason"].mask(torn, REASONS["part_missing"])
    ours[["value", "numerator", "n"]] = ours[["value", "numerator", "n"]].mask(apart)
    named = ours.drop(columns="provider").merge(providers, on="provider_id", validate="many_to_one")
    named["included"] = (
        named["value"].notna()
        & named["numerator"].notna()
        & (named["n"] >= MINIMUM)
        & (named["numerator"] <= named["n"])
    )
    columns = [*key, "provider", "position", *FIGURE, "included"]
    return named[columns].sort_values([*FUNNEL, "position"], kind="stable").reset_index(drop=True)


def beside(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """reason_code and sentence of those beside the funnel; null for who stands in it."""
    few = rows["value"].notna() & (rows["n"] < MINIMUM)
    unknown = rows["value"].notna() & (rows["numerator"].isna() | rows["n"].isna())
    code = pd.Series(np.select([few, unknown], ["too_few", "n_unknown"], default=""), index=rows.index, dtype="str")
    code = code.where(few | unknown, rows["reason_code"])
    text = pd.Series(None, index=rows.index, dtype="str")
    text = text.mask(few, f"Minder dan {MINIMUM} waarnemingen: te weinig om te vergelijken.")
    text = text.mask(unknown, "Aantal onbekend: daarom niet te vergelijken.")
    text = text.where(few | unknown, rows["reason"])
    return code.mask(rows["included"]), text.mask(rows["included"])
