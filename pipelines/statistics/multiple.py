"""Many comparisons at once: Benjamini-Hochberg."""

from __future__ import annotations

import numpy as np

from pipelines.statistics.outcome import Array


def benjamini_hochberg(p: Array) -> Array:
    """q_i = min over j >= i of p_(j) m/j, capped at 1, same shape as p (one dimension); flag where q < 0.05.

    The family is one indicator x one period x all providers shown. A missing p (NaN) keeps a missing q and does not
    count in m. ValueError: p outside [0, 1]. Source: statistics.md section 8.
    """
    p = np.asarray(p, dtype=float)
    there = np.flatnonzero(~np.isnan(p))
    if np.any((p[there] < 0) | (p[there] > 1)):
        raise ValueError("p lies from 0 to 1")
    order = there[np.argsort(p[there], kind="stable")]
    m = len(order)
    steps = p[order] * m / np.arange(1, m + 1)
    q = np.full(p.shape, np.nan)
    q[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    return q
