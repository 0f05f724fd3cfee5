"""Figures from surveys beside the other figures of a publication: which take part, and which target they are held against."""

from __future__ import annotations

import pandas as pd

from pipelines.register import Register
from pipelines.surveys.indicators import SURVEYS_OF
from schemas.vocabulary import Grain

_TARGET = ["target", "target_agreed", "target_period", "months_counted", "months_in_year"]
_AT = ["provider_id", "indicator", "period", "period_kind"]


def taking_part(figures: pd.DataFrame, delivered: pd.DataFrame, quarters: pd.Series) -> pd.DataFrame:
    """Figures of surveys (indicators.COLUMNS) of providers that do not deliver the same indicator themselves, within the
    quarters that other figures are about: a survey held in a quarter that is not delivered yet waits for it. Where there
    are no other figures all take part."""
    own = pd.MultiIndex.from_frame(delivered[["provider_id", "indicator"]])
    kept = figures[~pd.MultiIndex.from_frame(figures[["provider_id", "indicator"]]).isin(own)]
    return kept[kept["quarter"].between(quarters.min(), quarters.max())] if len(quarters) and len(kept) else kept


def with_provider_targets(rows: pd.DataFrame, agreed: pd.DataFrame, register: Register) -> pd.DataFrame:
    """A survey is about a provider, and targets are agreed per sub-agreement: where all that have one have the same, it is
    the target of the provider. agreed: as targets.targets."""
    mine = rows["indicator"].isin(SURVEYS_OF) & rows["grain"].eq(Grain.PROVIDER.value) & rows["target"].isna()
    known = agreed[agreed["indicator"].isin(SURVEYS_OF) & agreed["target"].notna()]
    if known.empty or not mine.any():
        return rows
    subs = register.sub_agreement[["sub_agreement_id", "provider_id"]]
    known = known.merge(subs, on="sub_agreement_id", validate="many_to_one")
    alike = known.groupby(_AT)["target"].transform("nunique") == 1
    known = known[alike].drop_duplicates(_AT)[[*_AT, *_TARGET]]
    found = rows.loc[mine, _AT].merge(known, how="left", on=_AT, validate="many_to_one").set_index(rows.index[mine])
    result = rows.copy()
    result.loc[mine & ~rows["per_part"].astype(bool), _TARGET] = found[_TARGET]
    return result


def shown_cells(cells: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Cells of the figures that take part."""
    at = ["provider_id", "quarter", "indicator"]
    if cells.empty:
        return cells
    return cells[pd.MultiIndex.from_frame(cells[at]).isin(pd.MultiIndex.from_frame(figures[at]))]
