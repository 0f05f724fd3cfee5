"""Mean, limits and special causes of many control charts at once, one phase per row; `spc.xmr` is one such row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from pipelines.statistics.outcome import Array, Reason
from pipelines.statistics.runs import Signs, members, run_ends, trend_ends, two_of_three

LIMIT, SCREEN = 2.66, 3.267  # times the average moving range; literally these
LIMITS_FROM, ICONS_FROM = 8, 13  # points
SAME = 1e-9  # in average moving ranges: nearer than this is equal (to the mean, to a limit), as in exact arithmetic
_CONSTANT = 1e-12  # relative to the values: moving ranges below this are rounding


@dataclass(frozen=True)
class Preset:
    """How a chart is judged; its name stands beside the chart."""

    name: str
    screened: bool  # moving ranges of 3.267 times their average or more are dropped, once
    near_is_inside: bool  # two of three: only points inside the limits count
    trend: int = 7  # points in a trend (one less step)


NHSR = Preset("nhsr", screened=True, near_is_inside=True)
MDC_EXCEL = Preset("mdc-excel", screened=False, near_is_inside=False)  # dataclasses.replace(..., trend=6) is allowed
PRESETS = {preset.name: preset for preset in (NHSR, MDC_EXCEL)}


class Stage(StrEnum):
    LINE = "line"  # no limits: fewer than 8 points, or no variation
    PROVISIONAL = "provisional"  # 8-12 points: dashed limits, no icons
    FULL = "full"


class Rule(StrEnum):
    """The special causes, in the order in which they name a point."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    ONE_SIDE = "one_side"


@dataclass(frozen=True, eq=False)
class Limits:
    """Per row: delivered points, stage (a Stage), reason ("" or a Reason: why there are no limits), and in the unit of
    the values (NaN: none) mean, average moving range after screening, and limits, never clipped."""

    points: NDArray[np.int64]
    stage: NDArray[np.str_]
    reason: NDArray[np.str_]
    mean: Array
    moving_range: Array
    lower: Array
    near_lower: Array
    near_upper: Array
    upper: Array


def limits_of(y: Array, *, preset: Preset = NHSR, base: Array | None = None) -> Limits:
    """Limits of rows x periods: time from left to right, NaN a gap, or outside the row's phase. base: same shape, what
    mean and moving range are computed from (None: y). Source: statistics.md section 6."""
    base = y if base is None else base
    points, there = (~np.isnan(y)).sum(axis=-1), ~np.isnan(base)
    count = there.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(there, base, 0.0).sum(axis=-1) / count
    amr = _moving_range(base, preset)
    size = np.max(np.abs(np.where(there, base, 0.0)), axis=-1, initial=0.0)
    still = np.isnan(amr) | (amr <= _CONSTANT * size)
    reason = np.select(
        [points == 0, points < LIMITS_FROM, still],
        [Reason.NO_CASES.value, Reason.TOO_FEW_POINTS.value, Reason.NO_VARIATION.value],
        default="",
    )
    drawn = reason == ""
    stage = np.select([~drawn, points >= ICONS_FROM], [Stage.LINE.value, Stage.FULL.value], Stage.PROVISIONAL.value)
    far = np.where(drawn, LIMIT * amr, np.nan)
    near = np.where(drawn, LIMIT * amr * 2 / 3, np.nan)
    return Limits(points, stage, reason, mean, amr, mean - far, mean - near, mean + near, mean + far)


def _moving_range(y: Array, preset: Preset) -> Array:
    ranges = np.abs(np.diff(y, axis=-1))
    if preset.screened:
        with np.errstate(invalid="ignore"):
            ranges = np.where(ranges < SCREEN * _average(ranges)[..., None], ranges, np.nan)
    return _average(ranges)


def _average(rows: Array) -> Array:
    """The mean per row of what is there, NaN where nothing is."""
    there = ~np.isnan(rows)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(there, rows, 0.0).sum(axis=-1) / there.sum(axis=-1)


def special_causes(y: Array, found: Limits, *, preset: Preset = NHSR) -> tuple[NDArray[np.str_], Signs]:
    """Per row and period the first rule that names it ("" none), and to which side (-1 low or falling, 1 high or
    rising); all "" in a row without limits. Source: statistics.md section 6."""
    mean, upper, near_upper = (limit[..., None] for limit in (found.mean, found.upper, found.near_upper))
    off, slack = y - mean, SAME * found.moving_range[..., None]
    with np.errstate(invalid="ignore"):
        level = np.where(np.abs(off) > slack, np.sign(np.nan_to_num(off)), 0).astype(np.int8)
        outside = np.abs(off) > upper - mean + slack
        near = np.abs(off) > near_upper - mean + slack
    if preset.near_is_inside:
        near &= ~outside
    causes = {
        Rule.OUTSIDE: np.where(outside, level, 0),
        Rule.TREND: members(trend_ends(y, preset.trend), preset.trend),
        Rule.TWO_OF_THREE: two_of_three(near, level),
        Rule.ONE_SIDE: members(run_ends(level, 7), 7),
    }
    rule, side = np.full(y.shape, "", dtype="<U12"), np.zeros(y.shape, dtype=np.int8)
    drawn = ~np.isnan(upper)
    for name, signs in reversed(causes.items()):
        here = (signs != 0) & drawn
        rule[here] = name
        side = np.where(here, signs, side).astype(np.int8)
    return rule, side
