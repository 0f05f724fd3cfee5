"""Lead times with open cases: Kaplan-Meier, its log-log band, its quantiles and the share closed within a norm."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.statistics.distributions import Z95
from pipelines.statistics.outcome import Array, Reason

_HIT = 1e-9  # S(t) <= 1 - p + this: a step that reaches the share exactly counts


@dataclass(frozen=True)
class Least:
    """From where a figure may be shown (judgement calls, so the municipality's settings give them)."""

    cases: int
    closings: int
    at_risk: int  # who still counts at the time of the figure; 0: not asked


@dataclass(frozen=True, eq=False)
class Curve:
    """S(t) after each day on which cases closed. Bands are NaN where not defined (S = 0)."""

    time: Array  # days, rising; only days with closings
    at_risk: Array
    closed: Array
    survival: Array
    lower: Array
    upper: Array
    cases: int
    closings: int
    withdrawn: int  # among the censored; told beside the figure
    longest: float | None  # follow-up in days
    durations: Array  # sorted
    entries: Array  # sorted

    def remaining(self, day: float) -> int:
        """Cases at risk on this day: duration >= day, entry < day (or from the start)."""
        late = int(np.searchsorted(self.entries, day, side="left")) if len(self.entries) else self.cases
        return late - int(np.searchsorted(self.durations, day, side="left"))


@dataclass(frozen=True)
class Quantile:
    """Days by which a share of the cases is closed. None is null; `reason` tells why there is no value."""

    value: float | None
    lower: float | None
    upper: float | None  # None with a value: not reached, show the figure with ">" or not at all
    more_than: float | None  # NOT_REACHED: "nog niet bereikt (meer dan ... dagen)"
    reason: Reason | None


@dataclass(frozen=True)
class Within:
    """Share closed within the norm, a fraction. `reason` tells why there is no value, or (ONE_SIDED) no interval."""

    value: float | None
    lower: float | None
    upper: float | None
    reason: Reason | None


def kaplan_meier(
    days: Array,
    closed: NDArray[np.bool_],
    *,
    withdrawn: NDArray[np.bool_] | None = None,
    entry: Array | None = None,
) -> Curve:
    """Kaplan-Meier with Greenwood's variance on the log-log scale, 95%.

    days: from request to closing, or to the reference date (open) or to withdrawal; whole, 0 allowed. closed: same
    length; what is not closed is censored after the closings of that day. withdrawn: which of the censored were.
    entry: days after the request from when a case was followed (delayed entry); NaN is from the start. One dimension
    each.
    ValueError: days below 0 or missing, a case both closed and withdrawn, entry not before the end.
    Source: statistics.md section 5.
    """
    t, event = np.asarray(days, dtype=float), np.asarray(closed, dtype=bool)
    gone = np.zeros(len(t), dtype=bool) if withdrawn is None else np.asarray(withdrawn, dtype=bool)
    late = np.zeros(0) if entry is None else np.nan_to_num(np.asarray(entry, dtype=float), nan=-np.inf)
    if not np.all(t >= 0) or np.any(np.isinf(t)):
        raise ValueError("days are 0 or more")
    if np.any(event & gone):
        raise ValueError("a case is closed or withdrawn, not both")
    if len(late) and not np.all(late < t):
        raise ValueError("a case enters before it ends")
    durations, entries = np.sort(t), np.sort(late)
    time, d = np.unique(t[event], return_counts=True)
    entered = np.searchsorted(entries, time, side="left") if len(late) else len(t)
    n = entered - np.searchsorted(durations, time, side="left")
    survival = np.cumprod(1 - d / n)
    lower, upper = _band(survival, d, n)
    longest = float(durations[-1]) if len(t) else None
    return Curve(
        time, n.astype(float), d.astype(float), survival, lower, upper,
        len(t), int(event.sum()), int(gone.sum()), longest, durations, entries,
    )  # fmt: skip


def _band(survival: Array, d: NDArray[np.int64], n: NDArray[np.int64]) -> tuple[Array, Array]:
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(d / (n * (n - d)))
        theta = Z95 * np.sqrt(greenwood) / np.abs(np.log(survival))
        lower, upper = survival ** np.exp(theta), survival ** np.exp(-theta)
    defined = survival > 0
    return np.where(defined, lower, np.nan), np.where(defined, upper, np.nan)


def quantile(curve: Curve, p: float, *, least: Least) -> Quantile:
    """q_p = inf{t : S(t) <= 1 - p}, its interval by the same rule on the two bands; p = 0.5 is the median.

    Null: too few cases, closings or cases at risk on that day (section 5 asks 10, 5, and 5 for a median), or
    NOT_REACHED with `more_than` the longest follow-up. Unit: days. Source: statistics.md section 5.
    """
    reason = _too_few(curve, least)
    if reason:
        return Quantile(None, None, None, None, reason)
    value, lower, upper = (_first(curve.time, part, p) for part in (curve.survival, curve.lower, curve.upper))
    if value is None:
        return Quantile(None, lower, None, curve.longest, Reason.NOT_REACHED)
    if curve.remaining(value) < least.at_risk:
        return Quantile(None, None, None, None, Reason.TOO_FEW_AT_RISK)
    return Quantile(value, lower, upper, None, None)


def _first(time: Array, survival: Array, p: float) -> float | None:
    hit = np.flatnonzero(survival <= 1 - p + _HIT)  # NaN never hits
    return float(time[hit[0]]) if len(hit) else None


def within(curve: Curve, norm: float, *, least: Least) -> Within:
    """1 - S(norm) with the band's interval: the share closed in `norm` days or fewer, open cases counted.

    Null: too few cases, closings or cases at risk on day `norm` (section 5 asks 10, 5 and 10), or BEYOND_FOLLOW_UP.
    Source: statistics.md section 5.
    """
    reason = _too_few(curve, least)
    if reason is None and curve.longest is not None and norm > curve.longest:
        reason = Reason.BEYOND_FOLLOW_UP
    if reason is None and curve.remaining(norm) < least.at_risk:
        reason = Reason.TOO_FEW_AT_RISK
    if reason:
        return Within(None, None, None, reason)
    place = int(np.searchsorted(curve.time, norm, side="right")) - 1
    if place < 0:
        return Within(0.0, None, None, Reason.ONE_SIDED)
    survival, lower, upper = (float(part[place]) for part in (curve.survival, curve.lower, curve.upper))
    if survival == 0:
        return Within(1.0, None, None, Reason.ONE_SIDED)
    return Within(1 - survival, 1 - upper, 1 - lower, None)


def _too_few(curve: Curve, least: Least) -> Reason | None:
    if curve.cases < least.cases or curve.cases == 0:
        return Reason.TOO_FEW_CASES
    return Reason.TOO_FEW_CLOSINGS if curve.closings < least.closings else None


def ripe_counts(days: Array, closed: NDArray[np.bool_], age: Array, *, norm: float) -> tuple[int, int]:
    """x and n of the cases requested at least `norm` days ago: closed within the norm, and all of them (open: not met).

    age: days from request to the reference date; all of one length and one dimension. For the Wilson interval where
    the curve may not be read. Withdrawn cases are left out by the caller, and told. Source: statistics.md section 1.
    """
    t, event, old = np.asarray(days, dtype=float), np.asarray(closed, dtype=bool), np.asarray(age, dtype=float) >= norm
    return int((event & (t <= norm) & old).sum()), int(old.sum())
