"""What a figure is compared with: the agreed target, pro rata for the months of participation."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.register import FAR, Register
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Month, Quarter
from schemas.vocabulary import Combination, PeriodKind, TargetPeriod, Unit

COLUMNS = ["sub_agreement_id", "indicator", "period", "period_kind", "target", "target_agreed", "target_period",
           "months_counted", "months_in_year"]  # fmt: skip


def targets(register: Register, quarters: list[Quarter], *, day: int) -> pd.DataFrame:
    """Target per sub-agreement x indicator x period (columns COLUMNS) for the given quarters and their months.

    A month counts when the sub-agreement runs on `day` of it. A level (share, days, stock) is compared with the
    target that is valid in the period's last counted month. What counts since 1 January is compared with the sum over the
    counted months of (target valid in that month / months of participation in that year, planned end included), so
    a norm that changes on 1 July leaves the earlier quarters as they were. A count of one period is compared
    with its months' share of a quarterly target.
    """
    months = _months(register, quarters, day=day)
    if months.empty:
        numbers = {
            name: "float64"
            for name in COLUMNS
            if name not in ("sub_agreement_id", "indicator", "period", "period_kind", "target_period")
        }
        return pd.DataFrame(columns=COLUMNS, dtype="str").astype(numbers)
    by_month = _by_month(months)
    by_quarter = by_month.groupby(["sub_agreement_id", "indicator", "quarter"], sort=False, as_index=False).agg(
        {"target": "last", "flow": "sum", "target_agreed": "last", "target_period": "last",
         "months_counted": "last", "months_in_year": "last", "level": "last", "to_date": "last", "comparable": "last"}
    )  # fmt: skip
    by_month = by_month.assign(
        period=by_month["month"],
        period_kind=PeriodKind.MONTH.value,
        # unique persons of one month are no third of those of a quarter
        comparable=by_month["comparable"] & ~by_month["unique"],
    )
    by_quarter = by_quarter.assign(period=by_quarter["quarter"], period_kind=PeriodKind.QUARTER.value)
    both = pd.concat([by_month, by_quarter], ignore_index=True)
    both["target"] = both["target"].where(both["level"] | both["to_date"], both["flow"])
    both.loc[~both["comparable"], "target"] = np.nan
    return both[COLUMNS]


def _months(register: Register, quarters: list[Quarter], *, day: int) -> pd.DataFrame:
    """One row per agreed target x month in which it is valid and the sub-agreement counts, whole years."""
    wanted = sorted({year for quarter in quarters for year in (quarter.year,)})
    calendar = pd.DataFrame(
        [(str(month), str(month.quarter), month.year, pd.Timestamp(month.year, month.number, day))
         for year in wanted for month in (Month(year, number) for number in range(1, 13))],
        columns=["month", "quarter", "year", "on"],
    )  # fmt: skip
    known = register.agreed_target[register.agreed_target["indicator"].isin(CATALOGUE)]
    spans = register.spans.merge(known, on="sub_agreement_id", validate="many_to_many")
    grid = spans.merge(calendar, how="cross")
    planned = grid[(grid["on"] >= grid["runs_from"]) & (grid["on"] <= grid["planned_until"])]
    in_year = planned.drop_duplicates(["sub_agreement_id", "month"]).groupby(["sub_agreement_id", "year"]).size()
    valid = planned[
        (planned["on"] >= planned["valid_from"])
        & (planned["on"] <= planned["valid_until"].fillna(FAR))
        & (planned["on"] <= planned["runs_until"])
    ]
    return valid.merge(
        in_year.rename("months_in_year").reset_index(),
        on=["sub_agreement_id", "year"],
        validate="many_to_one",
    ).sort_values(["sub_agreement_id", "indicator", "month"])


def _by_month(months: pd.DataFrame) -> pd.DataFrame:
    declared = {
        code: ((item.unit is not Unit.COUNT or item.moment) and not item.year_to_date, item.year_to_date,
               item.combination is Combination.NEVER and not item.moment and not item.year_to_date)
        for code, item in CATALOGUE.items()
    }  # fmt: skip
    rows = months.rename(columns={"target_value": "target_agreed"})
    rows["level"] = rows["indicator"].map({code: flags[0] for code, flags in declared.items()}).astype(bool)
    rows["to_date"] = rows["indicator"].map({code: flags[1] for code, flags in declared.items()}).astype(bool)
    unique = rows["indicator"].map({code: flags[2] for code, flags in declared.items()}).astype(bool)
    yearly = rows["target_period"] == TargetPeriod.YEAR.value
    # unique persons of one quarter cannot be held against a norm for the whole year
    rows["comparable"] = ~(unique & yearly & ~rows["level"])
    rows["unique"] = unique & ~rows["level"]
    rows["flow"] = rows["target_agreed"] / np.where(yearly, rows["months_in_year"], 3)
    running = rows.groupby(["sub_agreement_id", "indicator", "year"], sort=False)
    rows["months_counted"] = running.cumcount() + 1
    rows["target"] = rows["target_agreed"].where(rows["level"], running["flow"].cumsum())
    return rows
