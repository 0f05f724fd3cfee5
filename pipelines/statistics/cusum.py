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


@dataclass(frozen=True, eq=False)
class CusumRows:
    """As Cusum, one series per row; `began` is -1 where the last period signals nothing."""

    high: Array
    low: Array
    signal: NDArray[np.int8]
    began: NDArray[np.int64]


def standardised_shares(x: Array, n: Array, *, baseline: int | None = None) -> Array:
    """(p_i - p) / sqrt(p(1-p) / n_i) per period, p = sum x / sum n of the first `baseline` periods (None: of all).

    x, n: counts, time along the last axis; NaN where not delivered, where n = 0, and everywhere when p is 0
    or 1 (nothing varies). ValueError: x > n or below 0. Source: statistics.md section 6 (CUSUM for binary data).
    """
    x, n = counts("cusum", x, n)
    if np.any(x > n):
        raise ValueError("cusum: more counted than there are")
    there = ~(np.isnan(x) | np.isnan(n))
    first = there if baseline is None else there & (np.cumsum(there, axis=-1) <= baseline)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(first, x, 0).sum(axis=-1, keepdims=True) / np.where(first, n, 0).sum(axis=-1, keepdims=True)
        z = (x / n - mean) / np.sqrt(mean * (1 - mean) / n)
    return np.where(np.isfinite(z), z, np.nan)


def cusum(z: Array, *, slack: float = SLACK, decision: float = DECISION) -> Cusum:
    """Tabular CUSUM: high_i = max(0, high_(i-1) + z_i - k), low_i = max(0, low_(i-1) - z_i - k); a signal is above h.

    z: standardised values in order of time, one dimension. NaN (a gap) leaves both sums as they are. The sums run on
    after a signal: a new phase is a person's decision. Source: issue on verdicts, k = 0.5 and h = 4.
    """
    found = cusum_rows(np.asarray(z, dtype=float)[None], slack=slack, decision=decision)
    last = int(found.signal[0, -1]) if found.signal.size else 0
    return Cusum(found.high[0], found.low[0], found.signal[0], int(found.began[0]) if last else None)


def cusum_rows(z: Array, *, slack: float = SLACK, decision: float = DECISION) -> CusumRows:
    """As `cusum`, for many rows of periods at once (z: rows x periods)."""
    rows, periods = z.shape
    sums, starts = np.zeros((2, rows, periods + 1)), np.zeros((2, rows), dtype=np.int64)
    for place in range(periods):
        there = ~np.isnan(z[:, place])
        step = np.where(there, z[:, place], 0.0)
        total = sums[:, :, place] + np.where(there, np.stack([step, -step]) - slack, 0.0)
        sums[:, :, place + 1] = np.maximum(0.0, total)
        starts = np.where(total <= 0, place + 1, starts)
    high, low = sums[:, :, 1:]
    signal = np.where((high > decision) & (high >= low), 1, np.where(low > decision, -1, 0)).astype(np.int8)
    last = signal[:, -1] if periods else np.zeros(rows, dtype=np.int8)
    return CusumRows(high, low, signal, np.where(last == 0, -1, np.where(last > 0, starts[0], starts[1])))


def suits_xmr(x: Array, n: Array, *, spread: float, smallest: float) -> bool:
    """False where section 6 says to use CUSUM or the interval of a share instead of a control chart of single values.

    x, n: counts per period, NaN where not delivered. spread: how far each n may lie from their mean (about 0.25);
    smallest: what n*p and n(1-p) are at least. Both are judgement calls. Source: statistics.md section 6.
    """
    return bool(suits_xmr_rows(x, n, spread=spread, smallest=smallest))


def suits_xmr_rows(x: Array, n: Array, *, spread: float, smallest: float) -> NDArray[np.bool_]:
    """As `suits_xmr`, time along the last axis."""
    x, n = counts("xmr", x, n)
    there = ~(np.isnan(x) | np.isnan(n))
    cases = np.where(there, n, 0).sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = np.where(there, x, 0).sum(axis=-1, keepdims=True) / cases
        enough = np.minimum(n * p, n * (1 - p)) >= smallest
    return (
        even_sizes(np.where(there, n, np.nan), spread=spread) & np.all(enough | ~there, axis=-1) & (cases[..., 0] > 0)
    )


def even_sizes(n: Array, *, spread: float) -> NDArray[np.bool_]:
    """Whether every n (NaN: not delivered) lies within `spread` of their mean; False where none is known."""
    there = ~np.isnan(n)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(there, n, 0).sum(axis=-1, keepdims=True) / there.sum(axis=-1, keepdims=True)
        near = np.abs(n - mean) <= spread * mean
    return np.all(near | ~there, axis=-1) & there.any(axis=-1)
