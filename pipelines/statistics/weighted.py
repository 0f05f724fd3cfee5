"""Means of answers that are counted per answer, with or without weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.statistics.distributions import student_975
from pipelines.statistics.outcome import Array, Figures, Reason
from pipelines.statistics.weighting import Codes, effective


@dataclass(frozen=True, eq=False)
class Tallies:
    """One row per answer within a group: how many gave it, the sum of their weights and of their squared weights.

    Without weights w = w2 = n. A row may as well be one respondent: n = 1, w, w^2.
    """

    group: Codes  # 0, 1, ...
    value: Array
    n: Array
    w: Array
    w2: Array

    def sums(self, amounts: Array, groups: int) -> Array:
        return np.bincount(self.group, weights=amounts, minlength=groups).astype(float)


@dataclass(frozen=True, eq=False)
class Means:
    """Means side by side, each with its standard error and numbers of answers."""

    figures: Figures
    error: Array  # standard error; NaN where n < 2
    n: Array
    n_eff: Array


def tallied_means(tallies: Tallies, groups: int) -> Means:
    """Per group sum(w y) / sum(w) with se = sqrt(n/(n-1) sum w^2 (y - mean)^2) / sum w and t with n-1 degrees, unclipped.

    Without weights this is mean +/- t sd / sqrt(n). Nobody: NO_CASES; n = 1: ONE_CASE; all answers equal: ALL_EQUAL,
    with a value and without an interval. Source: statistics.md sections 3 and 10.
    """
    n, w = tallies.sums(tallies.n, groups), tallies.sums(tallies.w, groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(w > 0, tallies.sums(tallies.w * tallies.value, groups) / w, np.nan)
        spread = tallies.sums(tallies.w2 * (tallies.value - mean[tallies.group]) ** 2, groups)
        error = np.where(n > 1, np.sqrt(n / (n - 1) * spread) / w, np.nan)
    equal = _all_equal(tallies, groups)
    error = np.where(equal & (n > 1), 0.0, error)
    half = np.where(equal, np.nan, student_975(n - 1) * error)
    reason = np.select([np.isnan(mean), n < 2, equal], [Reason.NO_CASES, Reason.ONE_CASE, Reason.ALL_EQUAL], default="")
    figures = Figures(mean, mean - half, mean + half, reason)
    return Means(figures, error, n, effective(w, tallies.sums(tallies.w2, groups)))


def _all_equal(tallies: Tallies, groups: int) -> np.ndarray:
    """Whether all who answered gave the same answer: known from the answers, for a sum of squares would round."""
    low, high = np.full(groups, np.inf), np.full(groups, -np.inf)
    given = tallies.n > 0
    np.minimum.at(low, tallies.group[given], tallies.value[given])
    np.maximum.at(high, tallies.group[given], tallies.value[given])
    return low >= high
