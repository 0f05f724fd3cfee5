"""Is a figure plausible beside the provider's own earlier figures: the median, own variation, and what chance explains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.statistics.outcome import Array, counts, floats

WINDOW = 8  # earlier periods that are looked at: two years of quarters
FROM = 4  # earlier periods that are needed
FAR = 5.0  # robust standard deviations
LEAST = 0.1  # of the median: a provider that never varies is given this much; so less than half is never far
CHANCE = 0.001  # two-sided
_ROBUST = 1.482602218505602  # 1 / Phi^-1(0.75): makes the median deviation a standard deviation under the normal


@dataclass(frozen=True, eq=False)
class Own:
    """Per figure, shape (n,): how many earlier figures are known, their median (NaN below FROM), and whether the figure
    lies far from it and from the last one, measured in the provider's own variation."""

    known: NDArray[np.int64]
    median: Array
    far: NDArray[np.bool_]


def own(value: Array, history: Array) -> Own:
    """Compare figures, shape (n,), with their own earlier ones, shape (n, k), newest first, NaN where there is none; any
    unit.

    Far is more than FAR * max(1.4826 * MAD, LEAST * |median|) from the median, MAD being the median absolute deviation
    (Hampel's identifier), and equally far from the last figure, which adds LEAST * |last| to that: a new level is told
    once. The median moves for no single wrong figure of the past. Unknown is never far."""
    (value,) = floats(value)
    (history,) = floats(history)
    known = np.sum(~np.isnan(history), axis=1)
    enough = known >= FROM
    median, spread, last = np.full((3, len(value)), np.nan)
    if enough.any():
        median[enough] = np.nanmedian(history[enough], axis=1)
        spread[enough] = _ROBUST * np.nanmedian(np.abs(history[enough] - median[enough, None]), axis=1)
        newest = np.argmax(~np.isnan(history), axis=1)
        last[enough] = np.take_along_axis(history, newest[:, None], axis=1)[enough, 0]
    scale = np.maximum(spread, LEAST * np.abs(median))
    far = np.abs(value - median) > FAR * scale
    return Own(known, median, far & (np.abs(value - last) > FAR * np.maximum(scale, LEAST * np.abs(last))))


def poisson_p(value: Array, median: Array, known: NDArray[np.int64]) -> Array:
    """Exact two-sided p of a count, shape (n,), against `known` periods with `median` cases each.

    Two Poisson counts with one rate, given their sum, are binomial (Przyborowski & Wilenski 1940): x of x + k * median
    with probability 1 / (k + 1). Two-sided is twice the smaller tail, at most 1. k * median is whole for whole counts.
    NaN where one of them is unknown."""
    value, median, periods = counts("plausibility", value, median, known)
    sure = ~np.isnan(value + median) & (periods > 0)
    p = _two_sided(np.where(sure, value, 0), np.where(sure, value + periods * median, 0), 1 / (periods + 1))
    return np.where(sure, p, np.nan)


def binomial_p(numerator: Array, denominator: Array, share: Array, cases: Array) -> Array:
    """Exact two-sided p of a numerator, shape (n,), when its chance is the median `share` (0-1) of earlier periods with
    `cases` in their denominators together. Half a case is added on both sides, so that 0 and 1 are not certain."""
    x, n, share, cases = counts("plausibility", numerator, denominator, share, cases)
    sure = ~np.isnan(x + n + share + cases) & (x <= n)
    chance = (share * cases + 0.5) / (cases + 1)
    x, n, chance = (np.where(sure, column, 0) for column in (x, n, chance))
    return np.where(sure, _two_sided(x, n, chance), np.nan)


def _two_sided(x: Array, n: Array, chance: Array) -> Array:
    """Twice the smaller tail of Binomial(n, chance) at x, at most 1, by the incomplete beta function."""
    from scipy.special import betainc  # here and not on top: the import takes 0.2 s

    below = np.where(x < n, betainc(np.maximum(n - x, 1e-9), x + 1, 1 - chance), 1.0)
    above = np.where(x > 0, betainc(np.maximum(x, 1e-9), n - x + 1, chance), 1.0)
    return np.minimum(2 * np.minimum(below, above), 1.0)
