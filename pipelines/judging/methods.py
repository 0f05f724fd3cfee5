"""Which method may say something about change in a series, and why another may not."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from pipelines.settings import Settings
from pipelines.statistics.cusum import even_sizes, suits_xmr_rows
from pipelines.statistics.outcome import Array
from schemas.indicators.declaration import Indicator
from schemas.vocabulary import NSource, Unit


class Fit(StrEnum):
    """What the declaration of an indicator allows."""

    TO_DATE = "to_date"  # counts from 1 January: no chart at all
    RUNNING = "running"  # a stock that follows from inflow and outflow: a running sum, no chart either
    WINDOW = "window"  # over a moving window: neighbours share cases, no chart either
    OVER_TERM = "over_term"  # counts from the begin of a term: the same
    UNKNOWN = "n_unknown"  # nobody knows how many cases are behind it
    COUNT = "count"  # its own n
    SHARE = "share"
    SIZED = "sized"  # a median, a mark: its n must be even


class Method(StrEnum):
    """What is used, or (from TO_DATE on) why nothing is."""

    XMR = "xmr"
    CUSUM_SPREAD = "cusum_spread"  # a share whose n varies too much for XmR
    CUSUM_SMALL = "cusum_small"  # a share with too few cases for XmR
    TO_DATE = "to_date"
    RUNNING = "running"
    WINDOW = "window"
    OVER_TERM = "over_term"
    N_UNKNOWN = "n_unknown"
    N_VARIES = "n_varies"
    CONSTANT = "constant"
    STALE = "stale"  # no month of this quarter is shown


UNFIT = (Fit.TO_DATE, Fit.RUNNING, Fit.WINDOW, Fit.OVER_TERM, Fit.UNKNOWN)
CUSUMS = (Method.CUSUM_SPREAD.value, Method.CUSUM_SMALL.value)


def fit_of(item: Indicator) -> Fit:
    """Section 6 forbids control charts of cumulative and year-to-date figures; without n nobody can tell."""
    if item.year_to_date:
        return Fit.TO_DATE
    if item.inflow or item.outflow or item.begins_as:
        return Fit.RUNNING
    if item.window_quarters:
        return Fit.WINDOW
    if item.over_term:
        return Fit.OVER_TERM
    if item.share:
        return Fit.SHARE
    if item.n_source is NSource.DENOMINATOR:
        return Fit.SIZED
    return Fit.COUNT if item.unit is Unit.COUNT and item.n_source is NSource.VALUE else Fit.UNKNOWN


def methods_of(fits: NDArray[np.str_], x: Array, n: Array, settings: Settings) -> NDArray[np.str_]:
    """The Method of each row of periods (none of UNFIT): its Fit, numerators and sizes (NaN: not shown, or outside its phase)."""
    shares, sized = fits == Fit.SHARE.value, fits == Fit.SIZED.value
    even = even_sizes(n, spread=settings.chart_n_spread)
    suits = np.zeros(len(fits), dtype=bool)
    suits[shares] = suits_xmr_rows(
        x[shares], n[shares], spread=settings.chart_n_spread, smallest=settings.chart_smallest_count
    )
    return np.select(
        [shares & ~suits & even, shares & ~suits, sized & ~even],
        [Method.CUSUM_SMALL.value, Method.CUSUM_SPREAD.value, Method.N_VARIES.value],
        default=Method.XMR.value,
    )  # fmt: skip
