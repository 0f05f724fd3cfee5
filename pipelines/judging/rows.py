"""The series as known at the end of each quarter: one row per phase, with nothing of what came later."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.judging.methods import UNFIT, Fit, fit_of
from pipelines.judging.series import Points, Series
from pipelines.statistics.outcome import Array
from pipelines.statistics.spc import phase_numbers
from schemas.vocabulary import Combination, Status

_OUTSIDE = (Status.NOT_YET_JOINED.value, Status.LEFT.value)


@dataclass(frozen=True, eq=False)
class Rows:
    """`head`: position of the headline row among series.heads; `series`, `at`: of its series and quarter. `months`:
    whether the periods are months (else quarters). `phase` counts from 0, `newest` is the phase that the quarter lies
    in; `begins` the first period of the phase. value, x, n: rows x months, NaN outside phase and after the quarter."""

    head: NDArray[np.int64]
    series: NDArray[np.int64]
    at: NDArray[np.int64]
    months: NDArray[np.bool_]
    phase: NDArray[np.int64]
    newest: NDArray[np.bool_]
    begins: NDArray[np.int64]
    fit: NDArray[np.str_]
    value: Array
    x: Array
    n: Array
    target: Array

    def __len__(self) -> int:
        return len(self.head)


def rows_of(series: Series, decisions: pd.DataFrame, heads: NDArray[np.int64]) -> Rows:
    """The rows of these headline rows (positions). decisions: provider_id, sub_agreement_id (null: all), indicator,
    starts_on (ISO); one counts for each quarter that ends on or after its day, whenever it was taken."""
    chosen = series.heads.iloc[heads]
    s, q = chosen["series"].to_numpy(), chosen["at"].to_numpy()
    months = _in_months(series)[s, q]
    phases = {
        True: _phases(series.keys, series.month, decisions),
        False: _phases(series.keys, series.quarter, decisions),
    }
    stop = np.where(months, 3 * q + 3, q + 1)
    last = np.where(months, phases[True][s, 3 * q + 2], phases[False][s, q])
    every = np.repeat(np.arange(len(heads)), last + 1)
    phase = np.arange(len(every)) - np.repeat(np.cumsum(last + 1) - (last + 1), last + 1)
    width = len(series.month.periods)
    place = np.arange(width)
    pick = months[every][:, None]
    number = np.where(pick, phases[True][s[every]], _wide(phases[False], width, -1)[s[every]])
    inside = (number == phase[:, None]) & (place < stop[every][:, None])
    fits = np.array([fit_of(item).value for item in series.declared], dtype="<U12")
    parts = {
        name: np.where(inside, np.where(pick, getattr(series.month, part)[s[every]],
                                        _wide(getattr(series.quarter, part), width, np.nan)[s[every]]), np.nan)
        for name, part in (("value", "value"), ("x", "numerator"), ("n", "n"), ("target", "target"))
    }  # fmt: skip
    parts["target"][months[every] & _unfit_target(series)[s[every]]] = np.nan
    return Rows(heads[every], s[every], q[every], months[every], phase, phase == last[every], inside.argmax(axis=1),
                fits[s[every]], **parts)  # fmt: skip


def judged_heads(series: Series) -> NDArray[np.int64]:
    """Positions of the headline rows with something to chart: of a running participation, with any figure so far."""
    heads = series.heads
    declared = np.array([fit_of(item) not in UNFIT for item in series.declared], dtype=bool)
    seen = np.cumsum(~np.isnan(series.quarter.value), axis=1) > 0
    seen |= (np.cumsum(~np.isnan(series.month.value), axis=1) > 0)[:, 2::3]
    s, q = heads["series"].to_numpy(), heads["at"].to_numpy()
    return np.flatnonzero(declared[s] & seen[s, q] & ~heads["status"].isin(_OUTSIDE).to_numpy())


def _in_months(series: Series) -> NDArray[np.bool_]:
    """Per series x quarter whether it is charted in months: when more months than quarters are known by then."""
    months = np.cumsum(~np.isnan(series.month.value), axis=1)[:, 2::3]
    return months > np.cumsum(~np.isnan(series.quarter.value), axis=1)


def _unfit_target(series: Series) -> NDArray[np.bool_]:
    """Series whose norm is for a quarter of unique persons: a month cannot be held against a part of it."""
    return np.array(
        [
            item.combination is Combination.NEVER and not item.moment and fit_of(item) is Fit.COUNT
            for item in series.declared
        ],
        dtype=bool,
    )


def _phases(keys: pd.DataFrame, points: Points, decisions: pd.DataFrame) -> NDArray[np.int64]:
    """Per series x period the number of its phase, from 0 and without a gap."""
    numbers = np.zeros((len(keys), len(points.periods)), dtype=np.int64)
    for provider, indicator in set(zip(decisions["provider_id"], decisions["indicator"], strict=True)):
        same = decisions[(decisions["provider_id"] == provider) & (decisions["indicator"] == indicator)]
        of_both = (keys["provider_id"] == provider) & (keys["indicator"] == indicator)
        for place in np.flatnonzero(of_both):
            sub = keys["sub_agreement_id"].iloc[place]
            own = same[same["sub_agreement_id"].isna() | (same["sub_agreement_id"] == sub)]
            found = phase_numbers(points.first_days, own["starts_on"].to_numpy(dtype="datetime64[D]"))
            numbers[place] = np.unique(found, return_inverse=True)[1]
    return numbers


def _wide(narrow: np.ndarray, width: int, filling: float) -> np.ndarray:
    wide = np.full((len(narrow), width), filling, dtype=narrow.dtype)
    wide[:, : narrow.shape[1]] = narrow
    return wide
