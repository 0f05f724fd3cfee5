"""Rows by what they are about: a number for each different key, so that looking up compares numbers and not texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def numbered(rows: pd.DataFrame, key: Sequence[str]) -> NDArray[np.int64]:
    """For every row a number, equal where the whole key is; nothing is equal to nothing."""
    return rows.groupby(list(key), sort=False, dropna=False).ngroup().to_numpy(dtype="int64")


def any_in(rows: pd.DataFrame, key: Sequence[str], mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For every row, whether a row with the same key is in the mask."""
    if not mask.any():
        return np.zeros(len(rows), dtype=bool)
    numbers = numbered(rows, key)
    return np.isin(numbers, numbers[mask])


def among(rows: pd.DataFrame, others: pd.DataFrame, key: Sequence[str]) -> NDArray[np.bool_]:
    """For every row, whether one of the others has the same key."""
    both = pd.concat([rows[list(key)], others[list(key)]], ignore_index=True)
    return any_in(both, key, np.arange(len(both)) >= len(rows))[: len(rows)]
