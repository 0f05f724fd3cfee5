"""Small lasting changes where a control chart may not be used: CUSUM on standardised values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.statistics.outcome import Array, counts

SLACK, DECISION = 0.5, 4.0  # k and h, in standard deviations


@dataclass(frozen=True, eq=False)
class Cusum:
    """The sums per period, in standard deviations, both 0 or more."""

    high: Array
    low: Array
    signal: NDArray[np.int8]  # 1: high above h, -1: low above h, 0
    began: int | None  # where the change that the last period signals began: the first period after its sum was 0


def standardised_shares(x: Array, n: Array, *, baseline: int | None = None) -> Array:
    """(p_i - p) / sqrt(p(1-p) / n_i) per period, p = sum x / sum n of the first `baseline` periods (None: of all).

    x, n: counts of one dimension in order of time; NaN where not delivered, where n = 0, and everywhere when p is 0
    or 1 (nothing varies). ValueError: x > n or below 0. Source: statistics.md section 6 (CUSUM for binary data).
    """
    x, n = counts("cusum", x, n)
    if np.any(x > n):
        raise ValueError("cusum: more counted than there are")
    there = ~(np.isnan(x) | np.isnan(n))
    first = np.flatnonzero(there)[:baseline]
    total = n[first].sum()
    mean = x[first].sum() / total if total else np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (x / n - mean) / np.sqrt(mean * (1 - mean) / n)
    return np.where(np.isfinite(z), z, np.nan)


def cusum(z: Array, *, slack: float = SLACK, decision: float = DECISION) -> Cusum:
    """Tabular CUSUM: high_i = max(0, high_(i-1) + z_i - k), low_i = max(0, low_(i-1) - z_i - k); a signal is above h.

    z: standardised values in order of time, one dimension. NaN (a gap) leaves both sums as they are. The sums run on
    after a signal: a new phase is a person's decision. Source: issue on verdicts, k = 0.5 and h = 4.
    """
    values = np.asarray(z, dtype=float)
    sums = np.zeros((2, len(values) + 1))
    began = [0, 0]
    for place, value in enumerate(values):
        for which, toward in enumerate((value, -value)):
            total = sums[which, place] + (0.0 if np.isnan(value) else toward - slack)
            sums[which, place + 1] = max(0.0, total)
            began[which] = place + 1 if total <= 0 else began[which]
    high, low = sums[:, 1:]
    signal = np.where((high > decision) & (high >= low), 1, np.where(low > decision, -1, 0)).astype(np.int8)
    last = int(signal[-1]) if len(signal) else 0
    return Cusum(high, low, signal, None if last == 0 else began[0 if last > 0 else 1])


def suits_xmr(x: Array, n: Array, *, spread: float, smallest: float) -> bool:
    """False where section 6 says to use CUSUM or the interval of a share instead of a control chart of single values.

    x, n: counts per period, NaN where not delivered. spread: how far each n may lie from their mean (about 0.25);
    smallest: what n*p and n(1-p) are at least. Both are judgement calls. Source: statistics.md section 6.
    """
    x, n = counts("xmr", x, n)
    there = ~(np.isnan(x) | np.isnan(n))
    x, n = x[there], n[there]
    if len(n) == 0 or n.sum() == 0:
        return False
    p, mean = x.sum() / n.sum(), n.mean()
    return bool(np.all(np.abs(n - mean) <= spread * mean) and np.all(np.minimum(n * p, n * (1 - p)) >= smallest))
