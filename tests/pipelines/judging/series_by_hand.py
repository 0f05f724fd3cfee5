"""Rows of `values` by hand: one series of months or of quarters, as the engine receives them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipelines.judging import Verdicts, verdicts
from pipelines.ledger import Ledger
from pipelines.measurement import quarters_between
from pipelines.remarks import rebasings
from pipelines.settings import Settings
from schemas.indicators.catalogue import CATALOGUE
from schemas.quarter import Month, Quarter

AGREED = pd.DataFrame(
    columns=["sub_agreement_id", "indicator", "period", "period_kind", "target", "target_agreed", "target_period",
             "months_counted", "months_in_year"]
)  # fmt: skip
Number = float | None


def no_decisions() -> pd.DataFrame:
    ledger = Ledger(":memory:")
    found = rebasings(ledger)
    ledger.close()
    return found


def decided(
    *days: str, why: str = "nieuwe werkwijze", sub: str | None = None, indicator: str = "BER-1"
) -> pd.DataFrame:
    rows = [
        {"seq": seq, "provider_id": "berk", "sub_agreement_id": sub, "indicator": indicator, "starts_on": day, "why": why,
         "decided_by": "beheer"}
        for seq, day in enumerate(days, 1)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def months_from(first: str, many: int) -> list[Month]:
    start = Quarter.parse(first)
    last = start.shift((many + 2) // 3 - 1)
    return [month for quarter in quarters_between(start, last) for month in quarter.months][:many]


def months(
    indicator: str,
    values: Sequence[Number],
    *,
    first: str = "2022-K1",
    target: Number = None,
    n: Sequence[Number] | None = None,
    x: Sequence[Number] | None = None,
    sub: str = "D-3",
    status: str = "no_target",
    quarter_values: Sequence[Number] | None = None,
    **more: Sequence[Number],
) -> pd.DataFrame:
    """A series of months with its headline quarters (their value: of the last month). With x and n a share."""
    item = CATALOGUE[indicator]
    n = list(values) if n is None else n
    shares = [None if v is None else 100 * v / size for v, size in zip(x, n, strict=True)] if x is not None else values  # type: ignore[operator]
    named = months_from(first, len(values))
    rows = [
        _row(
            item.code,
            sub,
            str(month.quarter),
            str(month),
            "month",
            value,
            None if x is None else x[i],
            n[i],
            target,
            None,
        )
        for i, (month, value) in enumerate(zip(named, shares, strict=True))
    ]
    lasts = [i for i in range(len(named)) if i % 3 == 2 or i == len(named) - 1]
    for place, i in enumerate(lasts):
        value = shares[i] if quarter_values is None else quarter_values[place]
        own = "too_few" if value is None else status
        row = _row(item.code, sub, str(named[i].quarter), str(named[i].quarter), "quarter", value,
                   None if x is None else x[i], n[i], target, own)  # fmt: skip
        rows.append(row | {name: column[place] for name, column in more.items()})
    return _frame(rows)


def quarters(
    indicator: str, values: Sequence[Number], *, first: str = "2022-K1", target: Number = None, sub: str = "D-3",
    status: str = "no_target", n: Sequence[Number] | None = None, x: Sequence[Number] | None = None,
) -> pd.DataFrame:  # fmt: skip
    n = list(values) if n is None else n
    shares = [None if v is None else 100 * v / size for v, size in zip(x, n, strict=True)] if x is not None else values  # type: ignore[operator]
    named = [str(Quarter.parse(first).shift(i)) for i in range(len(values))]
    return _frame([
        _row(indicator, sub, name, name, "quarter", value, None if x is None else x[i], n[i], target,
             "not_delivered" if value is None else status)
        for i, (name, value) in enumerate(zip(named, shares, strict=True))
    ])  # fmt: skip


def _row(
    code: str, sub: str, quarter: str, period: str, kind: str, value: Number, x: Number, n: Number, target: Number,
    status: str | None,
) -> dict[str, object]:  # fmt: skip
    return {
        "provider_id": "berk", "sub_agreement_id": sub, "grain": "sub_agreement", "indicator": code, "quarter": quarter,
        "period": period, "period_kind": kind, "breakdown": None, "headline": kind == "quarter", "value": value,
        "numerator": x, "n": n, "target": target, "status": status, "direction": CATALOGUE[code].direction.value,
        "months_counted": np.nan, "months_in_year": np.nan, "more_than": np.nan,
    }  # fmt: skip


def _frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    numbers = ["value", "numerator", "n", "target", "months_counted", "months_in_year", "more_than"]
    return frame.astype(dict.fromkeys(numbers, "float64"))


def judged(
    *frames: pd.DataFrame, decisions: pd.DataFrame | None = None, agreed: pd.DataFrame = AGREED, **settings: object
) -> Verdicts:
    values = pd.concat(frames, ignore_index=True)
    decisions = no_decisions() if decisions is None else decisions
    return verdicts(values, agreed, decisions, settings=Settings(**settings))  # type: ignore[arg-type]


def last(found: Verdicts) -> pd.Series:
    """The headline row of the newest quarter."""
    heads = found.values[found.values["headline"]]
    return heads.sort_values("quarter").iloc[-1]
