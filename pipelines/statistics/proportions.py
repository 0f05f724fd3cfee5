"""Shares: the Wilson score interval."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Z95 = 1.959963984540054  # Phi^-1(0.975), not 1.96


def wilson(x: NDArray[np.float64], n: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
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
