"""Report marks from 1 to 10: mean, spread and Student's interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.statistics.distributions import student_975
from pipelines.statistics.outcome import Array, Figures, Reason, counts, floats

_SAME = 1e-12  # a spread this small, relative to the mean, is rounding: all answers are equal


def means(n: Array, mean: Array, *, sd: Array, population: Array | None = None) -> Figures:
    """Means with their 95% interval mean +/- t(0.975, n-1) * sd / sqrt(n), unclipped (display clips to 1-10).

    n, mean, sd (with n-1): one shape, unit of the mean. With `population` (a fixed list of N clients, section 2) the
    standard error is times sqrt(1 - n/N); n = N collapses to the value, reason WHOLE_COUNT. n = 0 or NaN: NO_CASES,
    no value; n = 1: ONE_CASE and sd = 0: ALL_EQUAL, a value without interval. ValueError: n > N.
    Source: statistics.md sections 2 and 3.
    """
    (n,) = counts("mean", n)
    n, mean, sd, total = floats(n, mean, sd, np.inf if population is None else population)
    if np.any(n > total):
        raise ValueError("more answers than clients: the list or the count is wrong")
    value = np.where(n > 0, mean, np.nan)
    equal = sd <= _SAME * np.maximum(1, np.abs(mean))
    with np.errstate(divide="ignore", invalid="ignore"):
        rest = np.where(np.isnan(total), 1.0, 1 - n / total)
        half = student_975(n - 1) * sd / np.sqrt(n) * np.sqrt(rest)
    whole = (n == total) & (n > 0)
    half = np.where(whole, 0.0, np.where((n < 2) | equal, np.nan, half))
    reason = np.select(
        [np.isnan(value), whole, n < 2, equal, np.isnan(half)],
        [Reason.NO_CASES, Reason.WHOLE_COUNT, Reason.ONE_CASE, Reason.ALL_EQUAL, Reason.NO_CASES],
        default="",
    )
    return Figures(value, value - half, value + half, reason)


@dataclass(frozen=True)
class Marks:
    """The marks of one group of people. Shares are fractions of n; None is null, `reason` tells why."""

    n: int
    missing: int
    mean: float | None
    sd: float | None  # with n-1
    lower: float | None
    upper: float | None
    share_low: float | None  # 5 or lower
    share_high: float | None  # 8 or higher
    reason: Reason | None


def marks(answers: Array) -> Marks:
    """Summary of report marks, integers or decimals within [1, 10]; NaN is a missing answer, counted apart.

    answers: one dimension. ValueError: a mark outside [1, 10]. Source: statistics.md section 3.
    """
    given = np.asarray(answers, dtype=float)
    values = given[~np.isnan(given)]
    if np.any((values < 1) | (values > 10)):
        raise ValueError("a report mark lies from 1 to 10")
    n, missing = len(values), len(given) - len(values)
    if n == 0:
        return Marks(0, missing, None, None, None, None, None, None, Reason.NO_CASES)
    mean, sd = float(values.mean()), float(values.std(ddof=1)) if n > 1 else None
    figure = means(np.array([n]), np.array([mean]), sd=np.array([0.0 if sd is None else sd]))
    reason = Reason(figure.reason[0]) if figure.reason[0] else None
    lower, upper = (None, None) if reason else (float(figure.lower[0]), float(figure.upper[0]))
    low, high = float(np.mean(values <= 5)), float(np.mean(values >= 8))
    return Marks(n, missing, mean, sd, lower, upper, low, high, reason)
