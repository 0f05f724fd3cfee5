"""Whether two groups differ: the pooled z test of shares and Welch's t of means. (Newcombe's interval: proportions.)"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.statistics.distributions import student_975, student_p, two_sided_p
from pipelines.statistics.outcome import Array, Figures, Reason, counts, floats


def pooled_p(x1: Array, n1: Array, *, x2: Array, n2: Array) -> Array:
    """Two-sided p of p1 = p2: z = (p1 - p2) / sqrt(p (1 - p) (1/n1 + 1/n2)) with p = (x1 + x2) / (n1 + n2).

    Counts of one shape; with weights n_eff in place of n and n_eff times the weighted share in place of x. All or
    none in both groups: 1, for they do not differ. NaN where a group has nobody. ValueError: x > n.
    """
    x1, n1, x2, n2 = counts("two shares", x1, n1, x2, n2)
    if np.any((x1 > n1 * (1 + 1e-9)) | (x2 > n2 * (1 + 1e-9))):
        raise ValueError("two shares: more counted than there are")
    with np.errstate(divide="ignore", invalid="ignore"):
        together = (x1 + x2) / (n1 + n2)
        error = np.sqrt(np.maximum(together * (1 - together), 0) * (1 / n1 + 1 / n2))
        z = (x1 / n1 - x2 / n2) / error
    nobody = ~((n1 > 0) & (n2 > 0)) | np.isnan(together)
    return np.where(nobody, np.nan, np.where(error > 0, two_sided_p(z), 1.0))


@dataclass(frozen=True, eq=False)
class Tested:
    """A difference with its interval, and the two-sided p of there being none."""

    figures: Figures
    p: Array


def welch(mean1: Array, mean2: Array, *, error1: Array, error2: Array, n1: Array, n2: Array) -> Tested:
    """mean1 - mean2 with Welch's 95% interval and p: t with (e1^2 + e2^2)^2 / (e1^4/(n1-1) + e2^4/(n2-1)) degrees.

    error: standard errors (sd / sqrt(n), or with weights that of section 10, and then n is n_eff). NO_CASES where a
    group has nobody, ONE_CASE where one has n < 2, ALL_EQUAL where neither has any spread: then no interval and no p.
    """
    mean1, mean2, error1, error2, n1, n2 = floats(mean1, mean2, error1, error2, n1, n2)
    value = mean1 - mean2
    one, two = error1**2, error2**2
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(one + two)
        degrees = (one + two) ** 2 / (one**2 / (n1 - 1) + two**2 / (n2 - 1))
        t = value / error
    reason = np.select(
        [np.isnan(value), ~((n1 >= 2) & (n2 >= 2)), error == 0],
        [Reason.NO_CASES, Reason.ONE_CASE, Reason.ALL_EQUAL],
        default="",
    )
    there = reason == ""
    half = np.where(there, student_975(np.where(there, degrees, np.nan)) * error, np.nan)
    p = np.where(there, student_p(np.where(there, t, np.nan), np.where(there, degrees, np.nan)), np.nan)
    return Tested(Figures(value, value - half, value + half, reason), p)
