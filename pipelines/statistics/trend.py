"""A rising or falling line over periods: Cochran-Armitage for shares, Mann-Kendall with Sen's slope for the rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.statistics.distributions import two_sided_p
from pipelines.statistics.outcome import Array, Reason, counts

SHARE_PERIODS, SHARE_N = 4, 10  # Cochran-Armitage: at least so many periods, each with at least so many cases
KENDALL_PERIODS = 8
ALPHA = 0.05
_MET = 1e-9  # a change equal to the threshold in exact arithmetic reaches it


@dataclass(frozen=True)
class Trend:
    """A test and the size of what it tests. Not finding a trend is not stability."""

    periods: int  # that count in it
    z: float | None
    p: float | None  # two-sided
    slope: float | None  # per period: Sen's median, or the line weighted by n
    change: float | None  # slope times the periods from first to last
    reason: Reason | None

    def moves(self, relevant: float) -> int:
        """1 rising or -1 falling where p < 0.05 and the change over the series is at least `relevant`, else 0."""
        if self.p is None or self.change is None or self.p >= ALPHA:
            return 0
        if abs(self.change) < relevant * (1 - _MET):
            return 0
        return int(np.sign(self.change))


def cochran_armitage(x: Array, n: Array) -> Trend:
    """Trend in shares: scores 1..k, no continuity correction, two-sided.

    x, n: counts per period in order of time, one dimension; a period with NaN is left out and keeps its place in the
    scores. slope and change as fractions. Null: fewer than 4 periods (TOO_FEW_POINTS), a period with n < 10
    (SMALL_PERIOD), all or none counted (NO_VARIATION). Source: statistics.md section 9.
    """
    x, n = counts("trend", x, n)
    if np.any(x > n):
        raise ValueError("trend: more counted than there are")
    there = ~(np.isnan(x) | np.isnan(n))
    score, x, n = (np.flatnonzero(there) + 1).astype(float), x[there], n[there]
    k = len(n)
    if k < SHARE_PERIODS:
        return _none(k, Reason.TOO_FEW_POINTS)
    if np.any(n < SHARE_N):
        return _none(k, Reason.SMALL_PERIOD)
    share = x.sum() / n.sum()
    if share in (0, 1):
        return _none(k, Reason.NO_VARIATION)
    off = score - (n * score).sum() / n.sum()
    top, bottom = float((off * x).sum()), float((n * off**2).sum())
    z, slope = top / np.sqrt(share * (1 - share) * bottom), top / bottom
    return _trend(z, slope, place=score)


def mann_kendall(values: Array) -> Trend:
    """Trend in marks, medians and other figures: tie-corrected variance, continuity correction, two-sided.

    values: one per period in order of time; NaN is left out and keeps its place. slope is Sen's: the median of all
    pairwise slopes, per period. All equal: p = 1. Fewer than 8 values: null, TOO_FEW_POINTS.
    Source: statistics.md section 9.
    """
    y = np.asarray(values, dtype=float)
    place = np.flatnonzero(~np.isnan(y)).astype(float)
    y = y[~np.isnan(y)]
    k = len(y)
    if k < KENDALL_PERIODS:
        return _none(k, Reason.TOO_FEW_POINTS)
    earlier, later = np.triu_indices(k, 1)
    steps = y[later] - y[earlier]
    s = float(np.sign(steps).sum())
    ties = np.unique(y, return_counts=True)[1].astype(float)
    variance = (k * (k - 1) * (2 * k + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
    z = (s - np.sign(s)) / np.sqrt(variance) if variance > 0 else 0.0
    return _trend(z, float(np.median(steps / (place[later] - place[earlier]))), place=place)


def _trend(z: float, slope: float, *, place: Array) -> Trend:
    p, change = float(two_sided_p(np.array(z))), slope * float(place[-1] - place[0])
    return Trend(len(place), float(z), p, float(slope), float(change), None)


def _none(periods: int, reason: Reason) -> Trend:
    return Trend(periods, None, None, None, None, reason)
