"""Shares and the difference between two: the Wilson score interval, Newcombe's hybrid, a finite population."""

from __future__ import annotations

import numpy as np

from pipelines.statistics.distributions import Z95
from pipelines.statistics.outcome import Array, Figures, Reason, counts


def wilson(x: Array, n: Array) -> tuple[Array, Array]:
    """95% Wilson score interval without continuity correction.

    x, n: counts of the same shape, 0 <= x <= n. Returns lower and upper as fractions 0-1, same shape; NaN where
    n is 0 or NaN. Exactly 0 at x = 0 and exactly 1 at x = n. Source: Wilson 1927; OHID technical guidance.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        n = np.where(n > 0, n, np.nan)
        p = x / n
        middle = p + Z95**2 / (2 * n)
        half = Z95 * np.sqrt(p * (1 - p) / n + Z95**2 / (4 * n**2))
        scale = 1 + Z95**2 / n
        lower = np.where(x == 0, np.where(np.isnan(n), np.nan, 0.0), (middle - half) / scale)
        upper = np.where(x == n, 1.0, (middle + half) / scale)
    return lower, upper


def shares(x: Array, n: Array) -> Figures:
    """p = x/n with its 95% Wilson interval, as fractions 0-1.

    x, n: counts of one shape (numbers too, where n is an effective number of answers). NaN or n = 0 gives null with
    NO_CASES. ValueError: x > n or below 0. Source: statistics.md section 1.
    """
    x, n = _parts(x, n)
    lower, upper = wilson(x, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(n > 0, x / n, np.nan)
    return Figures(value, lower, upper, np.where(np.isnan(value), Reason.NO_CASES, ""))


def finite_shares(x: Array, n: Array, *, population: Array, above: float) -> Figures:
    """As `shares`, for a fixed list of `population` clients: Wilson with n* = n(N-1)/(N-n) where n/N > `above`.

    Off unless this function is called: never for judging a provider's process, nor where clients chose to answer.
    n = N: the interval collapses to the value, reason WHOLE_COUNT. Population NaN: as if infinite.
    ValueError: n > N. Source: statistics.md section 2.
    """
    x, n, population = counts("finite population", x, n, population)
    if np.any(n > population):
        raise ValueError("more answers than clients: the list or the count is wrong")
    plain = shares(x, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        corrected = np.where(n / population > above, n * (population - 1) / (population - n), n)
        effective = np.where(np.isfinite(corrected), corrected, n)
        lower, upper = wilson(np.where(x == n, effective, plain.value * effective), effective)
    whole = (n == population) & (n > 0)
    lower, upper = (np.where(whole, plain.value, bound) for bound in (lower, upper))
    return Figures(plain.value, lower, upper, np.where(whole, Reason.WHOLE_COUNT, plain.reason))


def difference(one: Figures, two: Figures) -> Figures:
    """p1 - p2 with Newcombe's 95% hybrid interval, as fractions -1 to 1, of two answers of `shares` of one shape.

    Where two intervals overlap there may still be a difference: ask here. Null with NO_CASES where either has none.
    Source: statistics.md section 1 (Newcombe 1998, method 10).
    """
    value = one.value - two.value
    lower = value - np.hypot(one.value - one.lower, two.upper - two.value)
    upper = value + np.hypot(one.upper - one.value, two.value - two.lower)
    return Figures(value, lower, upper, np.where(np.isnan(value), Reason.NO_CASES, ""))


def _parts(x: Array, n: Array) -> tuple[Array, Array]:
    x, n = counts("share", x, n)
    if np.any(x > n):
        raise ValueError("share: more counted than there are")
    return x, n
