"""Which rows a provider fills in: sub-agreement x indicator x three months, and where it must the quarter."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from schemas.indicators.catalogue import CATALOGUE
from schemas.indicators.declaration import Indicator
from schemas.quarter import Quarter

_STANDARD_CODES = (
    "BER-1", "BER-2", "BER-5", "BER-6", "BER-7", "TER-1", "TER-2", "TER-3", "TER-4", "TER-5",
)  # fmt: skip
STANDARD_INDICATORS = tuple(CATALOGUE[code] for code in _STANDARD_CODES)
ROW_COLUMNS = (
    "provider_id", "sub_agreement_id", "period", "indicator", "title", "unit",
    "previous", "target", "target_period",
)  # fmt: skip


def monitoring_rows(
    sub_agreements: pd.DataFrame,
    quarter: Quarter,
    *,
    indicators: Sequence[Indicator] = STANDARD_INDICATORS,
    previous: pd.DataFrame | None = None,
    targets: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The rows to fill in: per sub-agreement and indicator three months, and where it must the quarter.

    sub_agreements: provider_id, sub_agreement_id (one row each); rows come out in its order.
    previous: sub_agreement_id, indicator, period, value, totals only; a month shows the last month of the
    quarter before, a quarter the quarter before.
    targets: columns of schemas.register.AGREED_TARGETS; those valid on the quarter's last day are shown, on
    the quarter's row where there is one.
    Returns ROW_COLUMNS; previous and target are missing where unknown.
    Raises MergeError (pandas) where two targets or two previous values compete.
    """
    before = quarter.shift(-1)
    rows = pd.DataFrame(
        [
            (owner, sub, period, item.code, item.title, item.unit.label,
             str(before) if period == str(quarter) else str(before.months[2]))
            for owner, sub in zip(
                sub_agreements["provider_id"], sub_agreements["sub_agreement_id"], strict=True
            )
            for item in indicators
            if item.delivered
            for period in _asked(item, quarter)
        ],
        columns=[*ROW_COLUMNS[:6], "period_before"],
    )  # fmt: skip
    rows = _with_previous(rows, previous)
    return _with_targets(rows, quarter, targets=targets)[list(ROW_COLUMNS)]


def _asked(item: Indicator, quarter: Quarter) -> tuple[str, ...]:
    """The periods that a provider fills in."""
    months = () if item.asked_per_quarter else tuple(str(month) for month in quarter.months)
    whole = item.asked_per_quarter or not item.months_make_the_quarter
    return (*months, *((str(quarter),) if whole else ()))


def _with_previous(rows: pd.DataFrame, previous: pd.DataFrame | None) -> pd.DataFrame:
    if previous is None:
        return rows.assign(previous=None)
    known = previous[["sub_agreement_id", "indicator", "period", "value"]].rename(
        columns={"period": "period_before", "value": "previous"}
    )
    keys = ["sub_agreement_id", "indicator", "period_before"]
    return rows.merge(known, how="left", on=keys, validate="many_to_one")


def _with_targets(rows: pd.DataFrame, quarter: Quarter, *, targets: pd.DataFrame | None) -> pd.DataFrame:
    if targets is None:
        return rows.assign(target=None, target_period=None)
    day = pd.Timestamp(quarter.last_day)
    valid = targets[(targets["valid_from"] <= day) & ~(targets["valid_until"] < day)]
    known = valid[["sub_agreement_id", "indicator", "target_value", "target_period"]].rename(
        columns={"target_value": "target"}
    )
    rows = rows.merge(known, how="left", on=["sub_agreement_id", "indicator"], validate="many_to_one")
    beside = {code for code, item in CATALOGUE.items() if str(quarter) in _asked(item, quarter)}
    shown = (rows["period"] == str(quarter)) | ~rows["indicator"].isin(beside)
    return rows.assign(target=rows["target"].where(shown), target_period=rows["target_period"].where(shown, None))
