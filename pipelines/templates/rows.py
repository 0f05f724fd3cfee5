"""Which rows a provider fills in: sub-agreement x indicator x three months, and where it must the quarter.

The base set is what every provider can count. A sub-agreement is asked more where more was agreed or delivered before."""

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
    also: pd.DataFrame | None = None,
    previous: pd.DataFrame | None = None,
    targets: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The rows to fill in: per sub-agreement and indicator three months, and where it must the quarter.

    sub_agreements: provider_id, sub_agreement_id (one row each); rows come out in its order.
    also: sub_agreement_id, indicator: what one of them delivers beside `indicators`; see also_asked.
    previous: sub_agreement_id, indicator, period, value, totals only; a month shows the last month of the
    quarter before, a quarter the quarter before.
    targets: columns of schemas.register.AGREED_TARGETS; those valid on the quarter's last day are shown, on
    the quarter's row where there is one.
    Returns ROW_COLUMNS; previous and target are missing where unknown.
    Raises MergeError (pandas) where two targets or two previous values compete.
    """
    before = quarter.shift(-1)
    more = also.groupby("sub_agreement_id")["indicator"].agg(set).to_dict() if also is not None else {}
    base = {item.code for item in indicators}
    rows = pd.DataFrame(
        [
            (owner, sub, period, item.code, item.title, item.unit.label,
             str(before) if period == str(quarter) else str(before.months[2]))
            for owner, sub in zip(
                sub_agreements["provider_id"], sub_agreements["sub_agreement_id"], strict=True
            )
            for code, item in CATALOGUE.items()
            if item.delivered and (code in base or code in more.get(sub, ()))
            for period in _asked(item, quarter)
        ],
        columns=[*ROW_COLUMNS[:6], "period_before"],
    )  # fmt: skip
    rows = _with_previous(rows, previous)
    return _with_targets(rows, quarter, targets=targets)[list(ROW_COLUMNS)]


def also_asked(quarter: Quarter, *, targets: pd.DataFrame, previous: pd.DataFrame | None) -> pd.DataFrame:
    """What each sub-agreement delivers beside the base set: what is agreed on the quarter's last day, and what it ever
    delivered. previous: the published figures of the quarter before, also those that are hidden or did not come.
    Columns sub_agreement_id, indicator."""
    pair = ["sub_agreement_id", "indicator"]
    found = [_valid(targets, quarter)[pair], *([] if previous is None else [previous[pair]])]
    return pd.concat(found, ignore_index=True).drop_duplicates()


def _valid(targets: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    day = pd.Timestamp(quarter.last_day)
    return targets[(targets["valid_from"] <= day) & ~(targets["valid_until"] < day)]


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
    known = _valid(targets, quarter)[["sub_agreement_id", "indicator", "target_value", "target_period"]].rename(
        columns={"target_value": "target"}
    )
    rows = rows.merge(known, how="left", on=["sub_agreement_id", "indicator"], validate="many_to_one")
    beside = {code for code, item in CATALOGUE.items() if str(quarter) in _asked(item, quarter)}
    shown = (rows["period"] == str(quarter)) | ~rows["indicator"].isin(beside)
    return rows.assign(target=rows["target"].where(shown), target_period=rows["target_period"].where(shown, None))
