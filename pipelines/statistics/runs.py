"""Runs, trends and windows in rows of signs (time is the last axis): what a control chart calls special."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipelines.statistics.outcome import Array

Signs = NDArray[np.int8]  # -1, 0, 1 per period


def run_ends(signs: Signs, length: int) -> Signs:
    """The sign where a run of at least `length` equal signs has been completed, else 0; a sign 0 breaks a run."""
    place = np.arange(signs.shape[-1])
    starts = np.ones(signs.shape, dtype=bool)
    starts[..., 1:] = signs[..., 1:] != signs[..., :-1]
    run = place - np.maximum.accumulate(np.where(starts, place, 0), axis=-1) + 1
    return np.where(run >= length, signs, 0).astype(np.int8)


def trend_ends(y: Array, length: int) -> Signs:
    """1 where `length` points have risen strictly in a row, -1 where they fell; a tie or a gap breaks a trend."""
    ends = np.zeros(y.shape, dtype=np.int8)
    ends[..., 1:] = run_ends(np.sign(np.nan_to_num(np.diff(y))).astype(np.int8), length - 1)
    return ends


def members(ends: Signs, length: int) -> Signs:
    """The sign on all `length` points of what ends there; a point of two belongs to what ends first."""
    found = ends.copy()
    for ahead in range(1, min(length, ends.shape[-1])):
        found[..., :-ahead] = np.where(found[..., :-ahead] != 0, found[..., :-ahead], ends[..., ahead:])
    return found


def two_of_three(near: NDArray[np.bool_], level: Signs) -> Signs:
    """The side of every near point in three consecutive points on one side of the mean of which two or more are near."""
    if near.shape[-1] < 3:
        return np.zeros(near.shape, dtype=np.int8)
    close, flagged = near.astype(np.int8), np.zeros(near.shape, dtype=bool)
    windows = (slice(None, -2), slice(1, -1), slice(2, None))
    many = sum(close[..., window] for window in windows)
    sides = sum(level[..., window] for window in windows)
    hit = (many >= 2) & (np.abs(sides) == 3)
    for window in windows:
        flagged[..., window] |= hit
    return np.where(flagged & near, level, 0).astype(np.int8)
