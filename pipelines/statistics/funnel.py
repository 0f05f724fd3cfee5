"""Providers side by side without a ranking: the funnel with winsorised additive overdispersion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.statistics.distributions import Z998, two_sided_p
from pipelines.statistics.outcome import Array, Reason, counts

SMALLEST, ADJUSTED_FROM = 5, 10  # providers
_LOW, _HIGH = 0.1, 0.9  # z is pulled in to these quantiles (R type 7)


@dataclass(frozen=True, eq=False)
class Funnel:
    """One indicator in one period. Arrays have one place per provider as given; NaN where it is not in the funnel."""

    k: int  # providers shown
    included: NDArray[np.bool_]  # False: n below the minimum or unknown, to be listed beside the funnel
    reason: Reason | None  # TOO_FEW_PROVIDERS: k < 5, there is no funnel and all below is null
    centre: float | None  # T, an angle
    mean: float | None  # sum x / sum n
    phi: float | None
    tau2: float | None  # None with k < 10: limits are not adjusted, and the page says so
    z: Array  # unadjusted
    z_adjusted: Array  # as z where tau2 is None
    p: Array  # two-sided, from z_adjusted; for Benjamini-Hochberg
    flag: NDArray[np.int8]  # 1 above or -1 below the 99.8% limits, else 0

    def limits(self, n: Array, z: float = Z998) -> tuple[Array, Array]:
        """Lower and upper limit (fractions 0-1) at these sizes, same shape; z: Z95 or Z998 of distributions. NaN without a funnel."""
        (n,) = counts("funnel", n)
        if self.centre is None:
            return np.full(n.shape, np.nan), np.full(n.shape, np.nan)
        with np.errstate(divide="ignore", invalid="ignore"):
            half = z * np.sqrt(1 / (4 * np.where(n > 0, n, np.nan)) + (self.tau2 or 0.0))
        lower, upper = (np.sin(np.clip(self.centre + side * half, 0, np.pi / 2)) ** 2 for side in (-1, 1))
        return lower, upper


def funnel(x: Array, n: Array, *, minimum_n: float) -> Funnel:
    """Which providers differ more from the mean of the providers shown than chance and ordinary differences explain.

    x, n: counts of one dimension, one place per provider, same period; NaN is not delivered. minimum_n: smaller
    providers are left out. Flags lie strictly outside 99.8%. ValueError: x > n or below 0.
    Source: statistics.md section 7 (arcsine scale, Spiegelhalter's additive random effects).
    """
    x, n = counts("funnel", x, n)
    if np.any(x > n):
        raise ValueError("funnel: more counted than there are")
    included = (n >= max(minimum_n, 1)) & ~np.isnan(x)
    k = int(included.sum())
    empty = np.full(n.shape, np.nan)
    if k < SMALLEST:
        no_flag = np.zeros(n.shape, dtype=np.int8)
        few = Reason.TOO_FEW_PROVIDERS
        return Funnel(k, included, few, None, None, None, None, empty, empty.copy(), empty.copy(), no_flag)
    x, n = np.where(included, x, np.nan), np.where(included, n, np.nan)
    mean = float(np.nansum(x) / np.nansum(n))
    centre = float(np.arcsin(np.sqrt(mean)))
    s2 = 1 / (4 * n)
    off = np.arcsin(np.sqrt(x / n)) - centre
    z = off / np.sqrt(s2)
    phi, tau2 = overdispersion(z[included], s2[included])
    if k < ADJUSTED_FROM:
        tau2 = None
    adjusted = z if tau2 is None else off / np.sqrt(s2 + tau2)
    flag = np.where(np.abs(adjusted) > Z998, np.sign(adjusted), 0).astype(np.int8)
    return Funnel(k, included, None, centre, mean, phi, tau2, z, adjusted, two_sided_p(adjusted), flag)


def overdispersion(z: Array, s2: Array) -> tuple[float, float]:
    """phi and tau^2 (squared angle) from the z-scores and their variances, same length, none missing.

    Winsorised phi averages about 0.7 without overdispersion: not to be held against 1. Source: section 7.
    """
    low, high = np.quantile(z, [_LOW, _HIGH])
    k, phi = len(z), float(np.mean(np.clip(z, low, high) ** 2))
    if k * phi < k - 1:
        return phi, 0.0
    w = 1 / s2
    return phi, max(0.0, float((k * phi - (k - 1)) / (w.sum() - (w**2).sum() / w.sum())))
