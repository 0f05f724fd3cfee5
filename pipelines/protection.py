"""What may not be shown: figures below their minimum n, and those from which such a figure could be derived."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.settings import Settings
from schemas.indicators.catalogue import CATALOGUE
from schemas.vocabulary import Combination, Grain, PeriodKind, Unit

_CODE = {"minimum": "too_few", "count": "small_count", "derived": "derivable"}
_HIDDEN_PARTS = ["value", "numerator", "denominator", "n"]


@dataclass(frozen=True)
class _Equation:
    """total = sum of parts, as positions in the frame; an outsider can fill in what is shown."""

    total: int
    parts: tuple[int, ...]


def protect(values: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Blank value, numerator, denominator and n where they may not leave, with reason_code too_few,
    small_count or derivable.

    Primary: n of a share, median or P90 below the declared minimum; a count of 1 to k-1 in a breakdown.
    Secondary, repeated until nothing changes: in every equation (months in a quarter, sub-agreements in a provider,
    parts in a breakdown) with something hidden, at least two cells are hidden and what they hide together leaves an
    interval at least k-1 wide. Smallest first, then by order: the same input gives the same pattern.
    Source: statistics.md section 11.
    """
    rows = values.reset_index(drop=True).copy()
    declared = rows["indicator"].map(CATALOGUE)
    minimum = np.array([item.minimum_n for item in declared])
    counts = np.array([item.unit is Unit.COUNT for item in declared])
    weight = rows["n"].to_numpy(dtype="float64")
    k = np.where(counts, settings.breakdown_minimum_count, minimum)
    few = (minimum > 0) & (weight < minimum)
    small = counts & rows["breakdown"].notna().to_numpy() & (weight > 0) & (weight < settings.breakdown_minimum_count)
    hidden = few | small
    derived = _secondary(list(_equations(rows, ~np.isnan(weight))), hidden, weight=weight, k=k)
    for mask, code in ((few, "minimum"), (small & ~few, "count"), (derived, "derived")):
        rows.loc[mask, "reason_code"] = _CODE[code]
    rows.loc[hidden | derived, _HIDDEN_PARTS] = np.nan
    rows.loc[hidden | derived, "note"] = None  # a provider's own words may hold the figure
    return rows


def _equations(rows: pd.DataFrame, known: np.ndarray) -> Iterator[_Equation]:
    adds = np.array(
        [item.combination is not Combination.NEVER and not item.moment for item in rows["indicator"].map(CATALOGUE)]
    )
    across = np.array([item.combination is not Combination.NEVER for item in rows["indicator"].map(CATALOGUE)])
    # persons of one breakdown add up to the total in practice, also where the declaration forbids computing it
    parts_add = np.array(
        [
            item.combination is not Combination.NEVER or item.unit is Unit.COUNT
            for item in rows["indicator"].map(CATALOGUE)
        ]
    )
    at = rows.assign(position=np.arange(len(rows)))
    unit = ["provider_id", "sub_agreement_id", "grain", "indicator"]
    whole = rows["breakdown"].isna().to_numpy()
    month = (rows["period_kind"] == PeriodKind.MONTH.value).to_numpy()
    sub = (rows["grain"] == Grain.SUB_AGREEMENT.value).to_numpy()
    yield from _between(
        at[known & adds & ~month],
        at[known & adds & month],
        [*unit, "quarter", "breakdown", "breakdown_value"],
    )
    yield from _between(
        at[known & across & whole & ~sub],
        at[known & across & whole & sub],
        ["provider_id", "indicator", "period", "period_kind"],
    )
    parts = at[known & parts_add & ~whole]
    for kind in parts["breakdown"].unique():
        yield from _between(
            at[known & parts_add & whole], parts[parts["breakdown"] == kind], [*unit, "period", "period_kind"]
        )


def _between(totals: pd.DataFrame, parts: pd.DataFrame, key: list[str]) -> Iterator[_Equation]:
    if totals.empty or parts.empty:
        return
    found = {tuple(row[:-1]): row[-1] for row in _keyed(totals, key)}
    members: dict[tuple[Hashable, ...], list[int]] = {}
    for row in _keyed(parts, key):
        members.setdefault(tuple(row[:-1]), []).append(row[-1])
    for name, positions in members.items():
        if name in found:
            yield _Equation(int(found[name]), tuple(int(item) for item in positions))


def _keyed(frame: pd.DataFrame, key: list[str]) -> Iterator[tuple]:
    return frame[[*key, "position"]].fillna("").itertuples(index=False, name=None)


def _secondary(equations: list[_Equation], hidden: np.ndarray, *, weight: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Positions to hide besides `hidden`."""
    also = np.zeros_like(hidden)
    touched: dict[int, list[_Equation]] = {}
    for equation in equations:
        for position in (equation.total, *equation.parts):
            touched.setdefault(position, []).append(equation)
    queue = [item for position in np.flatnonzero(hidden) for item in touched.get(int(position), [])]
    while queue:
        equation = queue.pop(0)
        while (extra := _needed(equation, hidden | also, weight=weight, k=k)) is not None:
            also[extra] = True
            queue += touched.get(extra, [])
    return also


def _needed(equation: _Equation, hidden: np.ndarray, *, weight: np.ndarray, k: np.ndarray) -> int | None:
    """The next cell to hide so that this equation gives nothing small away; None when it does not."""
    inside = [item for item in equation.parts if hidden[item]]
    shown = [item for item in equation.parts if not hidden[item]]
    if hidden[equation.total]:
        safe = bool(inside)  # the total and one part unknown: neither follows
    elif not inside:
        return None
    else:
        width = max(k[item] for item in inside) - 1
        safe = len(inside) >= 2 and sum(weight[item] for item in inside) >= width
    if safe:
        return None
    if shown:
        return min(shown, key=lambda item: (weight[item] == 0, weight[item], item))
    return None if hidden[equation.total] else equation.total
